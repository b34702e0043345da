import { expect, test } from 'vitest'
import type { KnownToken } from '../../explain/context.ts'
import { parseTypedData } from '../../typed-data.ts'
import { judge } from '../rule.ts'
import { spendingSignature } from './spending-signature.ts'

const OWNER = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const SPENDER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const TOKEN = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'

const permit = (value: string) =>
  parseTypedData(
    JSON.stringify({
      types: {
        EIP712Domain: [
          { name: 'chainId', type: 'uint256' },
          { name: 'verifyingContract', type: 'address' },
        ],
        Permit: [
          'owner:address',
          'spender:address',
          'value:uint256',
          'nonce:uint256',
          'deadline:uint256',
        ].map((one) => ({ name: one.split(':')[0], type: one.split(':')[1] })),
      },
      primaryType: 'Permit',
      domain: { chainId: 1, verifyingContract: TOKEN },
      message: { owner: OWNER, spender: SPENDER, value, nonce: '0', deadline: '1' },
    }),
    1,
  )

const words = (value: string, token: KnownToken | null) =>
  judge([spendingSignature], {
    data: permit(value),
    account: OWNER,
    context: { symbol: 'ETH', token: () => token, name: () => null, isContract: null },
    chainId: 1,
    now: 0,
    at: () => ({ isContract: null, isYoung: null, isUpgraded: null, isKnown: false, listed: null }),
    holding: () => null,
    isExplained: true,
  })[0]?.text

test('behavior: what could be taken is said in the units of a token that the wallet vouches for, and of no other', () => {
  const usdc: KnownToken = { address: TOKEN, symbol: 'USDC', name: 'USD Coin', decimals: 6, origin: 'listed' }
  expect(words('100000000', usdc)).toContain('could take 100 USDC from your account')
  expect(words((2n ** 256n - 1n).toString(), usdc)).toContain('an unlimited amount of USDC')
  expect(words('100000000', { ...usdc, origin: 'read' })).toContain(`100000000 base units of ${TOKEN}`)
  expect(words('100000000', null)).toContain(`100000000 base units of ${TOKEN}`)
})

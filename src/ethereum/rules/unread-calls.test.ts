/** However much stands in front of it, the harmful call among many is judged and said, or the whole is told unread. */
import { readFileSync } from 'node:fs'
import { Interface, solidityPacked } from 'ethers'
import { describe, expect, test } from 'vitest'
import { type Address, type Hex, sameAddress } from '../../shared/hex.ts'
import type { ExplainContext, ExplainedTransaction } from '../explain/context.ts'
import { explainTransaction } from '../explain/explain.ts'
import { createLibrary } from '../explain/library.ts'
import { textOf } from '../explain/told.ts'
import { explainTypedData } from '../explain/typed-data.ts'
import { parseTypedData } from '../typed-data.ts'
import { type Around, callFacts, callWarnings, factsOfCalls } from './calls.ts'

const file = (name: string) => readFileSync(new URL(`../../../public/${name}`, import.meta.url), 'utf8')
const ME: Address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const THIEF: Address = '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB'
const USDC: Address = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const WETH: Address = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2'
const SAFE: Address = '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'
const MULTISEND: Address = '0x40A2aCCbd92BCA938b02010E17A5b8929b49130D'
const abi = new Interface([
  'function transfer(address,uint256)',
  'function approve(address,uint256)',
  'function deposit()',
  'function addOwnerWithThreshold(address,uint256)',
  'function multiSend(bytes)',
  'function multicall(bytes[])',
])
const encode = (name: string, ...args: unknown[]) => abi.encodeFunctionData(name, args) as Hex
const context: ExplainContext = {
  symbol: 'ETH',
  token: (address) =>
    sameAddress(address, USDC) ? { address: USDC, symbol: 'USDC', name: 'USD Coin', decimals: 6 } : null,
  name: () => null,
  isContract: true,
  library: createLibrary(file('descriptors.json'), file('signatures.txt')),
}
const around: Around = {
  account: ME,
  isMine: (address) => sameAddress(address, ME),
  context,
  at: () => ({ isContract: true, isYoung: false, isUpgraded: false, isKnown: false, listed: null }),
  holding: () => null,
}
const several = (calls: readonly (readonly [Address, Hex])[]) =>
  encode(
    'multiSend',
    `0x${calls
      .map(([to, data]) =>
        solidityPacked(
          ['uint8', 'address', 'uint256', 'uint256', 'bytes'],
          [0, to, 0n, (data.length - 2) / 2, data],
        ).slice(2),
      )
      .join('')}`,
  )
const fillers = (count: number) =>
  Array.from({ length: count }, () => [USDC, encode('transfer', ME, 1n)] as const)

function said(to: Address, data: Hex) {
  const tx: ExplainedTransaction = { chainId: 1, from: ME, to, value: 0n, data }
  const { summary, calls } = explainTransaction(tx, context)
  const warnings = callWarnings(factsOfCalls(tx, calls, around))
  return {
    sentences: summary.map(textOf),
    dangers: warnings.filter(({ severity }) => severity === 'danger').map(({ rule }) => rule),
  }
}
const unread = 'It makes more calls, which Candor did not look into.'

describe('many calls', () => {
  test.each([8, 9, 63])('security: what stands behind %i harmless ones is said', (count) => {
    const { sentences, dangers } = said(
      MULTISEND,
      several([...fillers(count), [USDC, encode('transfer', THIEF, 10n ** 12n)]]),
    )
    expect(sentences).toContain(`Send 1\u202f000\u202f000 USDC to ${THIEF}`)
    expect(dangers).not.toContain('unread-calls')
  })

  test.each([8, 9, 63, 64])('security: a new owner behind %i harmless ones is a danger', (count) => {
    const { dangers } = said(
      MULTISEND,
      several([...fillers(count), [SAFE, encode('addOwnerWithThreshold', THIEF, 1n)]]),
    )
    expect(dangers).toContain('safe-control')
    expect(dangers.includes('unread-calls')).toBe(count > 63)
  })

  test.each([63, 64, 65, 1100])('security: an allowance behind %i harmless calls of a multicall', (count) => {
    const deposits = Array.from({ length: count }, () => encode('deposit'))
    const { sentences, dangers } = said(
      WETH,
      encode('multicall', [...deposits, encode('approve', THIEF, 10n ** 30n)]),
    )
    expect(dangers).toContain(count > 63 ? 'unread-calls' : 'hidden-allowance')
    expect(sentences.includes(unread)).toBe(count > 63)
    expect(sentences.length).toBeLessThan(200)
  })

  test('security: a list that cannot be read to its end is a danger', () => {
    const list = several([[SAFE, encode('addOwnerWithThreshold', THIEF, 1n)]])
    const [packed] = abi.decodeFunctionData('multiSend', list)
    expect(said(MULTISEND, encode('multiSend', `${packed}00`)).dangers).toContain('malformed-call')
    const long = encode(
      'multicall',
      Array.from({ length: 1500 }, () => encode('deposit')),
    )
    expect(said(WETH, long).dangers).toContain('malformed-call')
    expect(said(WETH, encode('multicall', [])).dangers).toEqual([])
  })

  test.each([4, 5, 6])('security: a new owner within %i calls of each other', (depth) => {
    let data = encode('addOwnerWithThreshold', THIEF, 1n)
    for (let i = 0; i < depth; i++) data = several([[i === 0 ? SAFE : MULTISEND, data]])
    const { sentences, dangers } = said(MULTISEND, data)
    expect(dangers.some((rule) => rule === 'safe-control' || rule === 'unread-calls')).toBe(true)
    expect(dangers.includes('unread-calls')).toBe(depth > 4)
    expect(sentences.includes(unread)).toBe(depth > 4)
  })
})

test.each([9, 64])('security: a signature for a transaction of a Safe with %i harmless calls', (count) => {
  const fields = {
    to: 'address',
    value: 'uint256',
    data: 'bytes',
    operation: 'uint8',
    safeTxGas: 'uint256',
    baseGas: 'uint256',
    gasPrice: 'uint256',
    gasToken: 'address',
    refundReceiver: 'address',
    nonce: 'uint256',
  }
  const zero = `0x${'0'.repeat(40)}`
  const typed = {
    types: {
      EIP712Domain: [
        { name: 'chainId', type: 'uint256' },
        { name: 'verifyingContract', type: 'address' },
      ],
      SafeTx: Object.entries(fields).map(([name, type]) => ({ name, type })),
    },
    primaryType: 'SafeTx',
    domain: { chainId: 1, verifyingContract: SAFE },
    message: {
      to: MULTISEND,
      value: '0',
      data: several([...fillers(count), [USDC, encode('transfer', THIEF, 10n ** 12n)]]),
      operation: 1,
      safeTxGas: '0',
      baseGas: '0',
      gasPrice: '0',
      gasToken: zero,
      refundReceiver: zero,
      nonce: '1',
    },
  }
  const told = explainTypedData(parseTypedData(typed, 1, 4, [ME]), ME, 1, context)
  const warnings = callWarnings((told?.calls ?? []).map((call) => callFacts(call, call.from, around)))
  expect(warnings.some(({ rule }) => rule === 'unread-calls')).toBe(count > 62)
  const sentences = (told?.summary ?? []).map(textOf)
  expect(sentences.includes(unread)).toBe(count > 62)
  expect(sentences.includes(`Send 1\u202f000\u202f000 USDC to ${THIEF}`)).toBe(count < 62)
})

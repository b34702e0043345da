import { readFileSync } from 'node:fs'
import { Interface, TypedDataEncoder, toBeHex } from 'ethers'
import { describe, expect, it } from 'vitest'
import type { Address, Hex } from '../../shared/hex.ts'
import type { ExplainContext } from './context.ts'
import { explainTransaction } from './explain.ts'
import { createLibrary } from './library.ts'

const read = (file: string) => readFileSync(new URL(`../../../public/${file}`, import.meta.url), 'utf8')
const library = createLibrary(read('descriptors.json'), read('signatures.txt'))
const ME: Address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const BOB: Address = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'
const SAFE: Address = '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'
const field = (text: string) => ({ type: text.split(' ')[0] ?? '', name: text.split(' ')[1] ?? '' })
const TYPES = {
  SafeTx: [
    'address to',
    'uint256 value',
    'bytes data',
    'uint8 operation',
    'uint256 safeTxGas',
    'uint256 baseGas',
    'uint256 gasPrice',
    'address gasToken',
    'address refundReceiver',
    'uint256 nonce',
  ].map(field),
}
const abi = new Interface([
  `function execTransaction(${TYPES.SafeTx.slice(0, -1)
    .map(({ type, name }) => `${type} ${name}`)
    .join(',')},bytes signatures)`,
])
const tx = {
  to: BOB,
  value: 5n,
  data: '0xa9059cbb01',
  operation: 1,
  safeTxGas: 7n,
  baseGas: 8n,
  gasPrice: 9n,
  gasToken: ME,
  refundReceiver: SAFE,
}
const data = abi.encodeFunctionData('execTransaction', [...Object.values(tx), '0xabcd']) as Hex

function rows(answers: Partial<Record<'nonce' | 'domainSeparator', string>>) {
  const context: ExplainContext = {
    symbol: 'ETH',
    token: () => null,
    name: () => null,
    isContract: true,
    library,
    answer: (contract, getter) => {
      const said =
        contract === SAFE && (getter === 'nonce' || getter === 'domainSeparator') ? answers[getter] : null
      return (said ?? null) as Hex | null
    },
  }
  const told = explainTransaction({ chainId: 10, from: ME, to: SAFE, value: 0n, data }, context)
  return Object.fromEntries(told.details.map(({ label, value }) => [label, value]))
}
const NONCE = toBeHex(12, 32)

describe('the hash that the owners of a Safe signed', () => {
  it.each([
    ['since 1.3.0', { chainId: 10, verifyingContract: SAFE }],
    ['before', { verifyingContract: SAFE }],
  ])('behavior: as another library computes it, %s', (_, domain) => {
    const shown = rows({ nonce: NONCE, domainSeparator: TypedDataEncoder.hashDomain(domain) })
    expect(shown['Safe transaction hash']).toBe(TypedDataEncoder.hash(domain, TYPES, { ...tx, nonce: 12 }))
    expect(shown['Safe nonce']).toBe('12, the next one by now')
  })
  it('behavior: what the chain did not tell is said, not guessed', () => {
    expect(rows({ nonce: NONCE })['Safe transaction hash']).toMatch(/^Not shown: .* did not tell/)
  })
  it('security: a contract that goes by the domain of another is shown no hash', () => {
    const other = TypedDataEncoder.hashDomain({ chainId: 10, verifyingContract: BOB })
    const shown = rows({ nonce: NONCE, domainSeparator: other })
    expect(shown['Safe transaction hash']).toMatch(/^Not shown: .* another domain/)
    expect(shown['Safe nonce']).toBeUndefined()
  })
})

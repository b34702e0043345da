import { SigningKey, Transaction, Wallet } from 'ethers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToHex, type Hex } from '../shared/hex.ts'
import { parseAddress } from './address.ts'
import {
  assembleTransaction,
  serializeUnsigned,
  transactionDigest,
  type UnsignedTransaction,
} from './transaction.ts'

const KEY = new SigningKey(`0x${'46'.repeat(32)}`)
const OWNER = new Wallet(KEY).address
const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

function sign(tx: UnsignedTransaction) {
  const { r, s, yParity } = KEY.sign(transactionDigest(tx))
  return { r: BigInt(r), s: BigInt(s), yParity }
}

const hexOf = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes): Hex => bytesToHex(bytes))
const address = hexOf(20).map(parseAddress)
const wei = fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }))
const price = fc.bigInt({ min: 0n, max: 2n ** 96n })
const fees = fc.oneof(
  fc.record({ type: fc.constant('legacy' as const), gasPrice: price }),
  fc.tuple(price, price).map(([tip, more]) => ({
    type: 'eip1559' as const,
    maxFeePerGas: tip + more,
    maxPriorityFeePerGas: tip,
  })),
)
const accessList = fc.array(fc.record({ address, storageKeys: fc.array(hexOf(32), { maxLength: 3 }) }), {
  maxLength: 3,
})
const transaction: fc.Arbitrary<UnsignedTransaction> = fc
  .record(
    {
      chainId: fc.integer({ min: 1, max: 2 ** 48 }),
      nonce: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 ** 40 })),
      to: fc.option(address),
      value: wei,
      data: fc.uint8Array({ maxLength: 300 }).map((bytes) => bytesToHex(bytes)),
      gas: fc.bigInt({ min: 21_000n, max: 2n ** 64n - 1n }),
      fees,
      accessList,
    },
    { requiredKeys: ['chainId', 'nonce', 'to', 'value', 'data', 'gas', 'fees'] },
  )
  .map((tx) => (tx.to === null && tx.data === '0x' ? { ...tx, data: '0x60' as const } : tx))

const SIMPLE: UnsignedTransaction = {
  chainId: 1,
  nonce: 9,
  to: '0x3535353535353535353535353535353535353535',
  value: 10n ** 18n,
  data: '0x',
  gas: 21_000n,
  fees: { type: 'legacy', gasPrice: 20n * 10n ** 9n },
}

describe('serialisation', () => {
  it('behavior: the example of EIP-155', () => {
    expect(serializeUnsigned(SIMPLE)).toBe(
      '0xec098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a764000080018080',
    )
    expect(bytesToHex(transactionDigest(SIMPLE))).toBe(
      '0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53',
    )
    expect(assembleTransaction(SIMPLE, sign(SIMPLE)).raw).toBe(
      '0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83',
    )
  })
  it('behavior: ethers reads back every field of types 0, 1 and 2, the sender and the hash', () => {
    const seen = new Set<number | null>()
    fc.assert(
      fc.property(transaction, (tx) => {
        const { raw, hash } = assembleTransaction(tx, sign(tx))
        const read = Transaction.from(raw)
        seen.add(read.type)
        expect(read.from).toBe(OWNER)
        expect(read.hash).toBe(hash)
        expect(read.unsignedHash).toBe(bytesToHex(transactionDigest(tx)))
        expect(read.unsignedSerialized).toBe(serializeUnsigned(tx))
        const { chainId, nonce, to, value, data, gasLimit } = read
        const { gas, fees: asked, accessList: list, ...rest } = tx
        expect({ chainId: Number(chainId), nonce, to, value, data }).toEqual(rest)
        expect(gasLimit).toBe(gas)
        if (asked.type === 'legacy') {
          expect(read.type).toBe(list === undefined ? 0 : 1)
          expect(read.gasPrice).toBe(asked.gasPrice)
        } else {
          expect(read.type).toBe(2)
          expect([read.maxFeePerGas, read.maxPriorityFeePerGas]).toEqual([
            asked.maxFeePerGas,
            asked.maxPriorityFeePerGas,
          ])
        }
        if (read.type !== 0) expect(read.accessList).toEqual(list ?? [])
      }),
    )
    expect(seen).toEqual(new Set([0, 1, 2]))
  })
})

describe('what cannot be meant is not encoded', () => {
  const market = { type: 'eip1559', maxFeePerGas: 1n, maxPriorityFeePerGas: 2n } as const
  it.each<[string, Partial<UnsignedTransaction>]>([
    ['chain id 0', { chainId: 0 }],
    ['a fractional chain id', { chainId: 1.5 }],
    ['a negative nonce', { nonce: -1 }],
    ['a nonce past 2^53', { nonce: 2 ** 53 }],
    ['a short address', { to: '0x35' }],
    ['a negative value', { value: -1n }],
    ['a value past 2^256', { value: 2n ** 256n }],
    ['half a byte of data', { data: '0x1' }],
    ['no gas', { gas: 0n }],
    ['gas past 2^64', { gas: 2n ** 64n }],
    ['a contract without code', { to: null }],
    ['a negative price', { fees: { type: 'legacy', gasPrice: -1n } }],
    ['a tip above the highest fee', { fees: market }],
    ['a negative tip', { fees: { ...market, maxPriorityFeePerGas: -1n } }],
    ['a short address in the access list', { accessList: [{ address: '0x35', storageKeys: [] }] }],
    ['a short storage key', { accessList: [{ address: SIMPLE.to ?? '0x', storageKeys: ['0x00'] }] }],
  ])('error: %s', (_, change) => {
    expect(() => serializeUnsigned({ ...SIMPLE, ...change })).toThrow(
      expect.objectContaining({ name: 'EncodingError', code: -32603 }),
    )
  })
  it('security: signatures out of range, and the second valid form of one, are refused', () => {
    const good = sign(SIMPLE)
    for (const bad of [
      { ...good, r: 0n },
      { ...good, r: N },
      { ...good, s: 0n },
      { ...good, s: N - good.s },
    ]) {
      expect(() => assembleTransaction(SIMPLE, bad)).toThrow(
        expect.objectContaining({ name: 'EncodingError' }),
      )
    }
  })
})

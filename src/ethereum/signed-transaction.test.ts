import fc from 'fast-check'
import { parseTransaction } from 'viem'
import { getAddress } from 'viem/utils'
import { describe, expect, test } from 'vitest'
import type { Address, Hex } from '../shared/hex.ts'
import { readSigned } from './signed-transaction.ts'
import { assembleTransaction, type UnsignedTransaction } from './transaction.ts'

const uint = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n })
const hexOf = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((all): Hex => `0x${Buffer.from(all).toString('hex')}`)
const address = hexOf(20).map((hex): Address => getAddress(hex))
const signature = { r: 1n, s: 1n, yParity: 1 as const }

const transaction: fc.Arbitrary<UnsignedTransaction> = fc
  .record({
    chainId: fc.integer({ min: 1, max: 2 ** 31 }),
    nonce: fc.integer({ min: 0, max: 2 ** 40 }),
    to: address,
    value: uint(128),
    data: fc.uint8Array({ maxLength: 90 }).map((all): Hex => `0x${Buffer.from(all).toString('hex')}`),
    gas: uint(40).map((gas) => gas + 1n),
    tip: uint(40),
    more: uint(40),
    list: fc.option(
      fc.array(fc.record({ address, storageKeys: fc.array(hexOf(32), { maxLength: 2 }) }), { maxLength: 2 }),
    ),
    kind: fc.constantFrom('legacy', 'eip1559', 'eip7702'),
  })
  .map(({ tip, more, list, kind, ...rest }) => ({
    ...rest,
    fees:
      kind === 'legacy'
        ? { type: 'legacy' as const, gasPrice: tip }
        : { type: 'eip1559' as const, maxFeePerGas: tip + more, maxPriorityFeePerGas: tip },
    ...(list === null ? {} : { accessList: list }),
    ...(kind === 'eip7702'
      ? { authorizations: [{ chainId: rest.chainId, address: rest.to, nonce: rest.nonce, ...signature }] }
      : {}),
  }))

describe('a signed transaction', () => {
  test('behavior: it is read as it was written, and as viem reads it', () => {
    fc.assert(
      fc.property(transaction, (tx) => {
        const { raw } = assembleTransaction(tx, signature)
        const read = readSigned(raw)
        const { to, value, data, gas, nonce, fees } = read
        expect({ to, value, data, gas, nonce, fees }).toEqual({
          to: tx.to,
          value: tx.value,
          data: tx.data,
          gas: tx.gas,
          nonce: tx.nonce,
          fees: tx.fees,
        })
        expect(read.legacy).toBe(tx.fees.type === 'legacy')
        expect(read.delegateTo).toBe(tx.authorizations === undefined ? null : tx.to)
        expect(read.accessList ?? []).toEqual(tx.accessList ?? [])
        const theirs = parseTransaction(raw)
        expect([theirs.value ?? 0n, theirs.gas, theirs.data ?? '0x']).toEqual([value, gas, data])
      }),
      { numRuns: 300 },
    )
  })

  test.each<[string, Hex]>([
    ['nothing', '0x'],
    ['another type', '0x03c0'],
    ['no list', '0x02820102'],
    ['too few fields', '0x02c101'],
    ['a list in the place of a number', '0x02c3c0c0c0'],
  ])('error: %s', (_what, raw) => {
    expect(() => readSigned(raw)).toThrow()
  })

  test('behavior: a contract creation has no recipient', () => {
    const fees = { type: 'legacy' as const, gasPrice: 1n }
    const tx = { chainId: 1, nonce: 0, to: null, value: 0n, data: '0x00' as const, gas: 1n, fees }
    expect(readSigned(assembleTransaction(tx, signature).raw)).toMatchObject({ to: null, accessList: null })
  })
})

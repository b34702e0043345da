import fc from 'fast-check'
import { decodeFunctionData, encodeAbiParameters, multicall3Abi } from 'viem'
import { describe, expect, it } from 'vitest'
import type { Address, Hex } from '../shared/hex.ts'
import { type BalanceRead, decodeBalanceReads, encodeBalanceReads } from './balance-batch.ts'
import { encodeBalanceOf } from './erc20.ts'
import { encodeGetEthBalance } from './multicall.ts'

const multicall: Address = '0xcA11bde05977b3631167028862bE2a173976CA11'
const address = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .map((bytes): Address => `0x${Buffer.from(bytes).toString('hex')}`)
const reads = fc.array(
  fc.record({ owner: address, token: fc.oneof(address, fc.constant(null), fc.constant('time' as const)) }),
  {
    maxLength: 30,
  },
)

const RESULTS = [
  {
    type: 'tuple[]',
    components: [
      { name: 'success', type: 'bool' },
      { name: 'returnData', type: 'bytes' },
    ],
  },
] as const
const answerOf = (rows: { success: boolean; returnData: Hex }[]): Hex => encodeAbiParameters(RESULTS, [rows])
const number = (value: bigint): Hex => `0x${value.toString(16).padStart(64, '0')}`

describe('balance batch', () => {
  it('param: an ABI coder reads from the calldata what was asked', () => {
    fc.assert(
      fc.property(reads, (list: BalanceRead[]) => {
        const calls = list.map(({ owner, token }) => ({
          target: token === null || token === 'time' ? multicall : token,
          allowFailure: true,
          callData:
            token === 'time'
              ? (`0x0f28c97d${encodeBalanceOf(owner).slice(10)}` as const)
              : token === null
                ? encodeGetEthBalance(owner)
                : encodeBalanceOf(owner),
        }))
        const read = decodeFunctionData({
          abi: multicall3Abi,
          data: encodeBalanceReads(multicall, list),
        })
        const inLowerCase = (given: readonly { target: Address; allowFailure: boolean; callData: Hex }[]) =>
          given.map((one) => ({ ...one, target: one.target.toLowerCase() }))
        expect(read.functionName).toBe('aggregate3')
        if (read.functionName !== 'aggregate3') return
        expect(inLowerCase(read.args[0])).toEqual(inLowerCase(calls))
      }),
    )
  })

  it('behavior: numbers come back in order; what failed or is no number is null', () => {
    const rows: { success: boolean; returnData: Hex }[] = [
      { success: true, returnData: number(7n) },
      { success: false, returnData: number(8n) },
      { success: true, returnData: '0x' },
      { success: true, returnData: `${number(1n)}00` },
      { success: true, returnData: number(2n ** 256n - 1n) },
    ]
    expect(decodeBalanceReads(answerOf(rows), 5)).toEqual([7n, null, null, null, 2n ** 256n - 1n])
  })

  it('security: an answer of another length, cut off or made up is all null', () => {
    const whole = answerOf([{ success: true, returnData: number(7n) }])
    expect(decodeBalanceReads(whole, 2)).toEqual([null, null])
    expect(decodeBalanceReads('0x', 1)).toEqual([null])
    for (let end = 2; end < whole.length; end += 2) {
      const cut = decodeBalanceReads(`0x${whole.slice(2, end)}`, 1)
      expect(cut).toEqual([null])
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(5), (bytes, count) => {
        const result = decodeBalanceReads(`0x${Buffer.from(bytes).toString('hex')}`, count)
        expect(result).toHaveLength(count)
      }),
    )
  })

  it('behavior: eight thousand reads', () => {
    const list = Array.from(
      { length: 8000 },
      (_, i): BalanceRead => ({ owner: `0x${i.toString(16).padStart(40, '0')}`, token: multicall }),
    )
    expect(encodeBalanceReads(multicall, list)).toHaveLength(2 + 8 + 2 * 64 + 8000 * (4 + 3) * 64)
    // Of twenty owners in four hundred tokens: an owner is written once.
    const few = list.map((read, i): BalanceRead => ({ ...read, owner: list[i % 20]?.owner ?? multicall }))
    expect(encodeBalanceReads(multicall, few)).toHaveLength(2 + 8 + 2 * 64 + (8000 * 4 + 20 * 3) * 64)
    const rows = list.map((_, i) => ({ success: true, returnData: number(BigInt(i)) }))
    expect(decodeBalanceReads(answerOf(rows), 8000).at(-1)).toBe(7999n)
  })
})

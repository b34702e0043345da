import { Interface } from 'ethers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Hex } from '../shared/hex.ts'
import { decodeMulticall, encodeGetEthBalance, encodeMulticall } from './multicall.ts'

const A = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const abi = new Interface([
  'function aggregate3((address target,bool allowFailure,bytes callData)[] calls) returns ((bool success,bytes returnData)[])',
  'function getEthBalance(address) view returns (uint256)',
])
const toHex = (bytes: Uint8Array): Hex => `0x${Buffer.from(bytes).toString('hex')}`
const bytes = fc.uint8Array({ maxLength: 80 }).map(toHex)
const answer = (rows: [boolean, Hex][]): Hex => {
  const encoded = abi.encodeFunctionResult('aggregate3', [rows])
  return `0x${encoded.slice(2)}`
}

describe('multicall', () => {
  it('behavior: calls are encoded as ethers does it', () => {
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 20 }), (datas) => {
        const calls = datas.map((data) => ({ to: A, data }) as const)
        const rows = datas.map((data) => [A, true, data])
        expect(encodeMulticall(calls)).toBe(abi.encodeFunctionData('aggregate3', [rows]))
      }),
    )
    expect(encodeGetEthBalance(A)).toBe(abi.encodeFunctionData('getEthBalance', [A]))
  })
  it('behavior: answers come in order, failures as null', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), bytes), { maxLength: 20 }), (rows) => {
        expect(decodeMulticall(answer(rows), rows.length)).toEqual(
          rows.map(([ok, data]) => (ok ? data : null)),
        )
      }),
    )
  })
  it('security: an answer of another length, or none, is matched to no call', () => {
    expect(decodeMulticall(answer([[true, '0x01']]), 2)).toEqual([null, null])
    expect(decodeMulticall('0x', 1)).toEqual([null])
    fc.assert(fc.property(bytes, (raw) => void expect(decodeMulticall(raw, 3)).toHaveLength(3)))
  })
})

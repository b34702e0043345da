import { AbiCoder } from 'ethers'
import { describe, expect, test } from 'vitest'
import type { Hex } from '../../shared/hex.ts'
import { decodeCall } from '../calls.ts'
import { decodeArguments } from './decode.ts'
import { parseSignature } from './signature.ts'

const inputsOf = (types: readonly string[]) => parseSignature(`f(${types.join(',')})`)?.inputs ?? []
const encode = (types: readonly string[], values: readonly unknown[]): Hex =>
  `0x${AbiCoder.defaultAbiCoder().encode(types, values).slice(2)}`
/** The last bytes cut off. */
const without = (data: Hex, count: number) => data.slice(0, data.length - 2 * count) as Hex

/** What ends in bytes, and how many zeros stand behind them. */
const PADDED: [string[], unknown[], number][] = [
  [['bytes'], ['0x1234'], 30],
  [['uint256', 'bytes'], [7n, '0x00'], 31],
  [['bytes', 'uint256'], [`0x${'11'.repeat(33)}`, 7n], 31],
  [['string'], ['äöü'], 26],
  [['bytes[]'], [['0x1234', '0x12345678']], 28],
  [['(address,bytes)[]'], [[[`0x${'11'.repeat(20)}`, '0x12']]], 31],
  [['(uint256,(bytes,bool))'], [[1n, ['0x1234', true]]], 30],
]
/** What ends in a whole word. */
const WHOLE: [string[], unknown[]][] = [
  [
    ['address', 'uint256'],
    [`0x${'11'.repeat(20)}`, 256n],
  ],
  [
    ['bytes', 'uint256[]'],
    ['0x1234', [256n]],
  ],
  [['bytes'], [`0x${'11'.repeat(31)}00`]],
  [['bytes[]'], [['0x1234', '0x']]],
  [
    ['bytes', 'bytes'],
    ['0x1234', '0x'],
  ],
  [['string'], ['']],
]

describe('zeros that an encoder left out', () => {
  test.each(PADDED)('behavior: behind the bytes that end %j nothing is missed', (types, values, padding) => {
    const data = encode(types, values)
    const whole = decodeArguments(inputsOf(types), data)
    expect(whole).not.toBeNull()
    for (const count of [1, padding])
      expect(decodeArguments(inputsOf(types), without(data, count))).toEqual(whole)
    expect(decodeArguments(inputsOf(types), without(data, padding + 1))).toBeNull()
  })

  test.each(WHOLE)('security: %j is cut off nowhere else', (types, values) => {
    const data = encode(types, values)
    expect(decodeArguments(inputsOf(types), data)).not.toBeNull()
    for (let count = 1; count <= 32; count++)
      expect(decodeArguments(inputsOf(types), without(data, count))).toBeNull()
  })

  test('behavior: an item is sent with unpadded data; an amount is never cut', () => {
    const me = `0x${'11'.repeat(20)}`
    const item = encode(['address', 'address', 'uint256', 'bytes'], [me, me, 1n, '0x1234'])
    const sent = (args: Hex) => decodeCall(`0xb88d4fde${args.slice(2)}`)?.call
    expect(sent(without(item, 30))).toEqual(sent(item))
    expect(sent(without(item, 31))).toBeNull()
    const paid = encode(['address', 'uint256'], [me, 256n])
    expect(decodeCall(`0xa9059cbb${without(paid, 1).slice(2)}`)?.call).toBeNull()
  })
})

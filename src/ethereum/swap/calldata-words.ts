/** Calldata by its words of 32 bytes, offsets followed as a contract follows them. Nothing is taken that is not there. */
import { type Address, type Hex, isHex } from '../../shared/hex.ts'

/** What is read is not there, or is not what it should be. */
export class CalldataError extends Error {}

export type Words = {
  number(index: number): bigint
  address(index: number): Address
  /** What the offset at `index` points to, seen from where these words begin. */
  at(index: number): Words
  /** The `bytes` that the offset at `index` points to. */
  bytes(index: number): Hex
  /** The elements of an array of numbers that the offset at `index` points to. */
  numbers(index: number): bigint[]
  /** The elements of an array of dynamic tuples. */
  tuples(index: number): Words[]
}

const MOST_ELEMENTS = 64n

export const selectorOf = (data: Hex): string => data.slice(0, 10).toLowerCase()

/** The arguments. */
export const wordsOf = (data: Hex): Words => read(data.slice(10), 0)

function read(hex: string, from: number): Words {
  const word = (index: number): string => {
    const text = hex.slice(from + index * 64, from + (index + 1) * 64)
    if (text.length !== 64) throw new CalldataError()
    return text
  }
  const number = (index: number) => BigInt(`0x${word(index)}`)
  const small = (value: bigint, most: bigint): number => {
    if (value > most) throw new CalldataError()
    return Number(value)
  }
  const at = (index: number) => read(hex, from + small(number(index), BigInt(hex.length)) * 2)
  const countAt = (index: number) => small(at(index).number(0), MOST_ELEMENTS)
  const list = (count: number) => Array.from({ length: count }, (_, i) => i)
  return {
    number,
    at,
    address(index) {
      const text = word(index)
      if (!text.startsWith('0'.repeat(24))) throw new CalldataError()
      return `0x${text.slice(24)}`
    },
    bytes(index) {
      const start = from + small(number(index), BigInt(hex.length)) * 2
      const length = small(read(hex, start).number(0), BigInt(hex.length)) * 2
      const text = `0x${hex.slice(start + 64, start + 64 + length)}`
      if (text.length !== length + 2 || !isHex(text)) throw new CalldataError()
      return text
    },
    numbers: (index) => list(countAt(index)).map((i) => at(index).number(i + 1)),
    tuples: (index) => {
      const start = from + small(number(index), BigInt(hex.length)) * 2 + 64
      return list(countAt(index)).map((i) => read(hex, start).at(i))
    },
  }
}

/** What a request of the corpus is made of: each number and address with its place. */
import { Interface } from 'ethers'
import { type Argument, addressOf, type Case, meant } from '../corpus.ts'

export type Place = readonly (string | number)[]
export type Leaf = {
  place: Place
  /** As the corpus writes it: "2.5 USDC", "$friend", a date. */
  written: string
  /** An address in lower case, or a number. */
  value: string | bigint
}

/** Types and names, which are no values. */
const FIXED = /^(?:from|call|encode|packed|types|primaryType|origin|chainId|times|more)$/

export function leavesOf(request: unknown, place: Place = []): Leaf[] {
  if (typeof request === 'object' && request !== null)
    return Object.entries(request).flatMap(([key, one]) =>
      FIXED.test(key) ? [] : leavesOf(one, [...place, Array.isArray(request) ? Number(key) : key]),
    )
  if (typeof request !== 'string') return []
  const value = valueAt(request)
  return value === null ? [] : [{ place, written: request, value }]
}

/** Texts as they stand: some exchanges have amounts signed in words. */
export const textsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsOf)
      : []

export function valueAt(written: string): string | bigint | null {
  if (/^\d{1,78}$/.test(written)) return BigInt(written)
  if (/^0x[0-9a-fA-F]{40}$/.test(written)) return written.toLowerCase()
  // An address in a word.
  if (/^0x0{24}[0-9a-fA-F]{40}$/.test(written)) return `0x${written.slice(26).toLowerCase()}`
  if (written.startsWith('0x') || written === '') return null
  const found = meant(written)
  if (typeof found === 'bigint') return found
  return written.startsWith('$') ? addressOf(written).toLowerCase() : null
}

/** Another value, written as long as the one in its place. */
export const inPlaceOf = ({ written }: Leaf, value: string | bigint): string =>
  written.startsWith('0x0') && written.length === 66
    ? `0x${'0'.repeat(24)}${String(value).slice(2)}`
    : String(value)

/** The same request with other leaves. */
export function withLeaves<T>(request: T, changes: readonly { place: Place; written: string }[]): T {
  const copy: T = structuredClone(request)
  for (const { place, written } of changes) {
    const last = place.at(-1)
    let at: unknown = copy
    for (const step of place.slice(0, -1)) at = (at as Record<string | number, unknown>)[step]
    if (last !== undefined) (at as Record<string | number, unknown>)[last] = written
  }
  return copy
}

/** Calldata as a function and its arguments, read by ethers; as it is where nobody knows the function. */
export function readable(one: Case, signaturesOf: (selector: string) => readonly string[]): Case {
  const { data, ...rest } = one.request
  if (data === undefined || data.length < 10 || one.request.to == null) return one
  for (const signature of signaturesOf(data.slice(0, 10))) {
    const read = readBy(signature, data)
    if (read !== null) return { ...one, request: { ...rest, ...read } }
  }
  return one
}

function readBy(signature: string, data: string): { call: string; args: Argument[] } | null {
  try {
    const abi = new Interface([`function ${signature}`])
    const name = signature.slice(0, signature.indexOf('('))
    const values = abi.decodeFunctionData(name, data)
    if (abi.encodeFunctionData(name, values) !== data.toLowerCase()) return null
    return { call: signature, args: values.toArray().map(written) }
  } catch {
    return null
  }
}

/** What ethers reads, as the corpus writes it. */
function written(value: unknown): Argument {
  if (Array.isArray(value)) return Array.from(value, written)
  if (typeof value === 'bigint') return value.toString()
  return typeof value === 'boolean' ? value : String(value)
}

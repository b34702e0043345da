/**
 * Calldata read by a signature, strictly: decoded, encoded again, and equal byte for byte, or not read at all. Padding
 * games, dirty words, short and over-long data are "not understood", never another meaning. The one exception are the
 * zeros behind bytes that end the data, which some encoders leave out, and which every contract reads all the same.
 */
import type { AbiParameter } from 'viem'
import { decodeAbiParameters, encodeAbiParameters } from 'viem/utils'
import type { Hex } from '../../shared/hex.ts'
import { isAddressLike, isHex } from '../../shared/hex.ts'
import { parseAddress } from '../address.ts'
import type { Struct, Value } from '../typed-data-values.ts'
import { canonical, type Parameter, type Signature } from './signature.ts'

/** More than any honest call carries; decoding is linear in it. */
const MAX_BYTES = 128 * 1024

/** `extra`: what stands behind well-formed arguments, which the function does not read; null when nothing does. */
export type Decoded = { values: Struct; extra: Hex | null }

/** @param args what follows the selector. Null when they are not of the signature, byte for byte. */
export function decodeLoosely(inputs: readonly Parameter[], args: Hex): Decoded | null {
  if (args.length > 2 * MAX_BYTES + 2) return null
  const lower: Hex = `0x${args.slice(2).toLowerCase()}`
  const raw = lower.length < LONG ? readPadded(inputs, lower) : readOnce(inputs, lower)
  if (raw === null) return null
  try {
    const extra: Hex | null = lower.length === raw.end ? null : `0x${lower.slice(raw.end)}`
    return { values: structOf(inputs, raw.values), extra }
  } catch {
    // Not arguments of this signature.
    return null
  }
}

/** `end`: where in the text the arguments do. */
type Raw = { values: unknown; end: number }

function readRaw(inputs: readonly Parameter[], lower: Hex): Raw | null {
  const parameters = inputs.map(nameless)
  try {
    const values = inputs.length === 0 ? [] : decodeAbiParameters(parameters, lower)
    const exact = inputs.length === 0 ? '0x' : encodeAbiParameters(parameters, values)
    return lower.startsWith(exact) ? { values, end: exact.length } : null
  } catch {
    return null
  }
}

function readPadded(inputs: readonly Parameter[], lower: Hex): Raw | null {
  const raw = readRaw(inputs, lower)
  const missing = (64 - ((lower.length - 2) % 64)) % 64
  if (raw !== null || missing === 0 || missing % 2 !== 0) return raw
  const padded = readRaw(inputs, `${lower}${'0'.repeat(missing)}`)
  if (padded === null || padded.end !== lower.length + missing || !Array.isArray(padded.values)) return null
  return missing <= paddingOf(inputs, padded.values) ? { ...padded, end: lower.length } : null
}

/** How many zeros, in letters, stand behind the bytes that end the data; none where anything else ends it. */
function paddingOf(inputs: readonly Parameter[], values: readonly unknown[]): number {
  const last = inputs.findLastIndex(isDynamic)
  const [input, value] = [inputs[last], values[last]]
  if (input === undefined) return 0
  if (input.type === 'bytes' && isHex(value)) return (64 - ((value.length - 2) % 64)) % 64
  if (input.type === 'string' && typeof value === 'string')
    return (64 - ((2 * new TextEncoder().encode(value).length) % 64)) % 64
  if (!Array.isArray(value)) return 0
  return input.type === 'tuple'
    ? paddingOf(input.components, value)
    : paddingOf([itemOf(input)], value.slice(-1))
}

const itemOf = (array: Parameter): Parameter => ({ ...array, type: array.type.replace(/\[\d*\]$/, '') })

/** Whether the arguments say in front where it stands, rather than what it is. */
export function isDynamic(input: Parameter): boolean {
  const { type, components } = input
  if (type === 'bytes' || type === 'string' || type.endsWith('[]')) return true
  return type.endsWith(']') ? isDynamic(itemOf(input)) : type === 'tuple' && components.some(isDynamic)
}

/** Letters from which on it costs something to read the same again, as each rule and each module does. */
const LONG = 8000
const MOST_RECENT = 4
let recent: { types: string; lower: Hex; raw: Raw | null }[] = []

function readOnce(inputs: readonly Parameter[], lower: Hex): Raw | null {
  const types = canonical({ name: '', inputs })
  const known = recent.find((one) => one.types === types && one.lower === lower)
  if (known !== undefined) return known.raw
  const raw = readPadded(inputs, lower)
  recent = [{ types, lower, raw }, ...recent].slice(0, MOST_RECENT)
  return raw
}

/** The same, and nothing may stand behind them. */
export function decodeArguments(inputs: readonly Parameter[], args: Hex): Struct | null {
  const decoded = decodeLoosely(inputs, args)
  return decoded === null || decoded.extra !== null ? null : decoded.values
}

/** @param data selector and arguments. Null when it is not exactly a call of the function. */
export const decodeCallOf = (signature: Signature, data: Hex): Struct | null =>
  data.length < 10 ? null : decodeArguments(signature.inputs, `0x${data.slice(10)}`)

/** Without names every tuple is decoded as a list, so that two members of one name cannot hide each other. */
function nameless({ type, components }: Parameter): AbiParameter {
  return type.startsWith('tuple') ? { type, components: components.map(nameless) } : { type }
}

function structOf(inputs: readonly Parameter[], values: unknown): Struct {
  if (!Array.isArray(values)) throw new TypeError('not a list')
  const fields = inputs.map((input, i) => ({ name: input.name, value: toValue(input, values[i]) }))
  return { kind: 'struct', type: 'tuple', fields }
}

function toValue(input: Parameter, raw: unknown): Value {
  const { type } = input
  const array = /^(.*)\[\d*\]$/.exec(type)
  if (array !== null) {
    const item = { ...input, type: array[1] ?? '' }
    if (!Array.isArray(raw)) throw new TypeError('not a list')
    return { kind: 'array', type, items: raw.map((one: unknown) => toValue(item, one)) }
  }
  if (type === 'tuple') return structOf(input.components, raw)
  if (typeof raw === 'boolean') return { kind: 'bool', type, value: raw }
  if (typeof raw === 'bigint' || typeof raw === 'number') return { kind: 'integer', type, value: BigInt(raw) }
  if (type === 'string' && typeof raw === 'string') return { kind: 'string', type, value: raw }
  if (type === 'address' && isAddressLike(raw)) return { kind: 'address', type, value: parseAddress(raw) }
  if (isHex(raw)) return { kind: type === 'bytes' ? 'bytes' : 'fixed', type, value: raw }
  throw new TypeError('not a value')
}

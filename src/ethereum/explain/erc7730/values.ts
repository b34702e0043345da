/** What a value stands for where a format wants an address or a number. Nothing is guessed. */
import { type Address, isAddressLike } from '../../../shared/hex.ts'
import { parseAddress } from '../../address.ts'
import type { Value } from '../../typed-data-values.ts'
import type { Json } from './descriptor.ts'
import { bytesOf, PathError } from './path.ts'

/** @throws PathError */
export function addressOf(value: Value): Address {
  if (value.kind === 'address') return value.value
  if (value.kind === 'string') {
    if (isAddressLike(value.value)) return parseAddress(value.value.toLowerCase())
    throw new PathError('it is no address')
  }
  const digits = bytesOf(value).slice(2)
  // In a word of 32 bytes an address stands at the right, with nothing in front of it.
  if (digits.length === 64 && /^0{24}/.test(digits))
    return parseAddress(`0x${digits.slice(24).toLowerCase()}`)
  if (digits.length === 40) return parseAddress(`0x${digits.toLowerCase()}`)
  throw new PathError('it is no address')
}

/** Null for what is no address. */
export function addressOrNull(value: Value): Address | null {
  try {
    return addressOf(value)
  } catch (error) {
    if (error instanceof PathError) return null
    throw error
  }
}

/** @throws PathError */
export function integerOf(value: Value): bigint {
  if (value.kind === 'integer') return value.value
  if (value.kind === 'bool') return value.value ? 1n : 0n
  if (value.kind === 'string') {
    if (/^(?:-?\d{1,78}|0x[0-9a-fA-F]{1,64})$/.test(value.value)) return BigInt(value.value)
    throw new PathError('it is no number')
  }
  const bytes = bytesOf(value)
  if (bytes.length > 66 || bytes === '0x') throw new PathError('it is no number')
  return BigInt(bytes)
}

/** A constant of a descriptor as a value. @throws PathError for what is not simple */
export function literal(json: Json): Value {
  if (typeof json === 'boolean') return { kind: 'bool', type: 'bool', value: json }
  if (typeof json === 'number' && Number.isSafeInteger(json))
    return { kind: 'integer', type: 'int256', value: BigInt(json) }
  if (typeof json === 'number') return { kind: 'string', type: 'string', value: String(json) }
  if (typeof json === 'string') return { kind: 'string', type: 'string', value: json }
  throw new PathError('it is no simple value')
}

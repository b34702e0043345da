/**
 * Values of EIP-712 checked against their types. Nothing is coerced: what is signed is what was given. The two
 * liberties of the methods in use are kept: v3 leaves out a field that is not given, v4 takes none for a struct.
 */
import { InvalidParamsError } from '../shared/errors.ts'
import { type Address, type Hex, isAddressLike, isHex } from '../shared/hex.ts'
import { parseAddress } from './address.ts'
import { type Kind, kindOf, type Types } from './typed-data-types.ts'

export type TypedDataVersion = 3 | 4
/** The types of one request, and the method that it came by. */
export type Schema = { types: Types; version: TypedDataVersion }

export type Struct = { kind: 'struct'; type: string; fields: readonly Member[] }
export type Value =
  | Struct
  | { kind: 'array'; type: string; items: readonly Value[] }
  | { kind: 'address'; type: string; value: Address }
  | { kind: 'bool'; type: string; value: boolean }
  | { kind: 'string'; type: string; value: string }
  | { kind: 'bytes' | 'fixed'; type: string; value: Hex }
  | { kind: 'integer'; type: string; value: bigint }
  /** A struct that is none (v4): 32 zero bytes in the place of its hash. */
  | { kind: 'none'; type: string }
  /** Not given (v3): the field is no part of what is hashed. */
  | { kind: 'absent'; type: string }
export type Member = { name: string; value: Value }

/** Fields that the type does not have are left out: they are not signed. @throws InvalidParamsError */
export function parseStruct(schema: Schema, type: string, raw: unknown, path: string): Struct {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) fail(path, type)
  const given = new Map<string, unknown>(Object.entries(raw))
  const fields = (schema.types.get(type) ?? []).map((field) => ({
    name: field.name,
    value: parseValue(schema, field.type, given.get(field.name), `${path}.${field.name}`),
  }))
  return { kind: 'struct', type, fields }
}

/** @throws InvalidParamsError */
export function parseValue(schema: Schema, type: string, raw: unknown, path: string): Value {
  const kind = kindOf(schema.types, type)
  if (raw === undefined && schema.version === 3) return { kind: 'absent', type }
  if (raw === undefined || raw === null) {
    if (schema.version === 4 && kind.kind === 'struct') return { kind: 'none', type }
    throw new InvalidParamsError(`The typed data lacks a value for "${shown(path)}".`)
  }
  switch (kind.kind) {
    case 'struct':
      return parseStruct(schema, kind.struct, raw, path)
    case 'array': {
      if (schema.version === 3)
        throw new InvalidParamsError(`"${shown(path)}" is a list. Lists need eth_signTypedData_v4.`)
      if (!Array.isArray(raw) || (kind.length !== null && raw.length !== kind.length)) fail(path, type)
      const items = raw.map((item: unknown, i) => parseValue(schema, kind.item, item, `${path}[${i}]`))
      return { kind: 'array', type, items }
    }
    case 'string':
      return typeof raw === 'string' ? { kind: 'string', type, value: raw } : fail(path, type)
    case 'bool':
      return typeof raw === 'boolean' ? { kind: 'bool', type, value: raw } : fail(path, type)
    case 'address':
      // A site's spelling is no person's typing: capital letters that do not match are signed as the most used
      // wallet signs them.
      return {
        kind: 'address',
        type,
        value: isAddressLike(raw) ? parseAddress(raw.toLowerCase()) : fail(path, type),
      }
    case 'integer':
      return { kind: 'integer', type, value: parseInteger(kind, raw, type, path) }
    case 'bytes':
    case 'fixed': {
      if (!isHex(raw) || raw.length % 2 !== 0) return fail(path, type)
      if (kind.kind === 'fixed' && raw.length !== 2 + 2 * kind.size) return fail(path, type)
      return { kind: kind.kind, type, value: raw }
    }
  }
}

function parseInteger(kind: Extract<Kind, { kind: 'integer' }>, raw: unknown, type: string, path: string) {
  if (typeof raw === 'number' && Number.isInteger(raw) && !Number.isSafeInteger(raw)) {
    // JSON has rounded it already: the number that the site meant is lost.
    throw new InvalidParamsError(`The number "${shown(path)}" is too large for JSON. Give it as a string.`)
  }
  const text = typeof raw === 'number' || typeof raw === 'string' ? String(raw) : ''
  if (!/^(?:-?\d{1,78}|0x[0-9a-fA-F]{1,64})$/.test(text)) fail(path, type)
  const value = BigInt(text)
  const bits = BigInt(kind.signed ? kind.bits - 1 : kind.bits)
  const lowest = kind.signed ? -(1n << bits) : 0n
  if (value < lowest || value >= 1n << bits) fail(path, type)
  return value
}

const shown = (path: string): string => path.slice(0, 120)

function fail(path: string, type: string): never {
  throw new InvalidParamsError(`"${shown(path)}" is not a value of the type ${type.slice(0, 40)}.`)
}

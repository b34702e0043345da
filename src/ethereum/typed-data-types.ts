/** The `types` of EIP-712: a graph of structs, checked whole, whether the message uses it or not. */
import { InvalidInputError, InvalidParamsError } from '../shared/errors.ts'

export type Field = { name: string; type: string }
export type Types = Map<string, readonly Field[]>

/** Everything that a type can be: a leaf, a struct, or an array of one of these. */
export type Kind =
  | { kind: 'address' | 'bool' | 'string' | 'bytes' }
  | { kind: 'fixed'; size: number }
  | { kind: 'integer'; bits: number; signed: boolean }
  | { kind: 'struct'; struct: string }
  | { kind: 'array'; item: string; length: number | null }

const MAX_FIELDS = 512
const MAX_NAME = 128
/** `:` and `.` are no Solidity, but exchanges in wide use sign such names. */
const TYPE_NAME = /^[A-Za-z_$][\w$:.-]*$/
/** Also the sizes that do not exist: a struct must not pass for a number. */
const BUILT_IN = /^(?:address|bool|string|function|bytes\d*|u?int\d*|u?fixed[\dx]*)$/
/** Brackets, commas and parentheses would forge another type in encodeType. */
const FIELD_NAME = /^[\w$@:.-]+(?: [\w$@:.-]+)*$/
const ARRAY = /^(.+)\[(\d{0,4})\]$/

/** @throws InvalidParamsError, InvalidInputError for a name that would reach a prototype */
export function parseTypes(raw: unknown): Types {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw new InvalidParamsError('Typed data needs types.')
  }
  const types: Types = new Map()
  let count = 0
  for (const [name, fields] of Object.entries(raw)) {
    if (!TYPE_NAME.test(name) || name.length > MAX_NAME || BUILT_IN.test(name)) {
      throw new InvalidParamsError(`"${name.slice(0, 40)}" is not a name of a type.`)
    }
    if (!Array.isArray(fields)) throw new InvalidParamsError(`The type "${name}" must be a list of fields.`)
    count += fields.length
    if (count > MAX_FIELDS) throw new InvalidParamsError('The types have over 512 fields.')
    types.set(name, fields.map(parseField))
  }
  for (const [name, fields] of types) {
    if (new Set(fields.map((field) => field.name)).size !== fields.length) {
      throw new InvalidParamsError(`The type "${name}" has two fields of one name.`)
    }
    for (const field of fields) checkType(types, field.type)
  }
  return types
}

function parseField(raw: unknown): Field {
  const field = new Map<string, unknown>(typeof raw === 'object' && raw !== null ? Object.entries(raw) : [])
  const [name, type] = [field.get('name'), field.get('type')]
  if (typeof name !== 'string' || typeof type !== 'string' || type.length > MAX_NAME) {
    throw new InvalidParamsError('A field of a type needs a name and a type.')
  }
  if (['__proto__', 'constructor', 'prototype'].includes(name)) {
    throw new InvalidInputError(`The key "${name}" is not allowed in typed data.`)
  }
  if (!FIELD_NAME.test(name) || name.length > MAX_NAME) {
    throw new InvalidParamsError(`"${name.slice(0, 40)}" is not a name of a field.`)
  }
  return { name, type }
}

function checkType(types: Types, type: string): void {
  const kind = kindOf(types, type)
  if (kind.kind === 'array') checkType(types, kind.item)
}

/** @throws InvalidParamsError for a type that is neither built in nor among `types` */
export function kindOf(types: Types, type: string): Kind {
  const [, item, length] = ARRAY.exec(type) ?? []
  if (item !== undefined) return { kind: 'array', item, length: length ? Number(length) : null }
  const leaf = leafKind(type)
  if (leaf !== null) return leaf
  if (types.has(type)) return { kind: 'struct', struct: type }
  throw new InvalidParamsError(`The type "${type.slice(0, 40)}" is not known.`)
}

function leafKind(type: string): Kind | null {
  if (type === 'address' || type === 'bool' || type === 'string' || type === 'bytes') return { kind: type }
  const [, base, digits] = /^(u?int|bytes)([1-9]\d{0,2})?$/.exec(type) ?? []
  if (base === 'bytes') {
    const size = Number(digits)
    return size <= 32 ? { kind: 'fixed', size } : null
  }
  if (base === undefined) return null
  // The EIP has no aliases, but signers in wide use take uint for uint256, its name unchanged.
  const bits = digits === undefined ? 256 : Number(digits)
  return bits <= 256 && bits % 8 === 0 ? { kind: 'integer', bits, signed: base === 'int' } : null
}

/**
 * eth_signTypedData as it was before EIP-712 was settled: a flat list of fields, hashed without a domain. Values are
 * packed one after the other without their lengths, so that two lists can have one hash; it stays for old sites.
 */
import { keccak256 } from 'viem/utils'
import { InvalidInputError, InvalidParamsError } from '../shared/errors.ts'
import { hexToBytes } from '../shared/hex.ts'
import { joinBytes, utf8 } from './typed-data-hash.ts'
import { checkShape, POLLUTING } from './typed-data-limits.ts'
import { kindOf, type Types } from './typed-data-types.ts'
import { type Member, parseValue, type Value } from './typed-data-values.ts'

export type TypedList = readonly Member[]

const MAX_FIELDS = 512
const MAX_NAME = 128

/**
 * @param input the data of the request: a list of {type, name, value}, or its JSON
 * @throws InvalidParamsError for anything malformed, InvalidInputError for keys that would reach a prototype
 */
export function parseTypedList(input: unknown): TypedList {
  const data = typeof input === 'string' ? parseJson(input) : input
  checkShape(data)
  if (!Array.isArray(data) || data.length === 0)
    throw new InvalidParamsError('eth_signTypedData needs a list of {type, name, value}.')
  if (data.length > MAX_FIELDS) throw new InvalidParamsError('The typed data has over 512 fields.')
  return data.map(parseItem)
}

function parseItem(raw: unknown): Member {
  const item = new Map<string, unknown>(typeof raw === 'object' && raw !== null ? Object.entries(raw) : [])
  const [name, type] = [item.get('name'), item.get('type')]
  if (typeof name !== 'string' || name === '' || name.length > MAX_NAME || typeof type !== 'string')
    throw new InvalidParamsError('A field of typed data needs a type, a name and a value.')
  if (POLLUTING.has(name)) throw new InvalidInputError(`The key "${name}" is not allowed in typed data.`)
  const kind = kindOf(NO_TYPES, type)
  if (kind.kind === 'array' && kindOf(NO_TYPES, kind.item).kind === 'array')
    throw new InvalidParamsError('Lists of lists need eth_signTypedData_v4.')
  return { name, value: parseValue({ types: NO_TYPES, version: 4 }, type, item.get('value'), name) }
}

/** The old format knows no structs. */
const NO_TYPES: Types = new Map()

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new InvalidParamsError('The typed data is not valid JSON.')
  }
}

/** The 32 bytes to sign: keccak(keccak(types and names) ‖ keccak(values)). */
export function typedListDigest(list: TypedList): Uint8Array {
  const schema = list.map(({ name, value }) => utf8(`${value.type} ${name}`))
  return keccak([keccak(schema), keccak(list.map(({ value }) => pack(value)))])
}

/** As few bytes as the type has; in a list, words of 32 but for bytes and text. */
function pack(value: Value, inList = false): Uint8Array {
  switch (value.kind) {
    case 'array':
      return joinBytes(value.items.map((item) => pack(item, true)))
    case 'string':
      return utf8(value.value)
    case 'bytes':
    case 'fixed':
      return hexToBytes(value.value)
    case 'address':
      return right(hexToBytes(value.value), inList ? 32 : 20)
    case 'bool':
      return right(Uint8Array.of(value.value ? 1 : 0), inList ? 32 : 1)
    case 'integer': {
      const bits = inList ? 256 : Number(value.type.replace(/^u?int/, '') || 256)
      return hexToBytes(
        BigInt.asUintN(bits, value.value)
          .toString(16)
          .padStart(bits / 4, '0'),
      )
    }
    case 'struct':
    case 'none':
    case 'absent':
      throw new InvalidParamsError('The old typed data knows no structs.')
  }
}

function right(value: Uint8Array, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  bytes.set(value, length - value.length)
  return bytes
}

const keccak = (parts: readonly Uint8Array[]): Uint8Array => keccak256(joinBytes(parts), 'bytes')

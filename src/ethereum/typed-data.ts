/**
 * EIP-712 as eth_signTypedData_v4 carries it (https://eips.ethereum.org/EIPS/eip-712). Parsed once into a tree in
 * which every value has been checked against its type; the digest and what is shown both come from that tree, so
 * that a field that is not signed is never shown, and the other way round.
 */
import { InvalidParamsError } from '../shared/errors.ts'
import { checkShape } from './typed-data-limits.ts'
import { domainFields, parseTypes, type Types } from './typed-data-types.ts'
import { parseStruct, type Struct } from './typed-data-values.ts'

export { typedDataDigest, typedDataHashes } from './typed-data-hash.ts'
export { domainDetails, typedDataTree } from './typed-data-view.ts'

export type TypedData = {
  types: Types
  primaryType: string
  domain: Struct
  message: Struct
}

const KEYS = new Set(['types', 'primaryType', 'domain', 'message', 'metadata'])

/**
 * @param input the second parameter of eth_signTypedData_v4: an object, or its JSON
 * @param chainId of the site's network; a domain that names another is refused
 * @throws InvalidParamsError for anything malformed, InvalidInputError for keys that would reach a prototype
 */
export function parseTypedData(input: unknown, chainId: number): TypedData {
  const data = typeof input === 'string' ? parseJson(input) : input
  checkShape(data)
  if (!isRecord(data)) throw new InvalidParamsError('Typed data must be an object.')
  for (const key of Object.keys(data)) {
    if (!KEYS.has(key)) throw new InvalidParamsError(`Unknown key "${key.slice(0, 40)}" in the typed data.`)
  }
  const { types: rawTypes, primaryType, domain, message } = data
  if (!isRecord(domain)) throw new InvalidParamsError('Typed data needs a domain.')
  if (!isRecord(message)) throw new InvalidParamsError('Typed data needs a message.')
  checkChainId(domain.chainId, chainId)
  const types = parseTypes(rawTypes)
  if (typeof primaryType !== 'string' || !types.has(primaryType) || primaryType === 'EIP712Domain') {
    throw new InvalidParamsError('The primary type of the typed data must be one of its types.')
  }
  if (!types.has('EIP712Domain')) types.set('EIP712Domain', domainFields(domain))
  return {
    types,
    primaryType,
    domain: parseStruct(types, 'EIP712Domain', domain, 'domain'),
    message: parseStruct(types, primaryType, message, 'message'),
  }
}

function parseJson(text: string): unknown {
  if (text.length > 256 * 1024) throw new InvalidParamsError('The typed data is larger than 256 kB.')
  try {
    return JSON.parse(text)
  } catch {
    throw new InvalidParamsError('The typed data is not valid JSON.')
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Also when the domain type leaves the chain id out of what is signed: a site that names one means it. */
function checkChainId(given: unknown, active: number): void {
  if (given === undefined) return
  const text = typeof given === 'string' || typeof given === 'number' ? String(given) : ''
  const number = /^(?:\d{1,78}|0x[0-9a-fA-F]{1,64})$/.test(text) ? BigInt(text) : null
  if (number === BigInt(active)) return
  const shown = number === null ? text.slice(0, 40) : number
  throw new InvalidParamsError(`Provided chainId "${shown}" must match the active chainId "${active}"`)
}

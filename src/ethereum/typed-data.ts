/**
 * EIP-712 as eth_signTypedData_v3 and _v4 carry it (https://eips.ethereum.org/EIPS/eip-712). Parsed once into a tree
 * in which every value has been checked against its type; the digest and what is shown both come from that tree, so
 * that a field that is not signed is never shown, and the other way round.
 */
import { InvalidParamsError } from '../shared/errors.ts'
import { type Address, sameAddress } from '../shared/hex.ts'
import { checkShape } from './typed-data-limits.ts'
import { parseTypes, type Types } from './typed-data-types.ts'
import { parseStruct, type Struct, type TypedDataVersion } from './typed-data-values.ts'

export { typedDataDigest, typedDataHashes } from './typed-data-hash.ts'
export { domainDetails, typedDataTree } from './typed-data-view.ts'

export type TypedData = {
  types: Types
  primaryType: string
  domain: Struct
  /** Null when the primary type is the domain itself, which alone is signed then. */
  message: Struct | null
  /** Fields of the domain that its type leaves out: given, and not signed. */
  unsigned: string[]
}

const KEYS = new Set(['types', 'primaryType', 'domain', 'message', 'metadata'])

/**
 * @param input the data of the request: an object, or its JSON
 * @param chainId of the site's network; a domain that names another is refused
 * @param version of the method: the two differ in lists and in what is not given
 * @param own the person's accounts, none of which can be the contract that verifies
 * @throws InvalidParamsError for anything malformed, InvalidInputError for keys that would reach a prototype
 */
export function parseTypedData(
  input: unknown,
  chainId: number,
  version: TypedDataVersion = 4,
  own: readonly Address[] = [],
): TypedData {
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
  checkContract(domain.verifyingContract, own)
  const types = parseTypes(rawTypes)
  // Wallets in use sign an empty domain when its type is left out, and sites verify what those sign.
  if (!types.has('EIP712Domain')) types.set('EIP712Domain', [])
  if (typeof primaryType !== 'string' || !types.has(primaryType))
    throw new InvalidParamsError('The primary type of the typed data must be one of its types.')
  if (primaryType === 'Delegation') checkDelegator(message.delegator, own)
  const schema = { types, version }
  const signed = (types.get('EIP712Domain') ?? []).map((field) => field.name)
  return {
    types,
    primaryType,
    domain: parseStruct(schema, 'EIP712Domain', domain, 'domain'),
    message: primaryType === 'EIP712Domain' ? null : parseStruct(schema, primaryType, message, 'message'),
    unsigned: Object.keys(domain).filter((key) => !signed.includes(key)),
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

/**
 * A contract, or what other standards than Ethereum's write there; never an account of the person, whose code under
 * EIP-7702 could take the signature for an order.
 */
function checkContract(given: unknown, own: readonly Address[]): void {
  if (given === undefined || given === null || given === '' || given === 'cosmos') return
  if (typeof given !== 'string' || !/^0x[0-9a-fA-F]{40}$/.test(given.trim()))
    throw new InvalidParamsError('The verifyingContract of the domain is not an address.')
  if (own.some((one) => sameAddress(one, given.trim())))
    throw new InvalidParamsError('An account of the wallet cannot be the verifyingContract of a request.')
}

/** Rights over an account that a contract wallet would hand on (ERC-7710). */
function checkDelegator(given: unknown, own: readonly Address[]): void {
  if (typeof given === 'string' && own.some((one) => sameAddress(one, given.trim())))
    throw new InvalidParamsError('A site cannot ask for a delegation of an account of the wallet.')
}

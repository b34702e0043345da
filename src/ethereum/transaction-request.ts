/**
 * eth_sendTransaction as a site asks for it, parsed once and strictly: an unknown key, a wrong type or two fields
 * that disagree are refused before a person sees anything.
 */
import { InvalidInputError, InvalidParamsError, UnauthorizedError } from '../shared/errors.ts'
import { type Address, type Hex, sameAddress } from '../shared/hex.ts'
import { parseAddress } from './address.ts'
import type { TierFees } from './fees.ts'
import type { AccessList } from './transaction.ts'

export type TransactionRequest = {
  from: Address
  /** Null creates a contract. */
  to: Address | null
  value: bigint
  data: Hex
  gas?: bigint
  nonce?: number
  /** What the site suggests; only when it is complete. */
  fees?: TierFees
  accessList?: AccessList
  type?: 0 | 1 | 2
}

export type RequestSite = {
  chainId: number
  /** The accounts that the site may use. */
  accounts: readonly Address[]
  /** Every account of the wallet: data sent to one of them is refused. */
  own?: readonly Address[]
}

const KEYS = new Set(
  'accessList authorizationList chainId data from gas gasLimit gasPrice input maxFeePerGas maxPriorityFeePerGas nonce to type value'.split(
    ' ',
  ),
)
/** security.md: 128 kB of data. */
const MAX_DATA_DIGITS = 2 * 128 * 1024
const MAX_ACCESS_ITEMS = 1000

const refuse = (message: string): never => {
  throw new InvalidParamsError(message)
}

/**
 * @param params the params array, or its first element
 * @throws InvalidInputError without params, InvalidParamsError and AddressError for anything malformed,
 *   UnauthorizedError when the site may not use `from`
 */
export function parseTransactionRequest(params: unknown, site: RequestSite): TransactionRequest {
  const tx: unknown = Array.isArray(params) ? params[0] : params
  if (typeof tx !== 'object' || tx === null || Array.isArray(tx)) {
    throw new InvalidInputError('eth_sendTransaction needs one transaction object.')
  }
  const given = new Map<string, unknown>(Object.entries(tx).filter(([, value]) => value !== undefined))
  for (const key of given.keys()) {
    if (!KEYS.has(key)) refuse(`Unknown field "${key.slice(0, 40)}" in the transaction.`)
  }
  const type = parseType(given)
  const from = address(given.get('from'), 'from')
  const to = given.get('to') == null ? null : address(given.get('to'), 'to')
  const data = parseData(given)
  const chainId = quantity(given, 'chainId')
  if (chainId !== undefined && chainId !== BigInt(site.chainId)) {
    refuse(`The transaction is for chain id ${chainId}, but this site uses chain id ${site.chainId}.`)
  }
  if (to === null && data === '0x') refuse('A transaction needs an address in "to", or code in "data".')
  if (to !== null && data !== '0x' && site.own?.some((own) => sameAddress(own, to))) {
    refuse('A site cannot send data to one of the accounts of this wallet.')
  }
  const fees = parseFees(given, type)
  const gas = gasLimit(given)
  const nonce = quantity(given, 'nonce', 2n ** 53n - 1n)
  const accessList = given.has('accessList') ? parseAccessList(given.get('accessList')) : undefined
  if (accessList !== undefined && type === 0) refuse('A transaction of type 0 has no access list.')
  if (!site.accounts.some((account) => sameAddress(account, from))) throw new UnauthorizedError()
  return {
    from,
    to,
    value: quantity(given, 'value') ?? 0n,
    data,
    ...(gas === undefined ? {} : { gas }),
    ...(nonce === undefined ? {} : { nonce: Number(nonce) }),
    ...(fees === undefined ? {} : { fees }),
    ...(accessList === undefined ? {} : { accessList }),
    ...(type === undefined ? {} : { type }),
  }
}

type Given = ReadonlyMap<string, unknown>

function address(value: unknown, field: string): Address {
  return typeof value === 'string' ? parseAddress(value) : refuse(`"${field}" must be an address.`)
}

/** Hexadecimal quantity; leading zeros are let through, decimal numbers are not. */
function quantity(given: Given, field: string, max = 2n ** 256n - 1n): bigint | undefined {
  const value = given.get(field)
  if (value === undefined) return undefined
  if (typeof value !== 'string' || !/^0x[0-9a-fA-F]{1,64}$/.test(value)) {
    return refuse(`"${field}" must be a hexadecimal quantity, as in 0x1.`)
  }
  const number = BigInt(value)
  return number <= max ? number : refuse(`"${field}" is too large.`)
}

/** A site never picks a delegate (EIP-7702), and blobs have no place in a wallet. */
function parseType(given: Given): 0 | 1 | 2 | undefined {
  const type = quantity(given, 'type')
  if (type === 4n || given.has('authorizationList')) {
    return refuse('External EIP-7702 transactions are not supported')
  }
  if (type === undefined) return undefined
  if (type === 0n) return 0
  if (type === 1n) return 1
  return type === 2n ? 2 : refuse(`Transactions of type ${type} are not supported.`)
}

/** `input` is the older name of `data`. */
function parseData(given: Given): Hex {
  const both = [given.get('data'), given.get('input')].map((value) => {
    if (value === undefined) return undefined
    if (typeof value !== 'string' || !isBytes(value)) return refuse('"data" must be bytes in hexadecimal.')
    if (value.length > MAX_DATA_DIGITS + 2) return refuse('"data" is larger than 128 kB.')
    return value
  })
  const [data, input] = both
  if (data !== undefined && input !== undefined && data.toLowerCase() !== input.toLowerCase()) {
    return refuse('"data" and "input" differ.')
  }
  return data ?? input ?? '0x'
}

const isBytes = (value: string): value is Hex => /^0x(?:[0-9a-fA-F]{2})*$/.test(value)

function gasLimit(given: Given): bigint | undefined {
  const max = 2n ** 64n - 1n
  const gas = quantity(given, 'gas', max)
  const limit = quantity(given, 'gasLimit', max)
  if (gas !== undefined && limit !== undefined && gas !== limit) refuse('"gas" and "gasLimit" differ.')
  return gas ?? limit
}

/** A price suggestion that is complete, or none: half of a pair is left for the wallet to fill. */
function parseFees(given: Given, type: 0 | 1 | 2 | undefined): TierFees | undefined {
  const gasPrice = quantity(given, 'gasPrice')
  const maxFeePerGas = quantity(given, 'maxFeePerGas')
  const maxPriorityFeePerGas = quantity(given, 'maxPriorityFeePerGas')
  const market = maxFeePerGas !== undefined || maxPriorityFeePerGas !== undefined
  if (gasPrice !== undefined && (market || type === 2)) {
    return refuse('"gasPrice" does not go with a transaction of type 2 or its fees.')
  }
  if (market && (type === 0 || type === 1)) {
    return refuse(`"maxFeePerGas" and "maxPriorityFeePerGas" do not go with type ${type}.`)
  }
  if (gasPrice !== undefined) return { type: 'legacy', gasPrice }
  if (maxFeePerGas === undefined || maxPriorityFeePerGas === undefined) return undefined
  if (maxPriorityFeePerGas > maxFeePerGas) return refuse('"maxPriorityFeePerGas" is above "maxFeePerGas".')
  return { type: 'eip1559', maxFeePerGas, maxPriorityFeePerGas }
}

/** EIP-2930 */
function parseAccessList(value: unknown): AccessList {
  if (!Array.isArray(value) || value.length > MAX_ACCESS_ITEMS) return refuse('"accessList" must be a list.')
  return value.map((item: unknown) => {
    const entries = typeof item === 'object' && item !== null ? Object.entries(item) : []
    const entry = new Map<string, unknown>(entries)
    const keys = entry.get('storageKeys')
    if (entry.size !== 2 || !Array.isArray(keys) || keys.length > MAX_ACCESS_ITEMS) {
      return refuse('"accessList" must hold {address, storageKeys}.')
    }
    return { address: address(entry.get('address'), 'accessList'), storageKeys: keys.map(storageKey) }
  })
}

function storageKey(key: unknown): Hex {
  if (typeof key !== 'string' || !/^0x[0-9a-fA-F]{64}$/.test(key) || !isBytes(key)) {
    return refuse('A storage key is 32 bytes in hexadecimal.')
  }
  return key
}

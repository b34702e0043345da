/** The fields of a transaction as a site gives them. Each is right or refused; nothing is coerced. */
import { InvalidParamsError } from '../shared/errors.ts'
import type { Address, Hex } from '../shared/hex.ts'
import { parseAddress } from './address.ts'
import type { TierFees } from './fees.ts'
import type { AccessList } from './transaction.ts'

/** The largest data of a request: 128 kB. */
const MAX_DATA_DIGITS = 2 * 128 * 1024
const MAX_ACCESS_ITEMS = 1000

/** @throws InvalidParamsError always */
export const refuse = (message: string): never => {
  throw new InvalidParamsError(message)
}

export type Given = ReadonlyMap<string, unknown>

export function addressOf(value: unknown, field: string): Address {
  return typeof value === 'string' ? parseAddress(value) : refuse(`"${field}" must be an address.`)
}

/** Hexadecimal quantity; leading zeros are let through, decimal numbers are not. */
export function quantity(given: Given, field: string, max = 2n ** 256n - 1n): bigint | undefined {
  const value = given.get(field)
  if (value === undefined) return undefined
  if (typeof value !== 'string' || !/^0x[0-9a-fA-F]{1,64}$/.test(value)) {
    return refuse(`"${field}" must be a hexadecimal quantity, as in 0x1.`)
  }
  const number = BigInt(value)
  return number <= max ? number : refuse(`"${field}" is too large.`)
}

/** A site never picks a delegate (EIP-7702), and blobs have no place in a wallet. */
export function parseType(given: Given): 0 | 1 | 2 | undefined {
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
export function parseData(given: Given): Hex {
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

export function parseGas(given: Given): bigint | undefined {
  const max = 2n ** 64n - 1n
  const gas = quantity(given, 'gas', max)
  const limit = quantity(given, 'gasLimit', max)
  if (gas !== undefined && limit !== undefined && gas !== limit) refuse('"gas" and "gasLimit" differ.')
  return gas ?? limit
}

/** A price suggestion that is complete, or none: half of a pair is left for the wallet to fill. */
export function parseFees(given: Given, type: 0 | 1 | 2 | undefined): TierFees | undefined {
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
export function parseAccessList(value: unknown): AccessList {
  if (!Array.isArray(value) || value.length > MAX_ACCESS_ITEMS) return refuse('"accessList" must be a list.')
  return value.map((item: unknown) => {
    const entries = typeof item === 'object' && item !== null ? Object.entries(item) : []
    const entry = new Map<string, unknown>(entries)
    const keys = entry.get('storageKeys')
    if (entry.size !== 2 || !Array.isArray(keys) || keys.length > MAX_ACCESS_ITEMS) {
      return refuse('"accessList" must hold {address, storageKeys}.')
    }
    return { address: addressOf(entry.get('address'), 'accessList'), storageKeys: keys.map(storageKey) }
  })
}

function storageKey(key: unknown): Hex {
  if (typeof key !== 'string' || !/^0x[0-9a-fA-F]{64}$/.test(key) || !isBytes(key)) {
    return refuse('A storage key is 32 bytes in hexadecimal.')
  }
  return key
}

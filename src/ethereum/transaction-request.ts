/**
 * eth_sendTransaction as a site asks for it, parsed once and strictly: an unknown key, a wrong type or two fields
 * that disagree are refused before a person sees anything.
 */
import { InvalidInputError, UnauthorizedError } from '../shared/errors.ts'
import { type Address, type Hex, sameAddress } from '../shared/hex.ts'
import type { TierFees } from './fees.ts'
import type { AccessList } from './transaction.ts'
import {
  addressOf,
  parseAccessList,
  parseData,
  parseFees,
  parseGas,
  parseType,
  quantity,
  refuse,
} from './transaction-fields.ts'

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
  const from = addressOf(given.get('from'), 'from')
  const to = given.get('to') == null ? null : addressOf(given.get('to'), 'to')
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
  const gas = parseGas(given)
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

/**
 * A transaction of ours read back from its signed bytes: what a replacement must repeat. The mirror of transaction.ts;
 * its signature and hash are not looked at, since the wallet made and stored these bytes itself.
 */
import { fromRlp, getAddress } from 'viem/utils'
import { type Address, type Hex, isAddressLike } from '../shared/hex.ts'
import type { TierFees } from './fees.ts'
import type { AccessList } from './transaction.ts'
import { check, type Rlp } from './transaction-encoding.ts'

export type SignedFields = {
  nonce: number
  to: Address | null
  /** Wei. */
  value: bigint
  data: Hex
  gas: bigint
  fees: TierFees
  accessList: AccessList | null
  /** Of type 0 or 1. */
  legacy: boolean
  /** The delegate that it gives the account (EIP-7702); null when it carries no authorization. */
  delegateTo: Address | null
}

/** Where the nonce stands, by type byte; in type 0, which has none, it is the first field. */
const NONCE_AT: Readonly<Record<string, 1>> = { '01': 1, '02': 1, '04': 1 }

/** @throws EncodingError when the bytes are no transaction of types 0, 1, 2 or 4 */
export function readSigned(raw: Hex): SignedFields {
  const prefix = raw.slice(2, 4)
  const typed = NONCE_AT[prefix] !== undefined
  check(typed || Number.parseInt(prefix, 16) >= 0xc0, 'unknown type')
  const fields = listOf(fromRlp(typed ? `0x${raw.slice(4)}` : raw, 'hex'))
  const market = prefix === '02' || prefix === '04'
  const [nonce, ...rest] = fields.slice(typed ? 1 : 0)
  const fees: TierFees = market
    ? { type: 'eip1559', maxPriorityFeePerGas: integer(rest.shift()), maxFeePerGas: integer(rest.shift()) }
    : { type: 'legacy', gasPrice: integer(rest.shift()) }
  const [gas, to, value, data, access, authorizations] = rest
  const list = typed ? listOf(access).map(entryOf) : []
  return {
    nonce: Number(integer(nonce)),
    to: text(to) === '0x' ? null : addressOf(to),
    value: integer(value),
    data: text(data),
    gas: integer(gas),
    fees,
    accessList: prefix === '01' || list.length > 0 ? list : null,
    legacy: !market,
    delegateTo: prefix === '04' ? addressOf(listOf(listOf(authorizations)[0])[1]) : null,
  }
}

type Field = Rlp | undefined

function text(field: Field): Hex {
  check(typeof field === 'string', 'a list in the place of bytes')
  return field
}
function listOf(field: Field): readonly Rlp[] {
  check(typeof field === 'object', 'bytes in the place of a list')
  return field
}
const integer = (field: Field): bigint => (text(field) === '0x' ? 0n : BigInt(text(field)))
function addressOf(field: Field): Address {
  const address = text(field)
  check(isAddressLike(address), 'address')
  return getAddress(address)
}
function entryOf(entry: Rlp): { address: Address; storageKeys: Hex[] } {
  const [address, keys] = listOf(entry)
  return { address: addressOf(address), storageKeys: listOf(keys).map(text) }
}

/**
 * What an explorer is: asked for the coins that came to an address and left it, which no log tells. What it says is
 * distrusted: a row has to name the account, and amounts, addresses and hashes have to be such.
 */
import * as v from 'valibot'
import { parseAddress, ZERO_ADDRESS } from '../../ethereum/address.ts'
import { type Address, type Hex, isAddressLike, isHex, sameAddress } from '../../shared/hex.ts'
import type { AccountLog } from '../logs/account-log.ts'
import type { Providers } from '../providers/providers.ts'

export type Wanted = {
  chainId: number
  account: Address
  /** The first block that is not known yet, and the newest of the chain by the person's own endpoint. */
  since: number
  head: number
  /** Ms. */
  now: number
}

export type Explorer = {
  /** In the list of services. */
  id: string
  supports(chainId: number): boolean
  /** The newest coins that moved, of transactions and inside of them. @throws ServiceError */
  read(providers: Providers, wanted: Wanted): Promise<Moved[]>
}

/** Coins that moved. */
export type Moved = {
  hash: string
  /** -1 for the transaction itself, else which call inside of it. */
  part: number
  block: number
  /** Ms. */
  at: number
  from: string
  to: string | null
  /** Decimal wei. */
  value: string
}

export const whole = v.pipe(v.string(), v.regex(/^\d{1,78}$/))
export const quantity = v.pipe(v.string(), v.regex(/^0x[0-9a-fA-F]{1,64}$/))

const DAY = 24 * 3_600_000

/** Those that may be true of the account. */
export function toLogs(
  moved: readonly Moved[],
  { chainId, account, since, head, now }: Wanted,
): AccountLog[] {
  return moved.flatMap(({ hash, part, block, at, from, to, value }): AccountLog[] => {
    if (!isHash(hash) || !isAddressLike(from) || !isAddressLike(to) || !/^\d{1,78}$/.test(value)) return []
    const mine = sameAddress(from, account) !== sameAddress(to, account)
    // What is ahead of the chain would keep everything after it from being looked for.
    const when = Number.isSafeInteger(block) && block >= since && block <= head && at > 0 && at < now + DAY
    if (!mine || !when || BigInt(value) === 0n) return []
    const sides = { from: parseAddress(from.toLowerCase()), to: parseAddress(to.toLowerCase()) }
    // Logs of the network are counted from 0.
    const place = { hash: lower(hash), block, log: part < 0 ? -1 : -2, part: Math.max(part, 0), at }
    const base = {
      kind: 'native',
      source: 'explorer',
      chainId,
      account,
      token: ZERO_ADDRESS,
      tokenId: null,
    } as const
    return [{ ...base, ...sides, ...place, amount: BigInt(value).toString() }]
  })
}

const isHash = (text: string): text is Hex => isHex(text) && text.length === 66
const lower = (hash: Hex): Hex => `0x${hash.slice(2).toLowerCase()}`

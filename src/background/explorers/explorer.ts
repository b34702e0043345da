/**
 * What an explorer is: asked for the coins that came to an address and left it, which no log tells, and for tokens
 * that moved where the logs were not read. What it says is distrusted: a row has to name the account, and amounts,
 * addresses and hashes have to be such.
 */
import * as v from 'valibot'
import { parseAddress, ZERO_ADDRESS } from '../../ethereum/address.ts'
import { type Address, type Hex, isAddressLike, isHex, sameAddress } from '../../shared/hex.ts'
import type { AccountLog } from '../logs/account-log.ts'
import type { Providers } from '../providers/providers.ts'

export type Wanted = {
  chainId: number
  account: Address
  /** The first and the last block to tell of. */
  since: number
  until: number
  /** The last one is the newest of the chain, by the person's own endpoint. */
  isNewest: boolean
  /** Ms. */
  now: number
}

export type Explorer = {
  /** In the list of services. */
  id: string
  supports(chainId: number): boolean
  /** The newest that moved up to the last block: coins, of transactions and inside of them, and tokens. @throws ServiceError */
  read(providers: Providers, wanted: Wanted): Promise<Told>
}

/** `from`: nothing is left out of this block and those after it. Lists are cut off where they are long. */
export type Told = { moved: Moved[]; from: number }

/** Coins or tokens that moved. */
export type Moved = {
  hash: string
  /** The contract; null for coins. */
  token: string | null
  /** -1 for the transaction itself, else which call inside of it; of tokens which transfer. */
  part: number
  block: number
  /** Ms. */
  at: number
  from: string
  to: string | null
  /** Decimal, base units. */
  value: string
}

/** Lists as one. */
export const together = (lists: readonly Told[]): Told => ({
  moved: lists.flatMap(({ moved }) => moved),
  from: Math.max(...lists.map(({ from }) => from)),
})

/** From which block on a list is whole: of the lowest block of one that was cut off, rows may be missing. */
export function wholeFrom(blocks: readonly number[], isCut: boolean, since: number): number {
  if (!isCut || blocks.length === 0) return since
  const [low, high] = [Math.min(...blocks), Math.max(...blocks)]
  return Math.max(since, low === high ? low : low + 1)
}

export const whole = v.pipe(v.string(), v.regex(/^\d{1,78}$/))
export const quantity = v.pipe(v.string(), v.regex(/^0x[0-9a-fA-F]{1,64}$/))

const DAY = 24 * 3_600_000

/** Those that may be true of the account. */
export function toLogs(
  { moved, from: whole }: Told,
  { chainId, account, since, until, now }: Wanted,
): AccountLog[] {
  return moved.flatMap(({ hash, token, part, block, at, from, to, value }): AccountLog[] => {
    if (!isHash(hash) || !isAddressLike(from) || !isAddressLike(to) || !/^\d{1,78}$/.test(value)) return []
    if (token !== null && !isAddressLike(token)) return []
    const mine = sameAddress(from, account) !== sameAddress(to, account)
    // What is ahead of the chain would keep everything after it from being looked for.
    const isAsked = Number.isSafeInteger(block) && block >= Math.max(since, whole) && block <= until
    if (!mine || !isAsked || !(at > 0 && at < now + DAY) || BigInt(value) === 0n) return []
    const sides = { from: plain(from), to: plain(to) }
    // Logs of the network are counted from 0.
    const log = token !== null ? -3 : part < 0 ? -1 : -2
    const place = { hash: lower(hash), block, log, part: Math.max(part, 0), at }
    const base = { source: 'explorer', chainId, account, tokenId: null } as const
    const what =
      token === null
        ? ({ kind: 'native', token: ZERO_ADDRESS } as const)
        : ({ kind: 'erc20', token: plain(token) } as const)
    return [{ ...base, ...what, ...sides, ...place, amount: BigInt(value).toString() }]
  })
}

const isHash = (text: string): text is Hex => isHex(text) && text.length === 66
const lower = (hash: Hex): Hex => `0x${hash.slice(2).toLowerCase()}`
const plain = (address: Address): Address => parseAddress(address.toLowerCase())

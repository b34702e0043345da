/**
 * What was promised of a swap, held against what trying it shows. The one gate before every signature of a swap,
 * whoever made its calldata: what the account gets, what it gives, and whom it lets take something.
 */
import type { BalanceChange, Looked, RightChange, TokenId } from '../../messaging/protocol.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import { amountWords } from './words.ts'

export type SwapPromise = {
  /** Of the swap. */
  id: string
  /** Id of the source of the offer. */
  source: string
  exact: 'in' | 'out'
  sell: { token: TokenId; symbol: string; decimals: number; most: string }
  buy: { token: TokenId; symbol: string; decimals: number; least: string }
  /** Who may be allowed to take the sold token, up to `most`. */
  spender: Address | null
  /** Who may be allowed the same through Permit2. */
  through?: Address
  /** Seconds since 1970: the end of what is signed for it. */
  until?: string
  /** What is bought arrives on another network: there is nothing to see of it here. */
  elsewhere?: true
  /** Its calldata was made here, and bounds what arrives: where nothing can be tried, that is enough. */
  own?: true
}

type Outcome = {
  changes: readonly BalanceChange[]
  rights: readonly RightChange[]
  looked: Looked | null
  /** Two trials disagree. */
  differs: boolean
  failure: string | null
}

const same = (a: TokenId, b: TokenId) => sameAddress(a, b)

/** Why it must not be signed, in words; null when it keeps what was promised. */
export function brokenPromise(promise: SwapPromise, outcome: Outcome): string | null {
  const { sell, buy } = promise
  if (outcome.failure !== null)
    return `It would fail: ${outcome.failure}. Nothing is sold. Ask for a new quote.`
  if (outcome.looked === null || outcome.looked === 'tried')
    return promise.own
      ? null
      : 'This network’s endpoint cannot try the swap beforehand, so what it does is not known. Nothing is signed. Use another endpoint, or the on-chain pools.'
  if (outcome.differs) return 'The swap gives another result each time it is tried. Nothing is signed.'
  const amountOf = (token: TokenId) =>
    outcome.changes.reduce(
      (sum, one) => (same(one.token, token) && one.item === undefined ? sum + BigInt(one.amount) : sum),
      0n,
    )
  const got = amountOf(buy.token)
  // A trace shows no coins that come in; calldata of our own bounds them.
  const unseen = promise.own === true && outcome.looked === 'traced' && got === 0n
  if (!promise.elsewhere && !unseen && got < BigInt(buy.least))
    return `It would give you ${amountWords(got, buy)}, less than the minimum of ${amountWords(buy.least, buy)}. Nothing is signed. Ask for a new quote.`
  const gave = -amountOf(sell.token)
  if (gave > BigInt(sell.most))
    return `It would take ${amountWords(gave, sell)} from you, more than ${amountWords(sell.most, sell)}. Nothing is signed.`
  const lost = outcome.changes.find((one) => one.amount.startsWith('-') && !same(one.token, sell.token))
  if (lost !== undefined) return `It would also take ${lost.symbol} from you. Nothing is signed.`
  const given = outcome.rights.find((right) => right.amount !== '0' && !isNeeded(promise, right))
  if (given !== undefined)
    return `It would let ${given.spender} take ${given.symbol} that this swap does not need. Nothing is signed.`
  return null
}

/** One that became smaller by the swap gives nothing. */
function isNeeded({ sell, spender, through }: SwapPromise, right: RightChange): boolean {
  const who = (right.permit2 ? through : spender) ?? null
  const amount = BigInt(right.amount)
  if (right.over !== 'amount') return false
  if (right.was !== undefined && amount <= BigInt(right.was)) return true
  return (
    who !== null && same(right.token, sell.token) && same(right.spender, who) && amount <= BigInt(sell.most)
  )
}

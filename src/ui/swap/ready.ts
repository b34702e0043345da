/** Whether a swap can be reviewed, and in a word why not. */
import type { SwapQuote } from '../../messaging/protocol.ts'
import { fold, formatUnits } from '../format.ts'
import type { Typed } from './amount.ts'
import type { Choice } from './tokens.ts'
import type { Quoting } from './use-quotes.ts'

type Known = {
  sell: Choice | null
  buy: Choice | null
  typed: Typed
  /** The typed amount is what is sold. */
  sells: boolean
  quoting: Pick<Quoting, 'done' | 'error' | 'quotes'>
  quote: SwapQuote | null
  /** The balance of the coin that pays the fee; null where it is not known. */
  coin: Pick<Choice, 'balance' | 'symbol'> | null
  acknowledged: boolean
  /** The wallet has no key for the account: it is only shown what it would get. */
  watched: boolean
}

/** What the button says; null when it may be pressed. */
export function notReady({
  sell,
  buy,
  typed,
  sells,
  quoting,
  quote,
  coin,
  acknowledged,
  watched,
}: Known): string | null {
  if (watched) return 'Watch-only: it cannot sign'
  if (sell === null || buy === null) return 'Choose a token'
  if (typed === null) return 'Type an amount'
  if ('problem' in typed) return 'Correct the amount'
  if (typed.units === 0n) return 'Type an amount'
  if (sells && tooMuch(typed.units, sell) !== null) return `Not enough ${fold(sell.symbol, 16)}`
  if (quoting.error !== null) return 'No offer'
  if (quote === null) return quoting.done ? 'No offer' : 'Looking for offers…'
  if (lacks(quote, sell)) return `Not enough ${fold(sell.symbol, 16)}`
  if (lacksFee(quote, sell, coin)) return `Not enough ${coin?.symbol ?? ''} for the network fee`
  return acknowledged ? null : 'Tick the box above'
}

/** More is sold than the account has. */
export const lacks = (quote: SwapQuote, { balance }: Choice): boolean =>
  balance !== null && BigInt(quote.sellAmount) > BigInt(balance)

/** In words, where the amount is more than there is. */
export function tooMuch(units: bigint, { balance, decimals, symbol }: Choice): string | null {
  if (balance === null || units <= BigInt(balance)) return null
  return `More than the ${formatUnits(balance, decimals)} ${fold(symbol, 16)} you have.`
}

function lacksFee(quote: SwapQuote, sell: Choice, coin: Known['coin']): boolean {
  if (coin?.balance == null || quote.networkFee === null) return false
  const sold = sell.token === 'native' ? BigInt(quote.sellAmount) : 0n
  return sold + BigInt(quote.networkFee.wei) > BigInt(coin.balance)
}

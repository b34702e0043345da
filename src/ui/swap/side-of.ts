/** What stands on each side of a swap: as typed, or as the chosen offer says. */
import type { SwapQuote } from '../../messaging/protocol.ts'
import { exactUnits, formatUnits } from '../format.ts'
import { moneyOf, type Unit } from './amount.ts'
import type { Side } from './draft.ts'
import { tooMuch } from './ready.ts'
import type { SwapForm } from './use-form.ts'
import type { Quoting } from './use-quotes.ts'

type Also = { money: string } | { units: bigint } | null

export function sideOf(side: Side, swap: SwapForm, quote: SwapQuote | null, pending: boolean) {
  const { form, typed } = swap
  const choice = side === 'sell' ? swap.sell : swap.buy
  const isTyped = form.side === side
  const unit: Unit = isTyped ? form.unit : 'token'
  const units = isTyped ? (typed !== null && 'units' in typed ? typed.units : null) : unitsOf(side, quote)
  const decimals = choice?.decimals ?? 18
  const text = isTyped ? form.text : units === null ? '' : formatUnits(units, decimals)
  const value = quote?.value === null || isTyped ? null : (quote?.value[side] ?? null)
  const money = units === null || choice === null ? null : (value ?? moneyOf(units, choice))
  const also: Also =
    choice === null || units === null
      ? null
      : unit === 'money'
        ? { units }
        : money === null
          ? null
          : { money }
  return {
    side,
    choice,
    text,
    exact: units === null || isTyped ? undefined : exactUnits(units, decimals),
    unit,
    also,
    waiting: pending && !isTyped,
    onUnit:
      isTyped && choice?.price != null ? () => swap.setUnit(unit === 'token' ? 'money' : 'token') : null,
  }
}

const unitsOf = (side: Side, quote: SwapQuote | null): bigint | null =>
  quote === null ? null : BigInt(side === 'sell' ? quote.sellAmount : quote.buyAmount)

/** What is wrong with what stands on a side, in words. */
export function wrongOf(
  side: Side,
  { form, typed, sell }: SwapForm,
  error: Quoting['error'],
  quote: SwapQuote | null,
): string | null {
  if (form.side === side && typed !== null && 'problem' in typed) return typed.problem
  if (side === 'sell' && sell !== null) {
    const units =
      form.side === 'sell'
        ? typed !== null && 'units' in typed
          ? typed.units
          : null
        : unitsOf('sell', quote)
    const much = units === null ? null : tooMuch(units, sell)
    if (much !== null) return much
  }
  if (error === null) return null
  const at: Side = error.field === 'buy' ? 'buy' : error.field === 'amount' ? form.side : 'sell'
  return error.field !== null && at === side ? error.text : null
}

import { useCallback, useEffect, useState } from 'react'
import type { AccountView, NetworkView, TokenId } from '../../messaging/protocol.ts'
import { exactUnits } from '../format.ts'
import { moneyOf, type Typed, toUnits, typedMoney, type Unit } from './amount.ts'
import { type Form, keepForm, keptForm, type Side } from './draft.ts'
import { type Choice, sameToken } from './tokens.ts'

export type SwapForm = {
  form: Form
  sell: Choice | null
  buy: Choice | null
  /** What was typed, as units of the side that it was typed for. */
  typed: Typed
  type(side: Side, text: string): void
  setUnit(unit: Unit): void
  /** Sells everything that may be sold: base units. */
  setMost(units: string): void
  choose(side: Side, choice: Choice): void
  choosePair(sell: Choice, buy: Choice): void
  /** What was bought is sold, the typed amount stays with its token. */
  flip(): void
  setSource(source: string | null): void
}

/** What was bought is sold; the typed amount stays with its token. */
export const flipped = (form: Form): Form =>
  form.buy === null
    ? form
    : { ...form, sell: form.buy, buy: form.sell, side: form.side === 'sell' ? 'buy' : 'sell', source: null }

const keyOf = ({ chainId, token }: Choice) => ({ chainId, token })

type Start = { account: AccountView; network: NetworkView; token: string | undefined }

/** What stands in the form. It outlives its review, so that rejecting loses nothing. */
export function useForm({ account, network, token }: Start, sells: Choice[], buys: Choice[]): SwapForm {
  const { address } = account
  const { chainId } = network
  const [form, setForm] = useState<Form>(() => {
    const kept = token === undefined ? keptForm(address, chainId) : null
    const asked = sells.find(
      (choice) => token !== undefined && choice.token.toLowerCase() === token.toLowerCase(),
    )
    const sell = { chainId, token: asked?.token ?? ('native' as TokenId) }
    return kept ?? { sell, buy: null, side: 'sell', text: '', unit: 'token', source: null }
  })
  useEffect(() => keepForm(address, form), [address, form])

  const find = (choices: Choice[], key: Form['buy']) =>
    choices.find((one) => key !== null && one.chainId === key.chainId && sameToken(one.token, key.token)) ??
    null
  const sell = find(sells, form.sell)
  const buy = find(buys, form.buy)
  const mine = form.side === 'sell' ? sell : buy
  const typed = mine === null ? null : toUnits(form.text, form.unit, mine)

  const change = useCallback((next: Partial<Form>) => setForm((now) => ({ ...now, ...next })), [])
  return {
    form,
    sell,
    buy,
    typed,
    type: (side, text) => change(side === form.side ? { text } : { side, text, unit: 'token', source: null }),
    setUnit(unit) {
      const units = typed !== null && 'units' in typed ? typed.units : null
      if (mine === null) return
      const money = units === null ? null : moneyOf(units, mine)
      change({
        unit,
        text:
          units === null
            ? ''
            : unit === 'token'
              ? exactUnits(units, mine.decimals)
              : typedMoney(money ?? '0'),
      })
    },
    setMost: (units) =>
      change({ side: 'sell', unit: 'token', text: exactUnits(units, sell?.decimals ?? 18), source: null }),
    choose(side, choice) {
      const other = side === 'sell' ? buy : sell
      const key = keyOf(choice)
      // The token of the other side: the two change places.
      if (other !== null && other.chainId === choice.chainId && sameToken(other.token, choice.token)) {
        const mineNow = side === 'sell' ? form.sell : form.buy
        if (mineNow !== null)
          return change(
            side === 'sell'
              ? { sell: key, buy: mineNow, source: null }
              : { sell: mineNow, buy: key, source: null },
          )
      }
      const clears = side === form.side && (side === 'sell' ? sell : buy) !== null
      change({ [side]: key, source: null, ...(clears ? { text: '', unit: 'token' as const } : {}) })
    },
    choosePair: (from, to) => change({ sell: keyOf(from), buy: keyOf(to), source: null }),
    flip: () => setForm(flipped),
    setSource: (source) => change({ source }),
  }
}

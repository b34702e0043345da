/** The list of assets as a person reads it: one entry for one asset, whatever networks it is on. */
import { formatPlain, parseValue } from '../../ethereum/value.ts'
import type { Display, PortfolioRow, PortfolioView, Value } from '../../messaging/protocol.ts'

export type AssetGroup = {
  key: string
  symbol: string
  name: string
  /** On each network, the most valuable first. */
  rows: PortfolioRow[]
  /** Together, in units of `decimals`. */
  balance: bigint
  decimals: number
  /** Of the rows that have one; null when none has. */
  value: Value | null
  /** Some of it has a value and some has none. */
  partly: boolean
  change: string | null
  pinned: boolean
  /** Its place in the list: nothing held and nothing known stand behind the smallest value. */
  worth: bigint
}

export type AssetList = {
  shown: AssetGroup[]
  /** Folded away because a person asked for it: worth less than `SMALL`. */
  small: AssetGroup[]
  hidden: AssetGroup[]
  /** Arrived unasked and on no list. */
  found: AssetGroup[]
}

/** In whole units of the currency; a hundredth of it for coins. */
const SMALL: Readonly<Record<Display['currency'], string>> = {
  USD: '1',
  EUR: '1',
  GBP: '1',
  JPY: '100',
  CNY: '10',
  INR: '100',
  ETH: '0.0005',
  BTC: '0.00002',
}

/** @param chainId only this network; null for all */
export function listAssets(view: PortfolioView, chainId: number | null): AssetList {
  const list: AssetList = { shown: [], small: [], hidden: [], found: [] }
  const rows = chainId === null ? view.rows : view.rows.filter((row) => row.chainId === chainId)
  const least = parseValue(SMALL[view.display.currency]) ?? 0n
  list.hidden = groupRows(rows.filter((row) => row.choice === 'hidden'))
  const visible = rows.filter((row) => row.choice !== 'hidden')
  const unasked = (row: PortfolioRow) => row.origin === 'found' && row.choice !== 'pinned'
  list.found = groupRows(visible.filter(unasked))
  const own = groupRows(visible.filter((row) => !unasked(row)))
  const natives = own.filter((group) => group.rows.some((row) => row.token === 'native'))
  for (const group of own) {
    const value = group.value === null ? null : parseValue(group.value)
    // The coin that pays the fees stays in sight, and so does what nobody knows the value of.
    const keeps = !view.display.hideSmall || group.pinned || natives.includes(group)
    if (!keeps && value !== null && value < least && !group.partly) list.small.push(group)
    else list.shown.push(group)
  }
  return list
}

export function groupRows(rows: readonly PortfolioRow[]): AssetGroup[] {
  const byKey = new Map<string, PortfolioRow[]>()
  for (const row of rows) {
    const group = byKey.get(row.group)
    if (group === undefined) byKey.set(row.group, [row])
    else group.push(row)
  }
  return [...byKey].map(([key, group]) => toGroup(key, group)).sort(compare)
}

function toGroup(key: string, all: readonly PortfolioRow[]): AssetGroup {
  const rows = all.length === 1 ? all : all.toSorted((a, b) => descending(worthOf(a.value), worthOf(b.value)))
  // A network where nothing of it is held adds no line, unless it is the only one or a person asked for it.
  const held = rows.filter((row) => row.balance !== '0' || row.choice === 'pinned')
  const kept = held.length > 0 ? held : rows.slice(0, 1)
  const first = kept[0] ?? rows[0]
  const decimals = Math.max(...kept.map((row) => row.decimals))
  const values = kept.flatMap((row) => (row.value === null ? [] : [parseValue(row.value) ?? 0n]))
  const balance = kept.reduce(
    (sum, row) => sum + BigInt(row.balance) * 10n ** BigInt(decimals - row.decimals),
    0n,
  )
  const value = values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0n)
  return {
    key,
    symbol: first?.symbol ?? '',
    name: first?.name ?? '',
    rows: kept,
    balance,
    decimals,
    value: value === null ? null : formatPlain(value),
    partly: values.length > 0 && kept.some((row) => row.value === null && row.balance !== '0'),
    change: first?.price?.change ?? null,
    pinned: all.some((row) => row.choice === 'pinned'),
    worth: balance === 0n ? -1n : (value ?? -1n),
  }
}

const worthOf = (value: Value | null): bigint => (value === null ? -1n : (parseValue(value) ?? -1n))

const descending = (a: bigint, b: bigint): number => (a === b ? 0 : b > a ? 1 : -1)

/** Pinned first, then by value, then what is held, then the coins. */
function compare(a: AssetGroup, b: AssetGroup): number {
  if (a.pinned !== b.pinned) return a.pinned ? -1 : 1
  const rank = (group: AssetGroup) =>
    (group.balance > 0n ? 0 : 2) + (group.rows[0]?.token === 'native' ? 0 : 1)
  return descending(a.worth, b.worth) || rank(a) - rank(b)
}

const ONE = 10n ** 18n

/**
 * How much the total has changed in a day, when that is known of nearly all of it: in the currency and in per cent.
 * What a holding was worth yesterday is what it is worth now by its price's change.
 */
export function changeOfDay(rows: readonly PortfolioRow[]): { value: Value; percent: string } | null {
  let all = 0n
  let covered = 0n
  let before = 0n
  for (const row of rows) {
    if (row.choice === 'hidden') continue
    const value = row.value === null ? null : parseValue(row.value)
    if (value === null || value === 0n) continue
    all += value
    const change = row.price?.change == null ? null : parseValue(row.price.change)
    if (change === null || change <= -100n * ONE) continue
    covered += value
    before += (value * 100n * ONE) / (100n * ONE + change)
  }
  // A change of half the holdings would be told as one of all of them.
  if (before === 0n || covered * 100n < all * 95n) return null
  const difference = covered - before
  return { value: formatPlain(difference), percent: formatPlain((difference * 100n * ONE) / before) }
}

import { type ReactNode, useState } from 'react'
import { formatPlain, parseValue } from '../../ethereum/value.ts'
import type { Currency, HistoryView, Range } from '../../messaging/protocol.ts'
import { Chart, type Point } from '../components/Chart.tsx'
import { Change, Money } from '../components/Money.tsx'
import { formatMoney } from '../money.ts'
import { RANGE_WORDS } from './history.ts'

const ONE = 10n ** 18n

type HistoryChartProps = {
  history: HistoryView | null | undefined
  range: Range
  onRange: (range: Range) => void
  currency: Currency
  /** A price stands whatever the privacy eye says; a total does not. */
  style: 'total' | 'price'
  hidden: boolean
  /** Said where there is too little to draw. */
  empty: ReactNode
}

/** A value over time, what it was under the pointer, and how much it has changed. */
export function HistoryChart(props: HistoryChartProps) {
  const { history, range, onRange, currency, style, hidden } = props
  const [under, setUnder] = useState<Point | null>(null)
  const points = history?.points ?? []
  const words = RANGE_WORDS.find((one) => one.range === range)?.words ?? ''
  const [first, last] = [points[0], points.at(-1)]
  const label =
    first && last && !hidden
      ? `Over ${words}: from ${formatMoney(first[1], currency, style)} to ${formatMoney(last[1], currency, style)}`
      : `Over ${words}`
  return (
    <section className="history" aria-label="Chart">
      <p className="history-line small quiet" aria-hidden={under !== null}>
        {under ? (
          <>
            <Money value={under[1]} currency={currency} style={style} /> · {dateOf(under[0], range)}
          </>
        ) : (
          first && last && <Moved from={first} to={last} words={words} />
        )}
      </p>
      <div className="history-box" data-testid="chart" data-points={points.length}>
        {points.length >= 2 ? (
          <Chart points={points} label={label} onPoint={setUnder} />
        ) : history === undefined ? (
          <span className="skeleton history-skeleton" />
        ) : (
          <p className="history-empty small quiet">
            {history === null ? 'The history could not be read. Try again later.' : props.empty}
          </p>
        )}
      </div>
      <fieldset className="segments history-ranges">
        <legend className="visually-hidden">How far back</legend>
        {RANGE_WORDS.map((one) => (
          <label key={one.range} className="segment">
            <input
              type="radio"
              name={`range-${style}`}
              data-testid={`range-${one.range}`}
              checked={one.range === range}
              onChange={() => {
                setUnder(null)
                onRange(one.range)
              }}
            />
            <span>{one.label}</span>
          </label>
        ))}
      </fieldset>
    </section>
  )
}

function Moved({ from, to, words }: { from: Point; to: Point; words: string }) {
  const [before, now] = [parseValue(from[1]), parseValue(to[1])]
  if (before === null || now === null || before <= 0n) return null
  return (
    <>
      <Change percent={formatPlain(((now - before) * 100n * ONE) / before)} /> over {words}
    </>
  )
}

const dateOf = (at: number, range: Range): string =>
  new Date(at).toLocaleString(
    'en-GB',
    range === 'day'
      ? { hour: '2-digit', minute: '2-digit' }
      : range === 'year'
        ? { day: 'numeric', month: 'long', year: 'numeric' }
        : { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
  )

import { useState } from 'react'
import type { SwapLeg, SwapQuote } from '../../messaging/protocol.ts'
import { Icon } from '../components/Icons.tsx'
import { fold, listWords } from '../format.ts'
import { percent } from './amount.ts'

const venuesOf = (legs: readonly SwapLeg[]): string[] => [
  ...new Set(legs.flatMap((leg) => leg.hops.map((hop) => hop.venue))),
]

/** Of a pool's fee: 3000 as "0.3 %". */
const feeText = (fee: number): string => percent(fee / 100)

/** The pools that the amount passes: in words, how it is split as a bar, and each way on demand. */
export function RouteFact({ quote }: { quote: SwapQuote }) {
  const [open, setOpen] = useState(false)
  const { route, source } = quote
  if (route.length === 0) return null
  const [first] = route
  const hops = first?.hops ?? []
  const [hop] = hops
  const short =
    route.length === 1 && hops.length === 1 && hop
      ? `${hop.venue}${hop.fee === null ? '' : `, ${feeText(hop.fee)}`}`
      : listWords(venuesOf(route))
  return (
    <div className="swap-route" data-testid="swap-route" data-legs={route.length}>
      <button
        type="button"
        className="swap-fact swap-fact-button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className="quiet">Route</span>
        <span className="swap-fact-value">
          <span className="swap-fact-text">{fold(short === '' ? source.label : short, 34)}</span>
          <span className="swap-fold" data-open={open}>
            <Icon name="down" size={16} />
          </span>
        </span>
      </button>
      {route.length > 1 && <SplitBar legs={route} />}
      {open && (
        <ul className="swap-legs">
          {route.map((leg, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the legs of one offer do not move.
            <Leg key={index} leg={leg} alone={route.length === 1} />
          ))}
        </ul>
      )}
    </div>
  )
}

function SplitBar({ legs }: { legs: readonly SwapLeg[] }) {
  let at = 0
  const parts = legs.map((leg) => {
    const from = at
    at += leg.shareBps
    return { from, size: leg.shareBps }
  })
  const label = `Split: ${listWords(legs.map((leg) => percent(leg.shareBps)))}`
  return (
    <svg
      className="swap-split"
      viewBox="0 0 10000 60"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {parts.map(({ from, size }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the legs of one offer do not move.
        <rect key={index} x={from} width={Math.max(size - 60, 60)} height="60" data-part={index % 3} />
      ))}
    </svg>
  )
}

function Leg({ leg, alone }: { leg: SwapLeg; alone: boolean }) {
  const [first] = leg.hops
  return (
    <li className="swap-leg tiny">
      {!alone && <strong className="amount">{percent(leg.shareBps)}</strong>}
      <span className="swap-hops">
        <bdi>{fold(first?.sell ?? '', 12)}</bdi>
        {leg.hops.map((hop, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the hops of one leg do not move.
          <span key={index} className="swap-hop">
            <Icon name="chevron" size={12} />
            <span className="quiet">
              {hop.venue}
              {hop.fee !== null && ` ${feeText(hop.fee)}`}
            </span>
            <Icon name="chevron" size={12} />
            <bdi>{fold(hop.buy, 12)}</bdi>
          </span>
        ))}
      </span>
    </li>
  )
}

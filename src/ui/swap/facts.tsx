import { useState } from 'react'
import type { Currency, SwapQuote } from '../../messaging/protocol.ts'
import { Amount } from '../components/Amount.tsx'
import { Icon, type IconName } from '../components/Icons.tsx'
import { Money } from '../components/Money.tsx'
import { useNow } from '../hooks/use-now.ts'
import { percent, rateOf } from './amount.ts'
import { impactOf } from './impact.ts'

/** What one costs in the other; pressed, the other way round. With the age of the offer beside it. */
export function RateLine({
  quote,
  refreshing,
  onRefresh,
}: {
  quote: SwapQuote
  refreshing: boolean
  onRefresh: () => void
}) {
  const [turned, setTurned] = useState(false)
  const { one, rate, other } = rateOf(quote, turned)
  return (
    <div className="swap-rate small">
      <button
        type="button"
        className="swap-rate-button amount"
        data-testid="swap-rate"
        title="Show it the other way round"
        onClick={() => setTurned(!turned)}
      >
        1 <bdi>{one}</bdi> = {rate} <bdi>{other}</bdi>
      </button>
      <Age quote={quote} refreshing={refreshing} onRefresh={onRefresh} />
    </div>
  )
}

/** Older than this nobody should count on it. */
const OLD_S = 45

function Age({
  quote,
  refreshing,
  onRefresh,
}: {
  quote: SwapQuote
  refreshing: boolean
  onRefresh: () => void
}) {
  const now = useNow(1_000)
  const seconds = Math.max(0, Math.floor((now - quote.fetchedAt) / 1000))
  const old = now >= quote.expiresAt || seconds > OLD_S
  return (
    <button
      type="button"
      className="swap-age quiet"
      data-old={old}
      data-testid="swap-age"
      title="Ask for new offers now"
      disabled={refreshing}
      onClick={onRefresh}
    >
      {refreshing ? <span className="spinner" aria-hidden="true" /> : <Icon name="clock" size={16} />}
      <span className="amount">
        {refreshing ? 'Asking…' : old ? `Old: ${since(seconds)}` : since(seconds)}
      </span>
      <span className="visually-hidden">Ask for new offers now</span>
    </button>
  )
}

const since = (seconds: number): string =>
  seconds < 2 ? 'now' : seconds < 120 ? `${seconds} s ago` : `${Math.floor(seconds / 60)} min ago`

type FactProps = {
  label: string
  children: React.ReactNode
  testId?: string
  data?: Record<`data-${string}`, string>
  onClick?: () => void
}

export function Fact({ label, children, testId, data, onClick }: FactProps) {
  const inside = (
    <>
      <span className="quiet">{label}</span>
      <span className="swap-fact-value">
        {children}
        {onClick && <Icon name="chevron" size={16} />}
      </span>
    </>
  )
  return onClick ? (
    <button
      type="button"
      className="swap-fact swap-fact-button"
      data-testid={testId}
      onClick={onClick}
      {...data}
    >
      {inside}
    </button>
  ) : (
    <div className="swap-fact" data-testid={testId} {...data}>
      {inside}
    </div>
  )
}

const IMPACT_ICON: Partial<Record<ReturnType<typeof impactOf>['level'], IconName>> = {
  high: 'caution',
  severe: 'danger',
}

/** What is promised, what it costs, and who takes what. */
export function Facts({ quote, currency }: { quote: SwapQuote; currency: Currency }) {
  const { exact, buy, sell, networkFee, fees } = quote
  const impact = impactOf(quote)
  const icon = IMPACT_ICON[impact.level]
  return (
    <>
      {quote.kind !== 'wrap' && (
        <Fact
          label={exact === 'in' ? 'You receive at least' : 'You sell at most'}
          testId="swap-limit"
          data={{ 'data-amount': exact === 'in' ? quote.minReceived : quote.maxSold }}
        >
          <Amount
            value={exact === 'in' ? quote.minReceived : quote.maxSold}
            decimals={exact === 'in' ? buy.decimals : sell.decimals}
            symbol={exact === 'in' ? buy.symbol : sell.symbol}
          />
        </Fact>
      )}
      <Fact
        label="Price impact"
        testId="swap-impact"
        data={{ 'data-bps': String(quote.impact?.bps ?? ''), 'data-level': impact.level }}
      >
        <span className={`swap-impact swap-impact-${impact.level}`}>
          {icon && <Icon name={icon} size={16} />}
          {impact.text}
        </span>
      </Fact>
      <Fact label="Network fee" testId="swap-fee">
        {networkFee === null ? (
          <span className="quiet">{quote.kind === 'intent' ? 'None of yours' : 'Not known yet'}</span>
        ) : (
          <>
            <Amount value={networkFee.wei} decimals={18} symbol={networkFee.symbol} />
            {networkFee.value !== null && (
              <span className="quiet">
                <Money value={networkFee.value} currency={currency} />
              </span>
            )}
          </>
        )}
      </Fact>
      {fees.map((fee) => (
        <Fact key={fee.label} label={fee.label} testId="swap-inner-fee">
          <Amount value={fee.amount} decimals={fee.decimals} symbol={fee.symbol} />
          <span className="quiet tiny">already taken off</span>
        </Fact>
      ))}
      {quote.seconds !== null && <Fact label="Arrives in about">{durationText(quote.seconds)}</Fact>}
    </>
  )
}

export const durationText = (seconds: number): string =>
  seconds < 90 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`

export const slippageText = (quote: SwapQuote | null, chosen: number | 'auto'): string => {
  if (chosen !== 'auto') return percent(chosen)
  return quote === null ? 'Automatic' : `Automatic, ${percent(quote.slippageBps)}`
}

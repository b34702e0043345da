import { useState } from 'react'
import type { ServiceView, SwapQuote } from '../../messaging/protocol.ts'
import { Amount } from '../components/Amount.tsx'
import { Icon } from '../components/Icons.tsx'
import { go } from '../router.ts'
import { useWallet } from '../state.ts'
import { behind, percent } from './amount.ts'
import type { Quoting } from './use-quotes.ts'

type OffersProps = { quoting: Quoting; chosen: SwapQuote; onChoose: (source: string) => void }

/** Who offers the best, and on demand what each gives, who is still asked, and who could not answer. */
export function Offers({ quoting, chosen, onChoose }: OffersProps) {
  const { quotes, waiting, failed } = quoting
  const [open, setOpen] = useState(false)
  const best = quotes[0]
  const unused = useUnused()
  const count = quotes.length + failed.length + waiting.length
  return (
    <section className="swap-offers" aria-label="Offers">
      <button
        type="button"
        className="swap-fact swap-fact-button swap-offers-head"
        aria-expanded={open}
        data-testid="swap-quote"
        data-source={chosen.source.id}
        data-amount-out={chosen.buyAmount}
        data-amount-in={chosen.sellAmount}
        onClick={() => setOpen(!open)}
      >
        <span className="quiet">{chosen === best ? 'Best offer' : 'Your choice'}</span>
        <span className="swap-fact-value">
          <span className="swap-fact-text">{chosen.source.label}</span>
          <span className="quiet tiny">
            {waiting.length > 0 ? `asking ${waiting.length} more` : count > 1 ? `of ${count}` : ''}
          </span>
          <span className="swap-fold" data-open={open}>
            <Icon name="down" size={16} />
          </span>
        </span>
      </button>
      {open && (
        <div className="swap-offer-list" data-testid="swap-offers">
          {quotes.map((quote) => (
            <Offer
              key={quote.source.id}
              quote={quote}
              best={best ?? quote}
              chosen={quote === chosen}
              onChoose={() => onChoose(quote.source.id)}
            />
          ))}
          {waiting.map((label) => (
            <p key={label} className="swap-offer small quiet">
              <span className="spinner" aria-hidden="true" />
              <span className="row-main">{label}</span>
              <span>Asking…</span>
            </p>
          ))}
          {failed.map(({ label, why }) => (
            <p
              key={`${label} ${why}`}
              className="swap-offer swap-offer-failed small"
              data-testid="swap-refused"
            >
              <Icon name="caution" size={16} />
              <span className="row-main">
                {label}
                <span className="quiet swap-why">{why}</span>
              </span>
            </p>
          ))}
          <p className="tiny quiet swap-offers-note">
            Ordered by what reaches you after every fee, the network’s too.
          </p>
          {unused.length > 0 && <More services={unused} />}
        </div>
      )}
    </section>
  )
}

type OfferProps = { quote: SwapQuote; best: SwapQuote; chosen: boolean; onChoose: () => void }

function Offer({ quote, best, chosen, onChoose }: OfferProps) {
  const { exact, buy, sell, buyAmount, sellAmount, source, networkFee } = quote
  const [amount, unit] = exact === 'in' ? [buyAmount, buy] : [sellAmount, sell]
  const less = behind(quote, best)
  return (
    <label className="swap-offer" data-chosen={chosen}>
      <input
        type="radio"
        name="offer"
        checked={chosen}
        data-testid="swap-offer"
        data-source={source.id}
        data-amount-out={buyAmount}
        onChange={onChoose}
      />
      <span className="row-main">
        {source.label}
        <span className="quiet tiny swap-why">
          {networkFee === null ? (
            quote.kind === 'intent' ? (
              'No fee of yours'
            ) : (
              'Fee not known'
            )
          ) : (
            <>
              Fee <Amount value={networkFee.wei} decimals={18} symbol={networkFee.symbol} />
            </>
          )}
        </span>
      </span>
      <span className="row-end">
        <Amount value={amount} decimals={unit.decimals} symbol={unit.symbol} />
        {quote === best ? (
          <span className="tiny swap-best">Best</span>
        ) : (
          <span className="tiny quiet">{less === 0 ? 'the same' : `${percent(-less)}`}</span>
        )}
      </span>
    </label>
  )
}

/** Services that compare more pools, and that nobody has switched on. */
export function useUnused(): ServiceView[] {
  const services = useWallet((state) => state.services)
  return services.filter((service) => service.kind === 'swap' && service.allowed !== true)
}

const NAMED = 3

export function More({ services }: { services: readonly ServiceView[] }) {
  const names = services.slice(0, NAMED).map((service) => service.name)
  const rest = services.length - names.length
  return (
    <button
      type="button"
      className="swap-fact swap-fact-button small"
      data-testid="swap-more-sources"
      onClick={() => go('settings-swap')}
    >
      <span className="row-main quiet">
        Compare more: {names.join(', ')}
        {rest > 0 && ` and ${rest} more`}. Each is off until you allow it.
      </span>
      <Icon name="chevron" size={16} />
    </button>
  )
}

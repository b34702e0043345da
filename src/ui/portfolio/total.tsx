import type { PortfolioView } from '../../messaging/protocol.ts'
import { Amount } from '../components/Amount.tsx'
import { IconButton } from '../components/Button.tsx'
import { Icon } from '../components/Icons.tsx'
import { Change, Money } from '../components/Money.tsx'
import { Skeleton } from '../components/Skeleton.tsx'
import { TimeAgo } from '../components/TimeAgo.tsx'
import { go } from '../router.ts'
import { useWallet } from '../state.ts'
import { changeOfDay } from './groups.ts'
import { setDisplay } from './privacy.tsx'
import { isKnown, usePortfolio } from './view.ts'

/** What everything is worth together: the way to its chart. */
export function Total() {
  const view = usePortfolio()
  const accounts = useWallet((state) => state.accounts.filter((account) => !account.hidden).length)
  return (
    <section className="home-total" aria-label="What you hold">
      <div className="line spread home-scope">
        {accounts > 1 && view ? <Scope view={view} count={accounts} /> : <span />}
        {view && (
          <IconButton
            small
            icon={view.display.hideAmounts ? 'eye-off' : 'eye'}
            name={view.display.hideAmounts ? 'Show amounts' : 'Hide amounts'}
            testId="privacy-eye"
            onClick={() => setDisplay({ hideAmounts: !view.display.hideAmounts })}
          />
        )}
      </div>
      <button
        type="button"
        className="home-balance"
        data-testid="open-portfolio"
        onClick={() => go('portfolio')}
      >
        <span data-testid="total-balance">{view ? <Whole view={view} /> : <Waits />}</span>
        <span className="home-balance-leads">
          <Icon name="chevron" size={16} />
        </span>
        <span className="visually-hidden">Charts and networks</span>
      </button>
      <p className="home-age small quiet" role="status">
        {view ? <Age view={view} /> : <Skeleton kind="w-30" />}
      </p>
    </section>
  )
}

const Waits = () => <span className="skeleton home-balance-skeleton" />

/** In the currency; while nobody knows a price, the coin of the selected network. */
export function Whole({ view }: { view: PortfolioView }) {
  const chainId = useWallet((state) => state.selected.chainId)
  if (!isKnown(view)) {
    return view.networks.some((network) => network.error !== null) ? (
      <span className="quiet">Not known</span>
    ) : (
      <Waits />
    )
  }
  if (view.total !== null) return <Money value={view.total} currency={view.display.currency} style="total" />
  const coin = view.rows.find((row) => row.token === 'native' && row.chainId === chainId)
  return coin ? (
    <Amount value={coin.balance} decimals={coin.decimals} symbol={coin.symbol} places={5} />
  ) : (
    <Money value={null} currency={view.display.currency} />
  )
}

function Scope({ view, count }: { view: PortfolioView; count: number }) {
  const options = [
    { scope: 'account' as const, label: 'This account' },
    { scope: 'all' as const, label: `All ${count} accounts` },
  ]
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">Whose assets</legend>
      {options.map(({ scope, label }) => (
        <label key={scope} className="segment">
          <input
            type="radio"
            name="scope"
            data-testid={`scope-${scope}`}
            checked={view.display.scope === scope}
            onChange={() => setDisplay({ scope })}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** How old the oldest of it is, what failed, and the change of the day. */
function Age({ view }: { view: PortfolioView }) {
  const names = useWallet((state) => state.networks)
  const nameOf = (chainId: number) => names.find((network) => network.chainId === chainId)?.name ?? ''
  const failed = view.networks.filter((network) => network.error !== null)
  const times = view.networks.flatMap(({ at }) => (at === null ? [] : [at]))
  const oldest = times.length === 0 ? null : Math.min(...times)
  if (failed.length > 0) {
    const of = failed.flatMap(({ at }) => (at === null ? [] : [at]))
    return (
      <span className="home-error">
        <Icon name="caution" size={16} />
        <span>
          {view.networks.length === 1 ? null : failed.length === 1 ? (
            <>{nameOf(failed[0]?.chainId ?? 0)} was not read. </>
          ) : (
            <>
              {failed.length} of {view.networks.length} networks were not read.{' '}
            </>
          )}
          {of.length > 0 && (
            <>
              As of <TimeAgo at={Math.min(...of)} />.{' '}
            </>
          )}
          {view.networks.length === 1 && failed[0]?.error}
        </span>
      </span>
    )
  }
  if (oldest === null) return <Skeleton kind="w-30" />
  const change = view.total === null ? null : changeOfDay(view.rows)
  return (
    <>
      {change && (
        <span data-testid="total-change">
          <Money value={change.value} currency={view.display.currency} signed />{' '}
          <Change percent={change.percent} /> today ·{' '}
        </span>
      )}
      Updated <TimeAgo at={oldest} />
      {view.total !== null && view.unvalued > 0 && (
        <span className="home-unvalued">
          Without {view.unvalued} {view.unvalued === 1 ? 'asset' : 'assets'} of unknown value
        </span>
      )}
    </>
  )
}

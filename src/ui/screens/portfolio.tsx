import { useState } from 'react'
import type { NetworkHoldings, PortfolioView, Range } from '../../messaging/protocol.ts'
import { Icon } from '../components/Icons.tsx'
import { Identicon, NetworkDot } from '../components/Identicon.tsx'
import { List, Row } from '../components/List.tsx'
import { Money } from '../components/Money.tsx'
import { Screen } from '../components/Screen.tsx'
import { TimeAgo } from '../components/TimeAgo.tsx'
import { useRefresh } from '../hooks/use-refresh.ts'
import { usePortfolioHistory } from '../portfolio/history.ts'
import { HistoryChart } from '../portfolio/history-chart.tsx'
import { OfferNetworks } from '../portfolio/offer-networks.tsx'
import { OfferPrices, useOffersPrices } from '../portfolio/offer-prices.tsx'
import { useAmountsHidden } from '../portfolio/privacy.tsx'
import { Whole } from '../portfolio/total.tsx'
import { filterList, isKnown, usePortfolio } from '../portfolio/view.ts'
import { back } from '../router.ts'
import { api, useWallet } from '../state.ts'
import '../portfolio/charts.css'

/** Everything together: over time, by network, by account. */
export function Portfolio() {
  const view = usePortfolio()
  useRefresh('portfolio')
  return <Screen title="Portfolio">{view && <Content view={view} />}</Screen>
}

function Content({ view }: { view: PortfolioView }) {
  const [range, setRange] = useState<Range>('day')
  const history = usePortfolioHistory(range)
  const hidden = useAmountsHidden()
  const offersPrices = useOffersPrices(view)
  const { currency } = view.display
  return (
    <>
      <p className="home-balance" data-testid="portfolio-total">
        <Whole view={view} />
      </p>
      <HistoryChart
        history={history}
        range={range}
        onRange={setRange}
        currency={currency}
        style="total"
        hidden={hidden}
        empty={
          view.total === null && isKnown(view)
            ? 'There is no chart of what has no known value.'
            : 'Not enough is known yet. This wallet notes the total itself whenever it is open, and draws it from the second note on.'
        }
      />
      {offersPrices ? (
        <OfferPrices view={view} />
      ) : (
        view.unvalued > 0 && (
          <p className="small quiet portfolio-note">
            {view.unvalued} {view.unvalued === 1 ? 'asset has' : 'assets have'} no known value and{' '}
            {view.unvalued === 1 ? 'is' : 'are'} not in these sums.
          </p>
        )
      )}
      <h2 className="section-title">Networks</h2>
      <Networks view={view} />
      <div className="portfolio-offer">
        <OfferNetworks />
      </div>
      {view.accounts.length > 1 && (
        <>
          <h2 className="section-title">Accounts</h2>
          <Accounts view={view} />
        </>
      )}
    </>
  )
}

function Networks({ view }: { view: PortfolioView }) {
  const networks = useWallet((state) => state.networks)
  return (
    <List label="Networks">
      {view.networks.map((held) => {
        const network = networks.find((one) => one.chainId === held.chainId)
        return (
          <Row
            key={held.chainId}
            testId="holdings-network"
            data={{ 'data-chain-id': String(held.chainId), 'data-error': String(held.error !== null) }}
            icon={<NetworkDot color={network?.color ?? 'currentColor'} size={12} />}
            title={network?.name ?? String(held.chainId)}
            detail={<State held={held} />}
            end={<Money value={held.total} currency={view.display.currency} />}
            onClick={() => {
              filterList(true)
              void api('networks.select', { chainId: held.chainId }).catch(() => {})
              back()
            }}
          />
        )
      })}
    </List>
  )
}

/** How old it is; what is wrong stands before its age. */
function State({ held }: { held: NetworkHoldings }) {
  const age = held.at !== null && <TimeAgo at={held.at} />
  if (held.error !== null) {
    return (
      <span className="holdings-error">
        <Icon name="caution" size={14} />
        <span>
          {held.error} {held.at === null ? 'Never read.' : <>As of {age}.</>}
        </span>
      </span>
    )
  }
  if (held.at === null) return held.loading ? 'Reading…' : 'Not read yet'
  return <>Updated {age}</>
}

function Accounts({ view }: { view: PortfolioView }) {
  const accounts = useWallet((state) => state.accounts)
  return (
    <List label="Accounts">
      {view.accounts.map(({ address, total }) => (
        <Row
          key={address}
          testId="holdings-account"
          data={{ 'data-address': address }}
          icon={<Identicon address={address} size={28} />}
          title={accounts.find((one) => one.address === address)?.name ?? address}
          end={<Money value={total} currency={view.display.currency} />}
          onClick={() => {
            void api('accounts.select', { address }).catch(() => {})
            back()
          }}
        />
      ))}
    </List>
  )
}

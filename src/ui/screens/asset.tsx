import { useState } from 'react'
import type { PortfolioRow, PortfolioView, Range } from '../../messaging/protocol.ts'
import { Address } from '../components/Address.tsx'
import { Amount } from '../components/Amount.tsx'
import { Button } from '../components/Button.tsx'
import { FieldError } from '../components/Field.tsx'
import { NetworkDot } from '../components/Identicon.tsx'
import { List, Row } from '../components/List.tsx'
import { Change, Money } from '../components/Money.tsx'
import { Notice } from '../components/Notice.tsx'
import { Screen } from '../components/Screen.tsx'
import { TimeAgo } from '../components/TimeAgo.tsx'
import { fold } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { useRefresh } from '../hooks/use-refresh.ts'
import { Mark } from '../portfolio/asset-line.tsx'
import { groupRows } from '../portfolio/groups.ts'
import { usePriceHistory } from '../portfolio/history.ts'
import { HistoryChart } from '../portfolio/history-chart.tsx'
import { Holders } from '../portfolio/holders.tsx'
import { usePortfolio } from '../portfolio/view.ts'
import { back, go, type Params, replace } from '../router.ts'
import { api, useNetwork, useWallet } from '../state.ts'
import '../portfolio/charts.css'

/** One asset: its price, where it is, who holds it, and what can be done with it. */
export function Asset({ params }: { params: Params }) {
  const view = usePortfolio()
  const chainId = Number(params.chainId)
  useRefresh('asset')
  const row = view?.rows.find((one) => one.chainId === chainId && one.token === params.token)
  if (!view || !row) {
    return (
      <Screen title="Asset">
        <p>This asset is not in your list any more.</p>
      </Screen>
    )
  }
  return <Known key={`${chainId} ${row.token}`} view={view} row={row} />
}

function Known({ view, row }: { view: PortfolioView; row: PortfolioRow }) {
  const [group] = groupRows(view.rows.filter((one) => one.group === row.group))
  const rows = group?.rows ?? [row]
  const network = useNetwork(row.chainId)
  const send = useAction(async () => {
    await api('networks.select', { chainId: row.chainId })
    go('send', { token: row.token })
  })
  const swap = useAction(async () => {
    await api('networks.select', { chainId: row.chainId })
    go('swap', { token: row.token })
  })
  const { currency } = view.display
  return (
    <Screen
      title={fold(row.name, 32)}
      footer={
        <>
          {(send.error ?? swap.error) && <FieldError text={send.error ?? swap.error ?? ''} />}
          <div className="asset-answers">
            {row.origin !== 'found' && (
              <Button
                testId="asset-swap"
                disabled={row.balance === '0'}
                busy={swap.busy}
                onClick={() => void swap.run()}
              >
                Swap
              </Button>
            )}
            <Button
              full
              kind="primary"
              testId="asset-send"
              disabled={row.balance === '0'}
              busy={send.busy}
              onClick={() => void send.run()}
            >
              {row.balance === '0'
                ? `No ${fold(row.symbol, 12)} on ${fold(network?.name ?? '', 16)}`
                : `Send ${fold(row.symbol, 12)} on ${fold(network?.name ?? '', 16)}`}
            </Button>
          </div>
        </>
      }
    >
      <div className="asset-head">
        <Mark
          symbol={row.symbol}
          token={row.token}
          color={network?.color ?? 'currentColor'}
          dot={false}
          size={40}
        />
        <div className="row-main">
          <p className="asset-balance break" data-testid="asset-balance" data-balance={row.balance}>
            <Amount
              value={group?.balance ?? row.balance}
              decimals={group?.decimals ?? row.decimals}
              symbol={fold(row.symbol, 16)}
            />
          </p>
          <p className="small quiet">
            <Money value={group === undefined ? row.value : group.value} currency={currency} style="total" />
            {rows.length > 1 && ` on ${rows.length} networks`}
          </p>
        </div>
      </div>
      {row.origin === 'found' && (
        <Notice kind="caution">
          This token arrived unasked and is on no list. Its name and links may be bait. It is not valued.
        </Notice>
      )}
      {row.unread && (
        <Notice kind="caution">
          The contract of this token did not tell the balance when it was asked.{' '}
          {row.balance === '0'
            ? 'What you hold of it is not known.'
            : 'What is shown is the last one that it told.'}
        </Notice>
      )}
      {row.price && <Price row={row} view={view} />}
      {rows.length > 1 && <OnNetworks rows={rows} chosen={row} view={view} />}
      <Holders rows={rows} row={row} />
      <Facts row={row} />
      <Choices row={row} />
    </Screen>
  )
}

function Price({ row, view }: { row: PortfolioRow; view: PortfolioView }) {
  const [range, setRange] = useState<Range>('day')
  const history = usePriceHistory(row.chainId, row.token, range)
  const { price } = row
  if (!price) return null
  const { currency } = view.display
  return (
    <>
      <div className="line spread asset-price" data-testid="asset-price">
        <span>
          <strong>
            <Money value={price.price} currency={currency} style="price" />
          </strong>{' '}
          {price.change !== null && <Change percent={price.change} />}
        </span>
        <span className="small quiet">
          {price.source}, <TimeAgo at={price.at} />
        </span>
      </div>
      <HistoryChart
        history={history}
        range={range}
        onRange={setRange}
        currency={currency}
        style="price"
        hidden={false}
        empty="Not enough is known yet. This wallet notes the price itself whenever it is open; a source that knows more can be switched on under Settings, Outside services."
      />
      {history?.source && <p className="tiny quiet">Chart: {history.source}</p>}
    </>
  )
}

type OnNetworksProps = { rows: readonly PortfolioRow[]; chosen: PortfolioRow; view: PortfolioView }

function OnNetworks({ rows, chosen, view }: OnNetworksProps) {
  const networks = useWallet((state) => state.networks)
  return (
    <>
      <h2 className="section-title">Networks</h2>
      <List label="Networks">
        {rows.map((row) => {
          const network = networks.find((one) => one.chainId === row.chainId)
          return (
            <Row
              key={`${row.chainId} ${row.token}`}
              testId="asset-network"
              data={{ 'data-chain-id': String(row.chainId), 'data-balance': row.balance }}
              icon={<NetworkDot color={network?.color ?? 'currentColor'} size={12} />}
              title={
                row === chosen ? <strong>{network?.name}</strong> : (network?.name ?? String(row.chainId))
              }
              detail={<Amount value={row.balance} decimals={row.decimals} symbol={row.symbol} short />}
              end={<Money value={row.value} currency={view.display.currency} />}
              onClick={() => replace('asset', { chainId: String(row.chainId), token: row.token })}
            />
          )
        })}
      </List>
    </>
  )
}

function Facts({ row }: { row: PortfolioRow }) {
  const network = useNetwork(row.chainId)
  return (
    <dl className="facts asset-facts">
      <div>
        <dt>Balance</dt>
        <dd className="break">
          <Amount value={row.balance} decimals={row.decimals} symbol={row.symbol} exact />
        </dd>
      </div>
      <div>
        <dt>Network</dt>
        <dd>{network?.name}</dd>
      </div>
      {row.token !== 'native' && (
        <div>
          <dt>Contract</dt>
          <dd>
            <Address address={row.token} whole copy />
          </dd>
        </div>
      )}
      {row.token !== 'native' && network?.explorer && (
        <div>
          <dt>Explorer</dt>
          <dd>
            <a href={`${network.explorer}/token/${row.token}`} target="_blank" rel="noreferrer">
              Look it up
            </a>
          </dd>
        </div>
      )}
    </dl>
  )
}

/** Where it stands in the list. */
function Choices({ row }: { row: PortfolioRow }) {
  const choose = useAction(async (choice: 'pinned' | 'hidden') => {
    const next = row.choice === choice ? null : choice
    await api('assets.choose', { chainId: row.chainId, token: row.token, choice: next })
    if (next === 'hidden') back()
  })
  const remove = useAction(async () => {
    if (row.token === 'native') return
    await api('assets.removeToken', { chainId: row.chainId, address: row.token })
    back()
  })
  return (
    <div className="line wrap asset-choices">
      <Button small testId="asset-pin" busy={choose.busy} onClick={() => void choose.run('pinned')}>
        {row.choice === 'pinned' ? 'Unpin' : 'Pin to the top'}
      </Button>
      <Button small testId="asset-hide" busy={choose.busy} onClick={() => void choose.run('hidden')}>
        {row.choice === 'hidden' ? 'Show again' : 'Hide'}
      </Button>
      {row.origin === 'added' && (
        <Button small testId="token-remove" busy={remove.busy} onClick={() => void remove.run()}>
          Take off the list
        </Button>
      )}
      {row.token !== 'native' && (
        <Button small testId="asset-allowances" onClick={() => go('allowances')}>
          Allowances
        </Button>
      )}
      {(choose.error ?? remove.error) && <FieldError text={choose.error ?? remove.error ?? ''} />}
    </div>
  )
}

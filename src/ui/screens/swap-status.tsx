import { useEffect, useRef } from 'react'
import type { SwapView } from '../../messaging/protocol.ts'
import type { ScreenProps } from '../app.tsx'
import { Amount } from '../components/Amount.tsx'
import { Button } from '../components/Button.tsx'
import { Icon } from '../components/Icons.tsx'
import { Empty } from '../components/List.tsx'
import { Notice } from '../components/Notice.tsx'
import { Screen } from '../components/Screen.tsx'
import { Sentence } from '../components/Sentence.tsx'
import { exactUnits } from '../format.ts'
import { AmountsShown } from '../portfolio/privacy.tsx'
import { replace, reset } from '../router.ts'
import { useNetwork, useWallet } from '../state.ts'
import { keepForm } from '../swap/draft.ts'
import { Fact } from '../swap/facts.tsx'
import { OrderCancel } from '../swap/order-cancel.tsx'
import { useBatchRows } from './activity-rows.ts'
import { showHomeTab } from './home-tab.ts'
import '../swap/swap.css'

/** A swap from the yes to what truly arrived. */
export function SwapStatus({ params }: ScreenProps) {
  const swap = useWallet((state) => state.swaps.find(({ id }) => id === params.id))
  if (!swap)
    return (
      <Screen title="Swap">
        <Empty action={{ label: 'See the activity', run: toActivity }}>
          This swap is not among the newest of the selected account. What became of it stands in the activity.
        </Empty>
      </Screen>
    )
  return (
    <AmountsShown>
      <Shown swap={swap} />
    </AmountsShown>
  )
}

const TITLE: Record<SwapView['status'], string> = {
  review: 'Waiting for your answer',
  pending: 'Swapping',
  confirmed: 'Swapped',
  failed: 'Not swapped',
  cancelled: 'Not swapped',
}

const ORDER = {
  pending: 'Order open',
  takenBack: 'Being cancelled',
  confirmed: 'Swapped',
  failed: 'Order not carried out',
  cancelled: 'Order cancelled',
} as const

function titleOf({ status, kind, takenBack }: SwapView): string {
  if (status === 'failed' && kind === 'bridge') return 'Not delivered'
  if (kind === 'intent' && status !== 'review')
    return ORDER[status === 'pending' && takenBack ? 'takenBack' : status]
  return TITLE[status]
}

function Shown({ swap }: { swap: SwapView }) {
  const { status, kind, sell, buy } = swap
  const ended = status !== 'pending' && status !== 'review'
  const network = useNetwork(buy.chainId)
  const [first, ...more] = useBatchRows(swap.id)
  const allowed = more.length > 0 && first?.status === 'confirmed'
  const lead = useRef<HTMLHeadingElement>(null)
  useEffect(() => lead.current?.focus(), [])
  return (
    <Screen
      title="Swap"
      onBack={() => reset('home')}
      footer={
        status === 'failed' || status === 'cancelled' ? (
          <>
            <Button full kind="primary" testId="swap-again" onClick={() => again(swap)}>
              Ask for new offers
            </Button>
            <Button full testId="swap-done" onClick={() => reset('home')}>
              Back to your assets
            </Button>
          </>
        ) : (
          <>
            {kind === 'intent' && status === 'pending' && <OrderCancel swap={swap} />}
            <Button
              full
              {...(ended ? { kind: 'primary' as const } : {})}
              testId="swap-done"
              onClick={() => reset('home')}
            >
              {ended ? 'Done' : 'Leave it running'}
            </Button>
          </>
        )
      }
    >
      <div className="swap-outcome" data-testid="swap-status" data-status={status} data-id={swap.id}>
        <div className="swap-outcome-mark">
          {ended ? (
            <Icon
              name={status === 'confirmed' ? 'check' : status === 'failed' ? 'danger' : 'close'}
              size={32}
            />
          ) : (
            <span className="spinner" aria-hidden="true" />
          )}
        </div>
        <h2 ref={lead} className="lead" tabIndex={-1}>
          {titleOf(swap)}
        </h2>
        <p role="status" className={ended ? undefined : 'quiet'}>
          <Said swap={swap} network={network?.name ?? ''} />
        </p>
      </div>
      <Why swap={swap} allowed={allowed} />
      <Steps swap={swap} />
      <Fact label={status === 'confirmed' ? 'Sold' : 'To sell'}>
        <Amount value={swap.sold} decimals={sell.decimals} symbol={sell.symbol} />
      </Fact>
      {status === 'confirmed' && swap.received !== null ? (
        <Fact label="Offered">
          <Amount value={swap.offered} decimals={buy.decimals} symbol={buy.symbol} />
        </Fact>
      ) : (
        <Fact label="To receive, at least">
          <Amount value={swap.minReceived} decimals={buy.decimals} symbol={buy.symbol} />
        </Fact>
      )}
      <Fact label={kind === 'intent' ? 'Handed to' : 'By'}>{swap.source}</Fact>
      {kind === 'intent' && status === 'pending' && swap.until !== null && (
        <Fact label="Ends by itself">{timeOf(swap.until)}</Fact>
      )}
    </Screen>
  )
}

/** Why nothing was swapped, and what was paid for that. */
function Why({ swap, allowed }: { swap: SwapView; allowed: boolean }) {
  const { status, kind, why } = swap
  if (status !== 'failed' && status !== 'cancelled') return null
  const isOrder = kind === 'intent'
  return (
    <Notice
      kind={isOrder && status === 'cancelled' ? 'info' : 'caution'}
      title={why ?? 'Nobody said why.'}
      testId="swap-why"
    >
      {kind === 'bridge'
        ? 'What left this account, and what came back, stands in the activity.'
        : isOrder
          ? 'An order alone costs no network fee.'
          : 'If a transaction ran, its network fee is paid.'}
      {allowed && ' The allowance that was given stays; you can end it under Settings, Allowances.'}
    </Notice>
  )
}

const timeOf = (at: number): string =>
  new Date(at).toLocaleString('en-GB', { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' })

function Said({ swap, network }: { swap: SwapView; network: string }) {
  const { status, received, buy, kind, why, sell } = swap
  if (status === 'confirmed')
    return received === null ? (
      <>It is done. The network did not say how much arrived; your balance does.</>
    ) : (
      <span data-testid="swap-received" data-amount={received}>
        You received{' '}
        <strong>
          <Amount value={received} decimals={buy.decimals} symbol={buy.symbol} />
        </strong>
      </span>
    )
  if (status === 'pending')
    return (
      <>
        {why ??
          (kind === 'bridge'
            ? `Your ${sell.symbol} is on its way to ${network}. The bridge tells when it arrives.`
            : kind === 'intent'
              ? 'Your order waits for somebody to fill it.'
              : 'The network has not confirmed it yet.')}{' '}
        You can close this: it goes on by itself.
      </>
    )
  if (status === 'review') return <>Nothing is signed yet.</>
  // Of an order, that stands in the reason.
  return kind === 'bridge' || kind === 'intent' ? null : <>Nothing was sold.</>
}

/** The transactions that it takes, where they are several. */
function Steps({ swap }: { swap: SwapView }) {
  const rows = useBatchRows(swap.id)
  if (rows.length < 2) return null
  return (
    <ol className="swap-steps">
      {rows.map((row) => (
        <li key={row.id} className="swap-step" data-status={row.status}>
          {row.status === 'pending' ? (
            <span className="spinner" aria-hidden="true" />
          ) : (
            <Icon name={row.status === 'confirmed' ? 'check' : 'danger'} />
          )}
          <span>
            <Sentence parts={row.title} />
          </span>
        </li>
      ))}
    </ol>
  )
}

function again({ account, sell, buy, sold }: SwapView) {
  keepForm(account, {
    sell,
    buy,
    side: 'sell',
    text: exactUnits(sold, sell.decimals),
    unit: 'token',
    source: null,
  })
  replace('swap')
}

function toActivity() {
  showHomeTab('activity')
  reset('home')
}

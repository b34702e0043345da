import type { ActivityRow } from '../../messaging/protocol.ts'
import { Button } from '../components/Button.tsx'
import { FieldError } from '../components/Field.tsx'
import { Notice } from '../components/Notice.tsx'
import { useAction } from '../hooks/use-action.ts'
import { go } from '../router.ts'
import { api, useNetwork, useWallet } from '../state.ts'
import { stuckWords } from './activity-words.ts'

/** What can be done about a pending transaction; nothing where a newer one is to take its place. */
export function PendingActions({ row }: { row: ActivityRow }) {
  const ask = useAction(async (how: 'speed-up' | 'cancel' | 'fill') => {
    const { approvalId } = await api('transactions.replace', { id: row.id, how })
    go('approval', { id: approvalId })
  })
  const publish = useAction(() => api('transactions.publish', { id: row.id }))
  if (row.order !== undefined) return <OrderAction order={row.order} />
  if (row.status !== 'pending' || row.replacedBy !== null) return null
  const named = <span className="visually-hidden"> the transaction with nonce {row.nonce}</span>
  return (
    <div className="activity-actions">
      {row.stuck?.why === 'gap' && (
        <Button small testId="activity-fill" busy={ask.busy} onClick={() => void ask.run('fill')}>
          Send nonce {row.stuck.nonce}
        </Button>
      )}
      {row.stuck?.why === 'relay' && (
        <Button small testId="activity-publish" busy={publish.busy} onClick={() => void publish.run()}>
          Send publicly{named}
        </Button>
      )}
      <Button small testId="activity-speed-up" busy={ask.busy} onClick={() => void ask.run('speed-up')}>
        Speed up{named}
      </Button>
      {row.kind !== 'cancel' && (
        <Button small testId="activity-cancel" busy={ask.busy} onClick={() => void ask.run('cancel')}>
          Cancel{named}
        </Button>
      )}
      {publish.error && <FieldError text={publish.error} testId="activity-error" />}
      {ask.error && <FieldError text={ask.error} testId="activity-error" />}
    </div>
  )
}

/** Of what was sent to another network: how it stands there, and the way to all that is known of it. */
export function BridgeLine({ row }: { row: ActivityRow }) {
  const swap = useWallet((state) => state.swaps.find(({ hash }) => hash !== null && hash === row.hash))
  const network = useNetwork(swap?.buy.chainId ?? row.chainId)
  if (swap === undefined) return null
  const there = network?.name ?? 'the other network'
  const words =
    swap.status === 'confirmed'
      ? `Arrived on ${there}`
      : swap.status === 'failed'
        ? `Not delivered on ${there}`
        : `On its way to ${there}`
  return (
    <div className="activity-actions" data-testid="activity-bridge" data-status={swap.status}>
      <Button small onClick={() => go('swap-status', { id: swap.id })}>
        {words}
      </Button>
    </div>
  )
}

/** From an open order to where it stands and can be cancelled. */
function OrderAction({ order }: { order: NonNullable<ActivityRow['order']> }) {
  if (order.status !== 'open') return null
  return (
    <div className="activity-actions">
      <Button small testId="activity-order" onClick={() => go('swap-status', { id: order.swap })}>
        See or cancel the order
      </Button>
    </div>
  )
}

/** Why it is still pending, and the way out. */
export function PendingState({ row }: { row: ActivityRow }) {
  if (row.status !== 'pending') return null
  const words = row.replacedBy === null && row.stuck !== null ? stuckWords(row.stuck) : null
  return (
    <>
      {words && (
        <Notice
          kind={words.waits ? 'info' : 'caution'}
          title={words.title}
          testId="activity-stuck"
          data={{ 'data-why': row.stuck?.why ?? '' }}
        >
          {words.text}
        </Notice>
      )}
      <PendingActions row={row} />
    </>
  )
}

/** The other one with its nonce: what it took the place of, or what took its place. */
export function RivalLink({ row }: { row: ActivityRow }) {
  const [id, words] =
    row.replacedBy !== null
      ? [
          row.replacedBy,
          row.status === 'pending' ? 'See what is to take its place' : 'See what was confirmed in its place',
        ]
      : [row.replaces?.id, 'See what it takes the place of']
  if (id === undefined) return null
  return (
    <button
      type="button"
      className="link activity-link"
      data-testid="activity-rival"
      onClick={() => go('activity', { id })}
    >
      {words}
    </button>
  )
}

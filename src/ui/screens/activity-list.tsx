import { useEffect, useMemo, useRef } from 'react'
import type { ActivityRow, Part } from '../../messaging/protocol.ts'
import { feeText } from '../approvals/amounts.ts'
import { Icon } from '../components/Icons.tsx'
import { Empty } from '../components/List.tsx'
import { SkeletonRows } from '../components/Skeleton.tsx'
import { TimeAgo } from '../components/TimeAgo.tsx'
import { shortAddress } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { go } from '../router.ts'
import { api, useNetwork, useWallet } from '../state.ts'
import { PendingActions } from './activity-actions.tsx'
import { addPage, useActivityRows } from './activity-rows.ts'
import { KIND_ICON, statusOf, stuckWords } from './activity-words.ts'
import './activity.css'

const PAGE = 20

/** What the selected account has done, newest first; older rows come as the list is scrolled. */
export function ActivityList() {
  const { account, newest, older, ended } = useActivityRows()
  const rows = useMemo(() => merge(newest, older), [newest, older])

  const more = useAction(async () => {
    const before = rows.reduce((least, row) => Math.min(least, row.createdAt), Number.POSITIVE_INFINITY)
    const page = await api('activity.page', { before, limit: PAGE })
    addPage(account, page, page.length < PAGE)
  })
  const end = useSeen(() => {
    if (rows.length > 0 && !ended && !more.error) void more.run()
  })

  if (rows.length === 0)
    return <Empty>Nothing yet. What you send and sign for a network will stand here.</Empty>
  return (
    <>
      <ActivityRows rows={rows} />
      {more.busy && <SkeletonRows count={2} label="Loading older activity" />}
      {more.error && (
        <p className="small quiet activity-end" role="status">
          {more.error}{' '}
          <button type="button" className="link" onClick={() => void more.run()}>
            Try again
          </button>
        </p>
      )}
      <div ref={end} className="activity-sentinel" key={rows.length} />
    </>
  )
}

export const ActivityRows = ({ rows }: { rows: readonly ActivityRow[] }) => (
  <ul className="rows row-lines" aria-label="Activity">
    {rows.map((row) => (
      <Entry key={row.id} row={row} />
    ))}
  </ul>
)

/** The mirror's rows know best; both may hold the same one. */
function merge(newest: readonly ActivityRow[], older: readonly ActivityRow[]): ActivityRow[] {
  const known = new Set(newest.map((row) => row.id))
  const rest = new Map(older.filter((row) => !known.has(row.id)).map((row) => [row.id, row]))
  return [...newest, ...rest.values()]
}

function useSeen(run: () => void) {
  const element = useRef<HTMLDivElement>(null)
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
    if (!element.current) return
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) latest.current()
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  })
  return element
}

/** A sentence without anything to focus: the whole row is the target. */
function Title({ parts }: { parts: readonly Part[] }) {
  const accounts = useWallet((state) => state.accounts)
  return parts.map((part, index) => {
    if (typeof part === 'string') return part
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence do not move.
    if ('strong' in part) return <strong key={index}>{part.strong}</strong>
    const name = accounts.find((account) => account.address === part.address)?.name
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence do not move.
      <span key={index} className={name ? undefined : 'address'} title={part.address}>
        {name ?? shortAddress(part.address)}
      </span>
    )
  })
}

function Entry({ row }: { row: ActivityRow }) {
  const network = useNetwork(row.chainId)
  const here = useWallet((state) => state.selected.chainId)
  const status = statusOf(row)
  return (
    <li>
      <button
        type="button"
        className="row activity-row"
        data-testid="activity-row"
        data-hash={row.hash}
        data-status={row.status}
        data-kind={row.kind}
        onClick={() => go('activity', { id: row.id })}
      >
        <span className="row-icon">
          <Icon name={KIND_ICON[row.kind]} />
        </span>
        <span className="row-main">
          <span className="activity-title">
            <Title parts={row.title} />
          </span>
          <span className="activity-line">
            <span className={`activity-status activity-${status.tone}`}>
              <Icon name={status.icon} size={14} />
              {status.word}
            </span>
            <TimeAgo at={row.minedAt ?? row.createdAt} />
            {row.chainId !== here && network && <span>{network.name}</span>}
            {row.fee !== null && (
              <span className="amount">
                Fee {feeText(BigInt(row.fee))} {network?.symbol}
              </span>
            )}
          </span>
          {row.stuck && row.replacedBy === null && (
            <span className="activity-stuck">{stuckWords(row.stuck).title}</span>
          )}
        </span>
      </button>
      <PendingActions row={row} />
    </li>
  )
}

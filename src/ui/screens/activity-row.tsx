import type { ActivityRow, Part } from '../../messaging/protocol.ts'
import { feeText } from '../approvals/amounts.ts'
import { Icon } from '../components/Icons.tsx'
import { TimeAgo } from '../components/TimeAgo.tsx'
import { shortAddress } from '../format.ts'
import { blankNumbers, useAmountsHidden } from '../portfolio/privacy.tsx'
import { useNetwork, useWallet } from '../state.ts'
import { PendingActions } from './activity-actions.tsx'
import { openRow } from './activity-rows.ts'
import { KIND_ICON, statusOf, stuckWords } from './activity-words.ts'
import './activity.css'

export const ActivityRows = ({
  rows,
  all = false,
}: {
  rows: readonly ActivityRow[] /** Of several accounts. */
  all?: boolean
}) => (
  <ul className="rows row-lines" aria-label="Activity">
    {rows.map((row) => (
      <Entry key={`${row.id} ${row.account}`} row={row} all={all} />
    ))}
  </ul>
)

/** A sentence without anything to focus: the whole row is the target. */
function Title({ parts }: { parts: readonly Part[] }) {
  const accounts = useWallet((state) => state.accounts)
  const hidden = useAmountsHidden()
  const written = (text: string) => (hidden ? blankNumbers(text) : text)
  return parts.map((part, index) => {
    if (typeof part === 'string') return written(part)
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence do not move.
    if ('strong' in part) return <strong key={index}>{written(part.strong)}</strong>
    const name = accounts.find((account) => account.address === part.address)?.name
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence do not move.
      <span key={index} className={name ? undefined : 'address'} title={part.address}>
        {name ?? shortAddress(part.address)}
      </span>
    )
  })
}

function Entry({ row, all }: { row: ActivityRow; all: boolean }) {
  const network = useNetwork(row.chainId)
  const here = useWallet((state) => state.selected.chainId)
  const status = statusOf(row)
  const owner = useWallet((state) => state.accounts.find((one) => one.address === row.account)?.name)
  return (
    <li>
      <button
        type="button"
        className="row activity-row"
        data-testid="activity-row"
        data-hash={row.hash}
        data-status={row.status}
        data-kind={row.kind}
        data-source={row.source}
        data-spam={row.spam}
        onClick={() => openRow(row)}
      >
        <span className="row-icon">
          <Icon name={KIND_ICON[row.kind]} />
        </span>
        <span className="row-main">
          <span className="activity-title">
            <Title parts={row.title} />
          </span>
          <span className="activity-line">
            {row.source !== 'signature' && (
              <span className={`activity-status activity-${status.tone}`}>
                <Icon name={status.icon} size={14} />
                {status.word}
              </span>
            )}
            {row.spam && <span className="activity-status activity-caution">Possible spam</span>}
            <TimeAgo at={row.minedAt ?? row.createdAt} />
            {network && (all || row.chainId !== here) && <span>{network.name}</span>}
            {all && owner && <span>{owner}</span>}
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

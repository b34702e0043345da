import type { ActivityRow, Part } from '../../messaging/protocol.ts'
import { feeText } from '../approvals/amounts.ts'
import { Icon } from '../components/Icons.tsx'
import { TimeAgo } from '../components/TimeAgo.tsx'
import { shortAddress } from '../format.ts'
import { useName } from '../people/names.ts'
import { blankNumbers, useAmountsHidden } from '../portfolio/privacy.tsx'
import { useNetwork, useWallet } from '../state.ts'
import { BridgeLine, PendingActions } from './activity-actions.tsx'
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
  const hidden = useAmountsHidden()
  const written = (text: string) => (hidden ? blankNumbers(text) : text)
  return parts.map((part, index) => {
    if (typeof part === 'string') return written(part)
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence do not move.
    if ('strong' in part) return <strong key={index}>{written(part.strong)}</strong>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence do not move.
    return <Who key={index} address={part.address} given={part.name} />
  })
}

/** By its name where it has one: the row leads to the whole address. */
function Who({ address, given }: { address: string; given: string | undefined }) {
  const known = useName(address)
  const name = known?.kind === 'account' || known?.kind === 'contact' ? known.text : (given ?? known?.text)
  return (
    <span className={name ? undefined : 'address activity-who'} title={address}>
      {name ?? shortAddress(address)}
    </span>
  )
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
            {(row.source !== 'signature' || row.order !== undefined) && (
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
      <BridgeLine row={row} />
    </li>
  )
}

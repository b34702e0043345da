import type { BalanceChange, Looked, RightChange } from '../../messaging/protocol.ts'
import { Icon } from '../components/Icons.tsx'
import { Money } from '../components/Money.tsx'
import { Skeleton } from '../components/Skeleton.tsx'
import { exactUnits } from '../format.ts'
import { reviewAmount } from './amounts.ts'
import { Rights } from './rights.tsx'

type ChangesProps = {
  changes: readonly BalanceChange[]
  rights: readonly RightChange[]
  /** Null where nothing was tried. */
  looked: Looked | null
}

/** What leaves and what comes as a ledger of two columns, who may take what afterwards, and how that is known. */
export function Changes({ changes, rights, looked }: ChangesProps) {
  const out = changes.filter((change) => BigInt(change.amount) < 0n)
  const into = changes.filter((change) => BigInt(change.amount) >= 0n)
  const none = changes.length === 0 && rights.length === 0
  if (none && looked === null) return null
  return (
    <>
      {changes.length > 0 && (
        <section className="ap-ledger" aria-label="Expected balance changes">
          <Column title="Leaves" changes={out} />
          <Column title="Comes in" changes={into} />
        </section>
      )}
      <Rights rights={rights} />
      {looked !== null && <p className="ap-looked tiny quiet">{wordsOf(looked, none)}</p>}
    </>
  )
}

function wordsOf(looked: Looked, none: boolean): string {
  if (looked === 'signed') return 'Nothing moves by signing. This is what the signature lets others do.'
  if (looked === 'tried')
    return 'Not simulated: your endpoint cannot. This is only what the request says; more may change.'
  if (looked === 'partly') return 'Not all that it does could be read. More may change than is shown here.'
  if (looked === 'traced')
    return none
      ? 'Your endpoint cannot simulate fully. In what it traced, nothing of yours changes.'
      : 'Your endpoint cannot simulate fully. These amounts are what the contracts say of themselves.'
  return none
    ? 'Simulated now: nothing of yours changes but by the fee.'
    : 'Simulated now, without the fee. Likely, not certain.'
}

/** The ledger in its final shape, while it is worked out: nothing jumps when it is known. */
export function ChangesSkeleton() {
  return (
    <div className="ap-ledger-waiting" role="status" aria-label="Working out what will change">
      <div className="ap-ledger" aria-hidden="true">
        {(['Leaves', 'Comes in'] as const).map((title) => (
          <div key={title} className="ap-column">
            <ColumnTitle title={title} />
            <p className="ap-change">
              <Skeleton kind="w-50" />
            </p>
            <p className="small">
              <Skeleton kind="w-30" />
            </p>
          </div>
        ))}
      </div>
      <p className="ap-looked tiny quiet">Trying it out…</p>
    </div>
  )
}

const ICONS = { Leaves: 'send', 'Comes in': 'receive' } as const

const ColumnTitle = ({ title }: { title: keyof typeof ICONS }) => (
  <h2 className="ap-column-title">
    <Icon name={ICONS[title]} size={14} />
    {title}
  </h2>
)

type ColumnProps = { title: keyof typeof ICONS; changes: readonly BalanceChange[] }

function Column({ title, changes }: ColumnProps) {
  return (
    <div className="ap-column">
      <ColumnTitle title={title} />
      {changes.length === 0 && <p className="quiet">Nothing</p>}
      <ul>
        {changes.map((change) => (
          <Change key={`${change.token} ${change.item ?? ''}`} change={change} />
        ))}
      </ul>
    </div>
  )
}

function Change({ change }: { change: BalanceChange }) {
  const amount = BigInt(change.amount)
  const one = change.item !== undefined && (amount === 1n || amount === -1n)
  return (
    <li
      // What nobody vouches for is no gain.
      className={amount < 0n || change.unlisted ? 'ap-change' : 'ap-change ap-change-in'}
      title={`${exactUnits(amount, change.decimals)} ${change.symbol}`}
      data-testid="approval-change"
      data-asset={change.token}
      data-amount={change.amount}
      data-item={change.item}
    >
      <span className="amount">
        {amount < 0n ? '\u2212' : '+'}
        {!one && reviewAmount(amount, change.decimals)}
      </span>{' '}
      <bdi className="ap-change-symbol">
        {change.symbol}
        {change.item !== undefined && ` #${change.item}`}
      </bdi>
      {change.value !== undefined && change.currency !== undefined && (
        <span className="ap-change-value small quiet">
          <Money value={change.value} currency={change.currency} />
        </span>
      )}
      {change.unlisted && <span className="ap-change-value tiny quiet">On no list. It names itself.</span>}
    </li>
  )
}

import type { BalanceChange } from '../../messaging/protocol.ts'
import { Icon } from '../components/Icons.tsx'
import { exactUnits } from '../format.ts'
import { reviewAmount } from './amounts.ts'

/** What leaves and what comes, as a ledger of two columns. */
export function Changes({ changes }: { changes: readonly BalanceChange[] }) {
  if (changes.length === 0) return null
  const out = changes.filter((change) => BigInt(change.amount) < 0n)
  const into = changes.filter((change) => BigInt(change.amount) >= 0n)
  return (
    <section className="ap-ledger" aria-label="Expected balance changes">
      <Column title="Leaves" icon="send" changes={out} />
      <Column title="Comes in" icon="receive" changes={into} />
    </section>
  )
}

type ColumnProps = { title: string; icon: 'send' | 'receive'; changes: readonly BalanceChange[] }

function Column({ title, icon, changes }: ColumnProps) {
  return (
    <div className="ap-column">
      <h2 className="ap-column-title">
        <Icon name={icon} size={14} />
        {title}
      </h2>
      {changes.length === 0 && <p className="quiet">Nothing</p>}
      <ul>
        {changes.map((change) => (
          <Change key={change.token} change={change} />
        ))}
      </ul>
    </div>
  )
}

function Change({ change }: { change: BalanceChange }) {
  const amount = BigInt(change.amount)
  return (
    <li
      className={amount < 0n ? 'ap-change' : 'ap-change ap-change-in'}
      title={`${exactUnits(amount, change.decimals)} ${change.symbol}`}
      data-testid="approval-change"
      data-asset={change.token}
      data-amount={change.amount}
    >
      <span className="amount">
        {amount < 0n ? '\u2212' : '+'}
        {reviewAmount(amount, change.decimals)}
      </span>{' '}
      <bdi className="ap-change-symbol">{change.symbol}</bdi>
    </li>
  )
}

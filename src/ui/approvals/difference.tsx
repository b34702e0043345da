import type { ApprovalView, BalanceChange } from '../../messaging/protocol.ts'
import { reviewAmount } from './amounts.ts'

/** More than this is looked for below. */
const MOST = 3

/** What stands otherwise now than when the yes was given, in a line each: nobody compares from memory. */
export function Difference({ before, now }: { before: ApprovalView; now: ApprovalView }) {
  const lines = differences(before, now)
  if (lines.length === 0) return null
  return (
    <ul className="ap-difference" data-testid="approval-difference">
      {lines.slice(0, MOST).map((line) => (
        <li key={line}>{line}</li>
      ))}
      {lines.length > MOST && <li>And {lines.length - MOST} more.</li>}
    </ul>
  )
}

function differences(before: ApprovalView, now: ApprovalView): string[] {
  const [was, is] = [amountsOf(before), amountsOf(now)]
  const moved = [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const one = was.get(key) ?? is.get(key)
    if (one === undefined || was.get(key)?.amount === is.get(key)?.amount) return []
    const what = one.item === undefined ? one.symbol : `${one.symbol} #${one.item}`
    return [`${what}: ${signed(was.get(key))} before, ${signed(is.get(key))} now.`]
  })
  const known = new Set(before.warnings.map(({ title }) => title))
  const told = now.warnings.filter(({ severity, title }) => severity !== 'info' && !known.has(title))
  return [...told.map(({ title }) => `New: ${title}`), ...moved]
}

function amountsOf(view: ApprovalView): Map<string, BalanceChange> {
  const changes = 'changes' in view ? view.changes : []
  return new Map(changes.map((change) => [`${change.token} ${change.item ?? ''}`, change]))
}

function signed(change: BalanceChange | undefined): string {
  if (change === undefined) return 'nothing'
  const amount = BigInt(change.amount)
  return `${amount < 0n ? '\u2212' : '+'}${reviewAmount(amount, change.decimals)}`
}

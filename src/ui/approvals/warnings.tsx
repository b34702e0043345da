import type { Warning } from '../../messaging/protocol.ts'
import { Notice } from '../components/Notice.tsx'

const ORDER = { danger: 0, warning: 1, info: 2 } as const
const KIND = { danger: 'danger', warning: 'caution', info: 'info' } as const

/** The dangers in one line, to be acknowledged; null when there is none. */
export function dangerOf(warnings: readonly Warning[]): string | null {
  const [first, ...more] = warnings.filter((warning) => warning.severity === 'danger')
  if (!first) return null
  const title = /[.!?]$/.test(first.title) ? first.title : `${first.title}.`
  if (more.length === 0) return title
  return `${title} And ${more.length} more ${more.length === 1 ? 'danger' : 'dangers'}.`
}

/** What is wrong, why it matters, what to do; the worst first. */
export function Warnings({ warnings }: { warnings: readonly Warning[] }) {
  if (warnings.length === 0) return null
  const sorted = [...warnings].sort((a, b) => ORDER[a.severity] - ORDER[b.severity])
  return (
    <section className="ap-warnings" aria-label="Warnings">
      {sorted.map((warning) => (
        <Notice
          key={`${warning.rule} ${warning.title} ${warning.text}`}
          kind={KIND[warning.severity]}
          title={warning.title}
          testId="approval-warning"
          data={{ 'data-rule': warning.rule, 'data-severity': warning.severity }}
        >
          {warning.text}
        </Notice>
      ))}
    </section>
  )
}

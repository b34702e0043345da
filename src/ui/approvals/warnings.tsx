import type { Warning } from '../../messaging/protocol.ts'
import { Icon } from '../components/Icons.tsx'
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

/** From this many on, what is no danger is folded. */
const MANY = 3
/** What is agreed to for good is as little to be missed as a danger. */
const isAlwaysShown = ({ severity, rule }: Warning) => severity === 'danger' || rule === 'smart-account'

/** The worst first. Of many, all dangers stand in sight, or the first. */
export function folded(warnings: readonly Warning[]): { shown: Warning[]; rest: Warning[] } {
  const sorted = [...warnings].sort((a, b) => ORDER[a.severity] - ORDER[b.severity])
  if (sorted.length < MANY) return { shown: sorted, rest: [] }
  const urgent = sorted.filter(isAlwaysShown)
  const shown = urgent.length > 0 ? urgent : sorted.slice(0, 1)
  return { shown, rest: sorted.filter((one) => !shown.includes(one)) }
}

/** What is wrong, why it matters, what to do. */
export function Warnings({ warnings }: { warnings: readonly Warning[] }) {
  if (warnings.length === 0) return null
  const { shown, rest } = folded(warnings)
  return (
    <section className="ap-warnings" aria-label="Warnings">
      {shown.map(toNotice)}
      {rest.length > 0 && (
        <details className="ap-disclosure" data-testid="approval-more-warnings">
          <summary>
            {countOf(rest)}
            <Icon name="down" size={16} />
          </summary>
          <div className="ap-warnings">{rest.map(toNotice)}</div>
        </details>
      )}
    </section>
  )
}

/** “2 more cautions, 1 note”: what is folded says how much it matters. */
function countOf(rest: readonly Warning[]): string {
  const notes = rest.filter(({ severity }) => severity === 'info').length
  const cautions = rest.length - notes
  const words = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`
  if (cautions === 0) return words(notes, 'more note')
  return words(cautions, 'more caution') + (notes === 0 ? '' : `, ${words(notes, 'note')}`)
}

const toNotice = (warning: Warning) => (
  <Notice
    key={`${warning.rule} ${warning.title} ${warning.text}`}
    kind={KIND[warning.severity]}
    title={warning.title}
    testId="approval-warning"
    data={{ 'data-rule': warning.rule, 'data-severity': warning.severity }}
  >
    {warning.text}
  </Notice>
)

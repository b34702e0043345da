import { Icon } from '../components/Icons.tsx'
import type { Hint } from './send-checks.ts'

/** A word while somebody types: quiet, or with the mark of a problem. */
export function HintText({ hint }: { hint: Hint }) {
  if (hint.tone === 'quiet') return <span>{hint.text}</span>
  return (
    <span className="field-error">
      <Icon name="danger" size={16} />
      <span>{hint.text}</span>
    </span>
  )
}

import type { SwapQuote } from '../../messaging/protocol.ts'
import { Check } from '../components/Choice.tsx'
import { Notice } from '../components/Notice.tsx'

type NotesProps = {
  quote: SwapQuote
  /** The person has read what is dangerous. */
  acknowledged: boolean
  onAcknowledge: (ticked: boolean) => void
}

export const needsWord = (quote: SwapQuote): boolean =>
  quote.warnings.some(({ severity }) => severity === 'danger')

/** What a word of the person's is for: this offer's dangers, at this amount. */
export const wordFor = ({ source, warnings }: SwapQuote, amount: string): string =>
  `${source.id} ${amount} ${warnings.flatMap(({ severity, rule }) => (severity === 'danger' ? [rule] : [])).join()}`

const ORDER = { danger: 0, warning: 1, info: 2 } as const
const KIND = { danger: 'danger', warning: 'caution', info: 'info' } as const

/** What is wrong with an offer, the worst first, and in whom it trusts. */
export function Notes({ quote, acknowledged, onAcknowledge }: NotesProps) {
  const warnings = quote.warnings.toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity])
  return (
    <div className="swap-notes">
      {warnings.map((warning) => (
        <Notice
          key={`${warning.rule} ${warning.title}`}
          kind={KIND[warning.severity]}
          title={warning.title}
          testId="swap-warning"
          data={{ 'data-rule': warning.rule }}
        >
          {warning.text}
        </Notice>
      ))}
      {needsWord(quote) && (
        <Check checked={acknowledged} onChange={onAcknowledge} testId="swap-acknowledge">
          I have read this and still want to swap.
        </Check>
      )}
      {TRUST[quote.kind] !== undefined && (
        <p className="small quiet" data-testid="swap-trust">
          {TRUST[quote.kind]}
        </p>
      )}
    </div>
  )
}

/** In whom a swap trusts that is no transaction on one network. */
const TRUST: Partial<Record<SwapQuote['kind'], string>> = {
  intent:
    'You sign an order and send nothing. Others fill it at this price or better, or it lapses and nothing is sold.',
}

/** What a module of the pipeline says of one call, and the modules' common ground. */
import type { BalanceChange, Detail, Part, TransactionKind } from '../../messaging/protocol.ts'
import type { ExplainContext, ExplainedTransaction } from './context.ts'
import type { Facts } from './facts.ts'
import type { Gives } from './gives.ts'

export type Told = {
  kind: TransactionKind
  /** Sentences, the first the title. */
  summary: Part[][]
  changes: BalanceChange[]
  /** The arguments, indented by what they are part of. */
  rows: Detail[]
  /** Calls that it makes in turn, on behalf of whom it says. */
  calls: ExplainedTransaction[]
  /** The value that is sent is told already. */
  tellsValue: boolean
  /** To whom, and at least how much; left out where it is not read off a descriptor of our own. */
  gives?: Gives
}

export type Tools = {
  context: ExplainContext
  facts: Facts
  /** A call inside of this one; null past the depth or the number that anybody reads. */
  inner(call: ExplainedTransaction): Told | null
}

/** Null when it is not for this module. What a module throws, the next one does not hear of. */
export type Module = (call: ExplainedTransaction, tools: Tools) => Told | null

export const indented = (rows: readonly Detail[]): Detail[] =>
  rows.map((row) => ({ ...row, depth: (row.depth ?? 0) + 1 }))

/** A sentence as one text, for a row. */
export const textOf = (parts: readonly Part[]): string =>
  parts
    .map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.address))
    .join('')

/** Calls that are made in turn, as sentences and as rows. None is left out: the harmful one would stand there. */
export function nested(told: readonly Told[]): Pick<Told, 'summary' | 'rows' | 'calls'> {
  return {
    summary: told.flatMap(({ summary }) => summary),
    rows: told.flatMap((one, i) => rowsOf(`Call ${i + 1}`, one)),
    calls: told.flatMap(({ calls }) => calls),
  }
}

export const rowsOf = (label: string, { summary, rows }: Pick<Told, 'summary' | 'rows'>): Detail[] => [
  { label, value: textOf(summary[0] ?? []) },
  ...indented(rows),
]

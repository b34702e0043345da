/** What a rule is: a pure function of facts that says what is wrong, why it matters and what to do, or nothing. */
import type { Warning } from '../../messaging/protocol.ts'

export type Severity = Warning['severity']
/** The text, and where this case is worse or better than the rule in general, how much. */
export type Said = string | { text: string; severity?: Severity; title?: string }

export type Rule<Facts> = {
  /** `data-rule` of the warning: public, never renamed. */
  id: string
  /** The worst that it gives. */
  severity: Severity
  title: string
  /** Null when there is nothing to say. */
  check(facts: Facts): Said | null
}

const ORDER = { danger: 0, warning: 1, info: 2 }

/** The worst first. */
export const sortWarnings = (warnings: readonly Warning[]): Warning[] =>
  warnings.toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity])

/** What the rules say of these facts. A rule that stumbles over them takes no other with it. */
export function judge<Facts>(rules: readonly Rule<Facts>[], facts: Facts): Warning[] {
  const found = rules.flatMap((rule): Warning[] => {
    const said = attempt(rule, facts)
    if (said === null) return []
    const { id, severity, title } = rule
    return typeof said === 'string'
      ? [{ rule: id, severity, title, text: said }]
      : [{ rule: id, severity: said.severity ?? severity, title: said.title ?? title, text: said.text }]
  })
  return sortWarnings(found)
}

function attempt<Facts>(rule: Rule<Facts>, facts: Facts): Said | null {
  try {
    return rule.check(facts)
  } catch {
    return { text: 'One of the checks could not be made on this request.', severity: 'warning' }
  }
}

/** Of several cases, each rule once, by the worst that it says. */
export function onlyWorst(warnings: readonly Warning[]): Warning[] {
  const sorted = sortWarnings(warnings)
  return sorted.filter(({ rule }, i) => sorted.findIndex((one) => one.rule === rule) === i)
}

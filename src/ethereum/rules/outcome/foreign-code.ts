import type { OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** The account runs code that is not the one that this wallet uses (EIP-7702). */
export const foreignCode: Rule<OutcomeFacts> = {
  id: 'foreign-code',
  severity: 'danger',
  title: 'Foreign code controls your account',
  check: ({ foreignCode: code }) =>
    code === null
      ? null
      : `Your account runs the code at ${code}, which Candor did not set. It may take what comes in at once. End it in Settings, Smart account, before you do anything else, unless another wallet of yours set it.`,
}

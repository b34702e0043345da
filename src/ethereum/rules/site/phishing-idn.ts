import type { SiteFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** The name of the site mixes alphabets, or uses letters that pass for Latin ones, and the person did not allow it. */
export const phishingIdn: Rule<SiteFacts> = {
  id: 'phishing-idn',
  severity: 'danger',
  title: 'The address of this site has misleading letters',
  check: ({ phishing: { oddLetters, like }, allowed }) =>
    oddLetters && like === null && !allowed
      ? 'Letters of other alphabets look like ours and make a different address. Reject this, unless you know this very address.'
      : null,
}

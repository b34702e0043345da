import type { SiteFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** The site is on a list of sites that steal: the public one, or the person's own. */
export const phishingListed: Rule<SiteFacts> = {
  id: 'phishing-listed',
  severity: 'danger',
  title: 'This site is known to steal',
  check: ({ phishing: { listed } }) =>
    listed === null
      ? null
      : `It is on ${listed}. Whatever it asks, it is made to take what you have. Reject it and close the page.`,
}

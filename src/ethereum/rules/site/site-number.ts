import { isLoopback } from '../../../shared/origin.ts'
import type { SiteFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** The site has a number in the place of a name. */
export const siteNumber: Rule<SiteFacts> = {
  id: 'site-number',
  severity: 'warning',
  title: 'This site has no name',
  check: ({ origin }) =>
    /^https?:\/\/(?:\d+(?:\.\d+){3}|\[[\da-f:.]+\])(?::\d+)?$/i.test(origin) && !isLoopback(origin)
      ? 'Its address is a number, which tells nothing about whose it is. Honest sites have a name.'
      : null,
}

import { visibleLine } from '../../text.ts'
import type { SiteFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** The site is on a list of sites that steal, or a letter or two from a name on it; let through by the person, a warning. */
export const siteListed: Rule<SiteFacts> = {
  id: 'site-listed',
  severity: 'danger',
  title: 'This site is on a list of sites that steal',
  check({ listed, allowed }) {
    if (listed === null) return null
    const match = visibleLine(listed.match, 60)
    if (listed.near)
      return allowed
        ? null
        : {
            title: 'The name of this site is almost that of another',
            text: `It is a letter or two away from ${match}, which thieves imitate (${listed.list}, ${listed.date}). If you wanted ${match}, leave, and type its address yourself.`,
          }
    const text = `${match} stands on ${listed.list}, as of ${listed.date}.`
    return allowed
      ? {
          severity: 'warning',
          title: 'You let this site through',
          text: `${text} You went on all the same. You can take that back in the settings, under Protection.`,
        }
      : `${text} Whatever it asks for, reject it and leave the site.`
  },
}

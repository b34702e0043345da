import { visibleLine } from '../../text.ts'
import type { SiteFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** The name of the site could be taken for that of a well-known one. */
export const phishingLookalike: Rule<SiteFacts> = {
  id: 'phishing-lookalike',
  severity: 'danger',
  title: 'This is not the site it looks like',
  check({ phishing: { like } }) {
    if (like === null) return null
    const name = visibleLine(like.name, 60)
    const how = {
      typo: 'differs by a letter or two from',
      letters: 'is written to look like',
      inside: 'bears the name of',
    }
    return `Its address ${how[like.how]} ${name}, and is another one. Most such sites are made to steal. Open ${name} by typing its address yourself.`
  },
}

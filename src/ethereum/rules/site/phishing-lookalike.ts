import { visibleLine } from '../../text.ts'
import type { SiteFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** What thieves put beside a name. */
const BAIT =
  /airdrop|claim|reward|bonus|gift|giveaway|migrat|merge|presale|allocation|eligib|verif|validat|restore|rectif|sync|support|recover/i
/** Where anybody gets a page for nothing. */
const FREE =
  /\.(?:pages\.dev|workers\.dev|vercel\.app|netlify\.app|web\.app|firebaseapp\.com|github\.io|gitbook\.io|webflow\.io|surge\.sh|onrender\.com|herokuapp\.com|blogspot\.com|weebly\.com|wixsite\.com|framer\.app|fleek\.co|replit\.app|glitch\.me)$/i

/** The name of the site could be taken for that of a well-known one; one that only bears its name, without a bait beside it, is less bad, one that the person allowed is none. */
export const phishingLookalike: Rule<SiteFacts> = {
  id: 'phishing-lookalike',
  severity: 'danger',
  title: 'This is not the site it looks like',
  check({ origin, phishing: { like }, allowed }) {
    if (like === null || allowed) return null
    const name = visibleLine(like.name, 60)
    const how = {
      typo: 'differs by a letter or two from',
      letters: 'is written to look like',
      inside: 'has in it',
    }
    if (like.how === 'brand' && (BAIT.test(origin) || FREE.test(origin)))
      return `Its address has the name of ${name} in it, and is not theirs but made by somebody to look so. Most such sites are made to steal. Open ${name} by typing its address yourself.`
    if (like.how === 'brand')
      return {
        severity: 'warning',
        title: 'This site bears the name of another',
        text: `Its address has the name of ${name} in it, and is not theirs. Make sure who made it before you sign anything.`,
      }
    return `Its address ${how[like.how]} ${name}, and is another one. Most such sites are made to steal. Open ${name} by typing its address yourself.`
  },
}

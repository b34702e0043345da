/** What the rules say of the site that asks. */
import { phishingOf } from '../../ethereum/phishing/match.ts'
import { SITE_RULES } from '../../ethereum/rules/index.ts'
import { judge } from '../../ethereum/rules/rule.ts'
import type { Warning } from '../../messaging/protocol.ts'
import type { Guard } from '../guard/guard.ts'

/** @param origin as the browser tells it, or `wallet` */
export const siteWarnings = (guard: Guard, origin: string): Warning[] =>
  origin === 'wallet' || !URL.canParse(origin)
    ? []
    : judge(SITE_RULES, { origin, phishing: phishingOf(new URL(origin).hostname), ...guard.site(origin) })

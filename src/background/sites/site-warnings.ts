/** What the rules say of the site that asks. */
import { SITE_RULES } from '../../ethereum/rules/index.ts'
import { judge } from '../../ethereum/rules/rule.ts'
import type { Warning } from '../../messaging/protocol.ts'
import type { Services } from '../services.ts'

/** @param origin as the browser tells it, or `wallet` */
export const siteWarnings = (_services: Services, origin: string): Warning[] =>
  origin === 'wallet'
    ? []
    : judge(SITE_RULES, { origin, phishing: { listed: null, like: null, oddLetters: false } })

import { isSeen, lossesOf, realGains } from '../changes.ts'
import type { OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** A site takes nearly all coins: nothing would be left for fees. */
export const emptiesAccount: Rule<OutcomeFacts> = {
  id: 'empties-account',
  severity: 'warning',
  title: 'Hardly any coins would be left',
  check(facts) {
    const { bySite, changes, holding, symbol } = facts
    const coins = lossesOf(changes).find(({ token }) => token === 'native')
    const had = holding('native')
    if (!bySite || !isSeen(facts) || coins === undefined || had === null || had === 0n) return null
    return -BigInt(coins.amount) * 100n >= had * 95n && realGains(facts).length === 0
      ? `The site asks for nearly all of your ${symbol}. Without some for fees you can move nothing else.`
      : null
  },
}

import type { OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** The site had transactions sent before, and never on this network. */
export const unusualNetwork: Rule<OutcomeFacts> = {
  id: 'unusual-network',
  severity: 'warning',
  title: 'You have not used this site on this network before',
  check: ({ usedOn, chainId, network, bySite }) =>
    bySite && usedOn.length > 0 && !usedOn.includes(chainId)
      ? `This is for ${network}. Make sure that you want it there: what is sent on one network does not arrive on another.`
      : null,
}

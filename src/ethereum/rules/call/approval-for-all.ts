import type { CallFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** Every item of a collection is handed to an operator; a marketplace that the wallet knows is less bad. */
export const approvalForAll: Rule<CallFacts> = {
  id: 'approval-for-all',
  severity: 'danger',
  title: 'Gives away control of a whole collection',
  check({ decoded, at }) {
    if (decoded?.name !== 'setApprovalForAll' || !decoded.approved) return null
    const { isKnown, isContract } = at(decoded.operator)
    const text = `${decoded.operator} could take every item that you have in this collection. Marketplaces ask for this to sell for you; anybody else who asks wants your items.`
    return isKnown && isContract !== false ? { severity: 'warning', text } : text
  },
}

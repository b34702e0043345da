import { isUnderstood } from '../../explain/explain.ts'
import { functionName, isPlain, ownCalls } from '../changes.ts'
import type { CallFacts, OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** Neither the words nor a trial tell what a call does; the worst is one of an unknown contract and function. */
export const blind: Rule<OutcomeFacts> = {
  id: 'blind',
  severity: 'danger',
  title: 'Nobody can tell what this does',
  check(facts) {
    if (!facts.bySite || facts.looked !== 'tried' || facts.failure !== null) return null
    const dark = ownCalls(facts).filter((one) => one.call.to !== null && !isTold(one))
    if (dark.length === 0) return null
    if (dark.some((one) => !isKnown(one) && functionName(one) === null))
      return 'The function and the contract are not known, and your network endpoint cannot try it out. It could take anything that you have. Reject it, or choose an endpoint that can simulate.'
    return {
      severity: 'warning',
      title: 'Candor cannot tell what this does',
      text: 'It does not know the function, and your network endpoint cannot try it out. It may give away more than it says. Approve it only if you trust the site, or choose an endpoint that can simulate.',
    }
  },
}

/** They only promise something: nothing in them says what moves, and thieves like their names. */
const PROMISES: ReadonlySet<string> = new Set([
  ...['0x3d18b912', '0xc00007b0', '0x7050ccd9'], // getReward(), getReward(address), getReward(address,bool)
  ...['0xe6f1daf2', '0x84e9bd7e', '0x9faceb1b'], // claim_rewards(), (address), (address,address)
  ...['0x787a08a6', '0x40d097c3'], // cooldown(), safeMint(address)
])
const promises = ({ call }: CallFacts): boolean => PROMISES.has(call.data.slice(0, 10).toLowerCase())

const isTold = (one: CallFacts): boolean =>
  isPlain(one) || (isUnderstood(one.call, one.context) && (isKnown(one) || !promises(one)))

const isKnown = ({ call, at }: CallFacts): boolean => call.to !== null && at(call.to).isKnown

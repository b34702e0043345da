import type { BalanceChange } from '../../../messaging/protocol.ts'
import { functionName, gainsOf, isPlain, isSeen, lossesOf, ownCalls, realGains } from '../changes.ts'
import type { CallFacts, OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** Functions that take something now and give something later, by their names. */
export const TAKES =
  /^(?:add|back|bid|bond|borrow|bridge|bulk|burn|buy|commit|contribute|create|deposit|donate|enter|exec|fill|fund|give|ignite|increase|invest|join|list|lock|open|outbound|pay|place|play|pledge|post|provide|purchase|put|relay|repay|request|send|set|settle|spend|sponsor|stake|submit|subscribe|supply|support|swap|tip|top|transfer|vote|wrap)/i

/** Functions that make what they are paid for. */
const MAKES =
  /^(?:mint|(?:public|presale|safe|allowlist|whitelist)_?(?:mint|sale)|register|redeem|withdraw|unwrap|remove|exit|unstake|convert|migrate|multicall|zap)/i

/** Words for a person, who has no functions; what has the form of a call is meant to be taken for one. */
const isNote = ({ call, context, at }: CallFacts): boolean =>
  call.to !== null &&
  (context.isContract ?? at(call.to).isContract) === false &&
  (call.data.length - 2) % 64 !== 8

/** Less than a millionth of the coin or of a token is all that comes. */
function isDust({ changes }: OutcomeFacts): boolean {
  const gains = gainsOf(changes)
  const isLittle = ({ amount, decimals, item }: BalanceChange) =>
    item === undefined && BigInt(amount) * 1_000_000n < 10n ** BigInt(decimals)
  return gains.length > 0 && gains.every(isLittle)
}

/** A trial shows that something leaves and nothing of worth comes, by a function of a contract that nobody knows, or for an item next to nothing. */
export const paysForNothing: Rule<OutcomeFacts> = {
  id: 'pays-for-nothing',
  severity: 'danger',
  title: 'You lose something and get nothing',
  check(facts) {
    if (!facts.bySite || !isSeen(facts)) return null
    const losses = lossesOf(facts.changes)
    if (losses.length === 0) return null
    if (losses.some(({ item }) => item !== undefined) && isDust(facts))
      return {
        title: 'You give an item for next to nothing',
        text: 'A trial shows what comes for what leaves your account: next to nothing. Reject this.',
      }
    if (realGains(facts).length > 0) return null
    const odd = ownCalls(facts).filter(
      (one) => !isPlain(one) && !isNote(one) && one.call.to !== null && !facts.at(one.call.to).isKnown,
    )
    if (odd.length === 0) return null
    const names = odd.map(functionName)
    // A name is chosen by whoever wrote the contract: it makes a case less odd, and never none.
    if (gainsOf(facts.changes).length > 0)
      return {
        ...(names.every((name) => name !== null && (TAKES.test(name) || MAKES.test(name)))
          ? { severity: 'warning' }
          : {}),
        title: 'What you get may be worth nothing',
        text: 'A trial shows what leaves your account. What comes is something that anybody could have made, or next to nothing. Reject it unless you know exactly what you pay for.',
      }
    const young = odd.find(({ call }) => call.to !== null && facts.at(call.to).isYoung === true)
    if (young !== undefined)
      return `A trial shows what leaves your account, and nothing that comes. The contract at ${young.call.to} was not there a month ago. Reject it unless you know who made it.`
    return names.every((name) => name !== null && TAKES.test(name))
      ? {
          severity: 'warning',
          title: 'Nothing comes back at once',
          text: 'What leaves your account goes to a contract that Candor does not know. Whether you can get it back is up to that contract. Make sure that you trust the site.',
        }
      : 'A trial shows what leaves your account, and nothing that comes. Fake rewards and airdrops work like this. Reject it unless you know exactly what you pay for.'
  },
}

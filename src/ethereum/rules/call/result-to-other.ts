import type { Address } from '../../../shared/hex.ts'
import { sameAddress } from '../../../shared/hex.ts'
import type { CallFacts } from '../facts.ts'
import { type Reading, readerOf } from '../read.ts'
import { GIVES, receiverIn } from '../receivers.ts'
import { routerSteps } from '../router-steps.ts'
import type { Rule } from '../rule.ts'

const read = readerOf(GIVES)

/** What a swap, a deposit or a withdrawal gives goes to somebody else. */
export const resultToOther: Rule<CallFacts> = {
  id: 'result-to-other',
  severity: 'danger',
  title: 'Somebody else gets what you pay for',
  check({ call, by, isMine, at }) {
    const other = [...receiverOf(read(call.data)), ...routerSteps(call.data)].find(({ to }) => {
      // Routers know these as themselves and the sender; the router itself hands it on in a further call.
      if (to === null || /^0x0{39}[012]$/.test(to) || isMine(to)) return false
      // What a Safe does for itself.
      if (by !== null && sameAddress(to, by)) return false
      return call.to === null || !(sameAddress(to, call.to) || isRouter(to, call.to, at))
    })
    const to = other?.to
    if (to === undefined || to === null) return null
    return `It comes from your account and goes to ${to}, which is not yours. Reject this unless you mean to pay for somebody else.`
  },
}

const receiverOf = (reading: Reading | null): { to: Address | null }[] =>
  reading === null ? [] : [{ to: receiverIn(reading.values) }]

/** Wrapped coins are unwrapped by the helper contracts of the same protocol. */
const isRouter = (to: Address, called: Address, at: CallFacts['at']): boolean =>
  at(to).isKnown && at(called).isKnown

import type { Address } from '../../../shared/hex.ts'
import { sameAddress } from '../../../shared/hex.ts'
import { givesOf } from '../../explain/gives-of.ts'
import type { CallFacts } from '../facts.ts'
import { readerOf } from '../read.ts'
import { GIVES, receiverIn } from '../receivers.ts'
import { routerSteps } from '../router-steps.ts'
import type { Rule } from '../rule.ts'

const read = readerOf(GIVES)

/** What a swap, a deposit or a withdrawal gives goes to somebody else. */
export const resultToOther: Rule<CallFacts> = {
  id: 'result-to-other',
  severity: 'danger',
  title: 'Somebody else gets what you pay for',
  check(facts) {
    const { call, by, isMine, at } = facts
    const other = receiversOf(facts).find((to) => {
      // Routers know these as themselves and the sender; the router itself hands it on in a further call.
      if (/^0x0{39}[012]$/.test(to) || isMine(to)) return false
      // What a Safe does for itself.
      if (by !== null && sameAddress(to, by)) return false
      return call.to === null || !(sameAddress(to, call.to) || isRouter(to, call.to, at))
    })
    if (other === undefined) return null
    return `It comes from your account and goes to ${other}, which is not yours. Reject this unless you mean to pay for somebody else.`
  },
}

/** Stands for an account of a network with addresses of another form, for which it says nothing (LI.FI). */
const ELSEWHERE = '0x11f111f111f111F111f111f111F111f111f111F1'

/** By functions and steps that are known here; of any other call, by what its explanation names. */
function receiversOf(facts: CallFacts): Address[] {
  const { call } = facts
  const reading = read(call.data)
  const named = reading === null ? [] : [receiverIn(reading.values)]
  const known = [...named, ...routerSteps(call.data).map(({ to }) => to)].flatMap((to) => to ?? [])
  return known.length > 0 || reading !== null ? known : explained(facts)
}

/** Within other calls contracts hand things on to each other: there only an account is somebody. */
function explained({ call, context, inside, at }: CallFacts): Address[] {
  const { to } = givesOf(call, context)
  return to.filter((one) => !sameAddress(one, ELSEWHERE) && (!inside || at(one).isContract === false))
}

/** Wrapped coins are unwrapped by the helper contracts of the same protocol. */
const isRouter = (to: Address, called: Address, at: CallFacts['at']): boolean =>
  at(to).isKnown && at(called).isKnown

import type { Address } from '../../../shared/hex.ts'
import { sameAddress } from '../../../shared/hex.ts'
import { isUnderstood } from '../../explain/explain.ts'
import { givesOf } from '../../explain/gives-of.ts'
import type { CallFacts } from '../facts.ts'
import { namedReceivers } from '../named-receivers.ts'
import { isOpenCaller } from '../open-callers.ts'
import { addressIn, readerOf } from '../read.ts'
import { GIVES, receiversIn } from '../receivers.ts'
import { receiversBySteps } from '../router-steps.ts'
import type { Rule } from '../rule.ts'

const read = readerOf(GIVES)
/** ERC-1363 and from before it: to contracts that are known, as a matter of course. */
const readTold = readerOf([
  'transferAndCall(address to,uint256 amount)',
  'transferAndCall(address to,uint256 amount,bytes data)',
])

/** What a swap, a deposit or a withdrawal gives goes to somebody else; a contact and an own account by their names. */
export const resultToOther: Rule<CallFacts> = {
  id: 'result-to-other',
  severity: 'danger',
  title: 'Somebody else gets what you pay for',
  check(facts) {
    const { call, by, account } = facts
    // A further call, or a further step of a program, hands on what stays there.
    const handsOn = by !== null || read(call.data) === null
    const others = receiversOf(facts).filter((to) => {
      if (isSender(to) || sameAddress(to, account)) return false
      // What a Safe does for itself.
      if (by !== null && sameAddress(to, by)) return false
      // Elsewhere anybody may take what lies in a contract, however well it is known.
      return !(handsOn && call.to !== null && (to === ROUTER || sameAddress(to, call.to)))
    })
    const said = others.flatMap((to) => sayOf(to, facts) ?? [])
    return WORST_FIRST.flatMap((severity) => said.find((one) => one.severity === severity) ?? [])[0] ?? null
  },
}

const WORST_FIRST = ['danger', 'warning', 'info'] as const

type Told = { severity: (typeof WORST_FIRST)[number]; title?: string; text: string }

function sayOf(to: Address, { isMine, personal, at }: CallFacts): Told | null {
  const known = personal?.(to) ?? null
  if (isMine(to))
    return known === null
      ? null
      : {
          severity: 'info',
          title: 'Another account of yours gets what you pay for',
          text: `It goes to your account ${known.name}, ${to}.`,
        }
  // A contact may be a contract that anybody takes from.
  if (known !== null && !at(to).isKnown && !isOpenCaller(to))
    return {
      severity: 'warning',
      text: `It comes from your account and goes to your contact ${known.name}, ${to}. Make sure that you mean to pay for them.`,
    }
  return {
    severity: 'danger',
    text: `It comes from your account and goes to ${to}, which is not yours. Reject this unless you mean to pay for somebody else.`,
  }
}

/** Of routers: the sender; and the router itself. */
const isSender = (to: Address): boolean => /^0x0{39}[01]$/.test(to)
const ROUTER = '0x0000000000000000000000000000000000000002'
/** Stands for an account of a network with addresses of another form, for which it says nothing (LI.FI). */
const ELSEWHERE = '0x11f111f111f111F111f111f111F111f111f111F1'

/** By functions and steps that are known here; of any other call, by what its explanation or its form names. */
export function receiversOf(facts: CallFacts): Address[] {
  const { call } = facts
  const told = addressIn(readTold(call.data)?.values, 'to')
  if (told !== null) return facts.at(told).isKnown ? [] : [told]
  const reading = read(call.data)
  const named = reading === null ? [] : receiversIn(reading.values)
  const known = [...named, ...receiversBySteps(call.data)]
  return known.length > 0 || reading !== null ? known : [...explained(facts), ...formal(facts)]
}

/** Within other calls contracts hand things on to each other: there only an account is somebody. */
function explained({ call, context, inside, at }: CallFacts): Address[] {
  const { to } = givesOf(call, context)
  return to.filter((one) => !sameAddress(one, ELSEWHERE) && (!inside || at(one).isContract === false))
}

/** What nobody vouches for and no words of ours know. */
function formal({ call, decoded, context, inside, at }: CallFacts): Address[] {
  if (inside || decoded !== null) return []
  const named = namedReceivers(call.data, context.library).filter((one) => !at(one).isKnown)
  return named.length > 0 && !isUnderstood(call, context) ? named : []
}

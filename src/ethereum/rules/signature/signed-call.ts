import type { Address } from '../../../shared/hex.ts'
import { sameAddress } from '../../../shared/hex.ts'
import { type Call, decodeCall } from '../../calls.ts'
import type { Value } from '../../typed-data-values.ts'
import type { SignatureFacts } from '../facts.ts'
import { addressIn } from '../read.ts'
import type { Rule } from '../rule.ts'

/** Somebody may make a call in the account's name (ERC-2771 and other meta-transactions); one that moves tokens or gives rights is a danger. */
export const signedCall: Rule<SignatureFacts> = {
  id: 'signed-call',
  severity: 'danger',
  title: 'Lets somebody send a call in your name',
  check({ data, account, isExplained, at }) {
    const { message, primaryType, domain } = data
    if (message === null) return null
    // What is explained has its calls judged one by one.
    const found = isExplained ? [] : callsIn(message, addressIn(domain, 'verifyingContract'))
    const harmful = found.find(({ call }) => {
      const whom = otherOf(call)
      return whom !== null && !sameAddress(whom, account) && !at(whom).isKnown
    })
    if (harmful !== undefined)
      return {
        title: 'The signature hides a call of a token',
        text: `With it somebody can call ${harmful.call.name} at ${harmful.to ?? 'a contract'} in your name, for ${otherOf(harmful.call)}. That takes tokens or items of yours, or lets them be taken. Reject it.`,
      }
    const forwards =
      /^(?:ForwardRequest|MetaTransaction\w*|Forward|RelayRequest|Execute|ExecuteWithSig|SponsoredCall\w*)$/
    return forwards.test(primaryType) || (/meta/i.test(primaryType) && hasBytes(message))
      ? {
          severity: 'warning',
          text: 'The call counts as yours. Check in the details what it does, and sign only if you came for it.',
        }
      : null
  },
}

const hasBytes = (value: Value): boolean =>
  value.kind === 'bytes' || (value.kind === 'struct' && value.fields.some((field) => hasBytes(field.value)))

/** Who gets something or a right by the call; null where it takes a right back. */
function otherOf(call: Call): Address | null {
  if ('to' in call) return call.to
  if (call.name === 'setApprovalForAll') return call.approved ? call.operator : null
  return 'spender' in call && call.amount > 0n ? call.spender : null
}

type Found = { call: Call; to: Address | null }

/** Calls of tokens that stand anywhere in the data. */
function callsIn(value: Value, to: Address | null): Found[] {
  if (value.kind === 'bytes') {
    const call = decodeCall(value.value)?.call ?? null
    return call === null ? [] : [{ call, to }]
  }
  if (value.kind === 'array') return value.items.flatMap((item) => callsIn(item, to))
  if (value.kind !== 'struct') return []
  const own = ['to', 'target', 'dest', 'contract'].map((name) => addressIn(value, name))
  const called = own.find((one) => one !== null) ?? to
  return value.fields.flatMap((field) => callsIn(field.value, called))
}

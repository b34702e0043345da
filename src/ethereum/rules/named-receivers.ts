/** Who gets something by a function of which only the form is known, as its parameters are named in the table of signatures. */
import type { Address, Hex } from '../../shared/hex.ts'
import { decodeLoosely } from '../explain/decode.ts'
import type { Library } from '../explain/library.ts'
import { parseSignature } from '../explain/signature.ts'
import type { Value } from '../typed-data-values.ts'

const RECEIVER =
  /^_?(?:receiver|recipient|beneficiary|onBehalfOf|outputReceiver|dstReceiver|destReceiver|receiverAddress|recipientAddress)_?$/
/** Where "to" is who gets it. */
const GIVES =
  /swap|deposit|withdraw|redeem|exit|remove|claim|collect|harvest|exchange|zap|stake|borrow|convert|migrate|bridge|wrap|buy|sell/i
/** Functions that are for somebody else as a matter of course. */
const FOR_OTHERS =
  /^_?(?:send|transfer|pay|tip|gift|donate|airdrop|disperse|create|mint|safeMint|award|delegate|vote|set|add|grant|register|invite|refer|approve|increase|decrease)/i

export function namedReceivers(data: Hex, library: Library | null | undefined): Address[] {
  if (!library || data.length < 10) return []
  const selector: Hex = `0x${data.slice(2, 10).toLowerCase()}`
  return library.signatures(selector).flatMap((text) => {
    const signature = parseSignature(text)
    if (signature === null || FOR_OTHERS.test(signature.name)) return []
    const values = decodeLoosely(signature.inputs, `0x${data.slice(10)}`)?.values
    return values === undefined ? [] : receiversIn(values, GIVES.test(signature.name))
  })
}

function receiversIn(value: Value, alsoTo: boolean): Address[] {
  if (value.kind !== 'struct') return []
  return value.fields.flatMap(({ name, value: inner }) => {
    const isOne = RECEIVER.test(name) || (alsoTo && /^_?to_?$/.test(name))
    if (inner.kind === 'address') return isOne ? [inner.value] : []
    return receiversIn(inner, alsoTo)
  })
}

import { valueAt } from '../../typed-data-view.ts'
import type { SignatureFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

const TEXT =
  'The key belongs to whoever made the page. It can lose what you have there by bad trades. Sign only on the site of the exchange itself.'

/** A key of somebody may trade for the account (Hyperliquid and the like); one that is named is a danger. */
export const agentSignature: Rule<SignatureFacts> = {
  id: 'agent-signature',
  severity: 'danger',
  title: 'Lets another key trade for you',
  check({ data: { message, primaryType } }) {
    if (/ConvertToMultiSigUser/i.test(primaryType))
      return {
        title: 'Hands over your account at the exchange',
        text: 'From then on the signers that it names decide over all that you have there, and your key alone no longer does. Reject this unless you set it up yourself.',
      }
    if (!/ApproveAgent|ApproveBuilderFee|AddSigner|LinkSigner/i.test(primaryType)) return null
    const isNamed = ['agentAddress', 'signer'].some((name) => valueAt(message, name) !== undefined)
    return isNamed ? TEXT : { severity: 'warning', text: TEXT }
  },
}

import type { SignatureFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** A key of somebody may trade for the account (Hyperliquid and the like). */
export const agentSignature: Rule<SignatureFacts> = {
  id: 'agent-signature',
  severity: 'warning',
  title: 'Lets another key trade for you',
  check: ({ data: { primaryType } }) =>
    /ApproveAgent|ApproveBuilderFee|AddSigner|LinkSigner/i.test(primaryType)
      ? 'The key belongs to whoever made the page. It can lose what you have there by bad trades. Sign only on the site of the exchange itself.'
      : null,
}

/** THE list of rules. A new one is a file beside the others, a line here, and a line in its test. */
import { addressBlocked } from './call/address-blocked.ts'
import { allowanceToAccount } from './call/allowance-to-account.ts'
import { allowanceToToken } from './call/allowance-to-token.ts'
import { allowanceUnknown } from './call/allowance-unknown.ts'
import { allowanceYoung } from './call/allowance-young.ts'
import { approvalForAll } from './call/approval-for-all.ts'
import { authorizeOperator } from './call/authorize-operator.ts'
import { baitFunction } from './call/bait-function.ts'
import { burnAddress } from './call/burn-address.ts'
import { contractNew } from './call/contract-new.ts'
import { creditDelegation } from './call/credit-delegation.ts'
import { deploy } from './call/deploy.ts'
import { deployValue } from './call/deploy-value.ts'
import { giveOwnership } from './call/give-ownership.ts'
import { grantRole } from './call/grant-role.ts'
import { hiddenAllowance } from './call/hidden-allowance.ts'
import { hiddenTransfer } from './call/hidden-transfer.ts'
import { increaseAllowance } from './call/increase-allowance.ts'
import { largeAllowance } from './call/large-allowance.ts'
import { malformedCall } from './call/malformed-call.ts'
import { nameLeads } from './call/name-leads.ts'
import { nameOwner } from './call/name-owner.ts'
import { noCode } from './call/no-code.ts'
import { noMinimum } from './call/no-minimum.ts'
import { nothingSent } from './call/nothing-sent.ts'
import { openSpender } from './call/open-spender.ts'
import { ownAccountCall } from './call/own-account-call.ts'
import { permit2Allowance } from './call/permit2-allowance.ts'
import { proxyUpgrade } from './call/proxy-upgrade.ts'
import { proxyUpgraded } from './call/proxy-upgraded.ts'
import { punkGiven } from './call/punk-given.ts'
import { resultToOther } from './call/result-to-other.ts'
import { safeControl } from './call/safe-control.ts'
import { safeDelegatecall } from './call/safe-delegatecall.ts'
import { safeRefund } from './call/safe-refund.ts'
import { tokenRecipient } from './call/token-recipient.ts'
import { unlimitedAllowance } from './call/unlimited-allowance.ts'
import { unreadCalls } from './call/unread-calls.ts'
import { valueLost } from './call/value-lost.ts'
import { zeroAddress } from './call/zero-address.ts'
import type { CallFacts, OutcomeFacts, SignatureFacts, SiteFacts } from './facts.ts'
import { messageBuried } from './message/message-buried.ts'
import { messageBytes } from './message/message-bytes.ts'
import { messageDigest } from './message/message-digest.ts'
import { messageEmpty } from './message/message-empty.ts'
import { messageHash } from './message/message-hash.ts'
import { messageHidden } from './message/message-hidden.ts'
import { messageKey } from './message/message-key.ts'
import { messageTransaction } from './message/message-transaction.ts'
import { blind } from './outcome/blind.ts'
import { emptiesAccount } from './outcome/empties-account.ts'
import { feeHigh } from './outcome/fee-high.ts'
import { feeShare } from './outcome/fee-share.ts'
import { foreignCode } from './outcome/foreign-code.ts'
import { gasLimitHigh } from './outcome/gas-limit-high.ts'
import { getsUnlisted } from './outcome/gets-unlisted.ts'
import { nonceGap } from './outcome/nonce-gap.ts'
import { paysForNothing } from './outcome/pays-for-nothing.ts'
import { priceImpact } from './outcome/price-impact.ts'
import { rightUnsaid } from './outcome/right-unsaid.ts'
import { simulationDiffers } from './outcome/simulation-differs.ts'
import { simulationUnpaid } from './outcome/simulation-unpaid.ts'
import { simulationUnread } from './outcome/simulation-unread.ts'
import { slippageHigh } from './outcome/slippage-high.ts'
import { sweep } from './outcome/sweep.ts'
import { takesAll } from './outcome/takes-all.ts'
import { takesMore } from './outcome/takes-more.ts'
import { unknownFunction } from './outcome/unknown-function.ts'
import { unusualNetwork } from './outcome/unusual-network.ts'
import { waitsBehind } from './outcome/waits-behind.ts'
import { willFail } from './outcome/will-fail.ts'
import type { Rule } from './rule.ts'
import { agentSignature } from './signature/agent-signature.ts'
import { contractMissing } from './signature/contract-missing.ts'
import { delegationSignature } from './signature/delegation-signature.ts'
import { openSpenderSignature } from './signature/open-spender-signature.ts'
import { orderSignature } from './signature/order-signature.ts'
import { orderUnreadable } from './signature/order-unreadable.ts'
import { permitMany } from './signature/permit-many.ts'
import { permitNoNetwork } from './signature/permit-no-network.ts'
import { permitToAccount } from './signature/permit-to-account.ts'
import { permitUnknown } from './signature/permit-unknown.ts'
import { safeMessageHash } from './signature/safe-message-hash.ts'
import { safeRefundSignature } from './signature/safe-refund-signature.ts'
import { safeSignature } from './signature/safe-signature.ts'
import { signatureBlocked } from './signature/signature-blocked.ts'
import { signedCall } from './signature/signed-call.ts'
import { signedTransaction } from './signature/signed-transaction.ts'
import { spendingSignature } from './signature/spending-signature.ts'
import { unboundSignature } from './signature/unbound-signature.ts'
import { unknownFormat } from './signature/unknown-format.ts'
import { withdrawSignature } from './signature/withdraw-signature.ts'
import { originNotEncrypted } from './site/origin-not-encrypted.ts'
import { phishingIdn } from './site/phishing-idn.ts'
import { phishingLookalike } from './site/phishing-lookalike.ts'
import { siteListed } from './site/site-listed.ts'
import { siteNumber } from './site/site-number.ts'

/** Of each call: the transaction itself, and what it makes other contracts do. */
export const CALL_RULES: readonly Rule<CallFacts>[] = [
  addressBlocked,
  allowanceToAccount,
  allowanceToToken,
  allowanceUnknown,
  allowanceYoung,
  approvalForAll,
  authorizeOperator,
  baitFunction,
  burnAddress,
  contractNew,
  creditDelegation,
  deployValue,
  deploy,
  giveOwnership,
  grantRole,
  hiddenAllowance,
  hiddenTransfer,
  increaseAllowance,
  largeAllowance,
  malformedCall,
  nameLeads,
  nameOwner,
  noCode,
  noMinimum,
  nothingSent,
  openSpender,
  ownAccountCall,
  permit2Allowance,
  proxyUpgraded,
  proxyUpgrade,
  punkGiven,
  resultToOther,
  safeControl,
  safeDelegatecall,
  safeRefund,
  tokenRecipient,
  unlimitedAllowance,
  unreadCalls,
  valueLost,
  zeroAddress,
]

/** Of a transaction or a batch as a whole, with what a trial shows. */
export const OUTCOME_RULES: readonly Rule<OutcomeFacts>[] = [
  blind,
  emptiesAccount,
  feeHigh,
  feeShare,
  foreignCode,
  gasLimitHigh,
  getsUnlisted,
  nonceGap,
  paysForNothing,
  priceImpact,
  rightUnsaid,
  simulationDiffers,
  simulationUnpaid,
  simulationUnread,
  slippageHigh,
  sweep,
  takesAll,
  takesMore,
  unknownFunction,
  unusualNetwork,
  waitsBehind,
  willFail,
]

/** Of typed data that is to be signed. */
export const SIGNATURE_RULES: readonly Rule<SignatureFacts>[] = [
  agentSignature,
  contractMissing,
  delegationSignature,
  openSpenderSignature,
  orderSignature,
  orderUnreadable,
  permitMany,
  permitNoNetwork,
  permitToAccount,
  permitUnknown,
  safeMessageHash,
  safeRefundSignature,
  safeSignature,
  signatureBlocked,
  signedCall,
  signedTransaction,
  spendingSignature,
  unboundSignature,
  unknownFormat,
  withdrawSignature,
]

/** Of the bytes of a message. */
export const MESSAGE_RULES: readonly Rule<Uint8Array>[] = [
  messageBuried,
  messageBytes,
  messageDigest,
  messageEmpty,
  messageHash,
  messageHidden,
  messageKey,
  messageTransaction,
]

/** Of the site that asks. */
export const SITE_RULES: readonly Rule<SiteFacts>[] = [
  originNotEncrypted,
  phishingIdn,
  phishingLookalike,
  siteListed,
  siteNumber,
]

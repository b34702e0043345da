/** A transaction, from a site or from the wallet's own send screen: shown, priced, and sent on a yes. */
import { type ExplainContext, explainTransaction, past } from '../../../ethereum/explain.ts'
import { feeChoices, highestGasPrice, type TierFees } from '../../../ethereum/fees.ts'
import { formatAmount } from '../../../ethereum/units.ts'
import { transactionWarnings } from '../../../ethereum/warnings.ts'
import type { Detail, FeeTier, TransactionApproval, Warning } from '../../../messaging/protocol.ts'
import { InternalError, WalletError } from '../../../shared/errors.ts'
import type { Services } from '../../services.ts'
import { type Findings, lookInto, tokenBalance } from '../../transactions/look-into.ts'
import type { TransactionPlan, TransactionSubject } from '../entry.ts'
import { BlockedError } from '../errors.ts'
import type { EntryOf, Kind } from '../kinds.ts'
import { rawOf, requireSiteAccount, shared } from './common.ts'

type Mine = EntryOf<TransactionSubject>

const TIERS = ['slow', 'normal', 'fast'] as const

export const transaction: Kind<TransactionSubject> = {
  first: (services, entry) => ({ ...explained(services, entry, null), preparing: true }),

  async prepare(services, entry) {
    try {
      const findings = await lookInto(services, entry.subject)
      const view = explained(services, entry, findings)
      return {
        view: { ...view, blocked: await cannotPay(services, entry, view, findings) },
        plan: planOf(findings),
      }
    } catch (error) {
      const why =
        error instanceof WalletError ? error.shortMessage : 'The network gave an answer that makes no sense.'
      return { view: { ...explained(services, entry, null), blocked: why }, plan: null }
    }
  },

  recheck(services, entry, edits) {
    requireSiteAccount(services, entry, entry.subject.from)
    services.networks.need(entry.subject.chainId)
    const tier = edits.tier ?? 'normal'
    const short = entry.plan === null ? null : shortOf(entry.plan, tier)
    if (short !== null)
      throw new BlockedError(`The balance does not cover this at the ${tier} speed. Choose a slower one.`)
  },

  async execute(services, entry) {
    const { plan, subject } = entry
    if (plan === null) throw new InternalError('The transaction was not looked into. Nothing was signed.')
    // Given before a restart or a lock, the consent is held against what is allowed now.
    requireSiteAccount(services, entry, subject.from)
    const tier = entry.edits?.tier ?? 'normal'
    const fees = feesOf(plan.tiers[tier])
    const gas = BigInt(plan.gas)
    const value = BigInt(plan.values[tier])
    const told = explain(services, { ...subject, value: value.toString() }, null)
    const hash = await services.transactions.send({
      approvalId: entry.id,
      origin: entry.origin,
      from: subject.from,
      kind: told.kind,
      title: past(told.summary[0] ?? []),
      maxFee: gas * highestGasPrice(fees) + BigInt(plan.l1Fee),
      transaction: {
        chainId: subject.chainId,
        to: subject.to,
        value,
        data: subject.data,
        gas,
        fees,
        ...(subject.accessList === null ? {} : { accessList: subject.accessList }),
      },
    })
    return { result: hash }
  },
}

/** What the words and the rules go by. */
function explain(services: Services, subject: TransactionSubject, findings: Findings | null) {
  const { chainId, from, to, data } = subject
  const value = subject.value === 'max' ? (findings?.value.normal ?? 0n) : BigInt(subject.value)
  const asked = { chainId, from, to, value, data }
  const context: ExplainContext = {
    symbol: services.networks.need(chainId).symbol,
    token: (address) => services.assets.tokens.find(chainId, address),
    // The UI puts the person's own names beside addresses, as they are when it is read.
    name: () => null,
    isContract: findings?.isContract ?? null,
  }
  return { ...explainTransaction(asked, context), warnings: transactionWarnings(asked, context), value }
}

function explained(services: Services, entry: Mine, findings: Findings | null): TransactionApproval {
  const { subject } = entry
  const told = explain(services, subject, findings)
  const base = shared(services, entry)
  return {
    ...base,
    kind: 'transaction',
    account: subject.from,
    chainId: subject.chainId,
    to: subject.to,
    value: told.value.toString(),
    data: subject.data,
    summary: told.summary,
    changes: told.changes,
    fees:
      findings && feeChoices(findings.tiers, findings.gas, findings.l1Fee, findings.nextBaseFee ?? undefined),
    tier: 'normal',
    warnings: [...failureWarning(findings?.failure ?? null), ...told.warnings, ...base.warnings],
    details: [...told.details, ...detailsOf(services, subject, findings)],
    raw: rawOf(entry),
  }
}

function detailsOf(services: Services, subject: TransactionSubject, findings: Findings | null): Detail[] {
  if (findings === null) return []
  const { symbol } = services.networks.need(subject.chainId)
  return [
    { label: 'Gas limit', value: findings.gas.toString() },
    { label: 'Balance', value: `${formatAmount(findings.balance, 18)} ${symbol}` },
  ]
}

function failureWarning(why: string | null): Warning[] {
  if (why === null) return []
  return [
    {
      rule: 'will-fail',
      severity: 'danger',
      title: 'This would fail',
      text: `The network says: ${why}. The fee would be lost and nothing else would happen.`,
    },
  ]
}

/** Why the account cannot pay even at the cheapest speed; null when it can. */
async function cannotPay(services: Services, entry: Mine, view: TransactionApproval, findings: Findings) {
  const { subject } = entry
  const { symbol } = services.networks.need(subject.chainId)
  const show = (wei: bigint) => `${formatAmount(wei, 18, { maxFraction: 6 })} ${symbol}`
  const fee = findings.gas * highestGasPrice(findings.tiers.slow) + findings.l1Fee
  const need = findings.value.slow + fee
  if (subject.value === 'max' && findings.value.slow === 0n)
    return `The balance of ${show(findings.balance)} does not cover the network fee of up to ${show(fee)}.`
  if (need > findings.balance)
    return `Not enough ${symbol}. The balance is ${show(findings.balance)}; this needs ${show(need)} with the network fee.`
  if (findings.failure !== null && entry.request === null) return `It would fail: ${findings.failure}.`
  for (const change of view.changes) {
    if (change.token === 'native' || !change.amount.startsWith('-')) continue
    const balance = await tokenBalance(services, subject.chainId, change.token, subject.from)
    if (balance < -BigInt(change.amount) && entry.request === null)
      return `Not enough ${change.symbol}. The balance is ${formatAmount(balance, change.decimals)} ${change.symbol}.`
  }
  return null
}

function planOf(findings: Findings): TransactionPlan {
  const fees = (of: TierFees): TransactionPlan['tiers']['slow'] =>
    of.type === 'legacy'
      ? { type: 'legacy', gasPrice: of.gasPrice.toString() }
      : {
          type: 'eip1559',
          maxFeePerGas: of.maxFeePerGas.toString(),
          maxPriorityFeePerGas: of.maxPriorityFeePerGas.toString(),
        }
  const { tiers, value } = findings
  return {
    gas: findings.gas.toString(),
    balance: findings.balance.toString(),
    l1Fee: findings.l1Fee.toString(),
    values: { slow: value.slow.toString(), normal: value.normal.toString(), fast: value.fast.toString() },
    tiers: { slow: fees(tiers.slow), normal: fees(tiers.normal), fast: fees(tiers.fast) },
  }
}

function feesOf(stored: TransactionPlan['tiers'][FeeTier]): TierFees {
  return stored.type === 'legacy'
    ? { type: 'legacy', gasPrice: BigInt(stored.gasPrice) }
    : {
        type: 'eip1559',
        maxFeePerGas: BigInt(stored.maxFeePerGas),
        maxPriorityFeePerGas: BigInt(stored.maxPriorityFeePerGas),
      }
}

/** What is missing at a speed, in wei; null when nothing is. */
function shortOf(plan: TransactionPlan, tier: (typeof TIERS)[number]): bigint | null {
  const fee = BigInt(plan.gas) * highestGasPrice(feesOf(plan.tiers[tier])) + BigInt(plan.l1Fee)
  const missing = BigInt(plan.values[tier]) + fee - BigInt(plan.balance)
  return missing > 0n ? missing : null
}

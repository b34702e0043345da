/** Fee, gas limit and nonce set by hand: what is suggested, and what is signed in the end. */
import { checkEdits, toFees } from '../../../ethereum/custom-fees.ts'
import { highestGasPrice, type TierFees } from '../../../ethereum/fees.ts'
import { leastToReplace } from '../../../ethereum/replacement.ts'
import type { Advanced, ApprovalEdits } from '../../../messaging/protocol.ts'
import { InvalidParamsError } from '../../../shared/errors.ts'
import type { Services } from '../../services.ts'
import type { StoredFees } from '../../state/schema.ts'
import { feesOf } from '../../transactions/batch-step.ts'
import { type Findings, replacedBy } from '../../transactions/look-into.ts'
import { countOf, firstFree, nonceOfReplaced, noncesOf, usedNonces } from '../../transactions/nonce.ts'
import type { TransactionPlan, TransactionSubject } from '../entry.ts'
import { BlockedError } from '../errors.ts'

export const storedFeesOf = (of: TierFees): StoredFees =>
  of.type === 'legacy'
    ? { type: 'legacy', gasPrice: of.gasPrice.toString() }
    : {
        type: 'eip1559',
        maxFeePerGas: of.maxFeePerGas.toString(),
        maxPriorityFeePerGas: of.maxPriorityFeePerGas.toString(),
      }

/** @throws TooLateError, UnreachableError */
export async function readAdvanced(
  services: Services,
  subject: TransactionSubject,
  looking: Promise<Findings>,
): Promise<Advanced> {
  const { chainId, from, replaces } = subject
  const [found, nonces] = await Promise.all([looking, readNonces(services, subject)])
  const { slow, normal, fast } = found.tiers
  const old = replaces && replacedBy(services, replaces.id)
  return {
    prices: { slow: storedFeesOf(slow), normal: storedFeesOf(normal), fast: storedFeesOf(fast) },
    nextBaseFee: found.nextBaseFee?.toString() ?? null,
    gas: found.gas.toString(),
    estimate: found.estimate?.toString() ?? null,
    ...nonces,
    taken: [...usedNonces(services, chainId, from)],
    least: old === undefined ? null : storedFeesOf(leastToReplace(old.fees)),
    l1Fee: found.l1Fee.toString(),
  }
}

async function readNonces(services: Services, subject: TransactionSubject) {
  const { chainId, from, replaces, nonce: given } = subject
  if (replaces !== undefined) {
    const nonce = nonceOfReplaced(services, replaces.id)
    return { nonce, used: nonce, fixed: true }
  }
  const [used, known] = await Promise.all([
    countOf(services, chainId, from, 'latest'),
    countOf(services, chainId, from, 'pending'),
  ])
  if (given !== undefined) return { nonce: given, used, fixed: true }
  const nonce = firstFree(usedNonces(services, chainId, from), known, noncesOf(subject))
  return { nonce, used, fixed: false }
}

/** What is signed: the tier's values, or the person's own. */
export type Chosen = { fees: TierFees; gas: bigint; value: bigint; l1Fee: bigint }

export function chosenOf(plan: TransactionPlan, isMax: boolean, edits: ApprovalEdits): Chosen {
  const tier = edits.tier ?? 'normal'
  const l1Fee = BigInt(plan.l1Fee)
  const fees = edits.fees === undefined ? feesOf(plan.tiers[tier]) : toFees(edits.fees)
  const gas = BigInt(edits.gas ?? plan.gas)
  const left = BigInt(plan.balance) - gas * highestGasPrice(fees) - l1Fee
  const most = left > 0n ? left : 0n
  return { fees, gas, l1Fee, value: isMax ? most : BigInt(plan.values[tier]) }
}

/** @throws BlockedError for what must not be signed so */
export function requireSound(plan: TransactionPlan | null, isMax: boolean, edits: ApprovalEdits): void {
  if (plan === null) return
  const { advanced } = plan
  const byHand = edits.fees !== undefined || edits.gas !== undefined || edits.nonce !== undefined
  if (byHand && advanced === undefined)
    throw new InvalidParamsError('Fee, gas limit and nonce of this cannot be set by hand.')
  const wrong = advanced && checkEdits(advanced, edits).find(({ severity }) => severity === 'error')
  if (wrong) throw new BlockedError(wrong.text)
  const { fees, gas, value, l1Fee } = chosenOf(plan, isMax, edits)
  if (isMax && value === 0n) throw new BlockedError('The balance does not cover the network fee.')
  if (value + gas * highestGasPrice(fees) + l1Fee <= BigInt(plan.balance)) return
  throw new BlockedError(
    byHand
      ? 'The balance does not cover this with that fee. Choose a lower one.'
      : `The balance does not cover this at the ${edits.tier ?? 'normal'} speed. Choose a slower one.`,
  )
}

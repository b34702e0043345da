/** One step of a batch, made ready to be signed within what the person agreed to. */
import { DELEGATE } from '../../ethereum/delegate.ts'
import { highestGasPrice, type TierFees } from '../../ethereum/fees.ts'
import { InternalError, WalletError } from '../../shared/errors.ts'
import type { Services } from '../services.ts'
import { atomicStatus } from '../smart-account/delegation.ts'
import type { Batch, StoredFees } from '../state/schema.ts'
import { estimateGas, readL1Fee, withMargin } from './look-into.ts'
import type { SendOrder } from './transactions.ts'

/** The step is not sent, and the rest with it. */
export class GiveUpError extends WalletError {
  /** It may be the endpoint that has not seen the step before it yet. */
  readonly mayPass: boolean
  constructor(why: string, mayPass = false) {
    super(-32003, why)
    this.name = 'GiveUpError'
    this.mayPass = mayPass
  }
}

/** The consent that the transaction of the step under way stands for. */
export const stepConsent = ({ key, count, next }: Batch): string => (count === 1 ? key : `${key}:${next}`)

export const feesOf = (stored: StoredFees): TierFees =>
  stored.type === 'legacy'
    ? { type: 'legacy', gasPrice: BigInt(stored.gasPrice) }
    : {
        type: 'eip1559',
        maxFeePerGas: BigInt(stored.maxFeePerGas),
        maxPriorityFeePerGas: BigInt(stored.maxPriorityFeePerGas),
      }

/** @throws GiveUpError, and what the network client throws */
export async function orderOf(services: Services, batch: Batch): Promise<Omit<SendOrder, 'requireConsent'>> {
  const { chainId, from, mode } = batch
  const step = batch.steps[batch.next]
  if (step === undefined) throw new InternalError('The batch has no such step.')
  // An allowance for an offer that is over is of no use either.
  if (batch.until !== null && BigInt(batch.until) * 1000n < BigInt(services.ports.clock.now()))
    throw new GiveUpError(
      'The time of this offer was over before the swap. Nothing is sold. Ask for a new quote.',
    )
  if (mode === 'atomic' || mode === 'upgrade') await checkDelegation(services, batch)
  const fees = feesOf(batch.fees)
  const { gas, l1Fee } = mode === 'sequential' ? await priceStep(services, batch) : approved(batch)
  return {
    approvalId: stepConsent(batch),
    batch: batch.key,
    origin: batch.origin,
    from,
    kind: step.kind,
    title: step.title,
    maxFee: gas * highestGasPrice(fees) + l1Fee,
    relay: batch.relay,
    ...(mode === 'upgrade' ? { delegateTo: DELEGATE.address } : {}),
    transaction: { chainId, to: step.to, value: BigInt(step.value), data: step.data, gas, fees },
  }
}

const approved = (batch: Batch) => ({ gas: BigInt(batch.gas), l1Fee: BigInt(batch.l1Fee) })

/** A call of an account to itself does nothing, and succeeds, where its code is not the delegate's. */
async function checkDelegation(services: Services, { chainId, from, mode }: Batch): Promise<void> {
  const status = await atomicStatus(services, chainId, from)
  if (status === 'unsupported' || (mode === 'atomic' && status !== 'supported'))
    throw new GiveUpError('Whose code the account runs has changed since you looked. Nothing was signed.')
}

/** What the step takes now, within what is left of the highest fee that the person agreed to. */
async function priceStep(services: Services, batch: Batch): Promise<{ gas: bigint; l1Fee: bigint }> {
  const { chainId, from, next } = batch
  const step = batch.steps[next]
  if (step === undefined) throw new InternalError('The batch has no such step.')
  const { to, data } = step
  const value = BigInt(step.value)
  const fees = feesOf(batch.fees)
  const estimate = await estimateGas(services, chainId, { from, to, value, data })
  // That the first would fail was said in the approval.
  if (estimate.failure !== null && next > 0)
    throw new GiveUpError(`Step ${next + 1} would fail: ${estimate.failure}.`, true)
  const wanted = withMargin(estimate.gas)
  const l1Fee = await readL1Fee(services, { chainId, nonce: 0xffff, to, value, data, gas: wanted, fees })
  const price = highestGasPrice(fees)
  const left = BigInt(batch.cap) - BigInt(batch.spent) - l1Fee
  if (left < estimate.gas * price)
    throw new GiveUpError(`Step ${next + 1} would cost more than the fee that you agreed to.`)
  return { gas: wanted * price <= left ? wanted : left / price, l1Fee }
}

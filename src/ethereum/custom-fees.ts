/**
 * What a person sets by hand in an approval: prices, gas limit and nonce, held against what the network says. The
 * page says it while it is typed; the background asks the same before it signs.
 */
import type { Advanced, ApprovalEdits, CustomFees } from '../messaging/protocol.ts'
import type { TierFees } from './fees.ts'

export type EditField = 'fee' | 'tip' | 'gas' | 'nonce'
/** An `error` is refused; a `caution` is told. */
export type EditProblem = { field: EditField; severity: 'error' | 'caution'; text: string }

/** More than so many times the fastest tier is a slip of the finger. */
const MOST_TIMES = 10n
/** No transaction costs less; what a block has room for is above anything sensible. */
const LEAST_GAS = 21_000n
const MOST_GAS = 60_000_000n
const MOST_NONCE = 2 ** 48

export const toFees = (fees: CustomFees): TierFees =>
  fees.type === 'legacy'
    ? { type: 'legacy', gasPrice: BigInt(fees.gasPrice) }
    : {
        type: 'eip1559',
        maxFeePerGas: BigInt(fees.maxFeePerGas),
        maxPriorityFeePerGas: BigInt(fees.maxPriorityFeePerGas),
      }

const highest = (fees: CustomFees): bigint =>
  BigInt(fees.type === 'legacy' ? fees.gasPrice : fees.maxFeePerGas)
const tip = (fees: CustomFees): bigint => (fees.type === 'legacy' ? 0n : BigInt(fees.maxPriorityFeePerGas))

/** Nothing for edits that are as good as what the wallet would choose. Only what was edited is looked at. */
export function checkEdits(advanced: Advanced, edits: ApprovalEdits): EditProblem[] {
  return [
    ...(edits.fees === undefined ? [] : checkFees(advanced, edits.fees)),
    ...(edits.gas === undefined ? [] : checkGas(advanced, BigInt(edits.gas))),
    ...(edits.nonce === undefined ? [] : checkNonce(advanced, edits.nonce)),
  ]
}

const error = (field: EditField, text: string): EditProblem => ({ field, severity: 'error', text })
const caution = (field: EditField, text: string): EditProblem => ({ field, severity: 'caution', text })

function checkFees({ prices, nextBaseFee, least }: Advanced, fees: CustomFees): EditProblem[] {
  const found: EditProblem[] = []
  if (fees.type !== prices.normal.type)
    return [error('fee', 'This network takes another kind of fee. Choose one of the speeds.')]
  const price = highest(fees)
  if (tip(fees) > price) found.push(error('tip', 'The tip cannot be more than the highest fee.'))
  if (nextBaseFee !== null && price < BigInt(nextBaseFee))
    found.push(
      error(
        'fee',
        `Below the network's minimum: the next block takes ${gwei(BigInt(nextBaseFee))} gwei. It would wait, perhaps for ever.`,
      ),
    )
  else if (least === null && price < highest(prices.slow))
    found.push(caution('fee', 'Less than the slow speed: this may wait for long.'))
  if (price > highest(prices.fast) * MOST_TIMES)
    found.push(error('fee', 'More than ten times the fast speed. Look at the digits again.'))
  if (prices.fast.type === 'eip1559' && tip(fees) > maximum(tip(prices.fast), 10n ** 9n) * MOST_TIMES)
    found.push(error('tip', 'More than ten times the tip of the fast speed. Look at the digits again.'))
  if (least !== null && price < highest(least))
    found.push(
      error(
        'fee',
        `To take the place of the other it must be at least ${gwei(highest(least))} gwei, an eighth more than that.`,
      ),
    )
  if (least !== null && tip(fees) < tip(least))
    found.push(
      error('tip', `To take the place of the other the tip must be at least ${gwei(tip(least))} gwei.`),
    )
  return found
}

function checkGas({ estimate }: Advanced, gas: bigint): EditProblem[] {
  if (gas < LEAST_GAS) return [error('gas', 'No transaction takes less than 21000 gas.')]
  if (gas > MOST_GAS) return [error('gas', 'No block has room for so much gas.')]
  if (estimate !== null && gas < BigInt(estimate))
    return [error('gas', `It takes ${estimate} gas now. With less it fails, and the fee is lost.`)]
  return []
}

function checkNonce({ nonce, used, taken, fixed }: Advanced, chosen: number): EditProblem[] {
  if (fixed)
    return chosen === nonce ? [] : [error('nonce', 'It must have the nonce of the one whose place it takes.')]
  if (!Number.isSafeInteger(chosen) || chosen < 0 || chosen > MOST_NONCE)
    return [error('nonce', 'A nonce is a whole number from 0.')]
  if (chosen < used) return [error('nonce', `Nonce ${chosen} is used already. The next one is ${nonce}.`)]
  if (taken.includes(chosen))
    return [
      error('nonce', `Taken by a transaction of yours that is pending. Speed that one up, or cancel it.`),
    ]
  if (chosen > nonce)
    return [caution('nonce', `There is a gap: it waits until one with nonce ${nonce} is sent and confirmed.`)]
  if (chosen < nonce)
    return [caution('nonce', 'It takes the place of one that was sent from elsewhere, if it pays more.')]
  return []
}

const maximum = (a: bigint, b: bigint): bigint => (a > b ? a : b)

/** Wei per gas in gwei, exact. */
export function gwei(wei: bigint): string {
  const text = wei.toString().padStart(10, '0')
  const fraction = text.slice(-9).replace(/0+$/, '')
  return fraction === '' ? text.slice(0, -9) : `${text.slice(0, -9)}.${fraction}`
}

import { lazy, Suspense } from 'react'
import { checkEdits, toFees } from '../../ethereum/custom-fees.ts'
import { expectedGasPrice, highestGasPrice } from '../../ethereum/fees.ts'
import type {
  Advanced,
  ApprovalEdits,
  FeeChoice as Fee,
  TransactionApproval,
} from '../../messaging/protocol.ts'
import { isSwap } from '../swap/draft.ts'
import { AllowanceAmount } from './allowance-amount.tsx'
import { Changes, ChangesSkeleton } from './changes.tsx'
import { FeeChoice } from './fee-choice.tsx'
import type { BodyProps, KindView } from './kind-view.ts'

/** Few set a fee by hand: whoever does waits for it, and nobody else. */
const CustomFee = lazy(() => import('./custom-fee.tsx').then((m) => ({ default: m.CustomFee })))

function Transaction({ approval }: BodyProps<TransactionApproval>) {
  if (approval.preparing && approval.changes.length === 0) return <ChangesSkeleton />
  return <Changes changes={approval.changes} rights={approval.rights} looked={approval.looked} />
}

/** What can be set: below what is wrong with it as it stands. */
const After = (props: BodyProps<TransactionApproval>) => (
  <>
    <AllowanceAmount key={props.approval.digest} approval={props.approval} hold={props.hold} />
    <TransactionFee {...props} />
  </>
)

/** Stands below the warnings: what it costs is the last thing to weigh. */
function TransactionFee({ approval, edits, edit }: BodyProps<TransactionApproval>) {
  const { advanced } = approval
  const tier = edits.tier ?? approval.tier
  const custom = edits.fees !== undefined
  return (
    <FeeChoice
      fees={approval.fees}
      tier={tier}
      chainId={approval.chainId}
      onChange={(next) => edit({ tier: next, fees: undefined, gas: undefined, nonce: undefined })}
      custom={
        advanced === null
          ? undefined
          : {
              fee: custom ? costOf(advanced, edits) : null,
              onChoose: () => edit({ fees: advanced.prices[tier], gas: advanced.gas }),
              fields: (
                <Suspense>
                  <CustomFee
                    key={approval.digest}
                    advanced={advanced}
                    tier={tier}
                    edits={edits}
                    disabled={false}
                    onChange={(next) => edit({ nonce: undefined, ...next })}
                  />
                </Suspense>
              ),
            }
      }
    />
  )
}

/** The whole fee of what was set by hand. */
function costOf({ prices, nextBaseFee, l1Fee, gas }: Advanced, edits: ApprovalEdits): Omit<Fee, 'tier'> {
  const fees = toFees(edits.fees ?? prices.normal)
  const limit = BigInt(edits.gas ?? gas)
  const expected = nextBaseFee === null ? highestGasPrice(fees) : expectedGasPrice(fees, BigInt(nextBaseFee))
  return {
    maxFee: (limit * highestGasPrice(fees) + BigInt(l1Fee)).toString(),
    expectedFee: (limit * expected + BigInt(l1Fee)).toString(),
  }
}

const VERBS = { 'speed-up': 'Speed up', cancel: 'Cancel it', fill: 'Send' }

/** What changes nothing but who may take what is no sending. */
function verbOf({ id, replaces, allowance, changes, rights }: TransactionApproval): string {
  if (replaces !== null) return VERBS[replaces.how]
  if (isSwap(id)) return 'Swap'
  if (allowance) return allowance.amount === '0' ? 'Revoke' : 'Allow'
  if (changes.length > 0 || rights.length === 0) return 'Send'
  return rights.every(({ amount }) => amount === '0') ? 'Revoke' : 'Allow'
}

export const transaction: KindView<TransactionApproval> = {
  verb: verbOf,
  busy: 'Sending…',
  Body: Transaction,
  After,
  start: (approval) => ({ tier: approval.tier }),
  missing: (edits, { advanced }) =>
    advanced !== null && checkEdits(advanced, edits).some(({ severity }) => severity === 'error')
      ? 'Correct the fee'
      : null,
}

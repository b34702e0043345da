import type { CallsApproval, CallView } from '../../messaging/protocol.ts'
import { Sentence } from '../components/Sentence.tsx'
import { SkeletonRows } from '../components/Skeleton.tsx'
import { useNetwork } from '../state.ts'
import { isSwap } from '../swap/draft.ts'
import { Changes } from './changes.tsx'
import { DetailList, Disclosure } from './details.tsx'
import { FeeChoice } from './fee-choice.tsx'
import type { BodyProps, KindView } from './kind-view.ts'
import { ScrollBox } from './scroll-box.tsx'
import { addressesIn, isLong, Parties } from './summary.tsx'

/** More steps than anybody takes in at a glance: these are read to their end. */
const MANY = 5
const areMany = (calls: readonly CallView[]): boolean =>
  calls.length > MANY || (calls.length > 1 && calls.some(({ summary }) => isLong(summary)))

function Calls({ approval, onEnd }: BodyProps<CallsApproval>) {
  const { calls, preparing, changes, rights, looked } = approval
  const steps = (
    <ol className="ap-steps">
      {calls.map((call, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one approval do not move.
        <Step key={index} call={call} number={index + 1} />
      ))}
    </ol>
  )
  return (
    <>
      {preparing && changes.length === 0 ? (
        <SkeletonRows count={1} label="Working out what will change" />
      ) : (
        <Changes changes={changes} rights={rights} looked={looked} />
      )}
      {areMany(calls) ? (
        <div className="ap-steps-box">
          <h2 className="ap-label">The {calls.length} steps</h2>
          <ScrollBox key={approval.digest} label={`The ${calls.length} steps`} onEnd={onEnd}>
            {steps}
          </ScrollBox>
        </div>
      ) : (
        calls.length > 1 && steps
      )}
    </>
  )
}

/** What one call does, the addresses it names, and its facts. */
function Step({ call, number }: { call: CallView; number: number }) {
  const [title, ...more] = call.summary
  return (
    <li className="ap-step" data-testid="approval-call">
      <span className="ap-step-number">{number}</span>
      <div className="ap-step-main">
        {title && (
          <p className="ap-step-title" data-testid="approval-summary">
            <Sentence parts={title} />
          </p>
        )}
        {more.map((parts, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the sentences of one call do not move.
          <p key={index} className="ap-step-more" data-testid="approval-summary">
            <Sentence parts={parts} />
          </p>
        ))}
        <Parties addresses={addressesIn(call.summary)} />
        <Disclosure title={`Details of step ${number}`} testId="approval-call-details">
          <DetailList
            rows={
              call.data === '0x'
                ? call.details
                : [...call.details, { label: 'Raw data', value: call.data, mono: true }]
            }
          />
        </Disclosure>
      </div>
    </li>
  )
}

function CallsFee({ approval, edits, edit }: BodyProps<CallsApproval>) {
  const network = useNetwork(approval.chainId)
  return (
    <FeeChoice
      fees={approval.fees}
      tier={edits.tier ?? approval.tier}
      symbol={network?.symbol ?? 'coins'}
      onChange={(tier) => edit({ tier })}
    />
  )
}

export const calls: KindView<CallsApproval> = {
  verb: ({ id }) => (isSwap(id) ? 'Swap' : 'Send'),
  busy: 'Sending…',
  Body: Calls,
  After: CallsFee,
  start: (approval) => ({ tier: approval.tier }),
  gated: (approval) => areMany(approval.calls),
}

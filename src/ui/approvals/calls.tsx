import type { CallsApproval, CallView } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import { Icon } from '../components/Icons.tsx'
import { Sentence } from '../components/Sentence.tsx'
import { isSwap } from '../swap/draft.ts'
import { Changes, ChangesSkeleton } from './changes.tsx'
import { DetailList } from './details.tsx'
import { FeeChoice } from './fee-choice.tsx'
import type { BodyProps, KindView } from './kind-view.ts'
import { ReadToEnd } from './read-to-end.tsx'
import { addressesIn, isLong, Parties } from './summary.tsx'

/** More steps than anybody takes in at a glance: these are read to their end. */
const MANY = 5
const areMany = (calls: readonly CallView[]): boolean =>
  calls.length > MANY || (calls.length > 1 && calls.some(({ summary }) => isLong(summary)))

function Calls({ approval }: BodyProps<CallsApproval>) {
  const { preparing, changes, rights, looked } = approval
  if (preparing && changes.length === 0) return <ChangesSkeleton />
  return <Changes changes={changes} rights={rights} looked={looked} />
}

/** Below the warnings: however many there are, they push nothing else that matters out of sight. */
function Steps({ approval, onEnd }: BodyProps<CallsApproval>) {
  const { calls, digest, account } = approval
  if (calls.length < 2) return null
  const told = new Set<Address>()
  const steps = (
    <ol className="ap-steps" aria-label={`The ${calls.length} steps`}>
      {calls.map((call, index) => {
        const first = addressesIn(call.summary).filter((address) => address !== account && !told.has(address))
        for (const address of first) told.add(address)
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one approval do not move.
        return <Step key={index} call={call} number={index + 1} parties={first} />
      })}
    </ol>
  )
  return areMany(calls) ? (
    <div>
      <ReadToEnd key={digest} onEnd={onEnd}>
        {steps}
      </ReadToEnd>
    </div>
  ) : (
    steps
  )
}

type StepProps = {
  call: CallView
  number: number
  /** The addresses that no step before it named: these stand whole. */
  parties: readonly Address[]
}

/** What one call does; its facts open below it. */
function Step({ call, number, parties }: StepProps) {
  const [title, ...more] = call.summary
  return (
    <li className="ap-step" data-testid="approval-call">
      <details data-testid="approval-call-details">
        <summary className="ap-step-title">
          <span className="ap-step-number">{number}</span>
          <span className="ap-step-main" data-testid="approval-summary">
            {title && <Sentence parts={title} />}
          </span>
          <span className="visually-hidden">Details of step {number}</span>
          <Icon name="down" size={16} />
        </summary>
        <div className="ap-step-rest ap-disclosed">
          <DetailList
            rows={
              call.data === '0x'
                ? call.details
                : [...call.details, { label: 'Raw data', value: call.data, mono: true }]
            }
          />
        </div>
      </details>
      {(more.length > 0 || parties.length > 0) && (
        <div className="ap-step-rest">
          {more.map((parts, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the sentences of one call do not move.
            <p key={index} className="ap-step-more" data-testid="approval-summary">
              <Sentence parts={parts} />
            </p>
          ))}
          <Parties addresses={parties} />
        </div>
      )}
    </li>
  )
}

const After = (props: BodyProps<CallsApproval>) => (
  <>
    <Steps {...props} />
    <CallsFee {...props} />
  </>
)

function CallsFee({ approval, edits, edit }: BodyProps<CallsApproval>) {
  return (
    <FeeChoice
      fees={approval.fees}
      tier={edits.tier ?? approval.tier}
      chainId={approval.chainId}
      onChange={(tier) => edit({ tier })}
    />
  )
}

export const calls: KindView<CallsApproval> = {
  verb: ({ id }) => (isSwap(id) ? 'Swap' : 'Send'),
  busy: 'Sending…',
  Body: Calls,
  After,
  start: (approval) => ({ tier: approval.tier }),
  gated: (approval) => areMany(approval.calls),
}

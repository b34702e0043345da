import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { ApprovalEdits, ApprovalView } from '../../messaging/protocol.ts'
import { Icon } from '../components/Icons.tsx'
import { ApprovalFooter } from './approval-footer.tsx'
import { Disclosures } from './details.tsx'
import { Difference } from './difference.tsx'
import type { Failure } from './failure.ts'
import type { EditPatch } from './kind-view.ts'
import { kindOf } from './kinds.tsx'
import { OfferBlock } from './offer-block.tsx'
import { OriginLine } from './origin-line.tsx'
import { isLong, Summary } from './summary.tsx'
import { useArmed } from './use-armed.ts'
import { type Outcome, useDecision } from './use-decision.ts'
import { useEscTwice } from './use-esc-twice.ts'
import { useFresh } from './use-fresh.ts'
import { dangerOf, Warnings } from './warnings.tsx'
import { Whom } from './whom.tsx'

type FrameProps = {
  approval: ApprovalView
  /** It is no longer open: only what became of it can still be shown. */
  gone: boolean
  onStart: () => void
  onDone: (outcome: Outcome) => void
  queue: React.ReactNode
}

/** One question: who asks, what it means, what is wrong with it, what it costs, and the two answers. */
export function ApprovalFrame({ approval, gone, onStart, onDone, queue }: FrameProps) {
  const kind = kindOf(approval)
  const content = `${approval.id} ${approval.digest} ${approval.preparing} ${approval.blocked ?? ''}`
  const [edits, setEdits] = useState(kind.start)
  const [held, setHeld] = useState<string | null>(null)
  const [readFor, setReadFor] = useState<string | null>(null)
  const [summaryReadFor, setSummaryReadFor] = useState<string | null>(null)
  /** What stood there at the last yes. */
  const [agreed, setAgreed] = useState(approval)
  const [acknowledgedFor, setAcknowledgedFor] = useState<string | null>(null)
  const statusId = useId()
  const body = useRef<HTMLDivElement>(null)
  const failed = useRef<HTMLDivElement>(null)

  const { phase, failure, approve, reject } = useDecision(approval, onStart, onDone)
  const open = phase === 'open' && !gone
  const arming = useArmed(open ? content : null)
  useFresh(approval, open)
  const escAsked = useEscTwice(phase === 'open' ? content : null, reject)

  const danger = dangerOf(approval.warnings)
  const acknowledged = danger === null || acknowledgedFor === content
  const read =
    (!kind.gated || readFor === content) && (!isLong(approval.summary) || summaryReadFor === content)
  const missing = held ?? kind.missing(edits)
  const ready =
    open && !approval.preparing && approval.blocked === null && read && acknowledged && missing === null

  // biome-ignore lint/correctness/useExhaustiveDependencies: other content is read from its top.
  useEffect(() => {
    const top = body.current
    if (!top) return
    top.scrollTop = 0
    if (top.parentElement) top.parentElement.scrollTop = 0
    top.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
  }, [content])

  const { rearm } = arming
  useEffect(() => {
    if (!failure) return
    rearm()
    failed.current?.scrollIntoView({ block: 'nearest' })
  }, [failure, rearm])

  const rest = {
    edits,
    edit: (patch: EditPatch) => setEdits((before) => edited(before, patch)),
    hold: setHeld,
    onEnd: () => setReadFor(content),
  }
  return (
    <main
      className="screen ap"
      aria-label="A question to you"
      aria-busy={approval.preparing}
      data-testid="approval"
      data-kind={approval.kind}
      data-origin={approval.origin}
      data-id={approval.id}
    >
      {queue}
      <header className="ap-header">
        <OriginLine origin={approval.origin} inside={approval.inside} connected={approval.connected} />
        {approval.kind !== 'connect' && <Whom approval={approval} />}
      </header>
      <div ref={body} className="ap-body">
        <Summary key={content} approval={approval} onEnd={() => setSummaryReadFor(content)} />
        {kind.warnsFirst && <Warnings warnings={approval.warnings} />}
        {kind.body(rest)}
        {!kind.warnsFirst && <Warnings warnings={approval.warnings} />}
        {kind.after(rest)}
        <Disclosures approval={approval} edits={edits} />
        {approval.mayBlock && <OfferBlock origin={approval.origin} />}
      </div>
      {failure && (
        <div ref={failed} className="ap-failure" role="alert" data-testid="approval-error">
          <FailureNote failure={failure}>
            {failure.changed && <Difference before={agreed} now={approval} />}
          </FailureNote>
        </div>
      )}
      <ApprovalFooter
        kind={kind}
        phase={phase}
        gone={gone}
        blocked={approval.blocked}
        preparing={approval.preparing}
        read={read}
        missing={missing}
        danger={danger}
        acknowledged={acknowledged}
        onAcknowledge={(ticked) => setAcknowledgedFor(ticked ? content : null)}
        arming={arming}
        ready={ready}
        escAsked={escAsked}
        statusId={statusId}
        onApprove={() => {
          setAgreed(approval)
          void approve(edits)
        }}
        onReject={() => (gone ? onDone({ approved: false }) : void reject())}
      />
    </main>
  )
}

/** What is undefined in the patch is left out: nothing of it crosses to the background. */
function edited(before: ApprovalEdits, patch: EditPatch): ApprovalEdits {
  const { tier, accounts, chainId, fees, gas, nonce } = { ...before, ...patch }
  return {
    ...(tier === undefined ? {} : { tier }),
    ...(accounts === undefined ? {} : { accounts }),
    ...(chainId === undefined ? {} : { chainId }),
    ...(fees === undefined ? {} : { fees }),
    ...(gas === undefined ? {} : { gas }),
    ...(nonce === undefined ? {} : { nonce }),
  }
}

function FailureNote({ failure, children }: { failure: Failure; children: ReactNode }) {
  return (
    <div className={`notice notice-${failure.changed ? 'caution' : 'danger'}`}>
      <Icon name={failure.changed ? 'caution' : 'danger'} />
      <div className="notice-body">
        <p className="notice-title">{failure.title}</p>
        <p>{failure.text}</p>
        {children}
      </div>
    </div>
  )
}

import { Icon } from '../components/Icons.tsx'
import { useElapsed } from '../hooks/use-elapsed.ts'
import type { BoundKind } from './kinds.tsx'
import type { Arming } from './use-armed.ts'
import type { Phase } from './use-decision.ts'

type FooterProps = {
  kind: BoundKind
  phase: Phase
  gone: boolean
  blocked: string | null
  preparing: boolean
  read: boolean
  missing: string | null
  danger: string | null
  acknowledged: boolean
  onAcknowledge: (ticked: boolean) => void
  arming: Arming
  ready: boolean
  escAsked: boolean
  statusId: string
  onApprove: () => void
  onReject: () => void
}

/** Why the verb waits, in a word; the first reason that holds. */
function statusOf(props: FooterProps, slow: boolean): string {
  const { kind, phase } = props
  if (phase === 'approving') return slow ? 'Still waiting for an answer. Do not close this.' : ''
  if (props.gone) return 'This request is no longer open.'
  if (props.escAsked) return 'Press Esc again to reject'
  if (props.blocked !== null) return ''
  if (props.preparing) return 'Still being looked into…'
  if (!props.read) return `Scroll to the end to ${kind.verb.toLowerCase()}`
  if (props.missing !== null) return props.missing
  if (!props.acknowledged) return 'Tick the box to go on'
  if (props.arming.away) return 'Click here first: this window is not in front'
  return ''
}

/** Both answers, always in reach. The verb takes a trusted click on what has stood still; Enter never gives it. */
export function ApprovalFooter(props: FooterProps) {
  const { kind, phase, danger, arming, ready } = props
  const elapsed = useElapsed(phase === 'approving')
  const status = statusOf(props, elapsed === 'slow')
  const approving = phase === 'approving' || phase === 'decided'

  function approve(event: React.MouseEvent) {
    if (!event.nativeEvent.isTrusted || !ready || !arming.check()) return
    props.onApprove()
  }

  return (
    <footer className="ap-footer">
      {props.blocked !== null && !props.gone && (
        <div className="ap-blocked">
          <Icon name="danger" size={16} />
          <p>{props.blocked}</p>
        </div>
      )}
      {danger !== null && props.blocked === null && !props.gone && (
        <label className="ap-acknowledge">
          <input
            type="checkbox"
            checked={props.acknowledged}
            // A tick given now would be lost with what stands here.
            disabled={phase !== 'open' || props.preparing}
            data-testid="approval-acknowledge"
            onChange={(event) => props.onAcknowledge(event.target.checked)}
          />
          <span>
            <strong>{danger}</strong> I have read why, and take the risk.
          </span>
        </label>
      )}
      <div className="ap-stay">
        <p id={props.statusId} className="ap-status" role="status" data-testid="approval-status">
          {status}
        </p>
        <div className="ap-answers">
          <button
            type="button"
            className="button button-quiet"
            disabled={phase === 'approving' || phase === 'decided'}
            data-testid="approval-reject"
            onClick={props.onReject}
          >
            {props.gone ? 'Close' : 'Reject'}
          </button>
          <button
            type="button"
            className={`button ${danger !== null ? 'button-danger' : 'button-primary'}`}
            disabled={!ready || !arming.armed}
            aria-busy={approving}
            aria-describedby={props.statusId}
            data-testid="approval-approve"
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.preventDefault()
            }}
            onClick={approve}
          >
            {approving && <span className="spinner" aria-hidden="true" />}
            {approving ? kind.busy : kind.verb}
          </button>
        </div>
      </div>
    </footer>
  )
}

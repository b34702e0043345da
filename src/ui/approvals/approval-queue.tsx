import type { ApprovalView } from '../../messaging/protocol.ts'
import { useAction } from '../hooks/use-action.ts'
import { api } from '../state.ts'

/** Where this question stands among the others, and a way to refuse them all. Nothing when it is alone. */
export function ApprovalQueue({
  approvals,
  current,
}: {
  approvals: readonly ApprovalView[]
  current: ApprovalView
}) {
  const rejectAll = useAction((origin: string | null) => api('approvals.rejectAll', { origin }))
  const at = approvals.findIndex((approval) => approval.id === current.id)
  if (approvals.length < 2 || at < 0) return null
  const ofSite = approvals.filter((approval) => approval.origin === current.origin).length
  const mixed = ofSite > 1 && ofSite < approvals.length && current.origin !== 'wallet'
  return (
    <div className="ap-queue">
      <span className="small quiet" data-testid="approval-count">
        {at + 1} of {approvals.length}
      </span>
      {rejectAll.error && (
        <span role="alert" className="small danger-text">
          {rejectAll.error}
        </span>
      )}
      {mixed && !rejectAll.busy && (
        <button
          type="button"
          className="link small"
          data-testid="approval-reject-site"
          onClick={() => void rejectAll.run(current.origin)}
        >
          Reject {ofSite} of this site
        </button>
      )}
      <button
        type="button"
        className="link small"
        disabled={rejectAll.busy}
        data-testid="approval-reject-all"
        onClick={() => void rejectAll.run(null)}
      >
        {rejectAll.busy ? 'Rejecting…' : 'Reject all'}
      </button>
    </div>
  )
}

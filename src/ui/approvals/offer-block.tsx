import { hostOf } from '../../shared/origin.ts'
import { useAction } from '../hooks/use-action.ts'
import { api } from '../state.ts'

/** For a site that asks again and again what was refused. */
export function OfferBlock({ origin }: { origin: string }) {
  const block = useAction(() => api('sites.block', { origin }))
  return (
    <div className="ap-block small">
      <p className="quiet">
        You have rejected {hostOf(origin)} before. Blocked, it sees nothing and can ask nothing, until you
        unblock it in the settings.
      </p>
      <button
        type="button"
        className="link small"
        disabled={block.busy}
        data-testid="approval-block"
        onClick={() => void block.run()}
      >
        Block this site
      </button>
      {block.error && (
        <p role="alert" className="danger-text">
          {block.error}
        </p>
      )}
    </div>
  )
}

import { useEffect } from 'react'
import type { ApprovalView } from '../../messaging/protocol.ts'
import { api } from '../state.ts'

/** About a block. */
const EVERY_MS = 12_000

/** While what costs something is in sight it is looked into again, as blocks pass. */
export function useFresh({ id, kind }: ApprovalView, open: boolean): void {
  const wanted = open && (kind === 'transaction' || kind === 'calls')
  useEffect(() => {
    if (!wanted) return
    const timer = setInterval(() => {
      // What it finds comes with the state; a look that fails is followed by the next.
      if (document.visibilityState === 'visible') api('approvals.refresh', { id }).catch(() => undefined)
    }, EVERY_MS)
    return () => clearInterval(timer)
  }, [id, wanted])
}

import { useCallback, useRef, useState } from 'react'
import type { ApprovalEdits, ApprovalView } from '../../messaging/protocol.ts'
import type { Hex } from '../../shared/hex.ts'
import { api } from '../state.ts'
import { describeFailure, type Failure } from './failure.ts'

export type Phase = 'open' | 'approving' | 'rejecting' | 'decided'

export type Outcome = { approved: boolean; hash?: Hex | undefined }

/**
 * Carries one decision to the background: one at a time, and none after one that went through. What is sent is the
 * id and the digest of what stood on the screen.
 */
export function useDecision(approval: ApprovalView, onStart: () => void, onDone: (outcome: Outcome) => void) {
  const [phase, setPhase] = useState<Phase>('open')
  const [failure, setFailure] = useState<Failure | null>(null)
  const taken = useRef(false)

  const decide = useCallback(
    async (next: 'approving' | 'rejecting', work: () => Promise<Outcome>) => {
      if (taken.current) return
      taken.current = true
      onStart()
      setPhase(next)
      setFailure(null)
      try {
        const outcome = await work()
        setPhase('decided')
        onDone(outcome)
      } catch (error) {
        taken.current = false
        setPhase('open')
        setFailure(describeFailure(error, approval.kind))
      }
    },
    [approval.kind, onStart, onDone],
  )

  const { id, digest } = approval
  const approve = (edits: ApprovalEdits) =>
    decide('approving', async () => {
      const { hash } = await api('approvals.approve', { id, digest, edits })
      return { approved: true, hash }
    })
  const reject = () =>
    decide('rejecting', async () => {
      await api('approvals.reject', { id })
      return { approved: false }
    })
  return { phase, failure, approve, reject }
}

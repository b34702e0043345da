import { useCallback, useEffect, useRef, useState } from 'react'
import type { ApprovalView } from '../../messaging/protocol.ts'
import type { Hex } from '../../shared/hex.ts'
import { back, currentView, replace, reset } from '../router.ts'
import { showHomeTab } from '../screens/home-tab.ts'
import { keepDraft } from '../screens/send-draft.ts'
import { useLive, useWallet } from '../state.ts'
import { swapDecided } from '../swap/draft.ts'
import { ApprovalFrame } from './approval-frame.tsx'
import { ApprovalQueue } from './approval-queue.tsx'
import { ListedSite } from './listed-site.tsx'
import { Sent } from './sent.tsx'
import type { Outcome } from './use-decision.ts'
import './approvals.css'

/** A window may open a moment before its question is known. */
const LINGER_MS = 400

/** The open questions, one at a time, the oldest first; `id` puts one of them in front. */
export function ApprovalScreen({ id }: { id?: string }) {
  const approvals = useWallet((state) => state.approvals)
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set())
  /** The one being answered: it stays on screen until its answer is known, whatever the mirror says. */
  const [held, setHeld] = useState<ApprovalView | null>(null)
  const [sent, setSent] = useState<{ approval: ApprovalView; hash: Hex } | null>(null)

  const open = approvals.filter((approval) => !decided.has(approval.id))
  const fromMirror = held ? open.find((approval) => approval.id === held.id) : undefined
  const current = fromMirror ?? held ?? open.find((approval) => approval.id === id) ?? open[0]
  const rejectedOwn = useRef(false)
  useLeaveWhenDone(approvals.length === 0 && held === null && sent === null, decided.size > 0, rejectedOwn)

  const onStart = useCallback(() => setHeld(current ?? null), [current])
  const onDone = useCallback(
    ({ approved, hash }: Outcome) => {
      if (!current) return
      setDecided((before) => new Set(before).add(current.id))
      setHeld(null)
      if (approved) keepDraft(null)
      rejectedOwn.current = current.origin === 'wallet' && !approved
      const swap = current.origin === 'wallet' && approved ? swapDecided(current) : null
      if (swap !== null && currentView() !== 'approval') return replace('swap-status', { id: swap })
      if (current.origin === 'wallet' && hash && currentView() !== 'approval')
        setSent({ approval: current, hash })
    },
    [current],
  )

  if (sent) return <Sent {...sent} onDone={toActivity} />
  if (!current) return <main className="screen" aria-busy="true" />
  const queue = <ApprovalQueue approvals={open} current={current} />
  if (current.kind === 'connect' && current.listed) {
    const listed = { ...current, listed: current.listed }
    return <ListedSite key={current.id} approval={listed} onStart={onStart} onDone={onDone} queue={queue} />
  }
  return (
    <ApprovalFrame
      key={current.id}
      approval={current}
      gone={!approvals.some((approval) => approval.id === current.id)}
      onStart={onStart}
      onDone={onDone}
      queue={queue}
    />
  )
}

function toActivity() {
  showHomeTab('activity')
  reset('home')
}

/** Nothing left to ask: the window closes, the popup goes home, or back to the form of what was not sent. */
function useLeaveWhenDone(done: boolean, any: boolean, rejectedOwn: React.RefObject<boolean>) {
  const waiting = useWallet((state) => state.waiting)
  const live = useLive()
  const leave = done && live && waiting === 0
  useEffect(() => {
    if (!leave) return
    const timer = setTimeout(
      () => {
        if (currentView() === 'approval') window.close()
        else if (rejectedOwn.current) back()
        else reset('home')
      },
      any ? 0 : LINGER_MS,
    )
    return () => clearTimeout(timer)
  }, [leave, any, rejectedOwn])
}

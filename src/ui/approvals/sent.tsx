import { useEffect, useRef } from 'react'
import type { ApprovalView } from '../../messaging/protocol.ts'
import type { Hex } from '../../shared/hex.ts'
import { Button } from '../components/Button.tsx'
import { Icon } from '../components/Icons.tsx'
import { Sentence } from '../components/Sentence.tsx'
import { useWallet } from '../state.ts'

/** Long enough to read, short enough not to stand in the way. */
const STAY_MS = 1800

/** The transaction is on its way. Goes on to the activity by itself. */
export function Sent({ approval, hash, onDone }: { approval: ApprovalView; hash: Hex; onDone: () => void }) {
  const status = useWallet((state) => state.activity.find((row) => row.hash === hash)?.status)
  const latest = useRef(onDone)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    title.current?.focus()
    const timer = setTimeout(() => latest.current(), STAY_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <main className="screen ap-sent" data-testid="sent" data-hash={hash}>
      <div className="ap-sent-mark">
        <Icon name="check" size={32} />
      </div>
      <h1 ref={title} className="lead" tabIndex={-1}>
        Sent
      </h1>
      {approval.summary[0] && (
        <p className="ap-sent-what">
          <Sentence parts={approval.summary[0]} />
        </p>
      )}
      <p className="quiet" role="status">
        {status === 'confirmed' ? 'The network has confirmed it.' : 'The network has not confirmed it yet.'}
      </p>
      <Button onClick={onDone} testId="sent-activity">
        See it in the activity
      </Button>
    </main>
  )
}

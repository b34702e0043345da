import { useEffect, useRef } from 'react'
import type { ApprovalView } from '../../messaging/protocol.ts'
import { type Address, type Hex, sameAddress } from '../../shared/hex.ts'
import { Button } from '../components/Button.tsx'
import { Icon } from '../components/Icons.tsx'
import { Sentence } from '../components/Sentence.tsx'
import { go } from '../router.ts'
import { useWallet } from '../state.ts'

/** Long enough to read, short enough not to stand in the way. */
const STAY_MS = 1800
/** The same where there is something to decide. */
const OFFER_MS = 4000

/** The transaction is on its way. Goes on to the activity by itself. */
export function Sent({ approval, hash, onDone }: { approval: ApprovalView; hash: Hex; onDone: () => void }) {
  const status = useWallet((state) => state.activity.find((row) => row.hash === hash)?.status)
  const offered = useUnnamed(approval)
  const stay = offered === null ? STAY_MS : OFFER_MS
  const latest = useRef(onDone)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    title.current?.focus()
    const timer = setTimeout(() => latest.current(), stay)
    return () => clearTimeout(timer)
  }, [stay])
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
      {offered && <SaveOffer address={offered} onDone={onDone} />}
      <p className="quiet" role="status">
        {status === 'confirmed' ? 'The network has confirmed it.' : 'The network has not confirmed it yet.'}
      </p>
      <Button onClick={onDone} testId="sent-activity">
        See it in the activity
      </Button>
    </main>
  )
}

/** Whom a send went to, when the wallet has no name of the person's own for them. */
function useUnnamed(approval: ApprovalView): Address | null {
  const accounts = useWallet((state) => state.accounts)
  const contacts = useWallet((state) => state.people.contacts)
  const to = approval.kind === 'transaction' ? approval.recipient : undefined
  if (to === undefined) return null
  return [...accounts, ...contacts].some(({ address }) => sameAddress(address, to)) ? null : to
}

function SaveOffer({ address, onDone }: { address: Address; onDone: () => void }) {
  return (
    <Button
      kind="plain"
      small
      testId="contact-offer"
      onClick={() => {
        onDone()
        go('contact', { address })
      }}
    >
      Save the recipient as a contact
    </Button>
  )
}

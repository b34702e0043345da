import { useEffect, useRef, useState } from 'react'
import type { ConnectApproval } from '../../messaging/protocol.ts'
import { Button } from '../components/Button.tsx'
import { Field, FieldError } from '../components/Field.tsx'
import { Icon } from '../components/Icons.tsx'
import { useAction } from '../hooks/use-action.ts'
import { api } from '../state.ts'
import { OfferBlock } from './offer-block.tsx'
import { describeOrigin } from './origin.ts'
import { type Outcome, useDecision } from './use-decision.ts'

type Props = {
  approval: ConnectApproval & { listed: NonNullable<ConnectApproval['listed']> }
  onStart: () => void
  onDone: (outcome: Outcome) => void
  queue: React.ReactNode
}

const WORD = 'risk'

/** In the place of the question of a site that stands on a list of sites that steal: leaving it is the answer. */
export function ListedSite({ approval, onStart, onDone, queue }: Props) {
  const { listed, origin } = approval
  const { strong, before, port } = describeOrigin(origin)
  const { phase, failure, reject } = useDecision(approval, onStart, onDone)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus({ preventScroll: true }), [])
  return (
    <main
      className="screen ap ap-listed"
      aria-label="A question to you"
      data-testid="approval"
      data-kind="connect"
      data-origin={origin}
      data-id={approval.id}
      data-listed={listed.match}
    >
      {queue}
      <div className="ap-body">
        <div className="ap-listed-sign">
          <Icon name="danger" size={32} />
        </div>
        <h1 ref={title} tabIndex={-1} className="ap-listed-title">
          This site is on a list of sites that steal
        </h1>
        <p className="ap-listed-host break" dir="ltr">
          {before}
          <strong>{strong}</strong>
          {port}
        </p>
        <div className="stack" data-testid="listed-why">
          <p>
            It asks to see your accounts.{' '}
            {listed.match === before + strong ? 'It' : <bdi>{listed.match}</bdi>} stands on {listed.list}, as
            of {listed.date}.
          </p>
          <p>
            Such sites look like ones that you know, and ask for a signature or a recovery phrase to take all
            that you have. Nothing of yours has been shown to it.
          </p>
          <p className="quiet">
            If you came here by an advertisement, a message or a search, that was most likely part of the
            trick.
          </p>
        </div>
        <GoOn origin={origin} />
        {approval.mayBlock && <OfferBlock origin={origin} />}
      </div>
      {failure && (
        <div className="ap-failure">
          <FieldError text={`${failure.title}. ${failure.text}`} testId="approval-error" />
        </div>
      )}
      <footer className="ap-footer">
        <div className="ap-stay">
          <Button
            kind="primary"
            full
            testId="approval-reject"
            busy={phase === 'rejecting'}
            onClick={() => void reject()}
          >
            Leave
          </Button>
        </div>
      </footer>
    </main>
  )
}

/** For whoever knows better, and says so by a word: the site is remembered, and asks what it came to ask. */
function GoOn({ origin }: { origin: string }) {
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const right = typed.trim().toLowerCase() === WORD
  const allow = useAction(() => api('guard.allowSite', { site: origin }))
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (open) form.current?.scrollIntoView({ block: 'end' })
  }, [open])
  if (!open)
    return (
      <button type="button" className="link small" data-testid="listed-go-on" onClick={() => setOpen(true)}>
        I know this site, and the list is wrong
      </button>
    )
  return (
    <form
      ref={form}
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (right && event.nativeEvent.isTrusted) void allow.run()
      }}
    >
      <Field
        label={`Type “${WORD}” to go on`}
        hint="It is then let through until you take that back in the settings, under Protection."
        value={typed}
        onChange={setTyped}
        focusNow
        testId="listed-word"
      />
      {allow.error && <FieldError text={allow.error} />}
      <Button kind="danger" small type="submit" testId="listed-confirm" busy={allow.busy} disabled={!right}>
        Let it ask
      </Button>
    </form>
  )
}

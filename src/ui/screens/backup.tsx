import { useEffect, useRef, useState } from 'react'
import { Button, SubmitButton } from '../components/Button.tsx'
import { PasswordField } from '../components/Field.tsx'
import { Notice } from '../components/Notice.tsx'
import { PhraseGrid, usePhrase } from '../components/Phrase.tsx'
import { Screen } from '../components/Screen.tsx'
import { currentFlow, wipeFlow } from '../flow.ts'
import { messageOf } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { type Params, reset } from '../router.ts'
import { useWallet } from '../state.ts'
import { BackupCheck } from './backup-check.tsx'

export function Backup({ params }: { params: Params }) {
  const keyring = useWallet((state) => {
    const open = state.keyrings.filter((entry) => !entry.backedUp)
    return open.find((entry) => entry.id === params.keyring) ?? open[0]
  })
  // The keyring disappears from the list above when the check succeeds, before the screen has gone.
  const kept = useRef(keyring)
  kept.current ??= keyring
  const flow = currentFlow()
  const password = useRef(flow?.kind === 'backup' ? flow.password : null)
  const [step, setStep] = useState<'password' | 'words' | 'check'>(password.current ? 'words' : 'password')

  useEffect(
    () => () => {
      password.current = null
      wipeFlow()
    },
    [],
  )

  const shown = kept.current
  if (!shown) return <Done />
  if (step === 'check') {
    return <BackupCheck keyring={shown} onBack={() => setStep(password.current ? 'words' : 'password')} />
  }
  if (step === 'password') {
    return (
      <AskPassword
        onPassword={(typed) => {
          password.current = typed
          setStep('words')
        }}
      />
    )
  }
  return (
    <Words
      keyringId={shown.id}
      count={shown.words}
      password={password}
      onWrong={() => {
        password.current = null
        setStep('password')
      }}
      onNext={() => setStep('check')}
    />
  )
}

export const SkipButton = () => (
  <Button full kind="plain" testId="seed-skip" onClick={() => reset()}>
    Do this later
  </Button>
)

function Done() {
  return (
    <Screen
      title="Recovery phrase"
      footer={
        <Button full kind="primary" onClick={() => reset()}>
          To your wallet
        </Button>
      }
    >
      <p>Your recovery phrase is backed up. There is nothing left to do here.</p>
    </Screen>
  )
}

function AskPassword({ onPassword }: { onPassword: (password: string) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const [error, setError] = useState<string | null>(null)
  return (
    <Screen
      title="Back up"
      onSubmit={() => {
        const typed = input.current?.value ?? ''
        if (typed === '') setError('Type your password.')
        else onPassword(typed)
      }}
      footer={<SubmitButton testId="backup-unlock">Go on</SubmitButton>}
    >
      <div className="stack">
        <p className="lead">First, your password</p>
        <p className="quiet">The recovery phrase is only shown to somebody who knows it.</p>
        <PasswordField
          label="Password"
          inputRef={input}
          autoComplete="current-password"
          autoFocus
          testId="backup-password"
          error={error}
        />
      </div>
    </Screen>
  )
}

type WordsProps = {
  keyringId: string
  count: number
  password: React.RefObject<string | null>
  onWrong: () => void
  onNext: () => void
}

function Words({ keyringId, count, password, onWrong, onNext }: WordsProps) {
  const phrase = usePhrase(keyringId)
  const [seen, setSeen] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const reveal = useAction(async () => {
    try {
      await phrase.show(password.current ?? '')
      setSeen(true)
      setError(null)
    } catch (failure) {
      setError(messageOf(failure))
    }
  })
  return (
    <Screen
      title="Back up"
      footer={
        <>
          {phrase.shown || seen ? (
            <Button full kind="primary" testId="seed-next" onClick={onNext}>
              I have written it down
            </Button>
          ) : (
            <RevealButton busy={reveal.busy} onClick={() => void reveal.run()} />
          )}
          <SkipButton />
        </>
      }
    >
      <div className="stack">
        <div className="stack-small">
          <p className="lead">Write these {count} words down</p>
          <p className="small quiet">
            On paper, in this order. Whoever has them has everything; without them, a lost computer is a lost
            wallet.
          </p>
        </div>
        <PhraseGrid count={count} shown={phrase.shown} grid={phrase.grid} />
        {seen && !phrase.shown && <RevealButton busy={reveal.busy} onClick={() => void reveal.run()} again />}
        {error && (
          <Notice
            kind="caution"
            live
            title="The words are not shown."
            action={
              <button type="button" className="link" onClick={onWrong}>
                Type the password again
              </button>
            }
          >
            {error}
          </Notice>
        )}
      </div>
    </Screen>
  )
}

type RevealProps = { busy: boolean; onClick: () => void; again?: boolean }

function RevealButton({ busy, onClick, again = false }: RevealProps) {
  return (
    <Button
      full
      kind={again ? 'quiet' : 'primary'}
      icon="eye"
      testId="seed-reveal"
      busy={busy}
      busyLabel="Opening…"
      onClick={onClick}
    >
      {again ? 'Show the words again' : 'Show the words'}
    </Button>
  )
}

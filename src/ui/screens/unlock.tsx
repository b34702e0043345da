import { useRef, useState } from 'react'
import { Button, SubmitButton } from '../components/Button.tsx'
import { PasswordField } from '../components/Field.tsx'
import { Mark } from '../components/Icons.tsx'
import { Screen } from '../components/Screen.tsx'
import { messageOf, waitWords } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { useNow } from '../hooks/use-now.ts'
import { api, useWallet } from '../state.ts'
import { EraseForm } from './erase-form.tsx'

export function Unlock() {
  const [forgot, setForgot] = useState(false)
  return forgot ? <Forgot onBack={() => setForgot(false)} /> : <Password onForgot={() => setForgot(true)} />
}

function Password({ onForgot }: { onForgot: () => void }) {
  const input = useRef<HTMLInputElement>(null)
  const retryAt = useWallet((state) => state.unlock.retryAt)
  const waiting = useWallet((state) => state.waiting)
  const [error, setError] = useState<string | null>(null)
  const unlock = useAction(async () => {
    const password = input.current?.value ?? ''
    if (password === '') {
      setError('Type your password.')
      input.current?.focus()
      return
    }
    try {
      await api('vault.unlock', { password })
      setError(null)
    } catch (failure) {
      setError(messageOf(failure))
      input.current?.select()
    }
  })
  const seconds = Math.ceil((retryAt - useNow(250)) / 1000)
  const throttled = seconds > 0
  const shown = throttled ? `${error ?? 'Wrong password.'} Try again in ${waitWords(seconds)}.` : error

  return (
    <Screen
      title="Unlock Candor"
      header={null}
      onSubmit={() => void unlock.run()}
      footer={
        <>
          <SubmitButton
            testId="unlock-submit"
            busy={unlock.busy}
            busyLabel="Unlocking…"
            slowLabel="Still working the key out of your password…"
            disabled={throttled}
          >
            {throttled ? `Wait ${waitWords(seconds)}` : 'Unlock'}
          </SubmitButton>
          <Button full kind="plain" testId="unlock-forgot" onClick={onForgot}>
            Forgot the password?
          </Button>
        </>
      }
    >
      <div className="gate">
        <Mark size={56} />
        <p className="lead">Welcome back</p>
        <p className="quiet">
          {waiting > 0
            ? waiting === 1
              ? 'A site has asked you something. Unlock to see it.'
              : `Sites have asked you ${waiting} things. Unlock to see them.`
            : 'Candor is locked.'}
        </p>
        <div className="gate-form">
          <PasswordField
            label="Password"
            inputRef={input}
            autoComplete="current-password"
            autoFocus
            testId="unlock-password"
            error={shown}
            errorTestId="unlock-error"
          />
        </div>
      </div>
    </Screen>
  )
}

function Forgot({ onBack }: { onBack: () => void }) {
  return (
    <Screen title="Forgot the password" onBack={onBack}>
      <div className="stack">
        <p>
          Nobody can bring it back: the password is not kept anywhere, here or elsewhere. Your recovery phrase
          can bring back your accounts.
        </p>
        <p>
          If you have your recovery phrase, erase the wallet from this browser and restore it. Without the
          phrase, keep trying passwords: erasing would lose your accounts for good.
        </p>
        <EraseForm />
      </div>
    </Screen>
  )
}

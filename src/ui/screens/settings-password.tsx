import { useRef, useState } from 'react'
import { SubmitButton } from '../components/Button.tsx'
import { FieldError, PasswordField } from '../components/Field.tsx'
import { Screen } from '../components/Screen.tsx'
import { toast } from '../components/Toast.tsx'
import { messageOf } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { back } from '../router.ts'
import { api } from '../state.ts'
import { lengthProblem, Strength } from './password-strength.tsx'

export function SettingsPassword() {
  const current = useRef<HTMLInputElement>(null)
  const first = useRef<HTMLInputElement>(null)
  const second = useRef<HTMLInputElement>(null)
  const [error, setError] = useState<string | null>(null)
  const forget = () => setError(null)

  const change = useAction(async () => {
    const next = first.current?.value ?? ''
    const problem =
      (current.current?.value ? null : 'Type the password that you use now.') ??
      lengthProblem(next) ??
      (next === second.current?.value ? null : 'The two new passwords differ. Type the same one twice.')
    setError(problem)
    if (problem) return
    try {
      await api('vault.changePassword', { current: current.current?.value ?? '', next })
      toast('Password changed')
      back()
    } catch (failure) {
      setError(messageOf(failure))
    }
  })

  return (
    <Screen
      title="Change the password"
      onSubmit={() => void change.run()}
      footer={
        <SubmitButton
          testId="password-submit"
          busy={change.busy}
          busyLabel="Changing…"
          slowLabel="Still locking the wallet with the new password…"
        >
          Change password
        </SubmitButton>
      }
    >
      <div className="stack">
        <PasswordField
          label="Password now"
          inputRef={current}
          autoComplete="current-password"
          autoFocus
          testId="password-current"
          onInput={forget}
        />
        <div className="stack-small">
          <PasswordField
            label="New password"
            inputRef={first}
            autoComplete="new-password"
            testId="password-new"
            onInput={forget}
          />
          <Strength inputRef={first} />
        </div>
        <PasswordField
          label="The new one again"
          inputRef={second}
          autoComplete="new-password"
          testId="password-repeat"
          onInput={forget}
        />
        {error && <FieldError text={error} testId="password-error" />}
      </div>
    </Screen>
  )
}

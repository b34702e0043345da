import { useRef, useState } from 'react'
import type { WalletState } from '../../messaging/protocol.ts'
import { SubmitButton } from '../components/Button.tsx'
import { RadioGroup } from '../components/Choice.tsx'
import { FieldError, PasswordField } from '../components/Field.tsx'
import { Screen } from '../components/Screen.tsx'
import { currentFlow, openFlow, wipeFlow } from '../flow.ts'
import { hostOf, listWords, messageOf } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { go, reset } from '../router.ts'
import { api, useSelectedNetwork, whenWallet } from '../state.ts'
import { lengthProblem, Strength } from './password-strength.tsx'

const hasVault = (state: WalletState): boolean => state.status !== 'empty'

export function Password() {
  const flow = useRef(currentFlow()).current
  const creating = flow?.kind !== 'restore'
  const first = useRef<HTMLInputElement>(null)
  const second = useRef<HTMLInputElement>(null)
  const [words, setWords] = useState<'12' | '24'>('12')
  const [error, setError] = useState<string | null>(null)

  const submit = useAction(async () => {
    const password = first.current?.value ?? ''
    const problem =
      lengthProblem(password) ??
      (password === second.current?.value ? null : 'The two passwords differ. Type the same one twice.')
    setError(problem)
    if (problem) return
    try {
      if (flow?.kind === 'restore') {
        await api('vault.restore', { phrase: flow.phrase, passphrase: flow.passphrase, password })
        await whenWallet(hasVault)
        wipeFlow()
        reset()
      } else {
        await api('vault.create', { words: words === '12' ? 12 : 24, password })
        await whenWallet((state) => hasVault(state) && state.keyrings.length > 0)
        openFlow({ kind: 'backup', password })
        reset('backup')
      }
    } catch (failure) {
      setError(messageOf(failure))
    }
  })

  return (
    <Screen
      title={creating ? 'New wallet' : 'Restore a wallet'}
      onSubmit={() => void submit.run()}
      footer={
        <SubmitButton
          testId="password-submit"
          busy={submit.busy}
          busyLabel={creating ? 'Creating…' : 'Restoring…'}
          slowLabel="Still locking the wallet with your password…"
        >
          {creating ? 'Create wallet' : 'Restore wallet'}
        </SubmitButton>
      }
    >
      <div className="stack">
        <p className="lead">Choose a password</p>
        <p className="quiet">
          It locks the wallet in this browser. Nobody can bring it back for you; your recovery phrase can.
        </p>
        <div className="stack-small">
          <PasswordField
            label="Password"
            inputRef={first}
            autoComplete="new-password"
            autoFocus
            testId="password-new"
            onInput={() => setError(null)}
          />
          <Strength inputRef={first} />
        </div>
        <PasswordField
          label="The same again"
          inputRef={second}
          autoComplete="new-password"
          testId="password-repeat"
          onInput={() => setError(null)}
        />
        {error && <FieldError text={error} testId="password-error" />}
        {creating && (
          <RadioGroup
            label="Recovery phrase"
            inline
            value={words}
            onChange={setWords}
            options={[
              { value: '12', label: '12 words', testId: 'create-words-12' },
              { value: '24', label: '24 words', testId: 'create-words-24' },
            ]}
          />
        )}
        <WhoIsAsked restoring={!creating} />
      </div>
    </Screen>
  )
}

/** Which hosts hear of the new accounts, told before they do. */
function WhoIsAsked({ restoring }: { restoring: boolean }) {
  const network = useSelectedNetwork()
  if (!network) return null
  const hosts = [...new Set(network.endpoints.map(hostOf))]
  const shown = hosts.length > 3 ? [...hosts.slice(0, 2), `${hosts.length - 2} more`] : hosts
  return (
    <p className="small quiet">
      After this, Candor asks <span className="break">{listWords(shown)}</span>{' '}
      {restoring ? 'which of your accounts were used, and their balances' : 'for your balance'} on{' '}
      {network.name}.{' '}
      <button type="button" className="link" data-testid="onboarding-networks" onClick={() => go('networks')}>
        Choose other endpoints
      </button>
    </p>
  )
}

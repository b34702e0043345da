import { useRef, useState } from 'react'
import { isWatched } from '../account-groups.ts'
import { Address } from '../components/Address.tsx'
import { Button } from '../components/Button.tsx'
import { Check } from '../components/Choice.tsx'
import { FieldError, PasswordField } from '../components/Field.tsx'
import { Notice } from '../components/Notice.tsx'
import { Screen } from '../components/Screen.tsx'
import { toast } from '../components/Toast.tsx'
import { useAction } from '../hooks/use-action.ts'
import { type Params, reset } from '../router.ts'
import { api, useWallet } from '../state.ts'

/** An imported key, a watched address, or a phrase with all its accounts: what is lost is said first. */
export function AccountRemove({ params }: { params: Params }) {
  const input = useRef<HTMLInputElement>(null)
  const [sure, setSure] = useState(false)
  // Kept as they were: they are gone from the state before the screen is.
  const account = useRef(useWallet((state) => state.accounts.find((one) => one.address === params.address)))
  const keyring = useRef(useWallet((state) => state.keyrings.find((one) => one.id === params.keyring)))
  const own = useRef(useWallet((state) => state.accounts).filter((one) => one.keyringId === params.keyring))
  const watched = account.current !== undefined && isWatched(account.current)
  const name = account.current?.name ?? keyring.current?.name ?? ''
  const remove = useAction(async () => {
    const password = input.current?.value ?? ''
    if (!watched && password === '') throw new Error('Type your password.')
    if (account.current) await api('accounts.remove', { address: account.current.address, password })
    else if (keyring.current) await api('keyrings.remove', { keyringId: keyring.current.id, password })
    toast(`${name} is removed`)
    reset('accounts')
  })
  if (!account.current && !keyring.current) return <Screen title="Remove">{null}</Screen>
  return (
    <Screen
      title={`Remove ${name}`}
      onSubmit={() => {
        if (watched || sure) void remove.run()
      }}
      footer={
        <Button
          full
          kind="danger"
          type="submit"
          testId="remove-submit"
          busy={remove.busy}
          busyLabel="Removing…"
          disabled={!watched && !sure}
        >
          Remove
        </Button>
      }
    >
      <div className="stack">
        {account.current && (
          <p className="small">
            <Address address={account.current.address} whole />
          </p>
        )}
        {watched ? (
          <p>Candor no longer shows it. Nothing is lost: you can watch it again at any time.</p>
        ) : (
          <>
            <Notice
              kind="danger"
              title={keyring.current ? lossOf(own.current.length) : 'Its key leaves this browser.'}
            >
              {keyring.current
                ? 'Only the written words bring them back, and no file or support does without them.'
                : 'No recovery phrase of yours restores this account. Without a copy of its key, or a keystore or backup file, all that it owns is lost.'}
              {keyring.current && !keyring.current.backedUp && ' This phrase was never backed up.'}
            </Notice>
            <PasswordField
              label="Password"
              inputRef={input}
              autoComplete="current-password"
              autoFocus
              testId="remove-password"
              onInput={remove.clear}
            />
            <Check checked={sure} onChange={setSure} testId="remove-sure">
              {keyring.current ? 'I have the words, written down.' : 'I have a copy of the key.'}
            </Check>
          </>
        )}
        {remove.error && <FieldError text={remove.error} testId="remove-error" />}
      </div>
    </Screen>
  )
}

const lossOf = (count: number): string =>
  count === 1
    ? 'The phrase and its account leave this browser.'
    : `The phrase and its ${count} accounts leave this browser.`

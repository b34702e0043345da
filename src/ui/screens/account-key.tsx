import { useRef } from 'react'
import { Address } from '../components/Address.tsx'
import { SubmitButton } from '../components/Button.tsx'
import { PasswordField } from '../components/Field.tsx'
import { Notice } from '../components/Notice.tsx'
import { Screen } from '../components/Screen.tsx'
import { SecretBox } from '../components/SecretBox.tsx'
import { useAction } from '../hooks/use-action.ts'
import { useSecret } from '../hooks/use-secret.ts'
import type { Params } from '../router.ts'
import { api, useWallet } from '../state.ts'
import './accounts.css'

export function AccountKey({ params }: { params: Params }) {
  const account = useWallet((state) => state.accounts.find((one) => one.address === params.address))
  const input = useRef<HTMLInputElement>(null)
  const secret = useSecret()
  const reveal = useAction(async () => {
    const password = input.current?.value ?? ''
    if (!account || password === '') throw new Error('Type your password.')
    await secret.show(async () => (await api('accounts.reveal', { address: account.address, password })).key)
    if (input.current) input.current.value = ''
  })
  if (!account) return <Screen title="Private key">{null}</Screen>
  return (
    <Screen
      title="Private key"
      onSubmit={() => void reveal.run()}
      footer={
        secret.shown ? undefined : (
          <SubmitButton icon="eye" testId="key-reveal" busy={reveal.busy} busyLabel="Opening…">
            Show the key
          </SubmitButton>
        )
      }
    >
      <div className="stack">
        <Notice kind="caution" title={`Whoever sees this key owns ${account.name}.`}>
          No site, no support and no update ever needs it.
        </Notice>
        <p className="small">
          <Address address={account.address} whole />
        </p>
        {secret.shown ? (
          <button
            type="button"
            className="link small self-start"
            data-testid="key-hide"
            onClick={secret.hide}
          >
            Hide the key
          </button>
        ) : (
          <PasswordField
            label="Password"
            inputRef={input}
            autoComplete="current-password"
            autoFocus
            testId="key-password"
            error={reveal.error}
            errorTestId="key-error"
          />
        )}
        <SecretBox secret={secret} label="Private key" testId="key-text" />
      </div>
    </Screen>
  )
}

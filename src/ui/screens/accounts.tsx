import { useState } from 'react'
import { groupAccounts } from '../account-groups.ts'
import { Button } from '../components/Button.tsx'
import { Field, FieldError } from '../components/Field.tsx'
import { PickerSheet } from '../components/Picker.tsx'
import { Screen } from '../components/Screen.tsx'
import { toast } from '../components/Toast.tsx'
import { useAction } from '../hooks/use-action.ts'
import { go } from '../router.ts'
import { api, useWallet } from '../state.ts'
import { Group } from './account-group.tsx'
import './accounts.css'

export function Accounts() {
  const accounts = useWallet((state) => state.accounts)
  const keyrings = useWallet((state) => state.keyrings)
  const [query, setQuery] = useState('')
  const [withHidden, setWithHidden] = useState(false)
  const [choosing, setChoosing] = useState(false)
  const phrases = keyrings.filter((keyring) => keyring.kind === 'mnemonic')
  const add = useAction(async (keyringId: string) => {
    await api('accounts.add', { keyringId })
    toast('Account added')
  })
  const words = query.trim().toLowerCase()
  const found = accounts.filter((account) =>
    `${account.name} ${account.address}`.toLowerCase().includes(words),
  )
  const hidden = found.filter((account) => account.hidden)
  const seen = found.filter((account) => withHidden || !account.hidden)
  const last = accounts.filter((account) => !account.hidden).length === 1
  const [first] = phrases

  return (
    <Screen
      title="Accounts"
      footer={
        <>
          {add.error && <FieldError text={add.error} testId="account-error" />}
          <Button
            full
            kind="primary"
            icon="plus"
            testId="account-add"
            busy={add.busy}
            busyLabel="Adding…"
            disabled={!first}
            onClick={() => (phrases.length > 1 ? setChoosing(true) : first && void add.run(first.id))}
          >
            Add account
          </Button>
          <div className="accounts-more">
            <Button small kind="plain" testId="account-import" onClick={() => go('account-import')}>
              Import
            </Button>
            <Button small kind="plain" testId="account-watch" onClick={() => go('account-watch')}>
              Watch
            </Button>
            <Button small kind="plain" testId="account-phrase" onClick={() => go('account-phrase')}>
              Another phrase
            </Button>
          </div>
        </>
      }
    >
      {accounts.length > 8 && (
        <div className="picker-search">
          <Field label="Search" hideLabel placeholder="Name or address" value={query} onChange={setQuery} />
        </div>
      )}
      {groupAccounts(seen, keyrings)
        .filter((group) => words === '' || group.accounts.length > 0)
        .map((group) => (
          <Group key={group.id} group={group} last={last} canMove={words === ''} />
        ))}
      {found.length === 0 && <p className="empty">No account is called that.</p>}
      {hidden.length > 0 && (
        <button
          type="button"
          className="link small section-title"
          aria-expanded={withHidden}
          data-testid="accounts-show-hidden"
          onClick={() => setWithHidden(!withHidden)}
        >
          {withHidden ? 'Fold up hidden accounts' : `Show ${hidden.length} hidden`}
        </button>
      )}
      <PickerSheet
        title="Add an account of"
        open={choosing}
        onClose={() => setChoosing(false)}
        value={null}
        options={phrases.map((keyring) => ({ value: keyring.id, label: keyring.name }))}
        onChange={(id) => void add.run(id)}
      />
    </Screen>
  )
}

import { useState } from 'react'
import type { AccountView } from '../../messaging/protocol.ts'
import { copyText } from '../components/Address.tsx'
import { Button, IconButton } from '../components/Button.tsx'
import { Field, FieldError } from '../components/Field.tsx'
import { Icon } from '../components/Icons.tsx'
import { Identicon } from '../components/Identicon.tsx'
import { Menu } from '../components/Menu.tsx'
import { Screen } from '../components/Screen.tsx'
import { toast } from '../components/Toast.tsx'
import { shortAddress } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { reset } from '../router.ts'
import { api, useWallet } from '../state.ts'

export function Accounts() {
  const accounts = useWallet((state) => state.accounts)
  const keyring = useWallet((state) => state.keyrings[0])
  const [query, setQuery] = useState('')
  const [withHidden, setWithHidden] = useState(false)
  const [renaming, setRenaming] = useState<string | null>(null)
  const add = useAction(async () => {
    if (keyring) await api('accounts.add', { keyringId: keyring.id })
    toast('Account added')
  })
  const words = query.trim().toLowerCase()
  const found = accounts.filter((account) =>
    `${account.name} ${account.address}`.toLowerCase().includes(words),
  )
  const seen = found.filter((account) => !account.hidden)
  const hidden = found.filter((account) => account.hidden)
  const row = (account: AccountView) =>
    renaming === account.address ? (
      <Rename key={account.address} account={account} onDone={() => setRenaming(null)} />
    ) : (
      <AccountRow
        key={account.address}
        account={account}
        last={seen.length === 1}
        onRename={() => setRenaming(account.address)}
      />
    )

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
            disabled={!keyring}
            onClick={() => void add.run()}
          >
            Add account
          </Button>
        </>
      }
    >
      {accounts.length > 8 && (
        <div className="picker-search">
          <Field label="Search" hideLabel placeholder="Name or address" value={query} onChange={setQuery} />
        </div>
      )}
      <ul className="rows" aria-label="Accounts">
        {seen.map(row)}
      </ul>
      {found.length === 0 && <p className="empty">No account is called that.</p>}
      {hidden.length > 0 && (
        <>
          <button
            type="button"
            className="link small section-title"
            aria-expanded={withHidden}
            data-testid="accounts-show-hidden"
            onClick={() => setWithHidden(!withHidden)}
          >
            {withHidden ? 'Fold up hidden accounts' : `Show ${hidden.length} hidden`}
          </button>
          {withHidden && (
            <ul className="rows" aria-label="Hidden accounts">
              {hidden.map(row)}
            </ul>
          )}
        </>
      )}
    </Screen>
  )
}

type AccountRowProps = { account: AccountView; last: boolean; onRename: () => void }

function AccountRow({ account, last, onRename }: AccountRowProps) {
  const selected = useWallet((state) => state.selected.address === account.address)
  const hide = async (hidden: boolean) => {
    try {
      await api('accounts.hide', { address: account.address, hidden })
      toast(hidden ? `${account.name} is hidden. It keeps what it owns.` : `${account.name} is back`)
    } catch (error) {
      toast(error instanceof Error ? error.message : 'Not changed.')
    }
  }
  return (
    <li className="row-with-menu">
      <button
        type="button"
        className="row"
        aria-current={selected}
        data-testid="account-row"
        data-address={account.address}
        data-name={account.name}
        data-kind="mnemonic"
        onClick={() => {
          void api('accounts.select', { address: account.address }).catch(() => {})
          reset()
        }}
      >
        <span className="row-icon">
          <Identicon address={account.address} size={36} />
        </span>
        <span className="row-main">
          <span className="row-title">{account.name}</span>
          <span className="row-detail mono tiny">{shortAddress(account.address)}</span>
        </span>
        {selected && (
          <span className="quiet">
            <Icon name="check" />
          </span>
        )}
      </button>
      <Menu
        name={`More for ${account.name}`}
        testId="account-more"
        items={[
          { label: 'Rename', run: onRename, testId: 'account-rename' },
          { label: 'Copy address', run: () => void copyText(account.address, 'Address copied') },
          account.hidden
            ? { label: 'Show again', run: () => void hide(false), testId: 'account-hide' }
            : { label: 'Hide', run: () => void hide(true), testId: 'account-hide', disabled: last },
        ]}
      />
    </li>
  )
}

function Rename({ account, onDone }: { account: AccountView; onDone: () => void }) {
  const [name, setName] = useState(account.name)
  const save = useAction(async () => {
    const wanted = name.trim()
    if (wanted === '') throw new Error('Type a name for the account.')
    if (wanted !== account.name) await api('accounts.rename', { address: account.address, name: wanted })
    onDone()
  })
  return (
    <li className="row">
      <span className="row-icon">
        <Identicon address={account.address} size={36} />
      </span>
      <form
        className="row-main"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save.run()
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          onDone()
        }}
      >
        <Field
          label={`Name of ${account.name}`}
          hideLabel
          value={name}
          onChange={(value) => setName(value.slice(0, 64))}
          focusNow
          testId="account-name"
          error={save.error}
          after={
            <>
              <IconButton small icon="close" name="Keep the old name" onClick={onDone} />
              <IconButton
                small
                icon="check"
                name="Save"
                testId="account-save"
                onClick={() => void save.run()}
              />
            </>
          }
        />
      </form>
    </li>
  )
}

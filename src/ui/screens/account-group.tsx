import { useRef, useState } from 'react'
import type { AccountView, KeyringView } from '../../messaging/protocol.ts'
import { type AccountGroup, moveTo } from '../account-groups.ts'
import { Menu } from '../components/Menu.tsx'
import { toast } from '../components/Toast.tsx'
import { messageOf } from '../format.ts'
import { go } from '../router.ts'
import { api } from '../state.ts'
import { AccountRow } from './account-row.tsx'
import { NameForm } from './name-form.tsx'

type GroupProps = { group: AccountGroup; last: boolean; canMove: boolean }

/** The accounts of one phrase, or all imported keys, or all that is watched. Rows are moved within it. */
export function Group({ group, last, canMove }: GroupProps) {
  const [renaming, setRenaming] = useState<string | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const dragged = useRef<AccountView | null>(null)
  const { accounts, keyring } = group

  const move = (moved: AccountView, target: AccountView | undefined) => {
    const place = target && moveTo(accounts, moved, target)
    if (place)
      void api('accounts.move', { address: moved.address, ...place }).catch((error: unknown) =>
        toast(messageOf(error)),
      )
  }

  return (
    <section aria-label={group.title}>
      <div className="account-group">
        {keyring && renaming === keyring.id ? (
          <NameForm
            label={`Name of ${keyring.name}`}
            name={keyring.name}
            onDone={() => setRenaming(null)}
            save={(name) => api('keyrings.rename', { keyringId: keyring.id, name })}
          />
        ) : (
          <>
            <h2 className="section-title" data-testid="account-group" data-kind={group.kind}>
              {group.title}
              {keyring && !keyring.backedUp && <span className="tag tag-caution">Not backed up</span>}
            </h2>
            {keyring && <PhraseMenu keyring={keyring} onRename={() => setRenaming(keyring.id)} />}
          </>
        )}
      </div>
      {accounts.length === 0 && (
        <p className="small quiet">Its accounts are hidden, or held by an imported key.</p>
      )}
      <ul className="rows">
        {accounts.map((account, index) => (
          <li
            key={account.address}
            className="row-with-menu"
            draggable={canMove && renaming === null}
            data-over={over === account.address}
            onDragStart={(event) => {
              dragged.current = account
              event.dataTransfer.effectAllowed = 'move'
            }}
            onDragOver={(event) => {
              if (dragged.current === null || !accounts.includes(dragged.current)) return
              event.preventDefault()
              setOver(account.address)
            }}
            onDragEnd={() => {
              dragged.current = null
              setOver(null)
            }}
            onDrop={(event) => {
              event.preventDefault()
              if (dragged.current) move(dragged.current, account)
              dragged.current = null
              setOver(null)
            }}
          >
            <AccountRow
              account={account}
              kind={group.kind}
              last={last}
              renaming={renaming === account.address}
              onRename={(on) => setRenaming(on ? account.address : null)}
              onUp={canMove && index > 0 ? () => move(account, accounts[index - 1]) : null}
              onDown={
                canMove && index < accounts.length - 1 ? () => move(account, accounts[index + 1]) : null
              }
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

function PhraseMenu({ keyring, onRename }: { keyring: KeyringView; onRename: () => void }) {
  const params = { keyring: keyring.id }
  return (
    <Menu
      name={`More for ${keyring.name}`}
      testId="phrase-more"
      items={[
        { label: 'Rename', run: onRename, testId: 'phrase-rename' },
        { label: 'Find used accounts', run: () => go('account-find', params), testId: 'phrase-find' },
        keyring.backedUp
          ? { label: 'Show the words', run: () => go('settings-reveal', params), testId: 'phrase-reveal' }
          : { label: 'Back up', run: () => go('backup', params), testId: 'phrase-backup' },
        {
          label: 'Remove',
          run: () => go('account-remove', params),
          testId: 'phrase-remove',
          danger: true,
        },
      ]}
    />
  )
}

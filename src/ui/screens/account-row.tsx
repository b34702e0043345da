import { useState } from 'react'
import type { AccountView, KeyringKind } from '../../messaging/protocol.ts'
import { pathOf } from '../account-groups.ts'
import { AccountIcon, WatchTag } from '../components/AccountIcon.tsx'
import { ActionSheet } from '../components/ActionSheet.tsx'
import { Address, copyText } from '../components/Address.tsx'
import { openInTab } from '../components/FileField.tsx'
import { Icon } from '../components/Icons.tsx'
import type { MenuItem } from '../components/Menu.tsx'
import { toast } from '../components/Toast.tsx'
import { messageOf, shortAddress } from '../format.ts'
import { go, reset } from '../router.ts'
import { api, useWallet } from '../state.ts'
import { ColorSheet } from './account-color.tsx'
import { NameForm } from './name-form.tsx'

type AccountRowProps = {
  account: AccountView
  kind: KeyringKind
  /** The only one that is visible. */
  last: boolean
  renaming: boolean
  onRename: (on: boolean) => void
  onUp: (() => void) | null
  onDown: (() => void) | null
}

const tell = (work: Promise<unknown>, done?: string) =>
  void work.then(
    () => done && toast(done),
    (error: unknown) => toast(messageOf(error)),
  )

export function AccountRow({ account, kind, last, renaming, onRename, onUp, onDown }: AccountRowProps) {
  const { address, name } = account
  const selected = useWallet((state) => state.selected.address === address)
  const path = useWallet((state) => pathOf(account, state.keyrings))
  const [coloring, setColoring] = useState(false)
  if (renaming) {
    return (
      <div className="row">
        <span className="row-icon">
          <AccountIcon account={account} size={36} />
        </span>
        <NameForm
          label={`Name of ${name}`}
          name={name}
          onDone={() => onRename(false)}
          save={(wanted) => api('accounts.rename', { address, name: wanted })}
        />
      </div>
    )
  }
  const hide = (hidden: boolean) =>
    tell(
      api('accounts.hide', { address, hidden }),
      hidden ? `${name} is hidden. It keeps what it owns.` : `${name} is back`,
    )
  const own: MenuItem[] =
    kind === 'watch'
      ? []
      : [
          {
            label: 'Show the private key',
            run: () => go('account-key', { address }),
            testId: 'account-reveal',
          },
          {
            label: 'Keystore file',
            run: () => go('account-keystore', { address }),
            testId: 'account-keystore',
          },
        ]
  const remove: MenuItem[] =
    kind === 'mnemonic'
      ? []
      : [
          {
            label: 'Remove',
            run: () => go('account-remove', { address }),
            testId: 'account-remove',
            danger: true,
          },
        ]
  return (
    <>
      <button
        type="button"
        className="row"
        aria-current={selected}
        data-testid="account-row"
        data-address={address}
        data-name={name}
        data-kind={kind}
        data-color={account.color}
        data-hidden={account.hidden}
        onClick={() => {
          tell(api('accounts.select', { address }))
          reset()
        }}
      >
        <span className="row-icon">
          <AccountIcon account={account} size={36} />
        </span>
        <span className="row-main">
          <span className="line account-title">
            <span className="row-title">{name}</span>
            {selected && <Icon name="check" size={16} />}
          </span>
          <span className="row-detail mono tiny">
            {shortAddress(address)}
            {path && <span className="account-path"> {path}</span>}
            {kind === 'watch' && <WatchTag />}
            {account.hidden && <span className="tag">Hidden</span>}
          </span>
        </span>
      </button>
      <ActionSheet
        name={`More for ${name}`}
        title={name}
        testId="account-more"
        items={[
          { label: 'Rename', run: () => onRename(true), testId: 'account-rename' },
          { label: 'Colour', run: () => setColoring(true), testId: 'account-color' },
          { label: 'Copy address', run: () => void copyText(address, 'Address copied') },
          { label: 'Move up', run: onUp ?? (() => {}), testId: 'account-up', disabled: onUp === null },
          {
            label: 'Move down',
            run: onDown ?? (() => {}),
            testId: 'account-down',
            disabled: onDown === null,
          },
          ...own,
          { label: 'Paper wallet', run: () => openInTab('paper', { address }), testId: 'account-paper' },
          account.hidden
            ? { label: 'Show again', run: () => hide(false), testId: 'account-hide' }
            : { label: 'Hide', run: () => hide(true), testId: 'account-hide', disabled: last },
          ...remove,
        ]}
      >
        <p className="account-about small">
          <Address address={address} whole />
          {path && <span className="mono tiny quiet">{path}</span>}
        </p>
      </ActionSheet>
      <ColorSheet account={account} open={coloring} onClose={() => setColoring(false)} />
    </>
  )
}

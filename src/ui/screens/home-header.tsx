import { useState } from 'react'
import { isWatched } from '../account-groups.ts'
import { AccountIcon } from '../components/AccountIcon.tsx'
import { copyText } from '../components/Address.tsx'
import { Button, IconButton } from '../components/Button.tsx'
import { Icon } from '../components/Icons.tsx'
import { NetworkDot } from '../components/Identicon.tsx'
import { PickerSheet } from '../components/Picker.tsx'
import { shortAddress } from '../format.ts'
import { useAvatar } from '../people/avatar.tsx'
import { filterList, useListedNetwork } from '../portfolio/view.ts'
import { go } from '../router.ts'
import { api, useSelectedAccount, useSelectedNetwork, useWallet } from '../state.ts'
import { AccountSheet } from './account-sheet.tsx'

export function HomeHeader() {
  const account = useSelectedAccount()
  const [sheet, setSheet] = useState<'account' | 'network' | null>(null)
  const network = useSelectedNetwork()
  const listed = useListedNetwork()
  const avatar = useAvatar(account?.address ?? null)
  return (
    <header className="home-header">
      <button
        type="button"
        className="home-account"
        aria-haspopup="dialog"
        data-testid="account-menu"
        data-address={account?.address ?? ''}
        data-name={account?.name ?? ''}
        onClick={() => setSheet('account')}
      >
        {account && <AccountIcon account={account} size={36} avatar={avatar} />}
        <span className="visually-hidden">Account</span>
        <span className="home-account-text">
          <span className="line home-account-name">
            <span className="row-title">{account?.name}</span>
            <Icon name="down" size={14} />
          </span>
          <span className="mono tiny quiet">
            {account && (isWatched(account) ? 'Watch-only' : shortAddress(account.address))}
          </span>
        </span>
      </button>
      {account && (
        <IconButton
          small
          icon="copy"
          name="Copy address"
          testId="account-copy"
          onClick={() => void copyText(account.address, 'Address copied')}
        />
      )}
      <span className="home-header-gap" />
      <button
        type="button"
        className="home-network"
        aria-haspopup="dialog"
        title={listed === null ? 'All networks' : network?.name}
        data-testid="network-menu"
        data-chain-id={network?.chainId ?? ''}
        data-listed={listed ?? 'all'}
        onClick={() => setSheet('network')}
      >
        <span className="visually-hidden">Network</span>
        {listed !== null && <NetworkDot color={network?.color ?? 'currentColor'} size={8} />}
        <span className="home-network-name">{listed === null ? 'All networks' : network?.name}</span>
      </button>
      <IconButton
        icon="lock"
        name="Lock"
        testId="lock"
        onClick={() => void api('vault.lock', null).catch(() => {})}
      />
      <IconButton icon="settings" name="Settings" testId="open-settings" onClick={() => go('settings')} />
      <AccountSheet open={sheet === 'account'} onClose={() => setSheet(null)} />
      <NetworkSheet open={sheet === 'network'} onClose={() => setSheet(null)} />
    </header>
  )
}

/** What the list shows, and where sending and receiving start from: a network that is chosen is both. */
function NetworkSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const all = useWallet((state) => state.networks)
  const showTestnets = useWallet((state) => state.showTestnets)
  const selected = useWallet((state) => state.selected.chainId)
  const networks = all.filter(({ testnet, enabled, added }) => showTestnets || !testnet || enabled || added)
  const listed = useListedNetwork()
  const enabled = networks.filter((network) => network.enabled)
  const every = {
    value: 'all',
    label: 'All networks',
    detail: `${enabled.length} are looked at`,
    icon: <Icon name="globe" size={16} />,
    keywords: 'all',
  }
  return (
    <PickerSheet
      title="Network"
      open={open}
      onClose={onClose}
      value={listed === null ? 'all' : String(selected)}
      options={[
        ...(enabled.length > 1 ? [every] : []),
        ...networks.map((network) => ({
          value: String(network.chainId),
          label: network.name,
          detail: network.testnet ? 'Test network: its coins are worth nothing' : undefined,
          icon: <NetworkDot color={network.color} size={12} />,
          keywords: network.symbol,
        })),
      ]}
      onChange={(value) => {
        filterList(value !== 'all')
        if (value !== 'all') void api('networks.select', { chainId: Number(value) }).catch(() => {})
      }}
      footer={
        <Button
          full
          testId="network-manage"
          onClick={() => {
            onClose()
            go('networks')
          }}
        >
          Manage networks
        </Button>
      }
    />
  )
}

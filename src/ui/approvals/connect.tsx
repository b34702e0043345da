import type { ApprovalEdits, ConnectApproval } from '../../messaging/protocol.ts'
import { isWatched } from '../account-groups.ts'
import { Address } from '../components/Address.tsx'
import { Identicon, NetworkDot } from '../components/Identicon.tsx'
import { Picker } from '../components/Picker.tsx'
import { listWords } from '../format.ts'
import { useWallet } from '../state.ts'
import type { BodyProps, KindView } from './kind-view.ts'

function Connect({ approval, edits, edit }: BodyProps<ConnectApproval>) {
  const accounts = useWallet((state) => state.accounts).filter(
    (account) => !account.hidden && !isWatched(account),
  )
  const networks = useWallet((state) => state.networks)
  const chosen = edits.accounts ?? []
  const permits = approval.permits.map(
    (chainId) => networks.find((network) => network.chainId === chainId)?.name ?? `network ${chainId}`,
  )
  const toggle = (address: (typeof chosen)[number], on: boolean) =>
    edit({ accounts: on ? [...chosen, address] : chosen.filter((one) => one !== address) })
  return (
    <>
      <fieldset>
        <legend className="ap-label">
          {accounts.length > 1 ? 'Accounts it may see' : 'Account it may see'}
        </legend>
        <div className="ap-accounts">
          {accounts.map((account) => (
            <label key={account.address} className="ap-account">
              <Identicon address={account.address} size={32} />
              <span className="ap-account-text">
                <span className="ap-account-name">{account.name}</span>
                <Address address={account.address} whole />
              </span>
              <input
                type="checkbox"
                checked={chosen.includes(account.address)}
                data-testid="approval-account"
                data-address={account.address}
                aria-label={`${account.name}, ${account.address}`}
                onChange={(event) => toggle(account.address, event.target.checked)}
              />
            </label>
          ))}
        </div>
      </fieldset>
      <Picker
        title="Network for this site"
        label="Network for this site"
        testId="approval-network"
        value={String(edits.chainId ?? approval.chainId)}
        onChange={(value) => edit({ chainId: Number(value) })}
        options={networks.map((network) => ({
          value: String(network.chainId),
          label: network.name,
          icon: <NetworkDot color={network.color} />,
          detail: network.testnet ? 'Test network' : undefined,
        }))}
      />
      <div className="ap-means">
        <p>
          It can see these addresses and what they hold, and ask you to sign. It cannot move anything without
          asking you each time.
        </p>
        {permits.length > 0 && (
          <p data-testid="approval-permits">It may also switch to {listWords(permits)} without asking.</p>
        )}
        <p className="quiet">Once it knows several of your addresses, it knows that they belong together.</p>
      </div>
    </>
  )
}

export const connect: KindView<ConnectApproval> = {
  verb: 'Connect',
  busy: 'Connecting…',
  Body: Connect,
  warnsFirst: true,
  start: (approval): ApprovalEdits => ({ accounts: approval.accounts, chainId: approval.chainId }),
  missing: (edits) => (edits.accounts?.length ? null : 'Choose at least one account'),
}

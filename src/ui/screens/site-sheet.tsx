import { useEffect, useState } from 'react'
import type { FrontSite, SiteView } from '../../messaging/protocol.ts'
import { isWatched } from '../account-groups.ts'
import { Address } from '../components/Address.tsx'
import { Button } from '../components/Button.tsx'
import { FieldError } from '../components/Field.tsx'
import { Identicon, NetworkDot } from '../components/Identicon.tsx'
import { Picker } from '../components/Picker.tsx'
import { Sheet } from '../components/Sheet.tsx'
import { useAction } from '../hooks/use-action.ts'
import { api, useWallet } from '../state.ts'
import { SiteOrigin } from './site-origin.tsx'

/** One site: what it sees, where it is, and the ways to end that. */
export function SiteSheet({ front, onClose }: { front: FrontSite; onClose: () => void }) {
  const { origin } = front
  const site = useWallet((state) => state.sites.find((one) => one.origin === origin))
  const blocked = useWallet((state) => state.blocked.includes(origin))
  const disconnect = useAction(() => api('sites.disconnect', { origin }))
  const block = useAction(() => api(blocked ? 'sites.unblock' : 'sites.block', { origin }))
  return (
    <Sheet
      open
      title="This page"
      onClose={onClose}
      testId="site-sheet"
      footer={
        <div className="site-answers">
          <Button
            full
            busy={block.busy}
            testId={blocked ? 'site-unblock' : 'site-block'}
            onClick={() => void block.run()}
          >
            {blocked ? 'Unblock' : 'Block'}
          </Button>
          {site && (
            <Button
              full
              busy={disconnect.busy}
              testId="site-disconnect"
              onClick={() => void disconnect.run()}
            >
              Disconnect
            </Button>
          )}
        </div>
      }
    >
      <div className="site-sheet">
        <SiteOrigin origin={origin} />
        {site ? (
          <Grant site={site} />
        ) : (
          <p className="small quiet">
            {blocked
              ? 'You blocked this site. It sees none of your accounts and can ask nothing.'
              : 'It sees none of your accounts. When it asks to connect, you decide.'}
          </p>
        )}
        {front.frames.map((frame) => (
          <Frame key={frame.origin} frame={frame.origin} top={origin} allowed={frame.allowed} />
        ))}
        {(disconnect.error ?? block.error) && <FieldError text={disconnect.error ?? block.error ?? ''} />}
      </div>
    </Sheet>
  )
}

function Grant({ site }: { site: SiteView }) {
  const { origin } = site
  const accounts = useWallet((state) => state.accounts).filter(
    (account) => !account.hidden && !isWatched(account),
  )
  const networks = useWallet((state) => state.networks)
  const change = useAction((run: () => Promise<unknown>) => run())
  /** What was just ticked, until the background says what holds: a box does not jump back meanwhile. */
  const [ticked, setTicked] = useState<typeof site.accounts | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list is the background's word.
  useEffect(() => setTicked(null), [site.accounts])
  const shown = ticked ?? site.accounts
  const sees = (address: string) => shown.some((one) => one === address)
  const last = accounts.filter((account) => sees(account.address)).length === 1
  return (
    <>
      <fieldset className="site-accounts">
        <legend className="field-label">Accounts it sees</legend>
        {accounts.map((account) => (
          <label key={account.address} className="site-account">
            <Identicon address={account.address} size={28} />
            <span className="row-main">
              <span className="row-title">{account.name}</span>
              <Address address={account.address} />
            </span>
            <input
              type="checkbox"
              checked={sees(account.address)}
              disabled={change.busy || (last && sees(account.address))}
              data-testid="site-account"
              data-address={account.address}
              onChange={(event) => {
                const next = event.target.checked
                  ? [...shown, account.address]
                  : shown.filter((one) => one !== account.address)
                setTicked(next)
                void change
                  .run(() => api('sites.setAccounts', { origin, accounts: next }))
                  .then((done) => done || setTicked(null))
              }}
            />
          </label>
        ))}
        {last && <p className="tiny quiet">To take the last one away, disconnect.</p>}
      </fieldset>
      <Picker
        title="Network for this site"
        label="Network for this site"
        testId="site-network"
        value={String(site.chainId)}
        onChange={(value) =>
          void change.run(() => api('sites.setNetwork', { origin, chainId: Number(value) }))
        }
        options={networks.map((network) => ({
          value: String(network.chainId),
          label: network.name,
          icon: <NetworkDot color={network.color} />,
          detail: network.testnet ? 'Test network' : undefined,
        }))}
      />
      {change.error && <FieldError text={change.error} />}
    </>
  )
}

/** Both origins stand on screen, whole: the person allows the pair. */
function Frame({ frame, top, allowed }: { frame: string; top: string; allowed: boolean }) {
  const action = useAction(() => api(allowed ? 'sites.revokeFrame' : 'sites.allowFrame', { frame, top }))
  return (
    <div
      className="site-frame"
      data-testid="frame-row"
      data-frame={frame}
      data-top={top}
      data-allowed={allowed}
    >
      <p className="row-title">
        {allowed ? 'A page inside may be used' : 'A page inside asked for your wallet'}
      </p>
      <p className="small">
        <SiteOrigin origin={frame} /> inside <SiteOrigin origin={top} />
      </p>
      <p className="small quiet">
        {allowed
          ? 'Here it works as in a tab of its own.'
          : 'Inside another page you cannot tell which of the two you click on. Allow it only if you trust both. It still asks you for everything.'}
      </p>
      <Button
        small
        busy={action.busy}
        testId={allowed ? 'frame-revoke' : 'frame-allow'}
        onClick={() => void action.run()}
      >
        {allowed ? 'Take back' : 'Allow this pair'}
      </Button>
      {action.error && <FieldError text={action.error} />}
    </div>
  )
}

import type { SiteView } from '../../messaging/protocol.ts'
import { Button } from '../components/Button.tsx'
import { FieldError } from '../components/Field.tsx'
import { NetworkDot } from '../components/Identicon.tsx'
import { Empty } from '../components/List.tsx'
import { Screen } from '../components/Screen.tsx'
import { TimeAgo } from '../components/TimeAgo.tsx'
import { toast } from '../components/Toast.tsx'
import { fold, listWords } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { api, useNetwork, useWallet } from '../state.ts'
import { SiteOrigin } from './site-origin.tsx'

export function Sites() {
  const sites = useWallet((state) => state.sites)
  const recent = sites.toSorted((a, b) => b.usedAt - a.usedAt)
  return (
    <Screen title="Connected sites">
      {sites.length === 0 ? (
        <Empty>
          No site is connected. When one asks to see your accounts, you decide, and it is listed here.
        </Empty>
      ) : (
        <>
          <p className="small quiet">
            These sites see the addresses of the accounts named, and may ask you to sign. They cannot sign
            anything.
          </p>
          <ul className="rows row-lines site-rows" aria-label="Connected sites">
            {recent.map((site) => (
              <Site key={site.origin} site={site} />
            ))}
          </ul>
        </>
      )}
      <Frames />
      <Blocked />
    </Screen>
  )
}

function Frames() {
  const pairs = useWallet((state) => state.framePairs)
  if (pairs.length === 0) return null
  return (
    <section>
      <h2 className="site-heading">Pages inside other pages</h2>
      <p className="small quiet">You let the first be used inside the second.</p>
      <ul className="rows row-lines site-rows" aria-label="Pages inside other pages">
        {pairs.map(({ frame, top }) => (
          <Pair key={`${frame} ${top}`} frame={frame} top={top} />
        ))}
      </ul>
    </section>
  )
}

function Pair({ frame, top }: { frame: string; top: string }) {
  const revoke = useAction(() => api('sites.revokeFrame', { frame, top }))
  return (
    <li className="row" data-testid="frame-row" data-frame={frame} data-top={top}>
      <span className="row-main">
        <SiteOrigin origin={frame} />
        <span className="small quiet site-inside">
          inside <SiteOrigin origin={top} />
        </span>
        {revoke.error && <FieldError text={revoke.error} />}
      </span>
      <Button small testId="frame-revoke" busy={revoke.busy} onClick={() => void revoke.run()}>
        Take back
      </Button>
    </li>
  )
}

function Blocked() {
  // Hosts that the person typed are with the other lists, under Protection.
  const blocked = useWallet((state) => state.blocked).filter((one) => one.includes('://'))
  if (blocked.length === 0) return null
  return (
    <section>
      <h2 className="site-heading">Blocked</h2>
      <p className="small quiet">They see nothing and can ask nothing.</p>
      <ul className="rows row-lines site-rows" aria-label="Blocked sites">
        {blocked.toReversed().map((origin) => (
          <BlockedSite key={origin} origin={origin} />
        ))}
      </ul>
    </section>
  )
}

function BlockedSite({ origin }: { origin: string }) {
  const unblock = useAction(() => api('sites.unblock', { origin }))
  return (
    <li className="row" data-testid="blocked-row" data-origin={origin}>
      <span className="row-main">
        <SiteOrigin origin={origin} />
        {unblock.error && <FieldError text={unblock.error} />}
      </span>
      <Button small testId="site-unblock" busy={unblock.busy} onClick={() => void unblock.run()}>
        Unblock
      </Button>
    </li>
  )
}

function Site({ site }: { site: SiteView }) {
  const network = useNetwork(site.chainId)
  const accounts = useWallet((state) => state.accounts)
  const names = site.accounts.map(
    (address) => accounts.find((account) => account.address === address)?.name ?? `${address.slice(0, 8)}…`,
  )
  const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`] : names
  const disconnect = useAction(async () => {
    await api('sites.disconnect', { origin: site.origin })
    toast('Disconnected')
  })
  const block = useAction(() => api('sites.block', { origin: site.origin }))
  return (
    <li className="row" data-testid="site-row" data-origin={site.origin}>
      <span className="row-main">
        <SiteOrigin origin={site.origin} />
        <span className="row-detail site-detail">
          <NetworkDot color={network?.color ?? 'currentColor'} size={8} />
          <span className="row-detail">
            {fold(listWords(shown), 48)} on {network?.name ?? `network ${site.chainId}`}
          </span>
        </span>
        <span className="row-detail">
          Used <TimeAgo at={site.usedAt} />
          {' · '}
          <button
            type="button"
            className="link"
            disabled={block.busy}
            data-testid="site-block"
            onClick={() => void block.run()}
          >
            Block
          </button>
        </span>
        {(disconnect.error ?? block.error) && <FieldError text={disconnect.error ?? block.error ?? ''} />}
      </span>
      <Button small testId="site-disconnect" busy={disconnect.busy} onClick={() => void disconnect.run()}>
        Disconnect
      </Button>
    </li>
  )
}

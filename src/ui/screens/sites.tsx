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
    </Screen>
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
  return (
    <li className="row" data-testid="site-row" data-origin={site.origin}>
      <span className="row-main">
        <Origin origin={site.origin} />
        <span className="row-detail site-detail">
          <NetworkDot color={network?.color ?? 'currentColor'} size={8} />
          <span className="row-detail">
            {fold(listWords(shown), 48)} on {network?.name ?? `network ${site.chainId}`}
          </span>
        </span>
        <span className="row-detail">
          Used <TimeAgo at={site.usedAt} />
        </span>
        {disconnect.error && <FieldError text={disconnect.error} />}
      </span>
      <Button small testId="site-disconnect" busy={disconnect.busy} onClick={() => void disconnect.run()}>
        Disconnect
      </Button>
    </li>
  )
}

/** The whole origin; the scheme only stands out where it is not the safe one. */
function Origin({ origin }: { origin: string }) {
  const [scheme = '', host = ''] = origin.split('://')
  return (
    <span className="site-origin break">
      {scheme !== 'https' && <span className="danger-text">{scheme}://</span>}
      {scheme === 'https' && <span className="quiet">https://</span>}
      {host}
    </span>
  )
}

import { lazy, Suspense, useState } from 'react'
import type { FrontSite } from '../../messaging/protocol.ts'
import { hostOf } from '../../shared/origin.ts'
import { Icon, type IconName } from '../components/Icons.tsx'
import { fold, listWords } from '../format.ts'
import { useNetwork, useWallet } from '../state.ts'

const SiteSheet = lazy(() => import('./site-sheet.tsx').then((m) => ({ default: m.SiteSheet })))

/** What the page in front has of this wallet, in one line at the foot of home. */
export function SiteBar({ front }: { front: FrontSite }) {
  const [open, setOpen] = useState(false)
  const site = useWallet((state) => state.sites.find((one) => one.origin === front.origin))
  const blocked = useWallet((state) => state.blocked.includes(front.origin))
  const accounts = useWallet((state) => state.accounts)
  const network = useNetwork(site?.chainId ?? 0)
  const refused = front.frames.filter((frame) => !frame.allowed).length
  const names = (site?.accounts ?? []).flatMap(
    (address) => accounts.find((account) => account.address === address)?.name ?? [],
  )
  const shown = names.length > 2 ? [names[0] ?? '', `${names.length - 1} more`] : names
  const state = blocked ? 'blocked' : site ? 'connected' : 'none'
  const icon: IconName = blocked ? 'danger' : site ? 'link' : 'globe'
  return (
    <>
      <button
        type="button"
        className="site-bar"
        aria-haspopup="dialog"
        data-testid="site-bar"
        data-origin={front.origin}
        data-state={state}
        onClick={() => setOpen(true)}
      >
        <span className="site-bar-mark">
          <Icon name={icon} size={16} />
        </span>
        <span className="row-main">
          <span className="site-bar-host">{fold(hostOf(front.origin), 38)}</span>
          <span className="row-detail">
            {state === 'blocked' && 'Blocked'}
            {state === 'none' && (refused > 0 ? 'A page inside asked for your wallet' : 'Not connected')}
            {state === 'connected' &&
              `Connected with ${fold(listWords(shown), 24)} on ${fold(network?.name ?? 'a network', 18)}`}
          </span>
        </span>
        <Icon name="chevron" size={16} />
      </button>
      {open && (
        <Suspense fallback={null}>
          <SiteSheet front={front} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

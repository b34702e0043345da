import { lazy, Suspense, useEffect, useRef } from 'react'
import { Icon } from '../components/Icons.tsx'
import { Screen } from '../components/Screen.tsx'
import { SkeletonRows } from '../components/Skeleton.tsx'
import { Tabs } from '../components/Tabs.tsx'
import { useFrontSite } from '../hooks/use-front-site.ts'
import { useRefresh } from '../hooks/use-refresh.ts'
import { Total } from '../portfolio/total.tsx'
import { currentView, go } from '../router.ts'
import { api, useWallet } from '../state.ts'
import { Assets } from './home-assets.tsx'
import { HomeHeader } from './home-header.tsx'
import { showHomeTab, useHomeTab } from './home-tab.ts'
import { SiteBar } from './site-bar.tsx'

const Nfts = lazy(() => import('./home-nfts.tsx').then((m) => ({ default: m.Nfts })))
const ActivityList = lazy(() => import('./activity-list.tsx').then((m) => ({ default: m.ActivityList })))

export function Home() {
  const selected = useWallet((state) => state.selected)
  const tab = useHomeTab((home) => home.tab)
  useRefresh(`${selected.address} ${selected.chainId}`)
  useWalletApproval()
  useSiteApprovals()
  const front = useFrontSite()

  return (
    <Screen title="Your wallet" header={<HomeHeader />} footer={front && <SiteBar front={front} />}>
      <Waiting />
      <Reminder />
      <Total />
      <div className="home-actions">
        <ActionButton icon="send" label="Send" testId="action-send" onClick={() => go('send')} />
        <ActionButton icon="receive" label="Receive" testId="action-receive" onClick={() => go('receive')} />
        <ActionButton icon="swap" label="Swap" testId="action-swap" onClick={() => go('swap')} />
      </div>
      <Tabs
        label="What is in this account"
        value={tab}
        onChange={showHomeTab}
        tabs={[
          { key: 'assets', label: 'Assets', testId: 'tab-assets', panel: () => <Assets /> },
          {
            key: 'nfts',
            label: 'NFTs',
            testId: 'tab-nfts',
            panel: () => (
              <Suspense fallback={<SkeletonRows label="Loading NFTs" />}>
                <Nfts />
              </Suspense>
            ),
          },
          {
            key: 'activity',
            label: 'Activity',
            testId: 'tab-activity',
            panel: () => (
              <Suspense fallback={<SkeletonRows label="Loading activity" />}>
                <ActivityList />
              </Suspense>
            ),
          },
        ]}
      />
    </Screen>
  )
}

type ActionProps = { icon: 'send' | 'receive' | 'swap'; label: string; testId: string; onClick: () => void }

const ActionButton = ({ icon, label, testId, onClick }: ActionProps) => (
  <button type="button" className="home-action" data-testid={testId} onClick={onClick}>
    <Icon name={icon} />
    <span>{label}</span>
  </button>
)

/** A review that was left open is taken up again. */
function useWalletApproval() {
  const id = useWallet((state) => state.approvals.find((approval) => approval.origin === 'wallet')?.id)
  useEffect(() => {
    if (id && currentView() !== 'approval') go('approval', { id })
  }, [id])
}

/** The popup opens on what sites have asked; what comes while it stands open is counted. */
function useSiteApprovals() {
  const waits = useWallet((state) => state.approvals.some((approval) => approval.origin !== 'wallet'))
  const atFirst = useRef(waits)
  useEffect(() => {
    if (atFirst.current && currentView() === 'popup') go('approval')
    atFirst.current = false
  }, [])
}

/** What sites have asked and nobody has answered yet. */
function Waiting() {
  const waiting = useWallet((state) => {
    const asked = state.approvals.filter((approval) => approval.origin !== 'wallet').length
    return Math.max(asked, state.waiting)
  })
  if (waiting === 0) return null
  // Bringing the window forward would close the popup.
  const beside = currentView() === 'popup' || currentView() === 'panel'
  return (
    <button
      type="button"
      className="home-banner"
      data-testid="waiting"
      onClick={() => {
        if (beside) go('approval')
        else void api('approvals.focus', null).catch(() => {})
      }}
    >
      <span className="home-banner-count">{waiting}</span>
      <span className="row-main">
        {waiting === 1 ? 'request waiting' : 'requests waiting'} for your answer
      </span>
      <Icon name="chevron" size={16} />
    </button>
  )
}

function Reminder() {
  const keyring = useWallet((state) => state.keyrings.find((entry) => !entry.backedUp))
  const discovering = useWallet((state) => state.discovering)
  if (discovering) {
    return (
      <p className="home-note small quiet" role="status">
        <span className="spinner" aria-hidden="true" />
        Looking for the accounts you have used.
      </p>
    )
  }
  if (!keyring) return null
  return (
    <button type="button" className="home-banner" data-testid="backup-reminder" onClick={() => go('backup')}>
      <span className="quiet">
        <Icon name="page" />
      </span>
      <span className="row-main">Write down your recovery phrase</span>
      <Icon name="chevron" size={16} />
    </button>
  )
}

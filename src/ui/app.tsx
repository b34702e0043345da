import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react'
import type { WalletState } from '../messaging/protocol.ts'
import { Safely } from './components/Safely.tsx'
import { ToastRegion } from './components/Toast.tsx'
import { flowIsOpen } from './flow.ts'
import { AmountsShown } from './portfolio/privacy.tsx'
import { back, currentView, type Params, type Route, type ScreenName, useRoute } from './router.ts'
import { Home } from './screens/home.tsx'
import { Unlock } from './screens/unlock.tsx'
import { useReady, useWallet } from './state.ts'

export type ScreenProps = { params: Params }

type ApprovalProps = { id?: string }
let LoadedApproval: ComponentType<ApprovalProps> | null = null
const loadApproval = () => import('./approvals/approval-screen.tsx')
const LazyApproval = lazy(() => loadApproval().then((m) => ({ default: m.ApprovalScreen })))

/** Once it is loaded it is drawn at once: what suspends, React holds back for a third of a second. */
function Approval(props: ApprovalProps) {
  return (
    <AmountsShown>
      {LoadedApproval === null ? <LazyApproval {...props} /> : <LoadedApproval {...props} />}
    </AmountsShown>
  )
}

/** Loads the approvals before the first drawing: for the window that opens to show one. */
export async function preloadApproval(): Promise<void> {
  LoadedApproval = (await loadApproval()).ApprovalScreen
}

/** What the popup opens on comes with the first load; the rest when it is asked for. */
const SCREENS: Record<ScreenName, ComponentType<ScreenProps>> = {
  home: Home,
  unlock: Unlock,
  welcome: lazy(() => import('./screens/welcome.tsx').then((m) => ({ default: m.Welcome }))),
  password: lazy(() => import('./screens/password.tsx').then((m) => ({ default: m.Password }))),
  backup: lazy(() => import('./screens/backup.tsx').then((m) => ({ default: m.Backup }))),
  restore: lazy(() => import('./screens/restore.tsx').then((m) => ({ default: m.Restore }))),
  accounts: lazy(() => import('./screens/accounts.tsx').then((m) => ({ default: m.Accounts }))),
  'account-import': lazy(() =>
    import('./screens/account-import.tsx').then((m) => ({ default: m.AccountImport })),
  ),
  'account-watch': lazy(() =>
    import('./screens/account-watch.tsx').then((m) => ({ default: m.AccountWatch })),
  ),
  'account-phrase': lazy(() =>
    import('./screens/account-phrase.tsx').then((m) => ({ default: m.AccountPhrase })),
  ),
  'account-find': lazy(() => import('./screens/account-find.tsx').then((m) => ({ default: m.AccountFind }))),
  'account-key': lazy(() => import('./screens/account-key.tsx').then((m) => ({ default: m.AccountKey }))),
  'account-keystore': lazy(() =>
    import('./screens/account-keystore.tsx').then((m) => ({ default: m.AccountKeystore })),
  ),
  'account-remove': lazy(() =>
    import('./screens/account-remove.tsx').then((m) => ({ default: m.AccountRemove })),
  ),
  contacts: lazy(() => import('./screens/contacts.tsx').then((m) => ({ default: m.Contacts }))),
  contact: lazy(() => import('./screens/contact.tsx').then((m) => ({ default: m.Contact }))),
  paper: lazy(() => import('./screens/paper.tsx').then((m) => ({ default: m.Paper }))),
  'settings-backup': lazy(() =>
    import('./screens/settings-backup.tsx').then((m) => ({ default: m.SettingsBackup })),
  ),
  'backup-restore': lazy(() =>
    import('./screens/backup-restore.tsx').then((m) => ({ default: m.BackupRestore })),
  ),
  networks: lazy(() => import('./screens/networks.tsx').then((m) => ({ default: m.Networks }))),
  network: lazy(() => import('./screens/network.tsx').then((m) => ({ default: m.Network }))),
  'network-add': lazy(() => import('./screens/network-add.tsx').then((m) => ({ default: m.NetworkAdd }))),
  receive: lazy(() => import('./payment/receive.tsx').then((m) => ({ default: m.Receive }))),
  scan: lazy(() => import('./payment/scan.tsx').then((m) => ({ default: m.Scan }))),
  send: lazy(() => import('./screens/send.tsx').then((m) => ({ default: m.Send }))),
  swap: lazy(() => import('./screens/swap.tsx').then((m) => ({ default: m.Swap }))),
  'swap-status': lazy(() => import('./screens/swap-status.tsx').then((m) => ({ default: m.SwapStatus }))),
  'settings-swap': lazy(() =>
    import('./screens/settings-swap.tsx').then((m) => ({ default: m.SettingsSwap })),
  ),
  portfolio: lazy(() => import('./screens/portfolio.tsx').then((m) => ({ default: m.Portfolio }))),
  asset: lazy(() => import('./screens/asset.tsx').then((m) => ({ default: m.Asset }))),
  nft: lazy(() => import('./screens/nft.tsx').then((m) => ({ default: m.Nft }))),
  'nft-send': lazy(() => import('./screens/nft-send.tsx').then((m) => ({ default: m.NftSend }))),
  'nft-add': lazy(() => import('./screens/nft-add.tsx').then((m) => ({ default: m.NftAdd }))),
  token: lazy(() => import('./screens/token.tsx').then((m) => ({ default: m.Token }))),
  activity: lazy(() => import('./screens/activity-detail.tsx').then((m) => ({ default: m.ActivityDetail }))),
  sites: lazy(() => import('./screens/sites.tsx').then((m) => ({ default: m.Sites }))),
  settings: lazy(() => import('./screens/settings.tsx').then((m) => ({ default: m.Settings }))),
  'settings-notifications': lazy(() =>
    import('./screens/settings-notifications.tsx').then((m) => ({ default: m.SettingsNotifications })),
  ),
  'settings-password': lazy(() =>
    import('./screens/settings-password.tsx').then((m) => ({ default: m.SettingsPassword })),
  ),
  'settings-reveal': lazy(() =>
    import('./screens/settings-reveal.tsx').then((m) => ({ default: m.SettingsReveal })),
  ),
  'settings-provider': lazy(() =>
    import('./screens/settings-provider.tsx').then((m) => ({ default: m.SettingsProvider })),
  ),
  'settings-reset': lazy(() =>
    import('./screens/settings-reset.tsx').then((m) => ({ default: m.SettingsReset })),
  ),
  'settings-smart-account': lazy(() =>
    import('./screens/smart-account.tsx').then((m) => ({ default: m.SmartAccount })),
  ),
  allowances: lazy(() => import('./screens/allowances.tsx').then((m) => ({ default: m.Allowances }))),
  'settings-protection': lazy(() =>
    import('./screens/settings-protection.tsx').then((m) => ({ default: m.SettingsProtection })),
  ),
  'settings-clear-signing': lazy(() =>
    import('./screens/settings-clear-signing.tsx').then((m) => ({ default: m.SettingsClearSigning })),
  ),
  'settings-services': lazy(() =>
    import('./screens/settings-services.tsx').then((m) => ({ default: m.SettingsServices })),
  ),
  'settings-service': lazy(() =>
    import('./screens/settings-service.tsx').then((m) => ({ default: m.SettingsService })),
  ),
  approval: ({ params }) => <Approval {...(params.id ? { id: params.id } : {})} />,
}

const BEFORE: ReadonlySet<ScreenName> = new Set([
  'welcome',
  'password',
  'restore',
  'backup-restore',
  'networks',
  'network',
  'network-add',
])

/** What may be shown now: nothing but the unlock screen while locked, nothing but the start while empty. */
export function allowed(route: Route, status: WalletState['status'], inFlow: boolean): Route {
  const instead = (screen: ScreenName): Route => ({ screen, params: {} })
  if (status === 'locked') return instead('unlock')
  if (status === 'empty') {
    if (route.screen === 'password' && !inFlow) return instead('welcome')
    return BEFORE.has(route.screen) ? route : instead('welcome')
  }
  if (currentView() === 'approval') return instead('approval')
  if (route.screen === 'password') return inFlow ? route : instead('home')
  const first = route.screen === 'restore' && route.params.another === undefined
  const over = route.screen === 'welcome' || first || route.screen === 'unlock'
  return over ? instead('home') : route
}

/** Tells that its screen, which may have been loaded just now, stands. */
function Standing({ screen, tell }: { screen: ScreenName; tell: (screen: ScreenName) => void }) {
  useEffect(() => tell(screen), [screen, tell])
  return null
}

function Current() {
  const [standing, setStanding] = useState<ScreenName | null>(null)
  const status = useWallet((state) => state.status)
  const theme = useWallet((state) => state.settings.theme)
  const route = allowed(useRoute(), status, flowIsOpen())
  const Shown = SCREENS[route.screen]

  useEffect(() => {
    const root = document.documentElement
    if (theme === 'system') delete root.dataset.theme
    else root.dataset.theme = theme
    localStorage.setItem('theme', theme)
  }, [theme])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return
      if (route.screen !== 'approval') back()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [route.screen])

  return (
    <div className="app" data-testid="app" data-ready={standing === route.screen} data-screen={route.screen}>
      <div className="app-column">
        <Safely key={route.screen}>
          <Suspense fallback={null}>
            <Shown key={`${route.screen}?${new URLSearchParams(route.params)}`} params={route.params} />
            <Standing key={route.screen} screen={route.screen} tell={setStanding} />
          </Suspense>
        </Safely>
        <ToastRegion />
      </div>
    </div>
  )
}

export function App() {
  return useReady() ? <Current /> : <div className="app" data-testid="app" data-ready="false" />
}

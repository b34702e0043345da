import { create } from 'zustand'

export type ScreenName =
  | 'welcome'
  | 'password'
  | 'backup'
  | 'restore'
  | 'unlock'
  | 'home'
  | 'accounts'
  | 'account-import'
  | 'account-watch'
  | 'account-phrase'
  | 'account-find'
  | 'account-key'
  | 'account-keystore'
  | 'account-remove'
  | 'paper'
  | 'settings-backup'
  | 'backup-restore'
  | 'contacts'
  | 'contact'
  | 'networks'
  | 'network'
  | 'network-add'
  | 'receive'
  | 'send'
  | 'swap'
  | 'swap-status'
  | 'scan'
  | 'token'
  | 'nft'
  | 'nft-send'
  | 'nft-add'
  | 'portfolio'
  | 'asset'
  | 'activity'
  | 'sites'
  | 'settings'
  | 'settings-notifications'
  | 'settings-password'
  | 'settings-reveal'
  | 'settings-provider'
  | 'settings-reset'
  | 'settings-smart-account'
  | 'allowances'
  | 'settings-protection'
  | 'settings-clear-signing'
  | 'settings-services'
  | 'settings-swap'
  | 'settings-service'
  | 'approval'

export type Params = Readonly<Record<string, string>>
export type Route = { readonly screen: ScreenName; readonly params: Params }
export type View = 'popup' | 'panel' | 'tab' | 'approval'

type Router = { stack: readonly Route[]; direction: 'none' | 'forward' | 'back' }

const SCREENS: ReadonlySet<string> = new Set<ScreenName>([
  'welcome',
  'password',
  'backup',
  'restore',
  'unlock',
  'home',
  'accounts',
  'account-import',
  'account-watch',
  'account-phrase',
  'account-find',
  'account-key',
  'account-keystore',
  'account-remove',
  'paper',
  'settings-backup',
  'backup-restore',
  'contacts',
  'contact',
  'networks',
  'network',
  'network-add',
  'receive',
  'send',
  'swap',
  'swap-status',
  'scan',
  'token',
  'nft',
  'nft-send',
  'nft-add',
  'portfolio',
  'asset',
  'activity',
  'sites',
  'settings',
  'settings-notifications',
  'settings-password',
  'settings-reveal',
  'settings-provider',
  'settings-reset',
  'settings-smart-account',
  'allowances',
  'settings-protection',
  'settings-clear-signing',
  'settings-services',
  'settings-swap',
  'settings-service',
  'approval',
])
const isScreen = (name: string): name is ScreenName => SCREENS.has(name)

/** `#/send?token=native` */
function parseHash(hash: string): Route | null {
  const [name = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  return isScreen(name) ? { screen: name, params: Object.fromEntries(new URLSearchParams(query)) } : null
}

function hashOf({ screen, params }: Route): string {
  const query = new URLSearchParams(params).toString()
  return query ? `#/${screen}?${query}` : `#/${screen}`
}

export const currentView = (): View => {
  const view = new URLSearchParams(location.search).get('view')
  return view === 'panel' || view === 'tab' || view === 'approval' ? view : 'popup'
}

const HOME: Route = { screen: 'home', params: {} }

function firstStack(): Route[] {
  const deep = parseHash(location.hash)
  return deep && deep.screen !== 'home' ? [HOME, deep] : [HOME]
}

const useRouter = create<Router>(() => ({ stack: firstStack(), direction: 'none' }))

/** What has been asked for; `App` shows unlock or welcome over it when there is nothing else to show. */
export const useRoute = (): Route => useRouter((router) => router.stack.at(-1) ?? HOME)
export const useDirection = () => useRouter((router) => router.direction)
export const useDepth = () => useRouter((router) => router.stack.length - 1)

/** One screen deeper. */
export function go(screen: ScreenName, params: Params = {}): void {
  const route = { screen, params }
  const stack = [...useRouter.getState().stack, route]
  useRouter.setState({ stack, direction: 'forward' })
  history.pushState({ depth: stack.length - 1 }, '', hashOf(route))
}

/** Another screen in the place of this one. */
export function replace(screen: ScreenName, params: Params = {}): void {
  const route = { screen, params }
  useRouter.setState(({ stack }) => ({ stack: [...stack.slice(0, -1), route], direction: 'forward' }))
  history.replaceState({ depth: useRouter.getState().stack.length - 1 }, '', hashOf(route))
}

/** Forgets the way here and stands on `screen`, with home behind it. */
export function reset(screen: ScreenName = 'home', params: Params = {}): void {
  const route = { screen, params }
  const stack = screen === 'home' ? [HOME] : [HOME, route]
  useRouter.setState({ stack, direction: screen === 'home' ? 'back' : 'forward' })
  history.replaceState({ depth: stack.length - 1 }, '', hashOf(route))
}

/** One screen back; nothing on the first. */
export function back(): void {
  const { stack } = useRouter.getState()
  if (stack.length < 2) return
  const next = stack.slice(0, -1)
  useRouter.setState({ stack: next, direction: 'back' })
  history.replaceState({ depth: next.length - 1 }, '', hashOf(next.at(-1) ?? HOME))
}

/** The browser's own back and forward, in a tab. */
export function listenToHistory(): void {
  window.addEventListener('popstate', () => {
    const route = parseHash(location.hash)
    useRouter.setState(({ stack }) => {
      const at = route ? stack.findLastIndex((entry) => hashOf(entry) === hashOf(route)) : 0
      if (at >= 0) return { stack: stack.slice(0, at + 1), direction: 'back' }
      return route ? { stack: [...stack, route], direction: 'forward' } : {}
    })
  })
}

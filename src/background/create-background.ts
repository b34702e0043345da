/**
 * Composition root: builds the whole background over the ports it is given. The browser's entry and the tests build
 * the same thing. Everything that arrives before the stored state is read waits for it.
 */
import type { PageReply } from '../messaging/channel.ts'
import type { UiAnswer } from '../messaging/protocol.ts'
import { DisconnectedError, toErrorShape } from '../shared/errors.ts'
import { sameAddress } from '../shared/hex.ts'
import { migrate } from '../storage/migrate.ts'
import { MIGRATIONS } from '../storage/migrations.ts'
import { loadVault } from '../vault/index.ts'
import { createAccounts } from './accounts/accounts.ts'
import { discover } from './accounts/discover.ts'
import { forgetAccounts } from './accounts/forget.ts'
import { createKeyrings } from './accounts/keyrings.ts'
import { createActivity } from './activity/activity.ts'
import { createSignedStore } from './activity/signed.ts'
import { createUiApi } from './api/index.ts'
import { createBackOff } from './approvals/back-off.ts'
import { isStale } from './approvals/is-stale.ts'
import { createQueue } from './approvals/queue.ts'
import { createWaitingRoom } from './approvals/waiting-room.ts'
import { createApprovalWindow } from './approvals/window.ts'
import { createAssets } from './assets/assets.ts'
import { createPeople } from './contacts/people.ts'
import { createExplorers } from './explorers/explorers.ts'
import { createKeeper } from './keeper.ts'
import { createLogs } from './logs/logs.ts'
import { createNetworks } from './networks/networks.ts'
import { createRpcClient } from './networks/rpc-client.ts'
import { createSiteReads } from './networks/site-reads.ts'
import { createNftLogs } from './nfts/from-logs.ts'
import { createNftMedia } from './nfts/media.ts'
import { createNfts } from './nfts/nfts.ts'
import { createNotifications } from './notifications/notifications.ts'
import { createPageServer, type PageConnection } from './page-server.ts'
import { createLooking } from './places/looking.ts'
import type { AlarmName, Ports } from './ports.ts'
import { createPrices } from './prices/prices.ts'
import type { PagePrincipal } from './principal.ts'
import { createProviders } from './providers/providers.ts'
import { createRouter } from './rpc/router.ts'
import type { Services } from './services.ts'
import { createFrames } from './sites/frames.ts'
import { createPageChoice } from './sites/page-choice.ts'
import { createPageEvents } from './sites/page-events.ts'
import { createSites } from './sites/sites.ts'
import { createMirror } from './state/mirror.ts'
import type { Batch } from './state/schema.ts'
import { openState } from './state/state.ts'
import { createFilters } from './subscriptions/filters.ts'
import { createSubscriptions } from './subscriptions/subscriptions.ts'
import { createSwaps } from './swap/swaps.ts'
import { createBatches, OWN } from './transactions/batches.ts'
import { createHistory } from './transactions/history.ts'
import { createTransactions } from './transactions/transactions.ts'
import { createWatch } from './transactions/watch.ts'
import { createUiServer, type UiConnection } from './ui-server.ts'
import { whenBuilt } from './when-built.ts'

export type Background = {
  /** Rejects when the stored state could not be read; nothing is answered then but that. */
  ready: Promise<void>
  connectPage(port: { post(reply: PageReply): void }, page: PagePrincipal): PageConnection
  connectUi(port: { post(answer: UiAnswer): void }): UiConnection
  alarm(name: AlarmName): Promise<void>
  windowClosed(id: number): Promise<void>
  /** The browser lets us do something more. */
  permissionAdded(): Promise<void>
  /** A notification of ours. */
  notificationClicked(id: string): Promise<void>
  /** The machine was locked by its user. */
  screenLocked(): Promise<void>
}
export function createBackground(ports: Ports): Background {
  const built = build(ports)
  const ready = built.then(() => undefined)
  ready.catch(() => undefined)
  const idOf = (message: unknown): unknown =>
    typeof message === 'object' && message !== null && 'id' in message ? message.id : undefined
  return {
    ready,
    connectPage: (port, page) =>
      whenBuilt(
        built,
        (all) => all.pageServer.connect(port, page),
        (message) => {
          const id = idOf(message)
          if (typeof id === 'string') port.post({ id, error: toErrorShape(new DisconnectedError()) })
        },
      ),
    connectUi: (port) =>
      whenBuilt(
        built,
        (all) => all.uiServer.connect(port),
        (message, error) => {
          const id = idOf(message)
          port.post({ id: typeof id === 'number' ? id : -1, error: toErrorShape(error) })
        },
      ),
    alarm: async (name) => (await built).alarm(name),
    windowClosed: async (id) => (await built).windowClosed(id),
    permissionAdded: async () => (await built).pageChoice.keep(),
    notificationClicked: async (id) => (await built).services.notifications.clicked(id),
    screenLocked: async () => (await built).services.keeper.lock(),
  }
}

async function build(ports: Ports) {
  await migrate(ports.local, MIGRATIONS)
  const [state, blob] = await Promise.all([openState(ports.local, ports.session), loadVault(ports.local)])
  const { local, session, clock } = ports
  const all = (): Services => services
  let discovering = false
  let progress: number | null = null
  const keeper = createKeeper({ state, local, session, clock, randomId: ports.randomId })
  const networks = createNetworks(state, () => rpc)
  const rpc = createRpcClient({
    post: ports.post,
    socket: ports.socket,
    clock,
    verified: state.verified,
    endpoints: (chainId) => networks.need(chainId).endpoints,
    networkName: (chainId) => networks.find(chainId)?.name ?? `Chain ${chainId}`,
  })
  const accounts = createAccounts(state)
  const keyrings = createKeyrings({ state, keeper, accounts })
  const sites = createSites({ state, keeper, clock, isKnownChain: (id) => networks.find(id) !== undefined })
  const frames = createFrames(state)
  const events = createPageEvents({ state, sites, keeper, frames, ports })
  const mirror = createMirror(all, { discovering: () => discovering, progress: () => progress })
  const assets = createAssets(all, (chainId, token) => prices.of(chainId, token), mirror.touch)
  const prices = createPrices(all)
  const providers = createProviders(all, mirror.touch)
  const watch = createWatch(all, (ended) => void all().nfts.refresh(ended.map(({ chainId }) => chainId)))
  const transactions = createTransactions(all, {
    sent: () => watch.wake(),
    done: async (ended) => {
      await services.swaps.records.ended(ended)
      await services.notifications.ended(ended)
      await mirror.recall('own')
    },
  })
  const batches = createBatches(all)
  const window = createApprovalWindow(ports.windows, state.windowId)
  const router = createRouter(all)
  const pageServer = createPageServer(all, router)
  const backOff = createBackOff(state.rejections, () => clock.now())
  const waitingRoom = createWaitingRoom({
    services: all,
    window,
    answer: (requests, error) => pageServer.settle(requests, () => ({ error })),
  })
  const queue = createQueue({
    services: all,
    window,
    answer: async (requests, subject, outcome) => {
      // Refusing the switch that follows an added network refuses nothing that the site asked (EIP-3085).
      const added = subject.kind === 'switch-network' && subject.afterAdding === true
      const settled = 'error' in outcome && added ? { result: null } : outcome
      await pageServer.settle(requests, (request) =>
        'error' in settled ? settled : { result: router.answerOf(request, settled.result) },
      )
    },
  })
  const services: Services = {
    ports,
    state,
    keeper,
    accounts,
    ...createPeople(all, state, local),
    keyrings,
    networks,
    rpc,
    reads: createSiteReads(rpc, clock, () => keeper.status() !== 'empty'),
    nfts: createNfts(all),
    nftMedia: createNftMedia(all),
    nftLogs: createNftLogs(all),
    filters: createFilters(all),
    subscriptions: createSubscriptions(all),
    sites,
    frames,
    events,
    assets,
    prices,
    ...createLooking(all),
    providers,
    transactions,
    history: createHistory(local),
    logs: createLogs(all, mirror.isWatched),
    explorers: createExplorers(all, mirror.isWatched, () => void mirror.recall().then(mirror.touch)),
    notifications: createNotifications(all),
    signed: createSignedStore(local, () => void mirror.recall().then(mirror.touch)),
    activity: createActivity(all),
    batches,
    swaps: createSwaps(all, () => watch.wake()),
    queue,
    waitingRoom,
    backOff,
  }
  /** What waited for the unlock goes through the pipeline again. */
  const rerunWaiting = async () => {
    for (const request of await waitingRoom.release()) void pageServer.rerun(request)
  }
  const showIcon = () => {
    const asked = Object.values(state.entries.get()).filter((entry) => entry.request !== null).length
    const waiting = asked + Object.keys(state.waiting.get()).length
    ports.action.show({ locked: keeper.status() !== 'unlocked', waiting })
  }
  const lostAccount = ({ origin, from }: Batch) =>
    origin !== OWN && !sites.grantedAccounts(origin).some((one) => sameAddress(one, from))
  keeper.onChange(async (status) => {
    await mirror.store()
    if (keeper.status() === 'empty') assets.forget()
    if (status === 'locked') {
      await queue.rejectWhere(() => true)
      await batches.halt('The wallet was locked.', () => true)
    } else {
      await Promise.all([assets.recall(), mirror.recall()])
      await rerunWaiting()
    }
    await events.refresh()
    mirror.touch()
    showIcon()
  })
  for (const field of Object.values(state)) field.subscribe(() => mirror.touch())
  for (const field of [state.sites, state.accounts, state.networks, state.framePairs])
    field.subscribe(() => {
      void events.refresh()
      void queue.rejectWhere((entry) => isStale(services, entry)).then(queue.renew)
      void batches.halt('The site was disconnected.', lostAccount)
    })
  for (const field of [state.entries, state.waiting]) field.subscribe(showIcon)
  const forget = () => void forgetAccounts(services).catch(() => undefined)
  state.accounts.subscribe(forget)
  state.selected.subscribe(() => {
    void Promise.all([assets.recall(), mirror.recall()]).then(mirror.touch)
    void events.refresh()
  })
  state.pending.subscribe(() => {
    void mirror.recall('own').then(mirror.touch)
    void assets.refresh([state.selected.get().chainId])
    void batches.advance()
  })
  for (const source of [services.logs, state.swaps])
    source.subscribe(() => void mirror.recall().then(mirror.touch))
  const pageChoice = createPageChoice(state.settings, ports.pageScript)
  const lookFor = (keyringId: string) => {
    const show = (now: boolean) => {
      discovering = now
      mirror.touch()
    }
    show(true)
    const enabled = networks.list().flatMap((one) => (one.enabled ? [one.chainId] : []))
    void discover(services, keyringId, enabled)
      .catch(() => undefined)
      .finally(() => show(false))
  }
  const showProgress = (done: number | null) => {
    // In steps of a twentieth: each one is a patch to every page of ours.
    const step = done === null ? null : Math.floor(done * 20) / 20
    if (step === progress) return
    progress = step
    mirror.touch()
  }
  const api = createUiApi(services, { discover: lookFor, progress: showProgress, focusWindow: window.focus })
  const uiServer = createUiServer({ api, mirror, gesture: keeper.touch })
  await keeper.open(blob)
  // A worker that was stopped while it stored a secret left the lists behind the vault.
  if (keeper.status() === 'unlocked') keyrings.reconcile().catch(() => undefined)
  // For our own pages only: a site's answer does not wait for it.
  void Promise.all([assets.recall(), mirror.recall()]).then(mirror.touch)
  void queue.resume()
  void events.refresh() // What the last worker was stopped before saying.
  void waitingRoom.resume().then(() => (keeper.status() === 'unlocked' ? rerunWaiting() : undefined))
  services.nftLogs.follow()
  watch.wake()
  services.subscriptions.wake()
  void pageChoice.keep()
  void services.notifications.resume()
  forget()
  return {
    services,
    pageChoice,
    pageServer,
    uiServer,
    async alarm(name: AlarmName) {
      if (name === 'watch') await watch.look()
      else if (name === 'follow') await services.subscriptions.look()
      else if (keeper.status() !== 'unlocked') await keeper.lock()
    },
    async windowClosed(id: number) {
      // What is asked from now on opens the window anew.
      const shown = new Set(Object.keys(state.entries.get()))
      if (!(await window.closed(id))) return
      await queue.refuse((entry) => entry.request !== null && shown.has(entry.id))
      await waitingRoom.refuse(null)
    },
  }
}

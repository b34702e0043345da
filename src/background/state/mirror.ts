/**
 * The read-only picture of the wallet for our own pages: a snapshot when one connects, then patches of the fields
 * that changed. The last picture is kept in session storage, so that the popup paints before the worker answers.
 */
import type {
  ActivityRow,
  ClearSigningView,
  GuardView,
  PeopleView,
  SwapView,
  UiPush,
  WalletState,
} from '../../messaging/protocol.ts'
import { PICTURE_KEY, PICTURE_UNTIL_KEY } from '../../messaging/protocol.ts'
import { sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { rivalsOf } from '../transactions/group.ts'
import type { StoredTransaction } from './schema.ts'
import { weightOf } from './weight.ts'

const NEWEST = 50
/** Bytes of open questions in the stored picture. */
const MOST_QUESTIONS = 300_000
const NOBODY: PeopleView = { contacts: [], names: {}, recent: [], gateways: [] }
const NO_FILES: ClearSigningView = { files: [], registry: { at: null, count: 0, problem: null } }
const UNGUARDED: GuardView = {
  allowed: [],
  addresses: [],
  lists: {
    sites: { at: null, seed: '', count: 0, problem: null },
    addresses: { at: null, seed: '', count: 0, problem: null },
  },
}
const NOTHING: { address: string; own: ActivityRow[]; others: ActivityRow[] } = {
  address: '',
  own: [],
  others: [],
}

export type Mirror = {
  snapshot(): WalletState
  join(push: (message: UiPush) => void): () => void
  /** Something may have changed: tells the pages that are open, soon and once. */
  touch(): void
  /** Writes the stored picture now: before a lock is told to anyone. */
  store(): Promise<void>
  /** Whether a page of ours is open. */
  isWatched(): boolean
  /** Reads the newest history of the selected account: what this wallet sent alone, or also what others tell. */
  recall(what?: 'own' | 'all'): Promise<void>
}

export function createMirror(
  services: () => Services,
  extras: { discovering(): boolean; progress(): number | null },
): Mirror {
  const pages = new Set<(message: UiPush) => void>()
  /** JSON of each field as the pages know it. */
  let told = new Map<string, string>()
  let scheduled = false
  let history: { address: string; own: ActivityRow[]; others: ActivityRow[] } = NOTHING

  function activity(): ActivityRow[] {
    const { state } = services()
    const { address } = state.selected.get()
    if (address === null) return []
    const own = Object.values(state.pending.get()).filter((one) => sameAddress(one.from, address))
    const { own: sent, others } = history.address === address ? history : NOTHING
    const done = [...sent, ...others].sort((a, b) => b.createdAt - a.createdAt).slice(0, NEWEST)
    const ids = new Set(own.map(({ id }) => id))
    // All that are pending: each of them can be acted upon.
    return [...pendingRows(own), ...done.filter(({ id }) => !ids.has(id))]
  }

  function people(): PeopleView {
    const { state, contacts, ens } = services()
    return {
      contacts: contacts.list(),
      names: ens.names(),
      recent: state.recent.get(),
      gateways: state.gateways.get(),
    }
  }

  function snapshot(): WalletState {
    const { state, keeper, networks, sites, assets, queue, providers } = services()
    const status = keeper.status()
    const open = status === 'unlocked'
    return {
      status,
      unlock: { retryAt: state.throttle.get().retryAt },
      keyrings: open ? state.keyrings.get() : [],
      accounts: open ? state.accounts.get() : [],
      selected: open ? state.selected.get() : { address: null, chainId: state.selected.get().chainId },
      networks: networks.list(),
      showTestnets: state.networks.get().testnets,
      balances: assets.sheet(),
      portfolio: assets.portfolio(),
      nfts: open ? services().nfts.shown() : [],
      nftGateway: state.nftGateway.get(),
      people: open ? people() : NOBODY,
      activity: open ? activity() : [],
      approvals: open ? queue.views() : [],
      waiting: Object.keys(state.waiting.get()).length,
      sites: open ? sites.list() : [],
      blocked: open ? state.blocked.get() : [],
      guard: open ? services().guard.view() : UNGUARDED,
      clearSigning: open ? services().reader.files.view() : NO_FILES,
      framePairs: open ? state.framePairs.get() : [],
      swaps: open ? swapsOf(services()) : [],
      services: open ? providers.list() : [],
      settings: state.settings.get(),
      discovering: extras.discovering(),
      progress: extras.progress(),
    }
  }

  function tell(): void {
    scheduled = false
    const now = snapshot()
    const texts = textsOf(now)
    const changed = Object.entries(now).filter(([key]) => told.get(key) !== texts.get(key))
    if (changed.length === 0) return
    told = texts
    const patch: Partial<WalletState> = Object.fromEntries(changed)
    for (const push of pages) push({ patch })
    store(now).catch(() => undefined)
  }

  async function store(now = snapshot()): Promise<void> {
    const until = services().state.unlocked.get()?.lockAt ?? null
    // It is there to paint soon: what is too large for that comes a moment later.
    const approvals = weightOf(now.approvals) <= MOST_QUESTIONS ? now.approvals : []
    await services().ports.session.set({ [PICTURE_KEY]: { ...now, approvals }, [PICTURE_UNTIL_KEY]: until })
  }

  return {
    snapshot,
    store: () => store(),
    join(push) {
      const now = snapshot()
      told = textsOf(now)
      pages.add(push)
      push({ snapshot: now })
      store(now).catch(() => undefined)
      return () => pages.delete(push)
    },
    isWatched: () => pages.size > 0,
    touch() {
      if (scheduled || pages.size === 0) return
      scheduled = true
      queueMicrotask(tell)
    },
    async recall(what = 'all') {
      const { state, activity: all } = services()
      const { address } = state.selected.get()
      if (address === null) return
      const same = history.address === address
      const [own, others] = await Promise.all([
        all.newest(address, NEWEST, 'own'),
        what === 'own' && same ? null : all.newest(address, NEWEST, 'others'),
      ])
      history = { address, own, others: others ?? history.others }
    },
  }
}

const textsOf = (state: WalletState) =>
  new Map(Object.entries(state).map(([key, value]) => [key, JSON.stringify(value)]))

const swapsOf = ({ state, swaps }: Services): SwapView[] =>
  swaps.records.views().filter(({ account }) => account === state.selected.get().address)

/** The newest first, with what only the others tell: which of a nonce is the newest, and what must come first. */
function pendingRows(own: readonly StoredTransaction[]): ActivityRow[] {
  const rows = own.map((one): ActivityRow => {
    const rivals = rivalsOf(one, own)
    const newest = rivals.at(-1) ?? one
    const same = own.filter(({ chainId }) => chainId === one.chainId)
    const lowest = Math.min(...same.map(({ nonce }) => nonce))
    return {
      ...toRow(one),
      replacedBy: newest === one ? null : newest.id,
      stuck: one.stuck ?? (lowest < one.nonce ? { why: 'before', nonce: lowest } : null),
    }
  })
  return rows.sort((a, b) => b.createdAt - a.createdAt || b.nonce - a.nonce)
}

export const toRow = (one: StoredTransaction): ActivityRow => ({
  id: one.id,
  hash: one.hash,
  chainId: one.chainId,
  account: one.from,
  source: 'wallet',
  from: one.from,
  to: one.to,
  nonce: one.nonce,
  status: one.status,
  kind: one.kind,
  moves: one.moves,
  spam: false,
  title: one.title,
  batch: one.batch,
  origin: one.origin,
  createdAt: one.createdAt,
  minedAt: one.minedAt,
  fee: one.fee,
  maxFee: one.maxFee,
  error: one.error,
  replaces: one.replaces,
  replacedBy: one.replacedBy,
  stuck: one.stuck,
})

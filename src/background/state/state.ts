/** All persisted state of the background: one field each, hydrated together when the worker starts. */
import * as v from 'valibot'
import type { Display, Settings } from '../../messaging/protocol.ts'
import type { ErrorShape } from '../../shared/errors.ts'
import type { Storage } from '../../storage/storage.ts'
import type { Entry, Waiting } from '../approvals/entry.ts'
import { descriptorFields } from '../explaining/stored.ts'
import { guardFields } from '../guard/stored.ts'
import { type LogScan, logScan } from '../logs/stored.ts'
import { type Notices, storedNotices } from '../notifications/stored.ts'
import { type StoredPools, type StoredPrices, storedPools, storedPrices } from '../prices/stored.ts'
import { type StoredServices, storedServices } from '../providers/provider.ts'
import {
  type StoredFilter,
  type StoredSubscription,
  storedFilter,
  storedSubscription,
} from '../subscriptions/stored.ts'
import { createField } from './field.ts'
import { nftFields } from './nft-fields.ts'
import { parser } from './parser.ts'
import { peopleFields } from './people-fields.ts'
import * as schema from './schema.ts'
import { SWAP_DEFAULTS } from './swap-defaults.ts'
import { swapFields } from './swap-fields.ts'

/** An answer that waits to be acknowledged by its document. */
export type StoredAnswer = {
  documentId: string
  at: number
  outcome: { result: unknown } | { error: ErrorShape }
}

/** Session entries are ours alone and die with the browser: their shape is checked by the type that wrote them. */
const own =
  <T>(isIt: (stored: unknown) => stored is T) =>
  (stored: unknown): T => {
    if (!isIt(stored)) throw new TypeError('unreadable session state')
    return stored
  }
const isRecord = (stored: unknown) => typeof stored === 'object' && stored !== null && !Array.isArray(stored)
const isEntries = (stored: unknown): stored is Record<string, Entry> => isRecord(stored)
const isWaiting = (stored: unknown): stored is Record<string, Waiting> => isRecord(stored)
const isAnswers = (stored: unknown): stored is Record<string, StoredAnswer> => isRecord(stored)

function fields(local: Storage, session: Storage) {
  return {
    keyrings: createField<schema.Keyring[]>({
      key: 'keyrings',
      storage: local,
      initial: [],
      parse: parser(v.array(schema.keyring)),
    }),
    accounts: createField<schema.Account[]>({
      key: 'accounts',
      storage: local,
      initial: [],
      parse: parser(v.array(schema.account)),
    }),
    selected: createField<schema.Selection>({
      key: 'selected',
      storage: local,
      initial: { address: null, chainId: 1 },
      parse: parser(schema.selection),
    }),
    networks: createField<schema.NetworkSettings>({
      key: 'networks',
      storage: local,
      initial: { added: [], endpoints: {}, enabled: [1], testnets: false },
      parse: parser(schema.networkSettings),
    }),
    sites: createField<Record<string, schema.Site>>({
      key: 'sites',
      storage: local,
      initial: {},
      parse: parser(v.record(v.string(), schema.site)),
    }),
    /** Origins that may ask nothing any more. */
    blocked: createField<string[]>({
      key: 'blocked',
      storage: local,
      initial: [],
      parse: parser(v.array(v.string())),
    }),
    framePairs: createField<schema.FramePair[]>({
      key: 'framePairs',
      storage: local,
      initial: [],
      parse: parser(v.array(schema.framePair)),
    }),
    settings: createField<Settings>({
      key: 'settings',
      storage: local,
      initial: {
        lockMinutes: 15,
        theme: 'system',
        ethereum: 'shared',
        asMetaMask: false,
        notify: { confirmed: false, failed: false, received: false },
        swap: SWAP_DEFAULTS,
      },
      parse: parser(schema.settings),
    }),
    notices: createField<Notices>({
      key: 'notices',
      storage: local,
      initial: { waiting: {}, told: {}, places: {} },
      parse: parser(storedNotices),
    }),
    tokens: createField<schema.AddedToken[]>({
      key: 'tokens',
      storage: local,
      initial: [],
      parse: parser(v.array(schema.addedToken)),
    }),
    ...nftFields(local),
    ...swapFields(local),
    ...guardFields(local),
    ...descriptorFields(local),
    /** Tokens that the logs of an account brought to light. */
    found: createField<schema.AddedToken[]>({
      key: 'found',
      storage: local,
      initial: [],
      parse: parser(v.array(schema.addedToken)),
    }),
    ...peopleFields(local, session),
    display: createField<Display>({
      key: 'display',
      storage: local,
      initial: { scope: 'account', currency: 'USD', hideAmounts: false, hideSmall: false },
      parse: parser(schema.display),
    }),
    assetChoices: createField<Record<string, 'pinned' | 'hidden'>>({
      key: 'assetChoices',
      storage: local,
      initial: {},
      parse: parser(schema.assetChoices),
    }),
    /** Sections of a backup file that this release does not know: kept for the next file and the next release. */
    aside: createField<Record<string, unknown>>({
      key: 'aside',
      storage: local,
      initial: {},
      parse: parser(v.record(v.string(), v.unknown())),
    }),
    prices: createField<StoredPrices>({
      key: 'prices',
      storage: local,
      initial: { at: 0, prices: {}, rates: {} },
      parse: parser(storedPrices),
    }),
    /** Services outside of the networks: what the person decided, and their sealed keys. */
    services: createField<StoredServices>({
      key: 'services',
      storage: local,
      initial: {},
      parse: parser(storedServices),
    }),
    pools: createField<StoredPools>({
      key: 'pools',
      storage: local,
      initial: {},
      parse: parser(storedPools),
    }),
    /** Pending transactions by id. Finished ones move to the history. */
    pending: createField<Record<string, schema.StoredTransaction>>({
      key: 'transactions',
      storage: local,
      initial: {},
      parse: parser(v.record(v.string(), schema.storedTransaction)),
    }),
    /** Confirmed lately, by id: followed until their blocks are deep enough to stay. */
    settled: createField<Record<string, schema.StoredTransaction>>({
      key: 'settled',
      storage: local,
      initial: {},
      parse: parser(v.record(v.string(), schema.storedTransaction)),
    }),
    /** The first block of local networks, and the highest seen: a chain that was started anew has others. */
    localChains: createField<Record<string, schema.LocalChain>>({
      key: 'local-chains',
      storage: local,
      initial: {},
      parse: parser(v.record(v.string(), schema.localChain)),
    }),
    /** Batches of sites by the consent that they stand for, a day long at least. */
    callBatches: createField<Record<string, schema.Batch>>({
      key: 'call-batches',
      storage: local,
      initial: {},
      parse: parser(v.record(v.string(), schema.batch)),
    }),
    throttle: createField({
      key: 'throttle',
      storage: local,
      initial: { failures: 0, retryAt: 0 },
      parse: parser(schema.throttle),
    }),
    unlocked: createField<schema.UnlockedSession | null>({
      key: 'unlocked',
      storage: session,
      initial: null,
      parse: parser(v.nullable(schema.unlockedSession)),
    }),
    entries: createField<Record<string, Entry>>({
      key: 'approvals',
      storage: session,
      initial: {},
      parse: own(isEntries),
    }),
    /** Requests that wait for an unlock, by key. */
    waiting: createField<Record<string, Waiting>>({
      key: 'waiting',
      storage: session,
      initial: {},
      parse: own(isWaiting),
    }),
    answers: createField<Record<string, StoredAnswer>>({
      key: 'answers',
      storage: session,
      initial: {},
      parse: own(isAnswers),
    }),
    documents: createField<Record<string, schema.PageDocument>>({
      key: 'documents',
      storage: session,
      initial: {},
      parse: parser(v.record(v.string(), schema.pageDocument)),
    }),
    filters: createField<Record<string, StoredFilter>>({
      key: 'filters',
      storage: session,
      initial: {},
      parse: parser(v.record(v.string(), storedFilter)),
    }),
    /** `next`: the number of the next event. */
    subscriptions: createField<{ next: number; all: Record<string, StoredSubscription> }>({
      key: 'subscriptions',
      storage: session,
      initial: { next: 0, all: {} },
      parse: parser(v.object({ next: v.number(), all: v.record(v.string(), storedSubscription) })),
    }),
    /** Endpoints that showed the right chain id in this session. */
    verified: createField<Record<string, number>>({
      key: 'verified',
      storage: session,
      initial: {},
      parse: parser(v.record(v.string(), v.number())),
    }),
    rejections: createField<Record<string, schema.Rejections>>({
      key: 'rejections',
      storage: session,
      initial: {},
      parse: parser(v.record(v.string(), schema.rejections)),
    }),
    /** How many reads an endpoint of a network takes at once, where it refused more. */
    batches: createField<Record<string, number>>({
      key: 'batches',
      storage: session,
      initial: {},
      parse: parser(v.record(v.string(), v.number())),
    }),
    /** By chain id. */
    logScans: createField<Record<string, LogScan>>({
      key: 'log-scans',
      storage: session,
      initial: {},
      parse: parser(v.record(v.string(), logScan)),
    }),
    windowId: createField<number | null>({
      key: 'window',
      storage: session,
      initial: null,
      parse: parser(v.nullable(v.number())),
    }),
  }
}

export type State = ReturnType<typeof fields>

/** Reads both storages once. A field that cannot be read is kept aside under `damaged:` and starts anew. */
export async function openState(local: Storage, session: Storage): Promise<State> {
  const state = fields(local, session)
  const keysOf = (storage: Storage) =>
    Object.values(state)
      .filter((field) => field.storage === storage)
      .map((field) => field.key)
  const [fromLocal, fromSession] = await Promise.all([local.get(keysOf(local)), session.get(keysOf(session))])
  for (const field of Object.values(state)) {
    const area = field.storage === session ? fromSession : fromLocal
    try {
      field.hydrate(area[field.key])
    } catch {
      await local.set({ [`damaged:${field.key}`]: area[field.key] })
    }
  }
  return state
}

/**
 * What a backup file holds beside the secrets, in named sections. Each is optional, is read whole before anything is
 * changed, and is merged so that nothing that is here is lost. A section holds nothing that could sign: such secrets are boxes.
 * Adding one is one entry below; a file with a section that this release does not know keeps it aside.
 *
 * Not in the file: permissions of sites (given on this machine, to be given anew on another), balances and activity
 * (the chain knows them), and the time until the lock of a wallet that already has its own settings.
 */
import * as v from 'valibot'
import { sameAddress } from '../../shared/hex.ts'
import { cleanName, watchKeyring } from '../accounts/accounts.ts'
import { isSocketUrl, parseListedUrl } from '../networks/endpoint.ts'
import { parseGateway } from '../nfts/place.ts'
import type { Services } from '../services.ts'
import { contact } from '../state/people-fields.ts'
import * as schema from '../state/schema.ts'
import {
  backedDescriptors,
  backedProtection,
  mergeDescriptors,
  mergeProtection,
  readDescriptors,
  readProtection,
} from './protection-sections.ts'
import { backedServices, mergeServices, readServices } from './services-section.ts'

/** `keyrings`: from the file's ids to those in use here. `fresh`: there was no wallet before. */
export type MergeContext = { keyrings: ReadonlyMap<string, string>; fresh: boolean }

export type Section = {
  name: string
  read(services: Services): unknown
  /** Throws when it is not what `read` gives. Answers how to merge it: how many entries were new. */
  parse(raw: unknown): (services: Services, context: MergeContext) => Promise<number>
}

/** So that no file makes the wallet derive for ever. */
const INDEX_MOST = 10_000
const MANY = 5_000

function section<T>(given: {
  name: string
  read(services: Services): T | Promise<T>
  schema: v.GenericSchema<unknown, T>
  merge(value: T, services: Services, context: MergeContext): Promise<number>
}): Section {
  return {
    name: given.name,
    read: given.read,
    parse(raw) {
      const value = v.parse(given.schema, raw)
      return (services, context) => given.merge(value, services, context)
    },
  }
}

const backedAccount = v.object({
  ...schema.account.entries,
  name: v.pipe(v.string(), v.maxLength(200)),
  index: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(INDEX_MOST)),
})

const accounts = section({
  name: 'accounts',
  read: ({ state }) => state.accounts.get(),
  schema: v.pipe(v.array(backedAccount), v.maxLength(MANY)),
  async merge(given, { state, keeper, accounts }, { keyrings, fresh }) {
    let added = 0
    const known = new Map<string, string[]>()
    for (const [from, id] of keyrings) {
      const last = given.reduce((most, one) => (one.keyringId === from ? Math.max(most, one.index) : most), 0)
      known.set(from, await keeper.addresses(id, 0, last + 1))
    }
    for (const one of given) {
      const watched = schema.isWatched(one)
      const keyringId = watched ? one.keyringId : keyrings.get(one.keyringId)
      // Without its secret, or not of it, an account could never sign.
      if (keyringId === undefined) continue
      if (!watched && known.get(one.keyringId)?.[one.index] !== one.address) continue
      if (watched && !state.keyrings.get().some(({ id }) => id === keyringId))
        await state.keyrings.update((now) => [...now, watchKeyring])
      const { address, index, name, hidden, color } = one
      const before = accounts.find(address)
      if (!(await accounts.put({ address, keyringId, index, name })) && !fresh) continue
      if (before === undefined) added++
      if (before === undefined || fresh)
        await state.accounts.update((now) =>
          now.map((mine) =>
            sameAddress(mine.address, address)
              ? {
                  ...mine,
                  name: cleanName(name) || mine.name,
                  hidden,
                  ...(color === undefined ? {} : { color }),
                }
              : mine,
          ),
        )
    }
    return added
  },
})

const networks = section({
  name: 'networks',
  read: ({ state }) => state.networks.get(),
  schema: v.object({
    added: v.pipe(v.array(schema.addedNetwork), v.maxLength(MANY)),
    endpoints: v.record(
      v.string(),
      v.pipe(v.array(v.pipe(v.string(), v.transform(parseListedUrl))), v.maxLength(8)),
    ),
    enabled: v.optional(v.array(v.number()), []),
    testnets: v.optional(v.boolean(), false),
  }),
  async merge(given, { networks, state }, { fresh: isNew }) {
    const known = new Set(networks.list().map((one) => one.chainId))
    const fresh = given.added.filter(
      (one) => !known.has(one.chainId) && given.endpoints[String(one.chainId)] !== undefined,
    )
    const ids = new Set([...known, ...fresh.map((one) => one.chainId)].map(String))
    const taken = Object.entries(given.endpoints).filter(
      ([id, urls]) => ids.has(id) && !urls.every(isSocketUrl),
    )
    await state.networks.update((now) => ({
      ...now,
      enabled: [...new Set([...now.enabled, ...given.enabled.filter((id) => ids.has(String(id)))])],
      testnets: isNew ? given.testnets : now.testnets,
      added: [...now.added, ...fresh],
      // Its own endpoints stay where this wallet has some.
      endpoints: { ...Object.fromEntries(taken), ...now.endpoints },
    }))
    return fresh.length
  },
})

const tokens = section({
  name: 'tokens',
  read: ({ state }) => state.tokens.get(),
  schema: v.pipe(v.array(schema.addedToken), v.maxLength(MANY)),
  async merge(given, { state }) {
    const isHere = (now: readonly schema.AddedToken[], one: schema.AddedToken) =>
      now.some((mine) => mine.chainId === one.chainId && sameAddress(mine.address, one.address))
    const fresh = given.filter((one) => !isHere(state.tokens.get(), one))
    await state.tokens.update((now) => [...now, ...fresh.filter((one) => !isHere(now, one))])
    return fresh.length
  },
})

/** Only a wallet that is made from the file takes them: in one that is in use, the person has chosen already. */
const settings = section({
  name: 'settings',
  read: ({ state }) => state.settings.get(),
  schema: schema.settings,
  async merge(given, { state }, { fresh }) {
    if (!fresh) return 0
    await state.settings.set(given)
    return 1
  },
})

const display = section({
  name: 'display',
  read: ({ state }) => state.display.get(),
  schema: schema.display,
  async merge(given, { state }, { fresh }) {
    if (!fresh) return 0
    await state.display.set(given)
    return 1
  },
})

const contacts = section({
  name: 'contacts',
  read: ({ contacts }) => contacts.list(),
  schema: v.pipe(
    v.array(v.object({ ...contact.entries, name: v.pipe(v.string(), v.maxLength(200)) })),
    v.maxLength(MANY),
  ),
  merge: (given, { contacts }) => contacts.merge(given),
})

/** Which assets are pinned and hidden; a choice that was made here stays. */
const assetChoices = section({
  name: 'assetChoices',
  read: ({ state }) => state.assetChoices.get(),
  schema: schema.assetChoices,
  async merge(given, { state }) {
    const fresh = Object.keys(given).filter((key) => !Object.hasOwn(state.assetChoices.get(), key))
    await state.assetChoices.update((now) => ({ ...given, ...now }))
    return fresh.length
  },
})

/** What the person added and chose; what transfers brought to light is found again. */
const nfts = section({
  name: 'nfts',
  read: ({ state }) => ({
    items: state.nfts.get().filter(isAdded),
    collections: state.nftCollections.get().filter(isAdded),
    choices: state.nftChoices.get(),
    gateway: state.nftGateway.get(),
  }),
  schema: v.object({
    items: v.pipe(v.array(schema.nft), v.maxLength(MANY)),
    collections: v.pipe(v.array(schema.nftCollection), v.maxLength(MANY)),
    choices: schema.nftChoices,
    gateway: v.nullable(v.pipe(v.string(), v.transform(parseGateway))),
  }),
  async merge({ items, collections, choices, gateway }, { state, nfts }) {
    const fresh = items.filter((one) => !nfts.has(one))
    await state.nfts.update((now) => [...now, ...fresh])
    await state.nftCollections.update((now) => [
      ...now,
      ...collections.filter(
        (one) => !now.some((mine) => mine.chainId === one.chainId && sameAddress(mine.address, one.address)),
      ),
    ])
    await state.nftChoices.update((now) => ({ ...choices, ...now }))
    if (state.nftGateway.get() === null && gateway !== null) await state.nftGateway.set(gateway)
    return fresh.length
  },
})
const isAdded = ({ origin }: { origin: 'added' | 'found' }): boolean => origin === 'added'

const services = section({
  name: 'services',
  read: readServices,
  schema: backedServices,
  merge: mergeServices,
})

const protection = section({
  name: 'protection',
  read: readProtection,
  schema: backedProtection,
  merge: mergeProtection,
})

const descriptors = section({
  name: 'descriptors',
  read: readDescriptors,
  schema: backedDescriptors,
  merge: mergeDescriptors,
})

/** In the order in which they are merged. */
export const SECTIONS: readonly Section[] = [
  networks,
  tokens,
  accounts,
  contacts,
  assetChoices,
  nfts,
  services,
  protection,
  descriptors,
  display,
  settings,
]

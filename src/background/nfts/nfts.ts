/**
 * The NFTs of the accounts: added by hand, proposed by sites with the person's word, listed by their contracts, or
 * brought to light by transfers. Whose they are is read from the chain; nothing that a contract claims is taken for
 * more than text.
 */
import { parseAddress } from '../../ethereum/address.ts'
import type { NftChoice, NftId, NftView } from '../../messaging/protocol.ts'
import { FieldError, WalletError } from '../../shared/errors.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import type { NftCollection, StoredNft } from '../state/schema.ts'
import { type Held, type Item, readCollections, readHeld, readListed } from './ownership.ts'

/** Kept on all networks together. What a person added comes first. */
const MOST = 500
const MOST_COLLECTIONS = 200
/** So that what arrives unasked never pushes out the rest of its network. */
const MOST_SEEN_AT_ONCE = 100
const MOST_ID = 2n ** 256n

export type Nfts = {
  /** Those of the selected account, or of all where that is the scope, on the networks that are switched on. */
  shown(): NftView[]
  find(which: NftId): StoredNft | undefined
  /** It arrived without anyone having asked for it, and nobody has said that it is welcome. */
  isUnasked(nft: StoredNft): boolean
  has(nft: NftId & { owner: Address }): boolean
  /** Keeps one that the person was shown. */
  keep(nft: Omit<StoredNft, 'origin' | 'quantity' | 'title'>): Promise<void>
  /** @throws FieldError */
  add(chainId: number, typed: string, tokenId: string | null): Promise<{ name: string; count: number }>
  remove(which: NftId): Promise<void>
  choose(which: Omit<NftId, 'tokenId'> & { tokenId: string | null }, choice: NftChoice | null): Promise<void>
  /** Items that transfers to the accounts named: those that are theirs are kept as found. */
  see(chainId: number, items: readonly Item[], isWelcome?: (address: Address) => boolean): Promise<void>
  /** What its description calls it. */
  name(which: NftId, title: string | null): Promise<void>
  /** Reads the networks anew. Never rejects: what cannot be read stays as it was. */
  refresh(chainIds?: readonly number[]): Promise<void>
}

const isSame = (a: NftId, b: NftId): boolean =>
  a.chainId === b.chainId && a.tokenId === b.tokenId && sameAddress(a.address, b.address)
const isOf = (a: Omit<NftId, 'tokenId'>, b: Omit<NftId, 'tokenId'>): boolean =>
  a.chainId === b.chainId && sameAddress(a.address, b.address)

/** `chainId:address`, and of one item `chainId:address:id`. */
export const nftKey = ({ chainId, address, tokenId }: Omit<NftId, 'tokenId'> & { tokenId: string | null }) =>
  [String(chainId), address.toLowerCase(), ...(tokenId === null ? [] : [tokenId])].join(':')

export function createNfts(services: () => Services): Nfts {
  const state = () => services().state
  const reading = new Map<number, Promise<void>>()

  const owners = (): Address[] =>
    state()
      .accounts.get()
      .filter((one) => !one.hidden)
      .map((one) => one.address)
  const find = (which: NftId) =>
    state()
      .nfts.get()
      .find((one) => isSame(one, which))

  function toView({ origin, ...nft }: StoredNft): NftView {
    const choices = state().nftChoices.get()
    const choice = choices[nftKey(nft)] ?? choices[nftKey({ ...nft, tokenId: null })] ?? null
    return { ...nft, origin, choice }
  }

  /** What a network says replaces what was known of it, in its place; what is new comes first. */
  function merge(now: readonly StoredNft[], chainId: number, held: readonly Held[], origin: Origin) {
    const left = new Map(held.map((one) => [`${nftKey({ ...one, chainId })} ${one.owner}`, one]))
    const before = now.flatMap((nft) => {
      const key = `${nftKey(nft)} ${nft.owner}`
      const said = left.get(key)
      left.delete(key)
      if (said === undefined) return [nft]
      return said.quantity === 0n ? [] : [{ ...nft, quantity: said.quantity.toString() }]
    })
    const fresh = [...left.values()].flatMap(({ quantity, ...item }): StoredNft[] => {
      if (quantity === 0n) return []
      const name = nameOf(chainId, item.address) ?? 'Collection without a name'
      // Another account of ours had it.
      const known = now.find((one) => isSame(one, { ...item, chainId }))
      const more = { title: known?.title ?? null, origin: known?.origin ?? origin(item.address) }
      return [{ chainId, ...item, name, quantity: quantity.toString(), ...more }]
    })
    const next = [...fresh, ...before]
    if (next.length <= MOST) return next
    const kept = new Set([...next.filter(isAdded), ...next.filter((one) => !isAdded(one))].slice(0, MOST))
    return next.filter((one) => kept.has(one))
  }
  type Origin = (address: Address) => StoredNft['origin']
  const collectionsOf = (chainId: number) =>
    state()
      .nftCollections.get()
      .filter((one) => one.chainId === chainId)
  const nameOf = (chainId: number, address: Address) =>
    collectionsOf(chainId).find((one) => sameAddress(one.address, address))?.name ?? null
  const originOf =
    (chainId: number): Origin =>
    (address) =>
      collectionsOf(chainId).find((one) => sameAddress(one.address, address))?.origin ?? 'found'

  async function keepCollection(collection: NftCollection): Promise<void> {
    await state().nftCollections.update((now) => {
      const all = [collection, ...now.filter((one) => !isOf(one, collection))]
      const [added, found] = [all.filter(isAdded), all.filter((one) => !isAdded(one))]
      return [...added, ...found].slice(0, MOST_COLLECTIONS)
    })
  }

  /** Reads what is known of a network, what its contracts list, and `more`; keeps what the accounts hold of it. */
  async function read(chainId: number, more: readonly Item[] = []): Promise<void> {
    const mine = owners()
    const items = state()
      .nfts.get()
      .filter((one) => one.chainId === chainId)
    const collections = collectionsOf(chainId)
    if (mine.length === 0 || (items.length === 0 && collections.length === 0 && more.length === 0)) return
    const held = await readHeld(services(), chainId, mine, [...items, ...more])
    const listed = await readListed(services(), chainId, mine, collections, held)
    // Held against the owner too: a contract may list what it says belongs to another.
    const fresh = listed.filter((one) => !held.some((known) => isSameItem(known, one)))
    const all = [...held, ...(await readHeld(services(), chainId, mine, fresh))]
    const accounts = state().accounts.get()
    await state().nfts.update((now) => {
      const next = merge(now, chainId, all, originOf(chainId)).filter(({ owner }) =>
        accounts.some(({ address }) => sameAddress(address, owner)),
      )
      return JSON.stringify(next) === JSON.stringify(now) ? now : next
    })
  }

  function refreshOne(chainId: number): Promise<void> {
    const running = reading.get(chainId)
    if (running !== undefined) return running
    // A network that is not there leaves its NFTs as they were; the portfolio says that it is not there.
    const run = read(chainId)
      .catch(() => undefined)
      .finally(() => reading.delete(chainId))
    reading.set(chainId, run)
    return run
  }

  /** What the person chose for it before stays. */
  async function welcome(collection: Omit<NftId, 'tokenId'>): Promise<void> {
    const key = nftKey({ ...collection, tokenId: null })
    await state().nftChoices.update((now) => (Object.hasOwn(now, key) ? now : { ...now, [key]: 'shown' }))
  }

  return {
    find,
    isUnasked: (nft) => toView(nft).origin === 'found' && toView(nft).choice !== 'shown',
    shown() {
      const { address } = state().selected.get()
      const all = state().display.get().scope === 'all'
      const mine = new Set(owners().map((one) => one.toLowerCase()))
      const on = new Set(
        services()
          .networks.list()
          .flatMap((one) => (one.enabled ? [one.chainId] : [])),
      )
      const isMine = (owner: Address) =>
        all ? mine.has(owner.toLowerCase()) : address !== null && sameAddress(owner, address)
      return state()
        .nfts.get()
        .filter((one) => on.has(one.chainId) && isMine(one.owner))
        .map(toView)
    },
    has: (nft) =>
      state()
        .nfts.get()
        .some((one) => isSame(one, nft) && sameAddress(one.owner, nft.owner)),

    async keep(nft) {
      const kept: StoredNft = { ...nft, origin: 'added', quantity: '1', title: null }
      await state().nfts.update((now) => [kept, ...now.filter((one) => !isSame(one, nft))].slice(0, MOST))
      // How many there are of it, is on the chain.
      void refreshOne(nft.chainId)
    },

    async add(chainId, typed, tokenId) {
      services().networks.need(chainId)
      const address = field('address', () => parseAddress(typed))
      const id = tokenId === null || tokenId.trim() === '' ? null : parseId(tokenId)
      const [found] = await readCollections(services(), chainId, [address])
      if (found === null || found === undefined)
        throw new FieldError('address', 'There is no NFT collection at this address on this network.')
      if (id === null && !found.enumerable)
        throw new FieldError('tokenId', 'This collection cannot list what you hold. Type the item’s number.')
      const collection: NftCollection = { ...found, chainId, origin: 'added' }
      const mine = owners()
      const items =
        id === null
          ? await readListed(services(), chainId, mine, [collection], [])
          : [{ address, standard: found.standard, tokenId: id }]
      const all = await readHeld(services(), chainId, mine, items)
      const held = all.filter((one) => one.quantity > 0n)
      if (held.length === 0)
        throw new FieldError(
          id === null ? 'address' : 'tokenId',
          id === null
            ? 'None of your accounts holds anything of this collection.'
            : 'This item is not held by any of your accounts.',
        )
      if (id === null || !collectionsOf(chainId).some((one) => isOf(one, collection)))
        await keepCollection({ ...collection, enumerable: id === null })
      await state().nfts.update((now) => {
        const others = now.filter((one) => !held.some((mine) => isSame(one, { ...mine, chainId })))
        return merge(others, chainId, held, () => 'added')
      })
      return { name: found.name, count: held.length }
    },

    async remove(which) {
      // A contract that lists would bring it back.
      await state().nftCollections.update((now) => now.filter((one) => !isOf(one, which)))
      await state().nfts.update((now) => now.filter((one) => !isSame(one, which)))
    },

    async choose(which, choice) {
      await state().nftChoices.update((now) => {
        const { [nftKey(which)]: _old, ...rest } = now
        return choice === null ? rest : { ...rest, [nftKey(which)]: choice }
      })
    },

    async name(which, title) {
      await state().nfts.update((now) =>
        now.some((one) => isSame(one, which) && one.title !== title)
          ? now.map((one) => (isSame(one, which) ? { ...one, title } : one))
          : now,
      )
    },

    async see(chainId, items, isWelcome = () => false) {
      const fresh = items
        .filter((item) => find({ ...item, chainId }) === undefined)
        .slice(0, MOST_SEEN_AT_ONCE)
      if (fresh.length === 0) return
      const known = collectionsOf(chainId)
      const contracts = [...new Map(fresh.map(({ address }) => [address.toLowerCase(), address])).values()]
      const strange = contracts.filter((one) => !known.some(({ address }) => sameAddress(address, one)))
      for (const found of await readCollections(services(), chainId, strange))
        if (found !== null) await keepCollection({ ...found, chainId, origin: 'found' })
      for (const address of contracts.filter(isWelcome)) await welcome({ chainId, address })
      const standards = new Map(
        collectionsOf(chainId).map((one) => [one.address.toLowerCase(), one.standard] as const),
      )
      // What a log claims to be is held against the contract.
      const right = fresh.filter((item) => standards.get(item.address.toLowerCase()) === item.standard)
      await reading.get(chainId)
      await read(chainId, right)
    },

    async refresh(chainIds) {
      if (services().keeper.status() !== 'unlocked') return
      const wanted = services()
        .networks.list()
        .filter(({ enabled, chainId }) => enabled && (chainIds === undefined || chainIds.includes(chainId)))
      await Promise.all(wanted.map(({ chainId }) => refreshOne(chainId)))
    },
  }
}

const isAdded = ({ origin }: { origin: 'added' | 'found' }) => origin === 'added'
const isSameItem = (a: Pick<Item, 'address' | 'tokenId'>, b: Pick<Item, 'address' | 'tokenId'>) =>
  a.tokenId === b.tokenId && sameAddress(a.address, b.address)

/** Decimal, or hexadecimal as explorers write it; "#7" too. */
function parseId(typed: string): string {
  const text = typed.trim().replace(/^#/, '')
  if (!/^(?:\d{1,78}|0x[0-9a-fA-F]{1,64})$/.test(text) || BigInt(text) >= MOST_ID)
    throw new FieldError('tokenId', 'The number of an item has only digits.')
  return BigInt(text).toString()
}

function field<T>(name: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof WalletError ? new FieldError(name, error.shortMessage) : error
  }
}

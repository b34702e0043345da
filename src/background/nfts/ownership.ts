/** Whose the NFTs of a network are, as its contracts say: those that are known, and all of a contract that can list. */
import { decodeString, decodeUint, encodeBalanceOf, SELECTORS } from '../../ethereum/erc20.ts'
import {
  decodeOwner,
  decodeSupports,
  encodeItemBalance,
  encodeOwnerOf,
  encodeSupports,
  encodeTokenOfOwner,
  type NftStandard,
} from '../../ethereum/nft.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import type { NftCollection } from '../state/schema.ts'
import { readMany, readOne } from './read-many.ts'

export type Item = { address: Address; standard: NftStandard; tokenId: string }
/** `quantity` 0: not his any more. */
export type Held = Item & { owner: Address; quantity: bigint }

/** Reads of ERC-1155 balances grow with accounts times items. */
const MOST_BALANCES = 3_000
/** Items that a contract may list of one account, and of all at once. */
const MOST_LISTED = 100
const MOST_LISTED_TOGETHER = 500
/** What failed among others is asked again by itself. */
const MOST_SECOND_LOOKS = 20

const itemKey = (item: Pick<Item, 'address' | 'tokenId'>) => `${item.address.toLowerCase()} ${item.tokenId}`

/** Of each contract: null where there is no collection. */
export async function readCollections(
  services: Services,
  chainId: number,
  contracts: readonly Address[],
): Promise<(Omit<NftCollection, 'chainId' | 'origin'> | null)[]> {
  const asked = [
    encodeSupports('ERC721'),
    encodeSupports('ERC1155'),
    encodeSupports('enumerable'),
    SELECTORS.name,
  ]
  const answers = await readMany(
    services,
    chainId,
    contracts.flatMap((to) => asked.map((data) => ({ to, data }))),
  )
  return contracts.map((address, i) => {
    const [is721, is1155, lists, name] = answers.slice(i * asked.length, (i + 1) * asked.length)
    const is = (answer: string | null | undefined) => decodeSupports(answer ?? '')
    const standard = is(is721) ? 'ERC721' : is(is1155) ? 'ERC1155' : null
    if (standard === null) return null
    return {
      address,
      standard,
      enumerable: standard === 'ERC721' && is(lists),
      name: decodeString(name ?? '0x') ?? 'Collection without a name',
    }
  })
}

/**
 * @returns what each of `owners` holds of `items`. Nothing is said of an item whose contract does not answer among
 *   many others: it stays as it was. @throws UnreachableError
 */
export async function readHeld(
  services: Services,
  chainId: number,
  owners: readonly Address[],
  items: readonly Item[],
): Promise<Held[]> {
  const unique = [...new Map(items.map((item) => [itemKey(item), item])).values()]
  const single = unique.filter(({ standard }) => standard === 'ERC721')
  const pairs = unique
    .filter(({ standard }) => standard === 'ERC1155')
    .flatMap((item) => owners.map((owner) => ({ item, owner })))
    .slice(0, MOST_BALANCES)
  const reads = [
    ...single.map((item) => ({ to: item.address, data: encodeOwnerOf(BigInt(item.tokenId)) })),
    ...pairs.map(({ item, owner }) => ({
      to: item.address,
      data: encodeItemBalance(owner, BigInt(item.tokenId)),
    })),
  ]
  const answers = await readMany(services, chainId, reads)
  let looks = 0
  const held: Held[] = []
  for (const [i, item] of single.entries()) {
    let answer = answers[i] ?? null
    const read = reads[i]
    if (answer === null && read !== undefined) {
      if (++looks > MOST_SECOND_LOOKS) continue
      answer = await readOne(services, chainId, read)
    }
    // A burnt item has no owner: its contract refuses.
    const owner = answer === null ? null : decodeOwner(answer)
    for (const one of owners)
      held.push({ ...item, owner: one, quantity: owner !== null && sameAddress(owner, one) ? 1n : 0n })
  }
  for (const [i, { item, owner }] of pairs.entries()) {
    const quantity = decodeUint(answers[single.length + i] ?? '0x')
    if (quantity !== null) held.push({ ...item, owner, quantity })
  }
  return held
}

/** What contracts list of `owners`, where they hold more than is known. @throws UnreachableError */
export async function readListed(
  services: Services,
  chainId: number,
  owners: readonly Address[],
  collections: readonly NftCollection[],
  known: readonly Held[],
): Promise<Item[]> {
  const listing = collections.filter(({ enumerable }) => enumerable)
  const pairs = listing.flatMap((collection) => owners.map((owner) => ({ collection, owner })))
  const counts = await readMany(
    services,
    chainId,
    pairs.map(({ collection, owner }) => ({ to: collection.address, data: encodeBalanceOf(owner) })),
  )
  const wanted = pairs
    .flatMap(({ collection, owner }, i) => {
      const count = decodeUint(counts[i] ?? '0x') ?? 0n
      const mine = (one: Held) =>
        one.quantity > 0n && sameAddress(one.owner, owner) && sameAddress(one.address, collection.address)
      if (count <= BigInt(known.filter(mine).length)) return []
      const length = count > BigInt(MOST_LISTED) ? MOST_LISTED : Number(count)
      return Array.from({ length }, (_, index) => ({ address: collection.address, owner, index }))
    })
    .slice(0, MOST_LISTED_TOGETHER)
  const ids = await readMany(
    services,
    chainId,
    wanted.map(({ address, owner, index }) => ({ to: address, data: encodeTokenOfOwner(owner, index) })),
  )
  return wanted.flatMap(({ address }, i) => {
    const id = decodeUint(ids[i] ?? '0x')
    return id === null ? [] : [{ address, standard: 'ERC721' as const, tokenId: id.toString() }]
  })
}

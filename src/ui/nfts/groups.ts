/** How NFTs stand in the list. Pure. */
import type { NftView } from '../../messaging/protocol.ts'

export type NftGroup = { key: string; name: string; chainId: number; items: NftView[] }
export type NftList = {
  /** The only ones of their collections, then each collection of more. */
  single: NftView[]
  groups: NftGroup[]
  unasked: NftView[]
  hidden: NftView[]
}

export const nftId = ({ chainId, address, tokenId, owner }: NftView) =>
  `${chainId} ${address.toLowerCase()} ${tokenId} ${owner.toLowerCase()}`

export function listNfts(nfts: readonly NftView[]): NftList {
  const hidden = nfts.filter(({ choice }) => choice === 'hidden')
  const unasked = nfts.filter(({ choice, origin }) => choice === null && origin === 'found')
  const groups = new Map<string, NftGroup>()
  for (const nft of nfts) {
    if (nft.choice === 'hidden' || (nft.choice === null && nft.origin === 'found')) continue
    const key = `${nft.chainId} ${nft.address.toLowerCase()}`
    const group = groups.get(key) ?? { key, name: nft.name, chainId: nft.chainId, items: [] }
    group.items.push(nft)
    groups.set(key, group)
  }
  const all = [...groups.values()]
  return {
    single: all.filter(({ items }) => items.length === 1).flatMap(({ items }) => items),
    groups: all.filter(({ items }) => items.length > 1),
    unasked,
    hidden,
  }
}

/** What an item is called: by its description, else by its number. */
export const titleOf = ({ title, tokenId }: Pick<NftView, 'title' | 'tokenId'>): string =>
  title ?? `#${tokenId.length > 12 ? `${tokenId.slice(0, 5)}…${tokenId.slice(-4)}` : tokenId}`

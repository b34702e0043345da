/**
 * Descriptions and pictures of NFTs. What stands on the chain needs nobody's leave; whatever is elsewhere is asked for
 * only where the person allowed it, and never for what arrived unasked: its maker would learn who looks. What comes
 * back is text by a schema, or a picture by its bytes.
 */
import type { NftDescription, NftId, NftPicture } from '../../messaging/protocol.ts'
import { InvalidParamsError, WalletError } from '../../shared/errors.ts'
import { NFT_PROVIDERS } from '../providers/list/nfts.ts'
import type { Services } from '../services.ts'
import type { StoredNft } from '../state/schema.ts'
import { type Described, failed, NO_METADATA, pictureOf, readDescription } from './description.ts'
import { createLoad } from './load.ts'
import { nftKey } from './nfts.ts'
import { keepSmall, requireSmall, smallCopy } from './small-copies.ts'

export type NftMedia = {
  describe(which: NftId): Promise<NftDescription>
  picture(which: NftId, size: 'small' | 'full'): Promise<NftPicture>
  /** @throws InvalidParamsError for what is no small picture */
  keepPicture(which: NftId, data: string): Promise<void>
}

const MOST_REMEMBERED = 300
/** What failed is asked for again after this. */
const RETRY_MS = 30_000

const pictureKey = (which: NftId) => `nft-picture:${nftKey(which)}`

export function createNftMedia(services: () => Services): NftMedia {
  const load = createLoad(services)
  const described = new Map<string, { at: number; promise: Promise<Described> }>()

  async function read(nft: StoredNft): Promise<Described> {
    const described = await readDescription(services(), load, nft, services().nfts.isUnasked(nft))
    if (described.metadata !== null) await services().nfts.name(nft, described.metadata.title)
    return described
  }

  /** Another one when it may be asked for elsewhere, or not any more. */
  function stampOf(nft: StoredNft): string {
    const { nfts, providers, state } = services()
    const allowed = NFT_PROVIDERS.filter(({ id }) => providers.isAllowed(id)).map(({ id }) => id)
    return [nfts.isUnasked(nft), state.nftGateway.get(), ...allowed].join(' ')
  }

  /** @throws InvalidParamsError for what is not in the list */
  function of(which: NftId): { nft: StoredNft; description: Promise<Described> } {
    const nft = services().nfts.find(which)
    if (nft === undefined) throw new InvalidParamsError('This item is not in the list any more.')
    const key = `${nftKey(nft)} ${stampOf(nft)}`
    const now = services().ports.clock.now()
    const before = described.get(key)
    if (before !== undefined && before.at > now - RETRY_MS) return { nft, description: before.promise }
    const promise = read(nft).catch((error: unknown): Described => {
      const text = error instanceof WalletError ? error.shortMessage : 'Its description cannot be read.'
      return { metadata: null, source: null, problem: failed(text) }
    })
    described.delete(key)
    described.set(key, { at: now, promise })
    void promise.then(({ problem }) => {
      const mine = described.get(key)
      if (mine?.promise === promise && problem === null) mine.at = Number.POSITIVE_INFINITY
    })
    for (const oldest of described.keys()) {
      if (described.size <= MOST_REMEMBERED) break
      described.delete(oldest)
    }
    return { nft, description: promise }
  }

  async function full(which: NftId): Promise<NftPicture> {
    const { nft, description } = of(which)
    return pictureOf(load, await description, services().nfts.isUnasked(nft))
  }

  return {
    async describe(which) {
      const { metadata, source, problem } = await of(which).description
      const { title, description, attributes } = metadata ?? NO_METADATA
      return { title, description, attributes, source, problem }
    },

    async picture(which, size) {
      const small = size === 'small' ? await smallCopy(services(), pictureKey(which)) : null
      return small ?? full(which)
    },

    async keepPicture(which, data) {
      if (services().nfts.find(which) !== undefined) await keepSmall(services(), pictureKey(which), data)
      else requireSmall(data)
    },
  }
}

/**
 * Descriptions and pictures of NFTs. What stands on the chain needs nobody's leave; whatever is elsewhere is asked for
 * only where the person allowed it, and never for what arrived unasked: its maker would learn who looks. What comes
 * back is text by a schema, or a picture by its bytes.
 */
import * as v from 'valibot'
import { decodeUri, encodeTokenUri } from '../../ethereum/nft.ts'
import type { NftDescription, NftId, NftPicture, NftProblem } from '../../messaging/protocol.ts'
import { InvalidParamsError, WalletError } from '../../shared/errors.ts'
import { NFT_PROVIDERS } from '../providers/list/nfts.ts'
import type { Services } from '../services.ts'
import type { StoredNft } from '../state/schema.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { createLoad, type Loaded } from './load.ts'
import { type Metadata, readMetadata } from './metadata.ts'
import { nftKey } from './nfts.ts'
import { fillId, placeOf } from './place.ts'
import { readOne } from './read-many.ts'
import { looksLikeSvg, sniffRaster } from './sniff.ts'
import { sanitiseSvg } from './svg/sanitise.ts'

export type NftMedia = {
  describe(which: NftId): Promise<NftDescription>
  picture(which: NftId, size: 'small' | 'full'): Promise<NftPicture>
  /** @throws InvalidParamsError for what is no small picture */
  keepPicture(which: NftId, data: string): Promise<void>
}

const MOST_JSON = 1_000_000
const MOST_PICTURE = 5_000_000
const MOST_SVG = 1_000_000
const MOST_REMEMBERED = 300
/** Kept on disk: some three megabytes of the ten that there are. */
const MOST_KEPT = 120
const SMALL = { bytes: 24_000, side: 320 }
/** What failed is asked for again after this. */
const RETRY_MS = 30_000

type Described = { metadata: Metadata | null; source: NftDescription['source']; problem: NftProblem | null }

const failed = (text: string): NftProblem => ({ kind: 'failed', text })
const NO_METADATA: Metadata = { title: null, description: null, attributes: [], image: null }
const pictureKey = (which: NftId) => `nft-picture:${nftKey(which)}`

export function createNftMedia(services: () => Services): NftMedia {
  const load = createLoad(services)
  const described = new Map<string, { at: number; promise: Promise<Described> }>()

  async function read(nft: StoredNft): Promise<Described> {
    const { chainId, address, standard, tokenId } = nft
    const none = (problem: NftProblem): Described => ({ metadata: null, source: null, problem })
    const data = encodeTokenUri(standard, BigInt(tokenId))
    const answer = await readOne(services(), chainId, { to: address, data })
    const given = answer === null ? null : decodeUri(answer)
    if (given === null || given.trim() === '')
      return none({ kind: 'none', text: 'Its contract gives no description.' })
    const uri = standard === 'ERC1155' ? fillId(given, BigInt(tokenId)) : given
    const loaded = await load(nft, placeOf(uri), MOST_JSON)
    if ('problem' in loaded) return none(loaded.problem)
    const { source } = loaded
    // Some contracts name the picture itself.
    if (isPicture(loaded)) return { metadata: { ...NO_METADATA, image: uri }, source, problem: null }
    const metadata = readMetadata(loaded.bytes)
    if (metadata === null) return none(failed('What stands in the place of its description is none.'))
    if (metadata.image !== null && standard === 'ERC1155')
      metadata.image = fillId(metadata.image, BigInt(tokenId))
    await services().nfts.name(nft, metadata.title)
    return { metadata, source, problem: null }
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
    const { metadata, problem } = await description
    if (problem !== null) return { problem }
    const image = metadata?.image ?? null
    if (image === null) return { problem: { kind: 'none', text: 'It has no picture.' } }
    const loaded = await load(nft, placeOf(image), MOST_PICTURE)
    return 'problem' in loaded ? loaded : toPicture(loaded.bytes)
  }

  async function kept(which: NftId): Promise<NftPicture | null> {
    const key = pictureKey(which)
    const stored = v.safeParse(v.string(), (await services().ports.local.get([key]))[key])
    if (!stored.success) return null
    const raster = sniffRaster(fromBase64(stored.output))
    return raster === null ? null : { type: raster.type, data: stored.output, kept: true }
  }

  return {
    async describe(which) {
      const { metadata, source, problem } = await of(which).description
      const { title, description, attributes } = metadata ?? NO_METADATA
      return { title, description, attributes, source, problem }
    },

    async picture(which, size) {
      const small = size === 'small' ? await kept(which) : null
      return small ?? full(which)
    },

    async keepPicture(which, data) {
      const bytes = data.length > SMALL.bytes * 2 ? null : fromBase64(data)
      const raster = bytes === null ? null : sniffRaster(bytes)
      if (bytes === null || raster === null || bytes.length > SMALL.bytes)
        throw new InvalidParamsError('This is not a small picture.')
      if (raster.width > SMALL.side || raster.height > SMALL.side)
        throw new InvalidParamsError('This picture is not small.')
      if (services().nfts.find(which) === undefined) return
      const key = pictureKey(which)
      const { local } = services().ports
      // The list before the picture: what is not on it would never be taken away.
      let gone: string[] = []
      await services().state.nftPictures.update((now) => {
        const next = [...now.filter((one) => one !== key), key]
        gone = next.slice(0, Math.max(0, next.length - MOST_KEPT))
        return next.slice(-MOST_KEPT)
      })
      if (gone.length > 0) await local.remove(gone)
      await local.set({ [key]: toBase64(bytes) })
    },
  }
}

const isPicture = ({ bytes }: Loaded): boolean =>
  sniffRaster(bytes) !== null || looksLikeSvg(new TextDecoder().decode(bytes.subarray(0, 8_000)))

function toPicture(bytes: Uint8Array): NftPicture {
  const raster = sniffRaster(bytes)
  if (raster !== null) return { type: raster.type, data: toBase64(bytes), kept: false }
  const text = bytes.length > MOST_SVG ? '' : new TextDecoder().decode(bytes)
  if (!looksLikeSvg(text))
    return { problem: failed('What stands in the place of its picture is none that can be shown here.') }
  try {
    const data = toBase64(new TextEncoder().encode(sanitiseSvg(text)))
    return { type: 'image/svg+xml', data, kept: false }
  } catch {
    return { problem: failed('Its drawing is broken, or made to do more than be looked at.') }
  }
}

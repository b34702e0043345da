/** What the contract of an NFT says of it, and its picture, made harmless. */
import { decodeUri, encodeTokenUri } from '../../ethereum/nft.ts'
import type { NftDescription, NftId, NftPicture, NftProblem, NftStandard } from '../../messaging/protocol.ts'
import type { Services } from '../services.ts'
import { toBase64 } from './base64.ts'
import type { Load, Loaded } from './load.ts'
import { type Metadata, readMetadata } from './metadata.ts'
import { fillId, placeOf } from './place.ts'
import { readOne } from './read-many.ts'
import { looksLikeSvg, sniffRaster } from './sniff.ts'
import { sanitiseSvg } from './svg/sanitise.ts'

const MOST_JSON = 1_000_000
const MOST_PICTURE = 5_000_000
const MOST_SVG = 1_000_000

export type Described = {
  metadata: Metadata | null
  source: NftDescription['source']
  problem: NftProblem | null
}

export const failed = (text: string): NftProblem => ({ kind: 'failed', text })
export const NO_METADATA: Metadata = { title: null, description: null, attributes: [], image: null }

export async function readDescription(
  services: Services,
  load: Load,
  nft: NftId & { standard: NftStandard },
  unasked: boolean,
): Promise<Described> {
  const { chainId, address, standard, tokenId } = nft
  const none = (problem: NftProblem): Described => ({ metadata: null, source: null, problem })
  const data = encodeTokenUri(standard, BigInt(tokenId))
  const answer = await readOne(services, chainId, { to: address, data })
  const given = answer === null ? null : decodeUri(answer)
  if (given === null || given.trim() === '')
    return none({ kind: 'none', text: 'Its contract gives no description.' })
  const uri = standard === 'ERC1155' ? fillId(given, BigInt(tokenId)) : given
  const loaded = await load(unasked, placeOf(uri), MOST_JSON)
  if ('problem' in loaded) return none(loaded.problem)
  const { source } = loaded
  // Some contracts name the picture itself.
  if (isPicture(loaded)) return { metadata: { ...NO_METADATA, image: uri }, source, problem: null }
  const metadata = readMetadata(loaded.bytes)
  if (metadata === null) return none(failed('What stands in the place of its description is none.'))
  if (metadata.image !== null && standard === 'ERC1155')
    metadata.image = fillId(metadata.image, BigInt(tokenId))
  return { metadata, source, problem: null }
}

export async function pictureOf(
  load: Load,
  { metadata, problem }: Described,
  unasked: boolean,
): Promise<NftPicture> {
  if (problem !== null) return { problem }
  const image = metadata?.image ?? null
  if (image === null) return { problem: { kind: 'none', text: 'It has no picture.' } }
  return pictureAt(load, image, unasked)
}

/** @param image where it is, as a stranger wrote it */
export async function pictureAt(load: Load, image: string, unasked: boolean): Promise<NftPicture> {
  const loaded = await load(unasked, placeOf(image), MOST_PICTURE)
  return 'problem' in loaded ? loaded : toPicture(loaded.bytes)
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

/** Small copies of pictures, drawn by our own pages and kept on disk, so that nobody is asked again at every look. */
import * as v from 'valibot'
import type { NftPicture } from '../../messaging/protocol.ts'
import { InvalidParamsError } from '../../shared/errors.ts'
import type { Services } from '../services.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { sniffRaster } from './sniff.ts'

/** Some three megabytes of the ten that there are. */
const MOST_KEPT = 120
const SMALL = { bytes: 24_000, side: 320 }

export async function smallCopy({ ports }: Services, key: string): Promise<NftPicture | null> {
  const stored = v.safeParse(v.string(), (await ports.local.get([key]))[key])
  if (!stored.success) return null
  const raster = sniffRaster(fromBase64(stored.output))
  return raster === null ? null : { type: raster.type, data: stored.output, kept: true }
}

/** @throws InvalidParamsError for what is no small picture */
export function requireSmall(data: string): Uint8Array {
  const bytes = data.length > SMALL.bytes * 2 ? null : fromBase64(data)
  const raster = bytes === null ? null : sniffRaster(bytes)
  if (bytes === null || raster === null || bytes.length > SMALL.bytes)
    throw new InvalidParamsError('This is not a small picture.')
  if (raster.width > SMALL.side || raster.height > SMALL.side)
    throw new InvalidParamsError('This picture is not small.')
  return bytes
}

/** The oldest go first. @throws InvalidParamsError */
export async function keepSmall({ ports, state }: Services, key: string, data: string): Promise<void> {
  const bytes = requireSmall(data)
  // The list before the picture: what is not on it would never be taken away.
  let gone: string[] = []
  await state.nftPictures.update((now) => {
    const next = [...now.filter((one) => one !== key), key]
    gone = next.slice(0, Math.max(0, next.length - MOST_KEPT))
    return next.slice(-MOST_KEPT)
  })
  if (gone.length > 0) await ports.local.remove(gone)
  await ports.local.set({ [key]: toBase64(bytes) })
}

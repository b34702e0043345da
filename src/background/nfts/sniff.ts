/**
 * What a picture is, by its own bytes: never by its name or by what a server says. One whose size in pixels cannot be
 * told, or would fill the memory when it is drawn, is none.
 */
const MOST_PIXELS = 36_000_000
const MOST_SIDE = 16_384

export type Raster = { type: string; width: number; height: number }

type Reader = (bytes: Uint8Array, view: DataView) => { width: number; height: number } | null

const ascii = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length))

const png: Reader = (bytes, view) =>
  ascii(bytes, 12, 4) === 'IHDR' ? { width: view.getUint32(16), height: view.getUint32(20) } : null

const gif: Reader = (_, view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) })

/** The first frame header among the segments. */
const jpeg: Reader = (bytes, view) => {
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) at += 1
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    else at += 2 + view.getUint16(at + 2)
  }
  return null
}

const webp: Reader = (bytes, view) => {
  const kind = ascii(bytes, 12, 4)
  const uint24 = (at: number) => view.getUint16(at, true) | ((bytes[at + 2] ?? 0) << 16)
  if (kind === 'VP8X') return { width: uint24(24) + 1, height: uint24(27) + 1 }
  if (kind === 'VP8 ')
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (kind !== 'VP8L') return null
  const bits = view.getUint32(21, true)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

/** The largest of its spatial extents (ISO/IEC 23008-12), which stand near the beginning. */
const avif: Reader = (bytes, view) => {
  const size = { width: 0, height: 0 }
  const end = Math.min(bytes.length - 16, 16_384)
  for (let at = 0; at < end; at++) {
    if (ascii(bytes, at, 4) !== 'ispe') continue
    size.width = Math.max(size.width, view.getUint32(at + 8))
    size.height = Math.max(size.height, view.getUint32(at + 12))
  }
  return size.width === 0 ? null : size
}

const KINDS: readonly [type: string, is: (bytes: Uint8Array) => boolean, read: Reader][] = [
  ['image/png', (bytes) => ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n', png],
  ['image/gif', (bytes) => /^GIF8[79]a/.test(ascii(bytes, 0, 6)), gif],
  ['image/jpeg', (bytes) => ascii(bytes, 0, 3) === '\xff\xd8\xff', jpeg],
  ['image/webp', (bytes) => ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP', webp],
  ['image/avif', (bytes) => /^ftypavi[fs]$/.test(ascii(bytes, 4, 8)), avif],
]

/** Null for what is no picture that could be shown; SVG, which is text, is told by `looksLikeSvg`. */
export function sniffRaster(bytes: Uint8Array): Raster | null {
  const kind = KINDS.find(([, is]) => is(bytes))
  if (kind === undefined) return null
  try {
    const size = kind[2](bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    if (size === null || size.width < 1 || size.height < 1) return null
    if (size.width > MOST_SIDE || size.height > MOST_SIDE || size.width * size.height > MOST_PIXELS)
      return null
    return { type: kind[0], ...size }
  } catch {
    // Cut off before its size is told.
    return null
  }
}

/** Text whose first element is `svg`, after what may stand before it. */
export const looksLikeSvg = (text: string): boolean =>
  /^\uFEFF?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[\s\S]{0,5000}?-->\s*)*(?:<!DOCTYPE[^>[]{0,300}>\s*)?(?:<!--[\s\S]{0,5000}?-->\s*)*<svg[\s/>]/i.test(
    text,
  )

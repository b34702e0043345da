/** A small copy of a picture, drawn by this page: what is shown again asks nobody again. */
const SIDE = 256
/** What the background keeps of one, as base64. */
const MOST = 24_000 * (4 / 3)
const TRIES: readonly [side: number, quality: number][] = [
  [SIDE, 0.82],
  [SIDE, 0.5],
  [160, 0.5],
]

/** Base64 of a WebP, or of a PNG where the browser writes no other; null when it cannot be drawn or stays large. */
export async function shrink(source: string): Promise<string | null> {
  const image = new Image()
  image.src = source
  await image.decode()
  for (const [side, quality] of TRIES) {
    const scale = Math.min(1, side / Math.max(image.naturalWidth, image.naturalHeight, 1))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(image.naturalWidth * scale))
    canvas.height = Math.max(1, Math.round(image.naturalHeight * scale))
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const data = canvas.toDataURL('image/webp', quality).split(',')[1] ?? ''
    if (data !== '' && data.length <= MOST) return data
  }
  return null
}

/** Finds the QR code in a picture that the person chose. Nothing leaves this page. */
const MOST_BYTES = 30_000_000
const MOST_SIDE = 2_400
const READ_MS = 3_000

/** @throws with words for a person */
export async function readPicture(file: Blob): Promise<string> {
  if (file.size > MOST_BYTES) throw new Error('This picture is too large. Cut out the QR code and try again.')
  const { decodeQR } = await import('qr/decode.js')
  const image = await pixelsOf(file)
  try {
    return decodeQR(image, { timeLimit: READ_MS, effort: 4 })
  } catch {
    throw new Error(
      'No QR code was found in this picture. It must be sharp, whole, and with a light edge around it.',
    )
  }
}

async function pixelsOf(file: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error('This file could not be read as a picture. PNG, JPEG and WebP can be.')
  })
  try {
    const scale = Math.min(1, MOST_SIDE / Math.max(bitmap.width, bitmap.height))
    const width = Math.max(1, Math.round(bitmap.width * scale))
    const height = Math.max(1, Math.round(bitmap.height * scale))
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
    if (context === null) throw new Error('This browser does not let Candor look into pictures.')
    // What is transparent is drawn as paper, not as ink.
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, width, height)
    context.drawImage(bitmap, 0, 0, width, height)
    return context.getImageData(0, 0, width, height)
  } finally {
    bitmap.close()
  }
}

import { encodeQR } from 'qr'

const DOT = 4

/** A QR code of something secret: dots on a canvas, in no attribute of the page. */
export function drawCode(canvas: HTMLCanvasElement | null, text: string): void {
  const context = canvas?.getContext('2d')
  if (!canvas || !context) return
  const rows = encodeQR(text, 'raw', { border: 2, ecc: 'medium' })
  canvas.width = rows.length * DOT
  canvas.height = rows.length * DOT
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = '#17181c'
  rows.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) context.fillRect(x * DOT, y * DOT, DOT, DOT)
    })
  })
}

/** Setting the size of a canvas empties it. */
export function wipeCode(canvas: HTMLCanvasElement | null): void {
  if (!canvas) return
  canvas.width = 1
  canvas.height = 1
}

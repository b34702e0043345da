import { memo } from 'react'

/** A small generator with a seed; the same address always draws the same picture. */
function randomFrom(seed: string): () => number {
  let state = 0x811c9dc5
  for (const character of seed) state = Math.imul(state ^ character.charCodeAt(0), 0x01000193)
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5
    const mixed = Math.imul(state ^ (state >>> 13), 0x297a2d39)
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 4_294_967_296
  }
}

const SIDE = 6

type IdenticonProps = { address: string; size?: number | undefined }

/** A mirrored pattern of its own for every address: a second look, never the proof. */
export const Identicon = memo(function Identicon({ address, size = 32 }: IdenticonProps) {
  const random = randomFrom(address.toLowerCase())
  const hue = Math.floor(random() * 360)
  const ground = `hsl(${hue} 45% 88%)`
  const ink = `hsl(${(hue + 20 + Math.floor(random() * 40)) % 360} 55% 42%)`
  const spot = `hsl(${(hue + 120 + Math.floor(random() * 120)) % 360} 60% 52%)`
  let inkPath = ''
  let spotPath = ''
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE / 2; x++) {
      const value = random()
      if (value < 0.46) continue
      const cells = `M${x} ${y}h1v1h-1zM${SIDE - 1 - x} ${y}h1v1h-1z`
      if (value < 0.84) inkPath += cells
      else spotPath += cells
    }
  }
  return (
    <svg
      className="identicon"
      width={size}
      height={size}
      viewBox={`-1 -1 ${SIDE + 2} ${SIDE + 2}`}
      shapeRendering="crispEdges"
      aria-hidden="true"
    >
      <path d={`M-1 -1h${SIDE + 2}v${SIDE + 2}h-${SIDE + 2}z`} fill={ground} />
      <path d={inkPath} fill={ink} />
      <path d={spotPath} fill={spot} />
    </svg>
  )
})

type TokenMarkProps = { symbol: string; seed: string; color?: string | undefined; size?: number | undefined }

/** Stands for a token or a network where no picture of it may be fetched: its first letters on a quiet disc. */
export const TokenMark = memo(function TokenMark({ symbol, seed, color, size = 36 }: TokenMarkProps) {
  const hue = Math.floor(randomFrom(seed.toLowerCase())() * 360)
  const letters = [...symbol.replace(/[^\p{L}\p{N}]/gu, '')].slice(0, 3).join('').toUpperCase() || '?'
  return (
    // The letters are drawn by the style sheet: they are a picture, not a word that a reader or a search should find.
    <span
      className={letters.length > 2 ? 'token-mark token-mark-long' : 'token-mark'}
      data-letters={letters}
      aria-hidden="true"
    >
      <svg width={size} height={size} viewBox="0 0 36 36" aria-hidden="true">
        <circle cx="18" cy="18" r="18" fill={color ?? `hsl(${hue} 42% 40%)`} />
      </svg>
    </span>
  )
})

/** The colour of a network; its name always stands beside it. */
export function NetworkDot({ color, size = 10 }: { color: string; size?: number }) {
  return (
    <svg className="network-dot" width={size} height={size} viewBox="0 0 10 10" aria-hidden="true">
      <circle cx="5" cy="5" r="5" fill={color} />
    </svg>
  )
}

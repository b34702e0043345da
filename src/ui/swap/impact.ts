/** What a swap loses against the price, in words. The engine's own warnings say why it matters. */
import type { SwapQuote } from '../../messaging/protocol.ts'
import { percent } from './amount.ts'

export type Impact = { level: 'none' | 'some' | 'high' | 'severe'; text: string }

const LEVELS = [
  ['severe', 1500],
  ['high', 500],
  ['some', 100],
] as const

/** Under a twentieth of a per cent either way is the noise of prices. */
const NOISE = 5

export function impactOf({ impact }: Pick<SwapQuote, 'impact'>): Impact {
  if (impact === null) return { level: 'none', text: 'Not known' }
  const { bps, against } = impact
  const level = LEVELS.find(([, from]) => bps >= from)?.[0] ?? 'none'
  const size = bps < -NOISE ? `${percent(-bps)} better` : percent(Math.max(bps, 0))
  return { level, text: against === 'pool' ? `${size}, by the pools` : size }
}

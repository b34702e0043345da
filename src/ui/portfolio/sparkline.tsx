import type { TokenId } from '../../messaging/protocol.ts'
import { usePriceHistory } from './history.ts'

const WIDTH = 44
const HEIGHT = 20
const PAD = 1.5
const LEAST = 3

/** The last day of a price as a line, nothing more: the number beside it says the same. */
export function Sparkline({ chainId, token }: { chainId: number; token: TokenId }) {
  const history = usePriceHistory(chainId, token, 'day')
  const points = history?.points ?? []
  if (points.length < LEAST) return null
  return (
    <svg
      className="sparkline"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden="true"
      focusable="false"
    >
      <path d={linePath(points)} />
    </svg>
  )
}

/** Numbers only to draw with; no amount is reckoned from them. */
export function linePath(points: readonly (readonly [at: number, value: string])[]): string {
  const values = points.map(([, value]) => Number(value))
  const times = points.map(([at]) => at)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const [from, to] = [Math.min(...times), Math.max(...times)]
  const x = (at: number) => PAD + ((at - from) / (to - from || 1)) * (WIDTH - 2 * PAD)
  const y = (value: number) =>
    high === low ? HEIGHT / 2 : PAD + ((high - value) / (high - low)) * (HEIGHT - 2 * PAD)
  return points
    .map(
      ([at], index) => `${index === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(values[index] ?? low).toFixed(1)}`,
    )
    .join('')
}

/**
 * How far the price may move between the offer and the block, where the person leaves that to the wallet. Three
 * things add up: a floor for what always moves; twice what this very route moved within the last blocks; and its own
 * price impact, since somebody who trades as much before us moves it by that. Hundredths of a per cent throughout.
 */

const LEAST = 10
const MOST = 300
/** Of pools whose fee says that both sides are worth the same (0.01 % a hop), and of all others. */
const FLOOR = { calm: 10, usual: 30 }
/** In the place of what is not known. */
const UNKNOWN = { moved: 10, impact: 10 }

export function autoSlippage(route: {
  /** Of each hop's pool, in hundredths of a basis point. */
  fees: readonly number[]
  movedBps: number | null
  impactBps: number | null
}): number {
  const calm = route.fees.length > 0 && route.fees.every((fee) => fee <= 100)
  const floor = calm ? FLOOR.calm : FLOOR.usual
  const moved = Math.abs(route.movedBps ?? UNKNOWN.moved)
  const impact = Math.max(0, route.impactBps ?? UNKNOWN.impact)
  const sum = Math.ceil((floor + 2 * moved + impact) / 5) * 5
  return Math.min(MOST, Math.max(LEAST, sum))
}

/** The least that arrives (`in`), or the most that is sold (`out`). Rounded in the person's favour. */
export const limitOf = (exact: 'in' | 'out', amount: bigint, slippageBps: number): bigint =>
  exact === 'in'
    ? (amount * BigInt(10_000 - slippageBps) + 9_999n) / 10_000n
    : (amount * BigInt(10_000 + slippageBps)) / 10_000n

/** One route, or two at once where their prices, moved less each, give more than the second one costs. */
import { poolsOf, type Route, takesMany } from './venue.ts'

/** What a route gives (or takes, for an exact amount out) for parts of the whole amount. */
export type Curve = {
  route: Route
  /** Part of the whole, of `parts`, to base units. */
  at: ReadonlyMap<number, bigint>
  /** What its gas is worth, in the same units. */
  cost: bigint
}
export type Share = { route: Route; part: number; amount: bigint }
export type Choice = { shares: Share[]; net: bigint }

/**
 * The best of all single routes and pairs. A pair goes through one router and passes no pool twice, so that what the
 * two were quoted alone is what they give together.
 * @param parts into how many parts the amount was cut
 */
export function bestChoice(exact: 'in' | 'out', curves: readonly Curve[], parts: number): Choice | null {
  const netOf = (amount: bigint, cost: bigint) => (exact === 'in' ? amount - cost : -amount - cost)
  let best: Choice | null = null
  const offer = (choice: Choice) => {
    if (best === null || choice.net > best.net) best = choice
  }
  for (const [i, one] of curves.entries()) {
    const whole = one.at.get(parts)
    if (whole !== undefined)
      offer({ shares: [{ route: one.route, part: parts, amount: whole }], net: netOf(whole, one.cost) })
    for (const other of curves.slice(i + 1)) {
      if (!goTogether(one.route, other.route)) continue
      for (const [part, amount] of one.at) {
        const rest = other.at.get(parts - part)
        if (rest === undefined) continue
        offer({
          shares: [
            { route: one.route, part, amount },
            { route: other.route, part: parts - part, amount: rest },
          ],
          net: netOf(amount + rest, one.cost + other.cost),
        })
      }
    }
  }
  return best
}

function goTogether(a: Route, b: Route): boolean {
  // Other routers take one route a call.
  if (!takesMany(a.venue) || a.venue.router.toLowerCase() !== b.venue.router.toLowerCase()) return false
  const passed = new Set(poolsOf(a))
  return poolsOf(b).every((pool) => !passed.has(pool))
}

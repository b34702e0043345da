/**
 * Two prices of one thing. What the chain says wins: anybody can check it, and no company can move it alone. What a
 * service says of it is kept beside: the change of the day, and, when the two are apart, that they are.
 */
import { parseValue } from '../../ethereum/value.ts'
import type { UsdPrice } from './source.ts'

/** Per cent that prices of the same minute may be apart. */
const APART = 5n

export function weigh(chain: UsdPrice, service: UsdPrice): UsdPrice {
  const [own, other] = [parseValue(chain.usd), parseValue(service.usd)]
  if (own === null || other === null || own <= 0n) return chain
  const percent = ((other - own) * 100n) / own
  const apart = percent > APART || percent < -APART
  // A change that belongs to another price says nothing about this one.
  if (!apart) return { ...chain, change: chain.change ?? service.change }
  const size = percent < 0n ? -percent : percent
  const words = size > 1000n ? 'far' : `${size} %`
  return {
    ...chain,
    source: `${chain.source} (${service.source} says ${words} ${percent > 0n ? 'more' : 'less'})`,
  }
}

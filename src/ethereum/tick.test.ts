import { describe, expect, it } from 'vitest'
import { averageTick, ratioOfTick } from './tick.ts'

const asNumber = (tick: number): number => {
  const [up, down] = ratioOfTick(tick) ?? [0n, 1n]
  return Number((up * 10n ** 30n) / down) / 1e30
}

describe('tick', () => {
  it('behavior: the price is a power of 1.0001', () => {
    for (const tick of [0, 1, -1, 100, -100, 6931, -6931, 50_000, -50_000])
      expect(asNumber(tick) / 1.0001 ** tick).toBeCloseTo(1, 10)
  })

  it('behavior: the ends of the range keep their digits: the square root of it is what the contract calls MAX_SQRT_RATIO', () => {
    const [up, down] = ratioOfTick(887_272) ?? [0n, 1n]
    const published = 1461446703485210103287273052203988822378723970342n
    const ours = (up << 192n) / down
    expect(Number((ours * 10n ** 12n) / (published * published)) / 1e12).toBeCloseTo(1, 8)
    const [low, high] = ratioOfTick(-887_272) ?? [0n, 1n]
    expect(low * up).toBe(high * down)
  })

  it('param: nothing out of range, and no fractions', () => {
    for (const tick of [887_273, -887_273, 0.5, Number.NaN]) expect(ratioOfTick(tick)).toBeNull()
  })

  it('behavior: averages round down', () => {
    expect(averageTick(0n, 1800n, 1800)).toBe(1)
    expect(averageTick(0n, -1n, 1800)).toBe(-1)
    expect(averageTick(0n, -1800n, 1800)).toBe(-1)
    expect(averageTick(10n, 10n, 1800)).toBe(0)
  })
})

import { describe, expect, test } from 'vitest'
import type { Services } from '../services.ts'
import { createProxies } from './proxies.ts'

const PROXY = '0x00000000000000000000000000000000000c0de1'
const word = (n: number) => `0x${n.toString(16).padStart(64, '0')}`

/** An endpoint whose slot holds `today` now, and `before` a week ago; null: it does not tell. */
function stage(today: number | null, before: number | null) {
  const asked: string[] = []
  const request = async (_: number, method: string, [address, , block]: string[]) => {
    asked.push(`${method} ${address} ${block}`)
    const held = block === 'latest' ? today : before
    if (held === null) throw new Error('no such state')
    return word(held)
  }
  const services = { rpc: { request }, ports: { clock: { now: () => 1_000_000 } } } as unknown as Services
  let blocks = 0
  const proxies = createProxies(
    () => services,
    async () => {
      blocks++
      return '0x10'
    },
  )
  return { asked, proxies, blocks: () => blocks }
}

describe('a proxy', () => {
  test.each<[string, number | null, number | null, boolean | null]>([
    ['whose code is another', 7, 6, true],
    ['whose code is the same', 7, 7, false],
    ['that was not there', 7, 0, null],
    ['that is none', 0, 6, null],
    ['of which the endpoint does not tell', null, null, null],
    ['of which it does not tell what was', 7, null, null],
  ])('behavior: %s', async (_, today, before, upgraded) => {
    const { proxies } = stage(today, before)
    await proxies.look(1, [PROXY])
    expect(proxies.isUpgraded(1, PROXY)).toBe(upgraded)
    expect(proxies.isUpgraded(10, PROXY)).toBeNull()
  })

  test('behavior: what is no proxy costs one question, and none for a while after', async () => {
    const { proxies, asked, blocks } = stage(0, 0)
    await proxies.look(1, [PROXY, PROXY])
    await proxies.look(1, [PROXY])
    expect(asked).toEqual([`eth_getStorageAt ${PROXY} latest`])
    expect(blocks()).toBe(0)
  })
})

import { describe, expect, test } from 'vitest'
import { WELL_KNOWN } from '../../ethereum/phishing/hosts.ts'
import { memoryStorage } from '../../storage/storage.ts'
import { checkedAddresses, checkedSites, type SiteUpdate } from './check-update.ts'
import { createListStore } from './list-store.ts'

const names = (count: number, start = 0) =>
  Array.from({ length: count }, (_, i) => `bad-${start + i}.example`)

describe('a stored list', () => {
  test('behavior: what is on it is found, and nothing else, by few small keys', async () => {
    const local = memoryStorage()
    const store = createListStore(() => local, 'sites')
    await store.replace(names(20_000))
    expect(await store.find(['bad-7.example', 'bad-19999.example', 'good.example', 'example'])).toEqual(
      new Set(['bad-7.example', 'bad-19999.example']),
    )
    expect((await store.find(names(20_000, 20_000))).size).toBe(0)
    const stored = Object.values(await local.get(null))
    expect(stored).toHaveLength(256)
    expect(Math.max(...stored.map((text) => String(text).length))).toBeLessThan(1200)
    await store.replace(names(5_000, 100_000))
    expect((await store.find(names(20_000))).size).toBe(0)
  })
})

describe('an update', () => {
  const good: SiteUpdate = {
    block: names(14_000),
    allow: ['app.example'],
    fuzzy: ['metamask.io'],
    tolerance: 2,
  }

  test('behavior: names in another case, with a dot, or of another alphabet are one way in the end', () => {
    const { block } = checkedSites(
      { ...good, block: [...good.block, 'BAD.example.', 'bücher.example', 'a/b', 'com'] },
      0,
    )
    expect(block.slice(14_000)).toEqual(['bad.example', 'xn--bcher-kva.example'])
  })

  test.each<[string, Partial<SiteUpdate>, string]>([
    ['empty', { block: [] }, 'next to empty'],
    ['of things that are no names', { block: names(9_000).map((one) => `https://${one}/`) }, 'next to empty'],
    ['huge', { block: names(400_001) }, 'larger than'],
    ['a fraction of the one before', { block: names(6_000) }, 'are missing'],
    ['against a host that many share', { block: [...good.block, 'vercel.app'] }, 'whole hosts'],
    ['against everybody', { block: [...good.block, ...WELL_KNOWN.slice(0, 9)] }, 'everybody uses'],
    ['for everything', { allow: ['github.io'] }, 'everything through'],
    ['of too much that is alike', { tolerance: 9 }, 'alike'],
    ['of a likeness that is no number', { tolerance: Number.NaN }, 'alike'],
  ])('security: one that is %s is refused', (_, change, why) => {
    expect(() => checkedSites({ ...good, ...change }, 13_750)).toThrow(why)
  })

  test('security: so is one of addresses', () => {
    const addresses = Array.from({ length: 600 }, (_, i) => `0x${i.toString(16).padStart(40, '0')}`)
    expect(checkedAddresses([...addresses, addresses[0] ?? ''], 900)).toHaveLength(600)
    expect(() => checkedAddresses(addresses, 5_000)).toThrow('are missing')
    expect(() => checkedAddresses([], 0)).toThrow('next to empty')
    expect(() => checkedAddresses(names(2_000), 0)).toThrow('no addresses')
  })
})

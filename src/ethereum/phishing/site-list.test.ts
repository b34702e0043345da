import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isKnownContract } from '../rules/known.ts'
import { WELL_KNOWN } from './hosts.ts'
import { SEEDS, SHARED_ENDINGS } from './seeds.ts'
import { endingAmong, hostToMatch, nearOf, readSiteList } from './site-list.ts'

const fileOf = (name: string) => readFileSync(new URL(`../../../public/${name}`, import.meta.url), 'utf8')
const seed = readSiteList(fileOf('phishing.txt'))

/** As eth-phishing-detect says it, in its own order, by going through the list. */
function slowly(host: string): 'allow' | 'block' | 'fuzzy' | null {
  const under = (all: Iterable<string>) => [...all].some((one) => host === one || host.endsWith(`.${one}`))
  if (under(seed.allow)) return 'allow'
  if (under(seed.block)) return 'block'
  return nearOf(host, seed) === null ? null : 'fuzzy'
}
function quickly(host: string) {
  if (endingAmong(host, seed.allow) !== null) return 'allow'
  if (endingAmong(host, seed.block) !== null) return 'block'
  return nearOf(host, seed) === null ? null : 'fuzzy'
}

describe('the list that comes with the wallet', () => {
  test('behavior: it is what it is said to be', () => {
    expect(seed.block.size).toBe(SEEDS.sites.count)
    expect(seed).toMatchObject({ tolerance: 2 })
    expect(seed.fuzzy).toContain('metamask.io')
    const addresses = fileOf('scam-addresses.txt')
      .split('\n')
      .filter((line) => /^[\da-f]{40}$/.test(line))
    expect(addresses).toHaveLength(SEEDS.addresses.count)
  })

  test('security: no well-known site is blocked by it, nor what many share', () => {
    const blocked = [...WELL_KNOWN, ...SHARED_ENDINGS].filter((one) => endingAmong(one, seed.block) !== null)
    expect(blocked).toEqual([])
  })

  test('security: no contract that people use is among the addresses', () => {
    const context = { library: null, token: () => null, name: () => null }
    const known = fileOf('scam-addresses.txt')
      .split('\n')
      .filter((line) => /^[\da-f]{40}$/.test(line) && isKnownContract(1, `0x${line}`, context))
    expect(known).toEqual([])
  })

  test('behavior: endings are looked up as going through the list would find them', () => {
    const some = [...seed.block].filter((_, i) => i % 997 === 0)
    const hosts = [...some, ...some.map((one) => `a.b.${one}`), ...some.map((one) => `not${one}`)]
    for (const host of [...hosts, 'metamask.io', 'app.uniswap.org', 'example.org'])
      expect([host, quickly(host)]).toEqual([host, slowly(host)])
  })
})

describe('hosts', () => {
  test.each([
    ['https://Bad.Example', 'bad.example'],
    ['https://bad.example:8443', 'bad.example'],
    ['https://bad.example.', 'bad.example'],
    ['https://bücher.example', 'xn--bcher-kva.example'],
    ['http://127.0.0.1:3000', null],
    ['https://[2001:db8::1]', null],
    ['http://localhost:3000', null],
    ['nonsense', null],
  ])('behavior: %s is looked up as %s', (origin, host) => {
    expect(hostToMatch(origin)).toBe(host)
  })
})

describe('names that are near', () => {
  const list = { fuzzy: ['metamask.io', 'opensea.io'], tolerance: 2 }
  test.each(['metamsk.io', 'rnetamask.app', 'www.metamaskk.com', 'openssea.io', 'meta-mask.xyz'])(
    'security: %s',
    (host) => {
      expect(nearOf(host, list)).not.toBeNull()
    },
  )
  test.each(['metamask.io', 'app.metamask.io', 'opensea.io', 'example.org', 'metaverse.io', 'open.io'])(
    'behavior: not %s',
    (host) => {
      expect(nearOf(host, list)).toBeNull()
    },
  )
  test('param: no tolerance, nothing near', () => {
    expect(nearOf('metamsk.io', { ...list, tolerance: 0 })).toBeNull()
  })
})

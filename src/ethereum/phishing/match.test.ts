import { describe, expect, test } from 'vitest'
import { growthOf } from '../../../tests/growth.ts'
import { WELL_KNOWN } from './hosts.ts'
import { distance, endingsOf, phishingOf } from './match.ts'

const host = (name: string) => new URL(`https://${name}`).hostname

describe('names of sites', () => {
  test.each([
    ['unlswap.org', 'letters'],
    ['un1swap.org', 'letters'],
    ['unisvvap.org', 'letters'],
    ['rnorpho.org', 'letters'],
    ['app.uniswapp.org', 'typo'],
    ['uniwsap.org', 'typo'],
    ['uniswap.click', 'typo'],
    ['openseaa.io', 'typo'],
    ['pancakeswwapp.finance', 'typo'],
    ['app.uniswap.org.evil.example', 'inside'],
    ['uniswap.org-claim.example', 'inside'],
    ['uniswap-airdrop.example', 'brand'],
    ['claim-etherscan.example', 'brand'],
    ['unіswap.org', 'letters'],
  ])('security: %s is told', (name, how) => {
    expect(phishingOf(host(name)).like).toMatchObject({ how })
  })

  test.each([
    ...WELL_KNOWN,
    ...WELL_KNOWN.map((one) => `app.${one}`),
    ...['app.example', 'localhost', '127.0.0.1', '[::1]', 'safe.example', 'base.example', 'github.io'],
    ...[
      'spectrum.org',
      'saves.fun',
      'curse.example',
      'phantom.example',
      'my-ledger.example',
      'münchen.example',
      'пример.example',
      'bücher.de',
    ],
  ])('behavior: nothing is said of %s', (name) => {
    expect(phishingOf(host(name))).toEqual({ like: null, oddLetters: false })
  })

  test('security: letters of other alphabets', () => {
    expect(phishingOf(host('аррӏе.example')).oddLetters).toBe(true)
    expect(phishingOf(host('bаnk.example')).oddLetters).toBe(true)
  })

  test('behavior: edits are counted', () => {
    expect([
      distance('abc', 'abc'),
      distance('abc', 'acb'),
      distance('abc', 'ab'),
      distance('abc', 'xyz'),
    ]).toEqual([0, 1, 1, 3])
    expect(endingsOf('a.b.c')).toEqual(['a.b.c', 'b.c'])
  })

  test('security: a name of the greatest length takes about four times as long as a quarter of it', () => {
    const read = (length: number) => {
      const long = Array.from({ length: 4 }, () => 'a'.repeat(length)).join('.')
      for (let i = 0; i < 20; i++) phishingOf(long)
    }
    expect(growthOf(read, 15)).toBeLessThan(9)
  })
})

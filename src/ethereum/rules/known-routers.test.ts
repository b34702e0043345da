import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Market } from '../swap/venue.ts'
import { KNOWN_ROUTERS } from './known-routers.ts'

const markets: Record<string, Market> = JSON.parse(
  readFileSync(new URL('../../../public/venues.json', import.meta.url), 'utf8'),
)

test('behavior: every router that swaps go over is known on its network, and no other', () => {
  const listed = Object.entries(markets).map(([chainId, { venues }]) => [
    chainId,
    [...new Set(venues.map(({ router }) => router))],
  ])
  expect(KNOWN_ROUTERS).toEqual(Object.fromEntries(listed))
})

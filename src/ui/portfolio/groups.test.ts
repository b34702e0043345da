import { expect, test } from 'vitest'
import type { PortfolioRow, PortfolioView } from '../../messaging/protocol.ts'
import { changeOfDay, groupRows, listAssets } from './groups.ts'

const row = (symbol: string, chainId: number, change: Partial<PortfolioRow> = {}): PortfolioRow => ({
  chainId,
  token: `0x${symbol}`,
  symbol,
  name: symbol,
  decimals: 6,
  balance: '1000000',
  group: symbol,
  value: '1',
  price: { price: '1', change: null, at: 0, source: 'Chainlink' },
  origin: 'listed',
  choice: null,
  ...change,
})
const view = (rows: PortfolioRow[], hideSmall = false): PortfolioView => ({
  display: { scope: 'account', currency: 'USD', hideAmounts: false, hideSmall },
  total: null,
  unvalued: 0,
  rows,
  networks: [],
  accounts: [],
})
const keys = (groups: { key: string }[]) => groups.map((group) => group.key)

test('behavior: one asset on networks with other decimals is one entry with one exact balance', () => {
  const [group] = groupRows([
    row('USDC', 1, { value: '1.5', balance: '1500000' }),
    row('USDC', 56, { decimals: 18, balance: '2000000000000000001', value: '2' }),
  ])
  expect(group).toMatchObject({ balance: 3_500_000_000_000_000_001n, decimals: 18, value: '3.5' })
  expect(group?.rows.map(({ chainId }) => chainId)).toEqual([56, 1])
})

test('behavior: pinned first, then by value, then what nobody knows the value of', () => {
  const list = listAssets(
    view([
      row('A', 1, { value: '2' }),
      row('B', 1, { value: null, price: null }),
      row('C', 1, { value: '10.5' }),
      row('D', 1, { choice: 'pinned', value: '0', balance: '0' }),
    ]),
    null,
  )
  expect(keys(list.shown)).toEqual(['D', 'C', 'A', 'B'])
})

test('security: what arrived unasked and what is hidden is folded away', () => {
  const list = listAssets(
    view([
      row('OWN', 1),
      row('BAIT', 1, { origin: 'found', value: null, price: null }),
      row('OLD', 1, { choice: 'hidden' }),
    ]),
    null,
  )
  expect([list.shown, list.found, list.hidden].map(keys)).toEqual([['OWN'], ['BAIT'], ['OLD']])
})

test('behavior: small amounts fold away when asked; the coin and what has no known value stay', () => {
  const list = listAssets(
    view(
      [
        row('DUST', 1, { value: '0.2' }),
        row('ETH', 1, { token: 'native', origin: 'native', value: '0' }),
        row('UNKNOWN', 1, { value: null, price: null }),
      ],
      true,
    ),
    null,
  )
  expect([keys(list.small), keys(list.shown).toSorted()]).toEqual([['DUST'], ['ETH', 'UNKNOWN']])
})

test('behavior: the list of one network has only its rows', () => {
  expect(listAssets(view([row('A', 1), row('A', 10)]), 10).shown[0]?.rows).toHaveLength(1)
})

test('behavior: the change of the day is exact, and is told only when nearly all of it is known', () => {
  const risen = row('A', 1, { value: '110', price: { price: '1', change: '10', at: 0, source: '' } })
  expect(changeOfDay([risen])).toEqual({ value: '10', percent: '10' })
  expect(changeOfDay([risen, row('B', 1, { value: '50' })])).toBeNull()
  expect(changeOfDay([])).toBeNull()
})

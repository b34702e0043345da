import { describe, expect, test } from 'vitest'
import type { BalanceSheet, PortfolioView, SwapQuote, TokenId } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import { behind, percent, rateOf, significant, toUnits, typedMoney } from './amount.ts'
import { keepReviewed, swapDecided } from './draft.ts'
import { impactOf } from './impact.ts'
import { parsePercent } from './options.tsx'
import { notReady } from './ready.ts'
import { type Choice, choicesOf, copies, searchChoices } from './tokens.ts'

const ME: Address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const USDC: Address = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const OTHER: Address = '0x1111111111111111111111111111111111111111'
const eth = { chainId: 1, token: 'native' as TokenId, symbol: 'ETH', decimals: 18 }
const usdc = { chainId: 1, token: USDC as TokenId, symbol: 'USDC', decimals: 6 }
const quote: SwapQuote = {
  id: 'q',
  source: { id: 'chain', label: 'On-chain pools', service: null },
  kind: 'transaction',
  sell: eth,
  buy: usdc,
  exact: 'in',
  sellAmount: '2000000000000000000',
  buyAmount: '6000000000',
  minReceived: '5970000000',
  maxSold: '2000000000000000000',
  slippageBps: 50,
  networkFee: { wei: '1000000000000000', symbol: 'ETH', value: null },
  fees: [],
  route: [],
  impact: null,
  value: null,
  allowance: { via: 'none' },
  proof: null,
  fetchedAt: 0,
  expiresAt: 0,
  seconds: null,
  warnings: [],
}

describe('amounts', () => {
  test('behavior: money becomes the units that it buys, cut and never rounded up', () => {
    const priced = { decimals: 6, price: '3' }
    expect(toUnits('10', 'money', priced)).toEqual({ units: 3_333_333n })
    expect(toUnits('1.5', 'token', priced)).toEqual({ units: 1_500_000n })
    expect(toUnits('', 'token', priced)).toBeNull()
    expect(toUnits('1.1234567', 'token', priced)).toMatchObject({
      problem: expect.stringContaining('6 decimal places'),
    })
    expect(toUnits('10', 'money', { decimals: 6, price: null })).toMatchObject({
      problem: expect.stringContaining('price'),
    })
    expect(typedMoney('12.3456')).toBe('12.34')
    expect(typedMoney('12')).toBe('12')
  })

  test('behavior: a rate reads both ways, with the digits that mean something', () => {
    expect(rateOf(quote, false)).toEqual({ one: 'ETH', rate: '3\u202f000', other: 'USDC' })
    expect(rateOf(quote, true)).toEqual({ one: 'USDC', rate: '0.000333333', other: 'ETH' })
    expect(significant(0n)).toBe('0')
    expect(significant(1n)).toMatch(/^</)
    expect(significant(10n ** 60n)).toContain('×')
    expect(rateOf({ ...quote, sellAmount: '0' }, false).rate).toBe('0')
  })

  test('behavior: what is behind the best is told as a loss, for what is sold as for what is bought', () => {
    expect(behind(quote, quote)).toBe(0)
    expect(behind({ ...quote, buyAmount: '5940000000' }, quote)).toBe(100)
    const out = { ...quote, exact: 'out' as const }
    expect(behind({ ...out, sellAmount: '2020000000000000000' }, out)).toBe(100)
    expect(percent(-36)).toBe('\u22120.36\u202f%')
    expect(percent(50)).toBe('0.5\u202f%')
    expect(percent(10_000)).toBe('100\u202f%')
  })

  test('param: a slippage is a share between 0.01 and 50 per cent', () => {
    expect(['0.5', '50', '0.01', '1 %'].map(parsePercent)).toEqual([50, 5000, 1, 100])
    expect(['0', '50.01', '0.001', '-1', 'x', '1,5', ''].map(parsePercent)).toEqual(Array(7).fill(null))
  })

  test('behavior: the level of an impact is that of the warnings of the engine', () => {
    const level = (bps: number) => impactOf({ impact: { bps, against: 'price' } }).level
    expect([0, 99, 100, 499, 500, 1499, 1500].map(level)).toEqual([
      'none',
      'none',
      'some',
      'some',
      'high',
      'high',
      'severe',
    ])
    expect(impactOf({ impact: { bps: -40, against: 'price' } }).text).toContain('better')
    expect(impactOf({ impact: { bps: 40, against: 'pool' } }).text).toContain('by the pools')
    expect(impactOf({ impact: null }).text).toBe('Not known')
  })
})

const sheet: BalanceSheet = {
  chainId: 1,
  address: ME,
  at: 1,
  error: null,
  loading: false,
  rows: [
    { token: 'native', symbol: 'ETH', name: 'Ether', decimals: 18, balance: '5', added: false },
    { token: OTHER, symbol: 'USDC', name: 'Not it', decimals: 18, balance: '7', added: true },
  ],
}
const network = { chainId: 1, symbol: 'ETH', name: 'Ethereum' }
const choices = choicesOf({ account: ME, network, sheet, portfolio: null })

describe('tokens', () => {
  test('behavior: what is held stands before what is only known, and balances are of the account', () => {
    expect(choices[0]).toMatchObject({ symbol: 'ETH', balance: '5' })
    expect(choices[1]).toMatchObject({ token: OTHER, listed: false, balance: '7' })
    expect(choices.find(({ token }) => token === USDC)).toMatchObject({ listed: true, balance: '0' })
    const unread = choicesOf({ account: ME, network, sheet: null, portfolio: null })
    expect(unread.every(({ balance }) => balance === null)).toBe(true)
  })

  test('security: balances of all accounts together are of none of them', () => {
    const portfolio: PortfolioView = {
      display: { scope: 'all', currency: 'USD', hideAmounts: false, hideSmall: false },
      total: null,
      unvalued: 0,
      networks: [],
      accounts: [
        { address: ME, total: null },
        { address: OTHER, total: null },
      ],
      rows: [
        {
          chainId: 1,
          token: USDC,
          symbol: 'USDC',
          name: 'USD Coin',
          decimals: 6,
          balance: '9',
          group: 'usdc',
          value: null,
          price: null,
          origin: 'listed',
          choice: null,
        },
      ],
    }
    const all = choicesOf({ account: ME, network, sheet: null, portfolio })
    expect(all.find(({ token }) => token === USDC)?.balance).toBeNull()
    const own = choicesOf({
      account: ME,
      network,
      sheet: null,
      portfolio: { ...portfolio, display: { ...portfolio.display, scope: 'account' } },
    })
    expect(own.find(({ token }) => token === USDC)?.balance).toBe('9')
  })

  test('behavior: found by symbol, name and address, the best fit first', () => {
    expect(searchChoices(choices, 'usd coin')[0]).toMatchObject({ token: USDC })
    expect(searchChoices(choices, USDC.toLowerCase())).toMatchObject([{ token: USDC }])
    expect(searchChoices(choices, 'wrapped')[0]).toMatchObject({ symbol: 'WETH' })
    expect(searchChoices(choices, 'no such token')).toEqual([])
    expect(searchChoices(choices, ' ')).toHaveLength(choices.length)
  })

  test('security: a token that borrows a known symbol is told from it', () => {
    const copy = choices.find(({ token }) => token === OTHER) as Choice
    expect(copies(copy, choices)).toMatchObject({ token: USDC })
    expect(copies(choices[0] as Choice, choices)).toBeUndefined()
  })
})

describe('review', () => {
  const coin: Choice = { ...eth, name: 'Ether', balance: '2001000000000000000', price: null, listed: true }
  const token: Choice = { ...usdc, name: 'USD Coin', balance: null, price: null, listed: true }
  const known = {
    sell: coin,
    buy: token,
    typed: { units: 2_000_000_000_000_000_000n },
    sells: true,
    quoting: { done: true, error: null, quotes: [quote] },
    quote,
    coin,
    acknowledged: true,
    watched: false,
  }

  test('behavior: what is missing is said, in the order in which it is given', () => {
    expect(notReady(known)).toBeNull()
    expect(notReady({ ...known, watched: true })).toBe('Watch-only: it cannot sign')
    expect(notReady({ ...known, buy: null })).toBe('Choose a token')
    expect(notReady({ ...known, typed: null })).toBe('Type an amount')
    expect(notReady({ ...known, typed: { units: 0n } })).toBe('Type an amount')
    expect(notReady({ ...known, typed: { problem: 'x' } })).toBe('Correct the amount')
    expect(notReady({ ...known, typed: { units: 3n * 10n ** 18n } })).toBe('Not enough ETH')
    expect(notReady({ ...known, quote: null })).toBe('No offer')
    expect(notReady({ ...known, quote: null, quoting: { ...known.quoting, done: false } })).toMatch(/Looking/)
    expect(notReady({ ...known, acknowledged: false })).toBe('Tick the box above')
  })

  test('behavior: the coin is held against the fee as well, where it is known', () => {
    const poor = { ...coin, balance: '2000999999999999999' }
    expect(notReady({ ...known, sell: poor, coin: poor })).toBe('Not enough ETH for the network fee')
    expect(notReady({ ...known, coin: { ...coin, balance: null } })).toBeNull()
    expect(notReady({ ...known, quote: { ...quote, networkFee: null } })).toBeNull()
  })

  test('behavior: a swap that begins with a signature ends with the question after it', () => {
    keepReviewed({ swapId: 's', approvalId: 'a', signsFirst: true })
    expect(swapDecided({ id: 'other', kind: 'transaction' })).toBeNull()
    expect(swapDecided({ id: 'a', kind: 'typed-data' })).toBeNull()
    expect(swapDecided({ id: 'b', kind: 'transaction' })).toBe('s')
    expect(swapDecided({ id: 'c', kind: 'transaction' })).toBeNull()
    keepReviewed({ swapId: 'i', approvalId: 'd', signsFirst: false })
    expect(swapDecided({ id: 'd', kind: 'typed-data' })).toBe('i')
  })
})

/** Portfolios for pictures: made by the background's own code from what the accounts hold. */
import { buildPortfolio } from '../../../src/background/assets/portfolio.ts'
import type {
  AssetRow,
  BalanceSheet,
  Display,
  HistoryView,
  NetworkView,
  PortfolioRow,
  PortfolioView,
  PriceView,
  TokenId,
} from '../../../src/messaging/protocol.ts'
import type { Address } from '../../../src/shared/hex.ts'

const NOW = Date.now()
const plain: Display = { scope: 'account', currency: 'USD', hideAmounts: false, hideSmall: false }

const PRICES: Record<string, [price: string, change: string | null]> = {
  ETH: ['3104.22', '1.84'],
  USDC: ['0.9998', '0.01'],
  DAI: ['1.0001', '-0.02'],
  UNI: ['7.4312', '-4.2'],
  POL: ['0.2211', '-1.5'],
  BNB: ['612.4', '0.4'],
  WBTC: ['61024.11', '2.2'],
}

export const priceOf = (symbol: string): PriceView | null => {
  const known = PRICES[symbol]
  return known === undefined
    ? null
    : { price: known[0], change: known[1], at: NOW - 40_000, source: 'Chainlink' }
}

/** The picture of one sheet: what one account holds on one network. */
export function ofSheet(
  sheet: BalanceSheet,
  network: NetworkView,
  accounts: readonly Address[],
  change: Partial<Display> = {},
): PortfolioView {
  return build([{ network, rows: sheet.rows, at: sheet.at, error: sheet.error }], accounts, change)
}

export type Held = {
  network: NetworkView
  rows: readonly AssetRow[]
  at: number | null
  error?: string | null
  loading?: boolean
  found?: readonly string[]
}

/** The first account holds all of it, the others a part. */
export function build(
  held: readonly Held[],
  accounts: readonly Address[],
  change: Partial<Display> = {},
  choices: Record<string, 'pinned' | 'hidden'> = {},
): PortfolioView {
  const of = (chainId: number) => held.find((one) => one.network.chainId === chainId)
  const selected = accounts[0] ?? '0x'
  return buildPortfolio({
    display: { ...plain, ...change },
    accounts,
    selected,
    networks: held.map((one) => one.network),
    tokens: (chainId) =>
      (of(chainId)?.rows ?? []).flatMap(({ token, symbol, name, decimals, added }) =>
        token === 'native'
          ? []
          : [
              {
                chainId,
                address: token,
                symbol,
                name,
                decimals,
                origin: of(chainId)?.found?.includes(token) ? 'found' : added ? 'added' : 'listed',
              },
            ],
      ),
    holdings: (chainId, account) => {
      const one = of(chainId)
      if (!one || one.at === null) return undefined
      const divisor = account === selected ? 1n : 7n
      return {
        at: one.at,
        unread: [],
        balances: Object.fromEntries(
          one.rows.map((row) => [row.token.toLowerCase(), (BigInt(row.balance) / divisor).toString()]),
        ),
      }
    },
    trouble: (chainId) => of(chainId)?.error ?? null,
    isLoading: (chainId) => of(chainId)?.loading ?? false,
    price: (chainId, token: TokenId) =>
      priceOf(of(chainId)?.rows.find((row) => row.token === token)?.symbol ?? ''),
    choices,
  })
}

const STEPS = 48
const SPAN = { day: 86_400_000, week: 604_800_000, month: 2_592_000_000, year: 31_536_000_000 }

/** A walk that ends at `last`. */
export function walk(last: number, range: keyof typeof SPAN, source: string): HistoryView {
  let value = last
  const values = [value]
  for (let step = 1; step < STEPS; step++) {
    value *= 1 + Math.sin(step * 1.7) * 0.012 + Math.cos(step * 0.35) * 0.009
    values.unshift(value)
  }
  return {
    source,
    points: values.map((one, index) => [NOW - (SPAN[range] * (STEPS - 1 - index)) / STEPS, one.toFixed(4)]),
  }
}

export const holdingsOf = (row: PortfolioRow | undefined, accounts: readonly Address[]) =>
  row === undefined
    ? []
    : accounts.map((address, index) => ({
        chainId: row.chainId,
        token: row.token,
        address,
        balance: (BigInt(row.balance) / BigInt(index * 7 + 1)).toString(),
      }))

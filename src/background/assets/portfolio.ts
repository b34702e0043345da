/** The picture of everything held: pure, made anew from what is known whenever something changes. */
import { coinName } from '../../ethereum/coins.ts'
import { formatPlain, parseValue, worthOf } from '../../ethereum/value.ts'
import type {
  Display,
  NetworkView,
  PortfolioRow,
  PortfolioView,
  PriceView,
  TokenId,
} from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import type { Reading } from './balances.ts'
import type { KnownToken } from './tokens.ts'

export type Holdings = { at: number } & Reading

export type PortfolioInput = {
  display: Display
  /** All that are shown; the scope is one of them or all. */
  accounts: readonly Address[]
  selected: Address
  /** Switched on, in order. */
  networks: readonly NetworkView[]
  tokens(chainId: number): readonly KnownToken[]
  holdings(chainId: number, account: Address): Holdings | undefined
  trouble(chainId: number): string | null
  isLoading(chainId: number): boolean
  price(chainId: number, token: TokenId): PriceView | null
  choices: Readonly<Record<string, 'pinned' | 'hidden'>>
}

type Asset = Pick<PortfolioRow, 'token' | 'symbol' | 'name' | 'decimals' | 'origin'>

export const choiceKey = (chainId: number, token: TokenId): string => `${chainId}:${token.toLowerCase()}`

export function buildPortfolio(input: PortfolioInput): PortfolioView {
  const { display, accounts, selected, networks } = input
  const scope = display.scope === 'all' ? accounts : [selected]
  const rows: PortfolioRow[] = []
  for (const network of networks) rows.push(...rowsOf(input, network, scope))
  const sum = (of: readonly PortfolioRow[]) => total(of.map(counted))
  return {
    display,
    total: sum(rows),
    unvalued: rows.filter(
      ({ value, origin, balance, choice }) =>
        value === null && origin !== 'found' && choice !== 'hidden' && balance !== '0',
    ).length,
    rows,
    networks: networks.map(({ chainId }) => ({
      chainId,
      total: sum(rows.filter((row) => row.chainId === chainId)),
      at: oldest(scope.map((account) => input.holdings(chainId, account)?.at ?? null)),
      error: input.trouble(chainId),
      loading: input.isLoading(chainId),
    })),
    accounts: accounts.map((address) => ({ address, total: totalOfAccount(input, address) })),
  }
}

function rowsOf(input: PortfolioInput, network: NetworkView, scope: readonly Address[]): PortfolioRow[] {
  const { chainId } = network
  const held = scope.map((account) => input.holdings(chainId, account))
  const known = held.map((one) => one?.balances)
  const unread = new Set(held.flatMap((one) => one?.unread ?? []))
  const rows: PortfolioRow[] = []
  for (const asset of assetsOf(input, network)) {
    const choice = input.choices[choiceKey(chainId, asset.token)] ?? null
    const balance = known.reduce(
      (sum, balances) => sum + BigInt(balances?.[asset.token.toLowerCase()] ?? 0),
      0n,
    )
    const stays = asset.origin === 'native' || asset.origin === 'added' || choice === 'pinned'
    if (balance === 0n && !stays) continue
    const price = asset.origin === 'found' ? null : input.price(chainId, asset.token)
    const value = price === null ? null : worthOf(balance, asset.decimals, price.price)
    rows.push({
      ...asset,
      chainId,
      balance: balance.toString(),
      group: groupOf(network, asset),
      value: value === null ? null : formatPlain(value),
      price,
      choice,
      ...(unread.has(asset.token.toLowerCase()) ? { unread: true } : {}),
    })
  }
  return rows
}

const assetsOf = (input: PortfolioInput, network: NetworkView): Asset[] => [
  { token: 'native', symbol: network.symbol, name: coinName(network.symbol), decimals: 18, origin: 'native' },
  ...input.tokens(network.chainId).map(({ address, symbol, name, decimals, origin }) => ({
    token: address,
    symbol,
    name,
    decimals,
    origin,
  })),
]

/** Only our own list says that two contracts are the same asset: what a contract calls itself proves nothing. */
function groupOf(network: NetworkView, asset: Asset): string {
  const trusted =
    asset.origin === 'listed' || (asset.origin === 'native' && !network.added && !network.testnet)
  return trusted && !network.testnet ? asset.symbol : choiceKey(network.chainId, asset.token)
}

function totalOfAccount(input: PortfolioInput, address: Address): string | null {
  const values: (string | null)[] = []
  for (const network of input.networks) values.push(...rowsOf(input, network, [address]).map(counted))
  return total(values)
}

/** What a person has hidden is not in the sums that they see. */
const counted = (row: PortfolioRow): string | null => (row.choice === 'hidden' ? null : row.value)

/** Null when nothing has a value: that is not zero. */
function total(values: readonly (string | null)[]): string | null {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return null
  return formatPlain(known.reduce((sum, value) => sum + (parseValue(value) ?? 0n), 0n))
}

function oldest(times: readonly (number | null)[]): number | null {
  let result: number | null = Number.POSITIVE_INFINITY
  for (const at of times) result = at === null || result === null ? null : Math.min(result, at)
  return result === Number.POSITIVE_INFINITY ? null : result
}

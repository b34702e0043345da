/** What can be sold and bought on a network: what the account holds first, then what the wallet's own list knows. */
import { bundledTokens } from '../../ethereum/tokens.ts'
import { formatPlain, parseValue, worthOf } from '../../ethereum/value.ts'
import type { BalanceSheet, NetworkView, PortfolioView, TokenId, Value } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'

export type Choice = {
  chainId: number
  token: TokenId
  symbol: string
  name: string
  decimals: number
  /** Of the account, in base units; null where nobody has read it. */
  balance: string | null
  /** Of one whole unit; null when nobody knows. */
  price: Value | null
  /** The coin, or on the list that comes with the wallet. */
  listed: boolean
}

type Known = {
  account: Address
  network: Pick<NetworkView, 'chainId' | 'symbol' | 'name'>
  sheet: BalanceSheet | null
  portfolio: PortfolioView | null
}

export const sameToken = (a: TokenId, b: TokenId): boolean => a.toLowerCase() === b.toLowerCase()

/** Everything that is known on a network, the most valuable holdings first. */
export function choicesOf({ account, network, sheet, portfolio }: Known): Choice[] {
  const { chainId } = network
  const all = new Map<string, Choice>()
  const put = (choice: Choice) => {
    const key = choice.token.toLowerCase()
    const before = all.get(key)
    all.set(key, before === undefined ? choice : { ...choice, ...before })
  }
  const read = sheet !== null && sheet.chainId === chainId && sheet.address === account && sheet.at !== null
  const balances = new Map(read ? sheet.rows.map((row) => [row.token.toLowerCase(), row.balance]) : [])
  const alone =
    portfolio !== null && (portfolio.display.scope === 'account' || portfolio.accounts.length === 1)
  const rows = (portfolio?.rows ?? []).filter((row) => row.chainId === chainId)
  const priceOf = (token: TokenId) => rows.find((row) => sameToken(row.token, token))?.price?.price ?? null
  const held = (token: TokenId, inPortfolio: string | null): string | null =>
    read ? (balances.get(token.toLowerCase()) ?? '0') : alone ? (inPortfolio ?? null) : null
  const coin = rows.find((row) => row.token === 'native')
  put({
    chainId,
    token: 'native',
    symbol: network.symbol,
    name: coin?.name ?? network.name,
    decimals: 18,
    balance: held('native', coin?.balance ?? null),
    price: priceOf('native'),
    listed: true,
  })
  for (const { address: token, symbol, name, decimals } of bundledTokens(chainId)) {
    const row = rows.find((one) => sameToken(one.token, token))
    const balance = held(token, row?.balance ?? '0')
    put({ chainId, token, symbol, name, decimals, balance, price: priceOf(token), listed: true })
  }
  for (const { token, symbol, name, decimals, balance, origin, choice } of rows) {
    if (choice === 'hidden' || (origin === 'found' && choice !== 'pinned')) continue
    put({
      chainId,
      token,
      symbol,
      name,
      decimals,
      balance: held(token, balance),
      price: priceOf(token),
      listed: origin === 'listed',
    })
  }
  // What a person added may be in the sheet only: the portfolio leaves networks out that are switched off.
  for (const { token, symbol, name, decimals, balance } of read ? sheet.rows : [])
    put({ chainId, token, symbol, name, decimals, balance, price: priceOf(token), listed: false })
  return [...all.values()].sort(byWorth)
}

/** What the account's balance is worth; null when that is not known. */
export function worthOfChoice({ balance, price, decimals }: Choice): Value | null {
  if (balance === null || price === null) return null
  const worth = worthOf(BigInt(balance), decimals, price)
  return worth === null ? null : formatPlain(worth)
}

function byWorth(a: Choice, b: Choice): number {
  const [x, y] = [rankOf(a), rankOf(b)]
  return x === y ? 0 : y > x ? 1 : -1
}

/** Held and valued, by value; held; the coin; the rest in the list's own order. */
function rankOf(choice: Choice): bigint {
  if (choice.balance !== null && choice.balance !== '0')
    return 3n + (parseValue(worthOfChoice(choice) ?? '0') ?? 0n)
  return choice.token === 'native' ? 2n : choice.listed ? 1n : 0n
}

/** By symbol, name or address; what fits best comes first. */
export function searchChoices(choices: readonly Choice[], typed: string): Choice[] {
  const text = typed.trim().toLowerCase()
  if (text === '') return [...choices]
  return choices
    .map((choice) => ({ choice, fit: fitOf(choice, text) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .map(({ choice }) => choice)
}

function fitOf({ symbol, name, token }: Choice, text: string): number {
  const [sign, words] = [symbol.toLowerCase(), name.toLowerCase()]
  if (sign === text || token.toLowerCase() === text) return 5
  if (sign.startsWith(text)) return 4
  if (words.startsWith(text) || words.includes(` ${text}`)) return 3
  if (sign.includes(text) || words.includes(text)) return 2
  return text.startsWith('0x') && text.length > 3 && token.toLowerCase().startsWith(text) ? 1 : 0
}

/** A token on no list that carries the symbol of one that is. */
export const copies = (choice: Choice, choices: readonly Choice[]): Choice | undefined =>
  choice.listed
    ? undefined
    : choices.find((one) => one.listed && one.symbol.toLowerCase() === choice.symbol.trim().toLowerCase())

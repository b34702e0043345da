/** Amounts and dates as they have to stand in a sentence, written without anything of the wallet's. */
import { formatUnits } from 'ethers'
import { bundledTokens } from '../../../../src/ethereum/tokens.ts'
import { addressOf, type Case, NAMES } from '../corpus.ts'

export type TokenOf = { address: string; symbol: string; decimals: number }

/** "1234.5": nothing between thousands. */
export const unitsText = (amount: bigint, decimals: number): string =>
  formatUnits(amount, decimals).replace(/\.0$/, '')

/** Without what stands between the thousands of a number, and without the capitals of addresses. */
export const plainText = (text: string): string =>
  text
    .replace(/(?<=\d)[ \u202f](?=\d{3}(?!\d))/g, '')
    .replace(/0x[0-9a-fA-F]{40}(?![0-9a-fA-F])/g, (address) => address.toLowerCase())

const own = Object.entries(NAMES).flatMap(([symbol, { address, decimals }]) =>
  decimals === undefined ? [] : [{ symbol, address: address.toLowerCase(), decimals }],
)

const lists = new Map<number, TokenOf[]>()

/** The names of the corpus first. The lists are data; what is tried is who reads them. */
export function tokensOn(chainId: number): TokenOf[] {
  const known = lists.get(chainId)
  if (known !== undefined) return known
  const listed = bundledTokens(chainId).map(({ symbol, address, decimals }) => ({
    symbol,
    decimals,
    address: address.toLowerCase(),
  }))
  const home = chainId === 1 ? own.filter((one) => listed.some(({ address }) => address === one.address)) : []
  const all = [...home, ...listed.filter((one) => !home.some(({ address }) => address === one.address))]
  lists.set(chainId, all)
  return all
}

/** Every token that a case can name. */
export function tokensOf({ request, facts }: Case): TokenOf[] {
  const said = Object.entries(facts?.tokens ?? {}).map(([name, token]) => ({
    ...token,
    address: addressOf(name).toLowerCase(),
  }))
  const others = tokensOn(request.chainId ?? 1)
  return said.length === 0
    ? others
    : [...said, ...others.filter((one) => !said.some(({ address }) => address === one.address))]
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)
export const DATE = new RegExp(
  String.raw`\d{1,2} (?:${MONTHS.join('|')}) \d{4}(?:, \d\d:\d\d(?::\d\d)? UTC)?`,
)

/** "28 November 2026, 12:30 UTC", or the day alone. */
export function dateText(seconds: bigint, withTime: boolean): string {
  const [day = '', time = ''] = new Date(Number(seconds) * 1000).toISOString().split('T')
  const [year, month, date] = day.split('-').map(Number)
  const clock = time.slice(0, 8).replace(/:00$/, '')
  const text = `${date} ${MONTHS[(month ?? 1) - 1]} ${year}`
  return withTime && clock !== '00:00' ? `${text}, ${clock} UTC` : text
}

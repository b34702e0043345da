/**
 * From which leaf of a request each amount, token, address and date of an expected line comes: found by the values
 * of the corpus alone, so that the wallet's own reading has no part in it.
 */
import { getAddress } from 'ethers'
import { type Case, NAMES, named } from '../corpus.ts'
import { DATE, dateText, plainText, type TokenOf, tokensOf, unitsText } from './amounts.ts'
import { type Leaf, leavesOf, valueAt } from './leaves.ts'

/** A piece of a line: words, or what stands in the place of values. `of` are leaves, all of one value, or a sum. */
export type Piece =
  | { kind: 'words'; text: string }
  | { kind: 'amount'; of: Leaf[]; sum: boolean; token: Piece & { kind: 'token' }; after: string }
  | { kind: 'token'; of: Leaf[]; known: TokenOf }
  | { kind: 'address'; of: Leaf[] }
  | { kind: 'date'; of: Leaf[]; withTime: boolean }
  | { kind: 'number'; of: Leaf[]; after: string }

/** `sections`: the lines of the sentences, of the changes and of the rights. */
export type Lines = { sections: Piece[][][]; leaves: Leaf[]; tokens: TokenOf[] }

/** Sentences, changes, rights: each tells the whole request once. */
export const sectionsOf = ({ expect }: Pick<Case, 'expect'>): string[][] => [
  expect.sentences ?? [],
  expect.changes ?? [],
  expect.rights ?? [],
]

const COINS = ['ETH', 'POL', 'BNB', 'AVAX', 'xDAI'].map((symbol) => ({ symbol, address: '', decimals: 18 }))
const BASE_UNITS = { symbol: 'base units', address: '', decimals: 0 }
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

export function learn(one: Case): Lines {
  const all = leavesOf(one.request)
  const opaque = opaqueOf(one.request)
  // What stands in bytes that nobody reads here as well may be told from there.
  // A token that a contract names when it is asked may be the one that is told.
  const answers = Object.values(one.facts?.answers ?? {}).flatMap((each) => Object.values(each))
  const answered = new Set(answers.map(valueAt))
  const leaves = all.filter(({ value }) => !opaque.includes(wordOf(value)) && !answered.has(value))
  const tokens = tokensOf(one)
  const bySymbol = new Map(
    [...COINS, BASE_UNITS, ...[...tokens].reverse()].map((token) => [token.symbol, token]),
  )
  const symbols = [...bySymbol.keys()].sort((a, b) => b.length - a.length).map(escaped)
  const symbol = `(?:${symbols.join('|')})(?![\\w-]|\\.\\d)`
  const scan = new RegExp(
    [
      String.raw`(?<amount>(?<![“\w.#$]|: -)\d+(?:\.\d+)?) (?<of>${symbol})(?<there> there)?`,
      `(?<date>${DATE.source})`,
      String.raw`(?<address>\$\w+|0x[0-9a-fA-F]{40}(?![0-9a-fA-F]))`,
      // Names of contracts have symbols in them as well.
      String.raw`(?<!^Asked of .+|v\d |[\w$“-])(?<symbol>${symbol})`,
      String.raw`(?<![\w.])(?<number>\d+)(?<units> of (?=\$|0x))?(?![\w.%])`,
    ].join('|'),
    'g',
  )
  const sections = sectionsOf(one).map((lines) => {
    const context = { leaves, bySymbol, taken: new Map<string, number>(), asked: counted(lines, scan) }
    return lines.map((line) => piecesOf(plainText(line), scan, context))
  })
  return { sections, leaves, tokens }
}

/** Bytes of more than a word, other than a signature's, in one. */
function opaqueOf(value: unknown): string {
  if (typeof value === 'string') return /^0x[0-9a-fA-F]{67,}$/.test(value) ? value.toLowerCase() : ''
  return typeof value === 'object' && value !== null ? Object.values(value).map(opaqueOf).join(' ') : ''
}
const wordOf = (value: string | bigint): string =>
  typeof value === 'bigint' ? value.toString(16).padStart(32, '0') : value.slice(2)

type Context = {
  leaves: Leaf[]
  bySymbol: Map<string, TokenOf>
  /** How often each text stands in the sentences, and how often it was seen so far. */
  asked: Map<string, number>
  taken: Map<string, number>
}

function counted(lines: readonly string[], scan: RegExp): Map<string, number> {
  const count = new Map<string, number>()
  for (const line of lines)
    for (const [text] of plainText(line).matchAll(scan)) count.set(text, (count.get(text) ?? 0) + 1)
  return count
}

function piecesOf(line: string, scan: RegExp, context: Context): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const match of line.matchAll(scan)) {
    const [text] = match
    pieces.push({ kind: 'words', text: line.slice(end, match.index) })
    pieces.push(pieceOf(text, match.groups ?? {}, context) ?? { kind: 'words', text })
    end = match.index + text.length
  }
  return [...pieces, { kind: 'words', text: line.slice(end) }]
}

function pieceOf(text: string, groups: Record<string, string | undefined>, context: Context): Piece | null {
  const { leaves, bySymbol } = context
  const { amount, date, address, number, there, units } = groups
  const symbol = groups.of ?? groups.symbol
  const token = symbol === undefined ? undefined : bySymbol.get(symbol)
  if (amount !== undefined && token !== undefined) {
    const fits = leaves.filter(
      ({ value }) => typeof value === 'bigint' && unitsText(value, token.decimals) === amount,
    )
    const meantSo = fits.filter(({ written }) => written === `${amount} ${token.symbol}`)
    // A few base units are as well the number of a kind.
    const isFew = (value: bigint): boolean => value > 0n && value < 10n && token.decimals > 0
    const large = fits.filter(({ value }) => !isFew(BigInt(value)))
    const of = inTurn(text, [...new Set([...meantSo, ...large])], context)
    const sum = summed(amount, token, leaves)
    // Whether it is the value that is sent, or the sum of what is asked for, it does not tell.
    if (of.length === 1 && of[0]?.place.at(-1) === 'value' && sum.length > 1) return null
    // On another network another address has the symbol.
    const piece = tokenPiece(token, there === undefined ? leaves : [])
    const after = there ?? ''
    if (of.length > 0) return { kind: 'amount', of, sum: false, token: piece, after }
    return sum.length > 0 ? { kind: 'amount', of: sum, sum: true, token: piece, after } : null
  }
  if (token !== undefined) return tokenPiece(token, leaves)
  if (date !== undefined) {
    const fits = (withTime: boolean) =>
      leaves.filter((leaf) => isDate(leaf) && dateText(leaf.value as bigint, withTime) === date)
    const exact = fits(true)
    const of = exact.length > 0 ? exact : fits(false)
    return of.length === 0 ? null : { kind: 'date', of, withTime: exact.length > 0 }
  }
  if (address !== undefined) {
    const at = address.startsWith('$')
      ? NAMES[address.slice(1)]?.address.toLowerCase()
      : address.toLowerCase()
    const of = leaves.filter(({ value }) => value === at)
    return of.length === 0 ? null : { kind: 'address', of }
  }
  // A count, or a choice among few, says something else when it is another.
  const isCount = BigInt(number ?? '') < 1000n && units === undefined
  const of = isCount ? [] : leaves.filter(({ value }) => value === BigInt(number ?? ''))
  // The start and the end of a price are one amount where it stays the same.
  const isOne = of.length === 1 || (of.length > 0 && units !== undefined)
  return isOne ? { kind: 'number', of, after: units ?? '' } : null
}

const isDate = ({ value }: Leaf): boolean =>
  typeof value === 'bigint' && value > 10n ** 9n && value < 253_402_300_800n

const tokenPiece = (known: TokenOf, leaves: readonly Leaf[]): Piece & { kind: 'token' } => ({
  kind: 'token',
  of: known.address === '' ? [] : leaves.filter(({ value }) => value === known.address),
  known,
})

/** As many leaves as times that it is said: in the order of the request, as lists are told. */
function inTurn(text: string, fits: Leaf[], { asked, taken }: Context): Leaf[] {
  if (fits.length < 2 || asked.get(text) !== fits.length) return fits
  const turn = taken.get(text) ?? 0
  taken.set(text, turn + 1)
  return fits.slice(turn, turn + 1)
}

/** The one way to add leaves up to it, as an order of several parts has it. */
function summed(amount: string, { symbol, decimals }: TokenOf, leaves: readonly Leaf[]): Leaf[] {
  const parts = leaves
    .filter(({ written, value, place }) => {
      const isLarge = typeof value === 'bigint' && value > 1_000_000n && place.at(-1) !== 'value'
      return isLarge || written.endsWith(` ${symbol}`)
    })
    .slice(0, 12)
  const ways: Leaf[][] = []
  for (let chosen = 1; chosen < 2 ** parts.length; chosen++) {
    const some = parts.filter((_, i) => (chosen & (2 ** i)) !== 0)
    const sum = some.reduce((total, { value }) => total + BigInt(value), 0n)
    if (unitsText(sum, decimals) === amount) ways.push(some)
  }
  return ways.length === 1 ? (ways[0] ?? []) : []
}

/** What the line has to be when the leaves have these values. */
export function filled(
  pieces: readonly Piece[],
  valueAt: (leaf: Leaf) => string | bigint,
  tokens: readonly TokenOf[],
): string {
  const tokenOf = ({ of, known }: Piece & { kind: 'token' }): TokenOf => {
    const [leaf] = of
    return leaf === undefined ? known : (tokens.find(({ address }) => address === valueAt(leaf)) ?? known)
  }
  const text = (piece: Piece): string => {
    if (piece.kind === 'words') return piece.text
    if (piece.kind === 'token') return tokenOf(piece).symbol
    const [leaf] = piece.of
    if (leaf === undefined) throw new Error('a piece of nothing')
    const value = valueAt(leaf)
    if (piece.kind === 'address') return named(getAddress(String(value)))
    if (piece.kind === 'number') return `${value}${piece.after}`
    if (piece.kind === 'date') return dateText(BigInt(value), piece.withTime)
    const { symbol, decimals } = tokenOf(piece.token)
    const amount = piece.sum ? piece.of.reduce((sum, one) => sum + BigInt(valueAt(one)), 0n) : BigInt(value)
    return `${unitsText(amount, decimals)} ${symbol}${piece.after}`
  }
  return pieces.map(text).join('')
}

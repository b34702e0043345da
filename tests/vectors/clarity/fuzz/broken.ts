/** The corpus with what nobody meant: numbers of any size, hostile text, endless lists, broken bytes. */
import { Interface } from 'ethers'
import { addressOf, type Case, meant, NAMES } from '../corpus.ts'
import type { Said } from '../say.ts'
import { type TokenOf, tokensOf, unitsText } from './amounts.ts'
import { asBytes, type Kind } from './asked.ts'
import { FILES, whole } from './described.ts'
import { HOSTILE, integer } from './hostile.ts'
import { leavesOf, textsOf } from './leaves.ts'
import { sectionsOf } from './lines.ts'
import { CASES } from './of-corpus.ts'
import type { Random } from './random.ts'

const PEOPLE = Object.keys(NAMES).map((name) => `$${name}`)
/** Sums of several lists stand in their sentences: of them `alone` holds those that add up in one way. */
const isSummed = (file: string, { to }: Case['request']): boolean =>
  file === '13-seaport.json' || to === '$seaport'
const FIXED = /^(?:from|call|encode|packed|types|domain|primaryType|operation|origin|chainId|times)$/

/** One leaf in four is another: a number for a number, an address for an address, hostile text for text. */
function changed(value: unknown, random: Random, key = ''): unknown {
  if (Array.isArray(value)) return longer(value, random).map((one: unknown) => changed(one, random))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, FIXED.test(name) ? one : changed(one, random, name)]),
    )
  if (typeof value !== 'string' || !random.once(4)) return value
  if (value.startsWith('$')) return random.pick(PEOPLE)
  if (/^0x/.test(value)) return key === 'to' ? value : broken(value, random)
  return typeof meant(value) === 'bigint' || /^\d+$/.test(value) ? integer(random) : random.pick(HOSTILE)
}

/** Now and then a list of hundreds: one that may be of any length is a way to make a wallet slow. */
function longer(list: readonly unknown[], random: Random): readonly unknown[] {
  if (list.length === 0 || !random.once(40)) return list
  return Array.from({ length: list.length + random.below(400) }, (_, i) => list[i % list.length])
}

export function broken(data: string, random: Random): string {
  const at = 2 + random.below(Math.max(1, data.length - 2))
  const kind = random.below(6)
  if (kind === 0) return data.slice(0, at - (at % 2))
  if (kind === 1) return `${data}${'ff'.repeat(random.below(80))}`
  if (kind === 2) return `${data.slice(0, at)}${random.below(16).toString(16)}${data.slice(at + 1)}`
  if (kind === 3) return `${data.slice(0, 10)}${data.slice(10).repeat(1 + random.below(6))}`
  if (kind === 4 && random.once(10)) return `${data.slice(0, 10)}${hugeOf(data, random)}`
  return random.bytes(random.below(400))
}

/** Up to 128 kB, the most that a network takes. */
const hugeOf = (data: string, random: Random): string => {
  const body = data.slice(10) || '20'.padStart(64, '0')
  return body.repeat(Math.ceil(random.below(262_144) / body.length))
}

export const meddled: Kind = (random) => {
  for (;;) {
    const { file, one } = random.pick(CASES)
    const { request: before } = one
    const request = changed(before, random) as Case['request']
    try {
      const plain = asBytes({ ...one, request })
      const isBytes = request.typedData === undefined && request.calls === undefined && random.once(3)
      const data = isBytes ? broken(plain.request.data ?? '0x', random) : ''
      const asked = isBytes ? { ...plain, request: { ...plain.request, data: data as `0x${string}` } } : plain
      const numbers = isBytes ? decoded(before.call, data) : numbersIn(request)
      const isKnown = numbers !== null && before.data === undefined && !isSummed(file, before)
      return {
        one: asked,
        isHeld: isKnown,
        faultsOf: ({ sentences }: Said) =>
          isKnown ? lies({ ...one, request }, sentences, [0n, ...numbers, ...sentAlong(request)]) : [],
      }
    } catch {
      // A number too large for its type, and the like.
    }
  }
}

const sentAlong = ({ value }: Case['request']): bigint[] => (value === undefined ? [] : numbersIn({ value }))

function numbersIn(request: unknown): bigint[] {
  return leavesOf(request).flatMap(({ value }) => (typeof value === 'bigint' ? [value] : []))
}

/**
 * The numbers that ethers reads from the final bytes; null for what has other bytes inside of it. Some encoders leave
 * out the zeros behind the last bytes.
 */
function decoded(call: string | undefined, data: string): bigint[] | null {
  if (call === undefined || /bytes(?!\d)/.test(call)) return null
  const whole = data.padEnd(10 + 64 * Math.ceil((data.length - 10) / 64), '0')
  try {
    const read = new Interface([`function ${call}`]).decodeFunctionData(
      call.slice(0, call.indexOf('(')),
      whole,
    )
    return numbersOf(read.toArray(true))
  } catch {
    return []
  }
}

const numbersOf = (value: unknown): bigint[] =>
  Array.isArray(value) ? value.flatMap(numbersOf) : typeof value === 'bigint' ? [value] : []

const AMOUNT = /(?<![“\w.#$])(\d{1,3}(?: \d{3})+(?:\.\d+)?|\d+(?:\.\d+)?) ([A-Za-z]+)/g

/** Amounts that are no number of the request, and tokens that it has nothing to do with. */
function lies(one: Case, sentences: readonly string[], numbers: readonly bigint[]): string[] {
  const tokens = tokensOf(one)
  const leaves = leavesOf(one.request).map(({ value }) => value)
  const near = new Set(leaves)
  const texts = new Set(textsOf(one.request.typedData))
  const usual = sectionsOf(one).flat().join('\n')
  return sentences.flatMap((sentence) =>
    [...sentence.matchAll(AMOUNT)].flatMap(([, amount = '', symbol = '']) => {
      const named = tokens.filter((token) => token.symbol === symbol)
      const [token] = symbol === 'ETH' || symbol === 'POL' ? [COIN] : named
      if (token === undefined) return []
      const isNear =
        token === COIN ||
        usual.includes(symbol) ||
        named.some(({ address }) => near.has(address)) ||
        leaves.some((leaf) => ownTokens(leaf, symbol, named))
      if (!isNear) return [`a token of nowhere: ${sentence}`]
      const said = amount.replaceAll(' ', '')
      const isDue = texts.has(said) || numbers.some((number) => unitsText(number, token.decimals) === said)
      return isDue ? [] : [`a wrong amount: ${sentence}`]
    }),
  )
}

/** What the descriptors of a contract say, in small letters: it may have tokens of its own. */
const WRITTEN = new Map<unknown, string>()
for (const file of Object.values(FILES)) {
  const text = JSON.stringify(whole(file)).toLowerCase()
  for (const { address } of file.context.contract?.deployments ?? [])
    WRITTEN.set(address.toLowerCase(), `${WRITTEN.get(address.toLowerCase()) ?? ''}${text}`)
}

/** By their address, or in words. */
function ownTokens(leaf: unknown, symbol: string, named: readonly TokenOf[]): boolean {
  const text = WRITTEN.get(leaf) ?? ''
  return text.includes(symbol.toLowerCase()) || named.some(({ address }) => text.includes(address))
}

const COIN: TokenOf = { address: addressOf('$zero'), symbol: '', decimals: 18 }

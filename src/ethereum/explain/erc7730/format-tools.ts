/** What the formats of ERC-7730 have in common: the parameters, and a value as it is. */
import type { Part } from '../../../messaging/protocol.ts'
import type { Address, Hex } from '../../../shared/hex.ts'
import { visibleLine, visibleText } from '../../text.ts'
import type { Value } from '../../typed-data-values.ts'
import type { Container, Facts } from '../facts.ts'
import { asList, type Json } from './descriptor.ts'
import { PathError } from './path.ts'
import { addressOf, addressOrNull, integerOf, literal } from './values.ts'

/** `parts` as it stands in a sentence. */
export type Formatted<Nested> = {
  text: string
  parts: Part[]
  mono: boolean
  nested?: Nested
  /** What an amount is of, where that is known. */
  token?: Address | 'native'
}

export type FormatTools<Nested> = {
  facts: Facts
  container: Container
  /** A parameter that is a constant, however it is written. */
  constant(name: string): Json | undefined
  /** A parameter that is a path into the data, for the element at hand. */
  pointed(name: string): Value | null
  embedded(call: EmbeddedCall): Nested | null
  /** The contract's own token, as the descriptor declares it. */
  token(address: Address): { symbol: string; decimals: number } | null
  /** The same where the parameters name the declaration itself; null where they do not. @throws PathError for a missing one */
  ownToken(): { symbol: string; decimals: number } | null
}
export type EmbeddedCall = { chainId: number; from: Address; to: Address; value: bigint; data: Hex }

/** Characters of foreign text that a sentence has room for; its row has all of it. */
const IN_SENTENCE = 80

export const plain = (text: string, mono = false) => ({ text, parts: [{ strong: text }], mono })

export function raw<N>(value: Value): Formatted<N> {
  switch (value.kind) {
    case 'address':
      return { text: value.value, parts: [{ address: value.value }], mono: true }
    case 'bytes':
    case 'fixed':
      return { text: value.value, parts: [{ strong: visibleLine(value.value, IN_SENTENCE) }], mono: true }
    case 'string':
      return {
        text: visibleText(value.value),
        parts: [{ strong: quoted(value.value) }],
        mono: false,
      }
    case 'integer':
    case 'bool':
      return plain(String(value.value))
    case 'none':
    case 'absent':
      return plain('none')
    default:
      throw new PathError('a group of values has no format of its own')
  }
}

/** Words of others within ours: where they begin and end is seen, whatever they say. A plain name needs no marks. */
function quoted(text: string): string {
  const line = visibleLine(text, IN_SENTENCE)
  return /^[\p{L}\p{N}._-]+$/u.test(line) && /\p{L}/u.test(line) ? line : `“${line.replace(/[“”„‟]/g, '"')}”`
}

export const coinOf = <N>(chainId: number | null, { facts }: FormatTools<N>): string =>
  (chainId === null ? null : facts.coin(chainId)) ?? 'coins'

/** The network that a parameter names, or the one of the container. */
export function chainOf<N>(tools: FormatTools<N>): number | null {
  const pointed = tools.pointed('chainIdPath')
  if (pointed !== null) return Number(integerOf(pointed))
  const constant = integerParam('chainId', tools)
  return constant === null ? tools.container.chainId : Number(constant)
}

/** A constant that is a number, or written as one. @throws PathError when it is neither */
export function integerParam<N>(name: string, tools: FormatTools<N>): bigint | null {
  const constant = tools.constant(name)
  return constant === undefined || constant === null ? null : integerOf(literal(constant))
}

/** Null where there is none, and where what it leads to is no address: whose amount it is then nobody says. */
export const addressParam = <N>(name: string, tools: FormatTools<N>): Address | null => {
  const pointed = tools.pointed(`${name}Path`)
  if (pointed !== null) return addressOrNull(pointed)
  const constant = tools.constant(name)
  return constant === undefined
    ? null
    : addressOf({ kind: 'string', type: 'string', value: String(constant) })
}

export const isOneOf = (address: Address, list: Json | undefined): boolean =>
  (typeof list === 'string' ? [list] : asList(list)).some(
    (one) => typeof one === 'string' && one.toLowerCase() === address.toLowerCase(),
  )

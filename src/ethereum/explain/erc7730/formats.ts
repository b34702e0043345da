/** The formats of ERC-7730: one value, and what its parameters say, as text for people. */
import type { Part } from '../../../messaging/protocol.ts'
import type { Address, Hex } from '../../../shared/hex.ts'
import { visibleLine, visibleText } from '../../text.ts'
import type { Value } from '../../typed-data-values.ts'
import { formatPlainAmount, isBeyond, timeText } from '../amounts.ts'
import type { Container, Facts } from '../facts.ts'
import { asList, isRecord, type Json, own, type Params } from './descriptor.ts'
import { interoperableName } from './interoperable.ts'
import { bytesOf, PathError } from './path.ts'
import { addressOf, integerOf } from './values.ts'

/** `parts` as it stands in a sentence. */
export type Formatted<Nested> = { text: string; parts: Part[]; mono: boolean; nested?: Nested }

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
}
export type EmbeddedCall = { chainId: number; from: Address; to: Address; value: bigint; data: Hex }

/** Characters of foreign text that a sentence has room for; its row has all of it. */
const IN_SENTENCE = 80

export const plain = (text: string, mono = false) => ({ text, parts: [{ strong: text }], mono })

/** @throws PathError for a value that the format does not fit */
export function formatValue<N>(
  format: string,
  value: Value,
  params: Params,
  tools: FormatTools<N>,
): Formatted<N> {
  switch (format) {
    case 'amount':
      return plain(`${formatPlainAmount(integerOf(value), 18)} ${coinOf(tools.container.chainId, tools)}`)
    case 'tokenAmount':
      return tokenAmount(value, tools)
    case 'tokenTicker':
      return ticker(value, tools)
    case 'nftName':
      return nft(value, tools)
    case 'addressName':
      return party(addressOf(value), params, tools)
    case 'interoperableAddressName':
      return plain(interoperableName(bytesOf(value)), true)
    case 'date':
      return dated(value, params, tools)
    case 'duration':
      return plain(durationText(integerOf(value)))
    case 'unit':
      return plain(unitText(integerOf(value), params))
    case 'enum':
      return enumText(value, tools)
    case 'chainId':
      return plain(networkText(integerOf(value), tools.facts))
    case 'calldata':
      return calldata(value, tools)
    default:
      return raw(value)
  }
}

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

const coinOf = <N>(chainId: number | null, { facts }: FormatTools<N>): string =>
  (chainId === null ? null : facts.coin(chainId)) ?? 'coins'

const networkText = (chainId: bigint, facts: Facts): string => {
  const name = facts.network(chainId)
  return name === null ? `chain ${chainId}` : visibleLine(name, 40)
}

/** The network that a parameter names, or the one of the container. */
function chainOf<N>(tools: FormatTools<N>): number | null {
  const pointed = tools.pointed('chainIdPath')
  if (pointed !== null) return Number(integerOf(pointed))
  const constant = tools.constant('chainId')
  return typeof constant === 'number' ? constant : tools.container.chainId
}

const addressParam = <N>(name: string, tools: FormatTools<N>): Address | null => {
  const pointed = tools.pointed(`${name}Path`)
  if (pointed !== null) return addressOf(pointed)
  const constant = tools.constant(name)
  return constant === undefined
    ? null
    : addressOf({ kind: 'string', type: 'string', value: String(constant) })
}

const isOneOf = (address: Address, list: Json | undefined): boolean =>
  (typeof list === 'string' ? [list] : asList(list)).some(
    (one) => typeof one === 'string' && one.toLowerCase() === address.toLowerCase(),
  )

function tokenAmount<N>(value: Value, tools: FormatTools<N>): Formatted<N> {
  const amount = integerOf(value)
  const chainId = chainOf(tools)
  const address = addressParam('token', tools)
  const threshold = tools.constant('threshold')
  const over =
    threshold !== undefined && amount >= integerOf({ kind: 'string', type: '', value: String(threshold) })
  const message = over ? visibleLine(String(tools.constant('message') ?? 'Unlimited'), 40) : null
  if (address !== null && isOneOf(address, tools.constant('nativeCurrencyAddress'))) {
    const coin = coinOf(chainId, tools)
    return plain(message === null ? `${formatPlainAmount(amount, 18)} ${coin}` : `${message} ${coin}`)
  }
  const token = address === null ? null : tokenOf(address, chainId, tools)
  if (token === null) {
    const of: Part[] = address === null ? [' of a token that is not known'] : [' of ', { address }]
    const quantity = message?.replace(/ of$/, '') ?? `${amount} base units`
    const told = `${quantity}${address === null ? of.join('') : ` of ${address}`}`
    return { text: told, parts: [{ strong: quantity }, ...of], mono: false }
  }
  const symbol = visibleLine(token.symbol, 24)
  const text = `${message ?? formatPlainAmount(amount, token.decimals)} ${symbol}`
  // A symbol that only the contract itself claims stands beside its address, in sentences and in rows.
  if (token.vouched || address === null) return plain(text)
  return { text: `${text} (${address})`, parts: [{ strong: text }, ' (', { address }, ')'], mono: false }
}

function tokenOf<N>(address: Address, chainId: number | null, tools: FormatTools<N>) {
  const known = chainId === null ? null : tools.facts.token(chainId, address)
  if (known !== null) return known
  const declared = tools.token(address)
  return declared === null ? null : { ...declared, vouched: true }
}

function ticker<N>(value: Value, tools: FormatTools<N>): Formatted<N> {
  const address = addressOf(value)
  const token = tokenOf(address, chainOf(tools), tools)
  if (token === null) return raw({ kind: 'address', type: 'address', value: address })
  const symbol = visibleLine(token.symbol, 24)
  if (token.vouched) return plain(symbol)
  return { text: `${symbol} (${address})`, parts: [{ strong: symbol }, ' (', { address }, ')'], mono: false }
}

function nft<N>(value: Value, tools: FormatTools<N>): Formatted<N> {
  const id = integerOf(value)
  const collection = addressParam('collection', tools)
  if (collection === null) return plain(String(id))
  const name = tools.facts.name(collection, [])
  const item = `item #${id}`
  if (name === null)
    return {
      text: `${id} of ${collection}`,
      parts: [{ strong: item }, ' of ', { address: collection }],
      mono: false,
    }
  const text = `${visibleLine(name, 40)} ${id}`
  return plain(text)
}

function party<N>(address: Address, params: Params, tools: FormatTools<N>): Formatted<N> {
  if (isOneOf(address, tools.constant('senderAddress')))
    return { text: 'Sender', parts: [{ address: tools.container.from }], mono: false }
  const sources = asList(params.sources).filter((one) => typeof one === 'string')
  const name = tools.facts.name(address, sources)
  if (name === null) return { text: address, parts: [{ address }], mono: true }
  const shown = visibleLine(name, 40)
  return { text: `${shown} (${address})`, parts: [{ strong: shown }, ' (', { address }, ')'], mono: false }
}

/** A sentence does not read out a number of 78 digits. */
function dated<N>(value: Value, params: Params, tools: FormatTools<N>): Formatted<N> {
  const text = dateText(value, params, tools)
  const isTime = params.encoding !== 'blockheight'
  return isTime && isBeyond(integerOf(value))
    ? { ...plain(text), parts: [{ strong: 'the end of time' }] }
    : plain(text)
}

function dateText<N>(value: Value, params: Params, { facts, container }: FormatTools<N>): string {
  const number = integerOf(value)
  if (params.encoding !== 'blockheight') return timeText(number)
  const seconds = container.chainId === null ? null : facts.blockTime(container.chainId, number)
  return seconds === null ? `block ${number}` : `${timeText(seconds)} (block ${number})`
}

/** HH:MM:SS; more than a day has more hours. */
function durationText(seconds: bigint): string {
  const two = (value: bigint) => value.toString().padStart(2, '0')
  if (seconds < 0n) return `${seconds} seconds`
  return [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n].map(two).join(':')
}

const PREFIXES = ['', 'k', 'M', 'G', 'T', 'P', 'E']

function unitText(value: bigint, params: Params): string {
  const decimals = typeof params.decimals === 'number' ? params.decimals : 0
  const base = visibleLine(typeof params.base === 'string' ? params.base : '', 20)
  if (params.prefix !== true) return `${formatPlainAmount(value, decimals)}${base}`
  const whole = (value < 0n ? -value : value) / 10n ** BigInt(decimals)
  const step = Math.min(PREFIXES.length - 1, Math.floor((whole.toString().length - 1) / 3))
  return `${formatPlainAmount(value, decimals + 3 * step)}${PREFIXES[step] ?? ''}${base}`
}

function enumText<N>(value: Value, tools: FormatTools<N>): Formatted<N> {
  const names = tools.constant('$ref')
  const key = raw<N>(value).text
  const number = value.kind === 'bytes' || value.kind === 'fixed' ? String(integerOf(value)) : key
  const found = isRecord(names) ? (own(names, key) ?? own(names, number)) : undefined
  return plain(typeof found === 'string' ? visibleLine(found, 80) : key)
}

function calldata<N>(value: Value, tools: FormatTools<N>): Formatted<N> {
  const { container } = tools
  const to = addressParam('callee', tools)
  const chainId = chainOf(tools)
  const selector = tools.pointed('selectorPath') ?? null
  const prefix = selector === null ? tools.constant('selector') : bytesOf(selector)
  const start = typeof prefix === 'string' ? prefix.replace(/^0x/, '') : ''
  const data: Hex = `0x${start}${bytesOf(value).slice(2)}`
  const amount = tools.pointed('amountPath')
  const fixed = tools.constant('amount')
  const call = {
    chainId,
    from: addressParam('spender', tools) ?? container.from,
    value: amount === null ? BigInt(typeof fixed === 'number' ? fixed : 0) : integerOf(amount),
  }
  // Without data it may still be a payment.
  if (data === '0x' && to !== null && call.value === 0n) return plain('no call')
  const nested = to === null || chainId === null ? null : tools.embedded({ ...call, chainId, to, data })
  return nested === null
    ? plain(data, true)
    : { text: data, parts: [{ strong: 'a call' }], mono: true, nested }
}

/** The formats of ERC-7730: one value, and what its parameters say, as text for people. */
import type { Part } from '../../../messaging/protocol.ts'
import type { Address, Hex } from '../../../shared/hex.ts'
import { visibleLine, visibleText } from '../../text.ts'
import type { Value } from '../../typed-data-values.ts'
import { formatPlainAmount, isBeyond, timeText } from '../amounts.ts'
import type { Container, Facts } from '../facts.ts'
import { addressInWord, type Getter, isGetter } from '../getters.ts'
import { asList, asText, isRecord, type Json } from './descriptor.ts'
import { readInteroperable } from './interoperable.ts'
import { bytesOf, PathError } from './path.ts'
import { addressOf, integerOf, literal } from './values.ts'

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
export function formatValue<N>(format: string, value: Value, tools: FormatTools<N>): Formatted<N> {
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
      return party(addressOf(value), tools)
    case 'interoperableAddressName':
      return interoperableParty(bytesOf(value), tools)
    case 'date':
      return dated(value, tools)
    case 'duration':
      return plain(durationText(integerOf(value)))
    case 'unit':
      return plain(unitText(integerOf(value), tools))
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
  const constant = integerParam('chainId', tools)
  return constant === null ? tools.container.chainId : Number(constant)
}

/** A constant that is a number, or written as one. @throws PathError when it is neither */
function integerParam<N>(name: string, tools: FormatTools<N>): bigint | null {
  const constant = tools.constant(name)
  return constant === undefined || constant === null ? null : integerOf(literal(constant))
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
  const named = addressParam('token', tools)
  const getter = tools.constant('$getter')
  const linked = named !== null && isGetter(getter) ? linkedToken(named, chainId, getter, tools) : null
  const address = linked ?? named
  const threshold = tools.constant('threshold')
  const over =
    threshold !== undefined && amount >= integerOf({ kind: 'string', type: '', value: String(threshold) })
  const message = over ? visibleLine(String(tools.constant('message') ?? 'Unlimited'), 40) : null
  if (address !== null && isOneOf(address, tools.constant('nativeCurrencyAddress'))) {
    const coin = coinOf(chainId, tools)
    return plain(message === null ? `${formatPlainAmount(amount, 18)} ${coin}` : `${message} ${coin}`)
  }
  const isUnread = isGetter(getter) && linked === null
  const token = address === null || isUnread ? null : tokenOf(address, chainId, tools)
  if (token === null) {
    const what = isUnread ? ' of the token of ' : ' of '
    const of: Part[] = address === null ? [' of a token that is not known'] : [what, { address }]
    const quantity = message?.replace(/ of$/, '') ?? `${amount} base units`
    // The row has the number as well: of what nobody knows nothing is left out.
    const whole = `${amount} base units${address === null ? of.join('') : `${what}${address}`}`
    const told = message === null ? whole : `${quantity}: ${whole}`
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

/** Of our own descriptors: the token that a contract says it is about, such as the asset of a vault. */
const linkedToken = <N>(
  contract: Address,
  chainId: number | null,
  getter: Getter,
  { facts }: FormatTools<N>,
): Address | null => (chainId === null ? null : addressInWord(facts.answer(chainId, contract, getter)))

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

function party<N>(address: Address, tools: FormatTools<N>): Formatted<N> {
  if (isOneOf(address, tools.constant('senderAddress')))
    return { text: 'Sender', parts: [{ address: tools.container.from }], mono: false }
  const shown = nameOf(address, tools.container.chainId, tools)
  if (shown === null) return { text: address, parts: [{ address }], mono: true }
  return { text: `${shown} (${address})`, parts: [{ strong: shown }, ' (', { address }, ')'], mono: false }
}

/** The name of an address; of what the descriptor says to be a token, its symbol where a list vouches for it. */
function nameOf<N>(address: Address, chainId: number | null, tools: FormatTools<N>): string | null {
  const texts = (name: string) => asList(tools.constant(name)).flatMap((one) => asText(one) ?? [])
  const name = tools.facts.name(address, texts('sources'))
  if (name !== null) return visibleLine(name, 40)
  const known = texts('types').includes('token') && chainId !== null
  const token = known ? tools.facts.token(chainId, address) : null
  if (token?.vouched !== true) return null
  const symbol = visibleLine(token.symbol, 24)
  return token.name === undefined || token.name === token.symbol
    ? symbol
    : `${visibleLine(token.name, 40)}, ${symbol}`
}

function interoperableParty<N>(bytes: Hex, tools: FormatTools<N>): Formatted<N> {
  const { text, chainId, address } = readInteroperable(bytes)
  if (address === null) return plain(text, true)
  if (isOneOf(address, tools.constant('senderAddress')))
    return { text: 'Sender', parts: [{ address: tools.container.from }], mono: false }
  const shown = nameOf(address, chainId, tools)
  if (shown === null) return plain(text, true)
  return { text: `${shown} (${text})`, parts: [{ strong: shown }, ` (${text})`], mono: false }
}

/** A sentence does not read out a number of 78 digits. */
function dated<N>(value: Value, tools: FormatTools<N>): Formatted<N> {
  const number = integerOf(value)
  if (tools.constant('encoding') === 'blockheight') return plain(blockText(number, tools))
  const text = timeText(number)
  return isBeyond(number) ? { ...plain(text), parts: [{ strong: 'the end of time' }] } : plain(text)
}

function blockText<N>(height: bigint, { facts, container }: FormatTools<N>): string {
  const seconds = container.chainId === null ? null : facts.blockTime(container.chainId, height)
  return seconds === null ? `block ${height}` : `${timeText(seconds)} (block ${height})`
}

/** HH:MM:SS; more than a day has more hours. */
function durationText(seconds: bigint): string {
  const two = (value: bigint) => value.toString().padStart(2, '0')
  if (seconds < 0n) return `${seconds} seconds`
  return [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n].map(two).join(':')
}

/** Of the powers of a thousand, from the sixth below one to the sixth above. */
const PREFIXES = ['a', 'f', 'p', 'n', 'µ', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const NO_PREFIX = 6
/** As many as a token may claim. */
const MOST_DECIMALS = 255n

function unitText<N>(value: bigint, tools: FormatTools<N>): string {
  const declared = integerParam('decimals', tools) ?? 0n
  if (declared < 0n || declared > MOST_DECIMALS) throw new PathError('it has too many decimals')
  const decimals = Number(declared)
  const base = visibleLine(asText(tools.constant('base')) ?? '', 20)
  if (tools.constant('prefix') !== true || value === 0n) return `${formatPlainAmount(value, decimals)}${base}`
  const power = (value < 0n ? -value : value).toString().length - 1 - decimals
  const step = Math.min(NO_PREFIX, Math.max(-NO_PREFIX, Math.floor(power / 3)))
  const left = decimals + 3 * step
  const scaled = left < 0 ? value * 10n ** BigInt(-left) : value
  return `${formatPlainAmount(scaled, Math.max(0, left))}${PREFIXES[NO_PREFIX + step] ?? ''}${base}`
}

/** An enumeration may name a value in any way that it can be written: bytes as a number, digits in capitals. */
function enumText<N>(value: Value, tools: FormatTools<N>): Formatted<N> {
  const names = tools.constant('$ref')
  const key = raw<N>(value).text
  const isShortBytes = (value.kind === 'bytes' || value.kind === 'fixed') && /^0x.{1,64}$/.test(key)
  const keys = [key.toLowerCase(), ...(isShortBytes ? [String(BigInt(key))] : [])]
  const found = Object.entries(isRecord(names) ? names : {}).find(([name]) =>
    keys.includes(name.toLowerCase()),
  )?.[1]
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
  const call = {
    chainId,
    from: addressParam('spender', tools) ?? container.from,
    value: amount === null ? (integerParam('amount', tools) ?? 0n) : integerOf(amount),
  }
  // Without data it may still be a payment.
  if (data === '0x' && to !== null && call.value === 0n) return plain('no call')
  const nested = to === null || chainId === null ? null : tools.embedded({ ...call, chainId, to, data })
  return nested === null
    ? plain(data, true)
    : { text: data, parts: [{ strong: 'a call' }], mono: true, nested }
}

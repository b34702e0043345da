/** The formats of ERC-7730: one value, and what its parameters say, as text for people. */
import type { Address, Hex } from '../../../shared/hex.ts'
import { visibleLine } from '../../text.ts'
import type { Value } from '../../typed-data-values.ts'
import { formatPlainAmount, isBeyond, timeRow, timeText } from '../amounts.ts'
import type { Facts } from '../facts.ts'
import { asList, asText, isRecord } from './descriptor.ts'
import {
  addressParam,
  chainOf,
  coinOf,
  type FormatTools,
  type Formatted,
  integerParam,
  isOneOf,
  plain,
  raw,
} from './format-tools.ts'
import { readInteroperable } from './interoperable.ts'
import { bytesOf, PathError } from './path.ts'
import { nft, ticker, tokenAmount } from './token-formats.ts'
import { addressOf, addressOrNull, integerOf } from './values.ts'

/** @throws PathError for a value that the format does not fit */
export function formatValue<N>(format: string, value: Value, tools: FormatTools<N>): Formatted<N> {
  switch (format) {
    case 'amount':
      return {
        ...plain(`${formatPlainAmount(integerOf(value), 18)} ${coinOf(tools.container.chainId, tools)}`),
        token: 'native',
      }
    case 'tokenAmount':
      return tokenAmount(value, tools)
    case 'tokenTicker':
      return ticker(value, tools)
    case 'nftName':
      return nft(value, tools)
    case 'addressName':
      return partyIn(value, tools)
    case 'interoperableAddressName':
      return interoperableParty(bytesOf(value), tools)
    case 'date':
      return dated(value, tools)
    case 'duration':
      return lasting(integerOf(value))
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

const networkText = (chainId: bigint, facts: Facts): string => {
  const name = facts.network(chainId)
  return name === null ? `chain ${chainId}` : visibleLine(name, 40)
}

/** A word or a number may be an address, or an address with flags in front of it, which is shown as it is. */
function partyIn<N>(value: Value, tools: FormatTools<N>): Formatted<N> {
  if (value.kind !== 'fixed' && value.kind !== 'integer') return party(addressOf(value), tools)
  const address = addressOrNull(value)
  if (address === null) return raw(value)
  const told = party(address, tools)
  return { ...told, text: `${told.text}: ${value.value}` }
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
  const known = texts('types').includes('token') && chainId !== null
  const token = known ? tools.facts.token(chainId, address) : null
  const name = tools.facts.name(address, texts('sources'))
  if (token?.vouched !== true) return name === null ? null : visibleLine(name, 40)
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
  if (tools.constant('encoding') === 'blockheight') return blockDate(number, tools)
  const said = isBeyond(number) ? 'the end of time' : timeText(number)
  return { ...plain(timeRow(number)), parts: [{ strong: said }] }
}

function blockDate<N>(height: bigint, { facts, container }: FormatTools<N>): Formatted<N> {
  const seconds = container.chainId === null ? null : facts.blockTime(container.chainId, height)
  const block = `block ${height}`
  if (seconds === null) return plain(block)
  return { ...plain(`${timeRow(seconds)}, ${block}`), parts: [{ strong: `${timeText(seconds)} (${block})` }] }
}

const DAY = 24n * 60n * 60n

/** A sentence says "365 days" where it is whole days, the row the hours of them, as the standard has it. */
function lasting<N>(seconds: bigint): Formatted<N> {
  const told = plain(durationText(seconds))
  const days = seconds / DAY
  if (days < 1n || seconds % DAY !== 0n) return told
  return { ...told, parts: [{ strong: days === 1n ? 'a day' : `${days} days` }] }
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
  // A space in front stands between the number and its unit; any other would be shown as a mark.
  const [, space = '', unit = ''] = /^( ?) *(.*?) *$/s.exec(asText(tools.constant('base')) ?? '') ?? []
  const base = unit === '' ? '' : `${space}${visibleLine(unit, 20)}`
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

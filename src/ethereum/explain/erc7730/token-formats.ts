/** Amounts and symbols of tokens, and items of collections. */
import type { Part } from '../../../messaging/protocol.ts'
import type { Address } from '../../../shared/hex.ts'
import { visibleLine } from '../../text.ts'
import type { Value } from '../../typed-data-values.ts'
import { formatPlainAmount } from '../amounts.ts'
import { addressInWord, type Getter, isGetter } from '../getters.ts'
import { asList, type Json } from './descriptor.ts'
import {
  addressParam,
  chainOf,
  coinOf,
  type FormatTools,
  type Formatted,
  isOneOf,
  plain,
  raw,
} from './format-tools.ts'
import { PathError } from './path.ts'
import { addressOf, integerOf } from './values.ts'

export function tokenAmount<N>(value: Value, tools: FormatTools<N>): Formatted<N> {
  const amount = integerOf(value)
  const own = tools.ownToken()
  if (own !== null) {
    const message = messageFor(amount, tools)
    return plain(`${message ?? formatPlainAmount(amount, own.decimals)} ${visibleLine(own.symbol, 24)}`)
  }
  const chainId = chainOf(tools)
  const named = addressParam('token', tools)
  const getters = gettersOf(tools.constant('$getter'))
  const linked = named === null ? null : linkedToken(named, chainId, getters, tools)
  const address = linked ?? named
  const message = messageFor(amount, tools)
  if (address !== null && isOneOf(address, tools.constant('nativeCurrencyAddress'))) {
    const coin = coinOf(chainId, tools)
    const text = message === null ? `${formatPlainAmount(amount, 18)} ${coin}` : `${message} ${coin}`
    return { ...plain(text), token: 'native' }
  }
  const isUnread = getters.length > 0 && linked === null
  // Where others mean another thing by the same function, only the answer says that it is an amount of a token.
  if (isUnread && tools.constant('$required') === true) throw new PathError('its token is not known')
  const of = address === null || isUnread ? {} : { token: address }
  const token = of.token === undefined ? null : tokenOf(of.token, chainId, tools)
  if (token === null) {
    const what = isUnread ? ' of the token of ' : ' of '
    const whose: Part[] = address === null ? [' of a token that is not known'] : [what, { address }]
    const quantity = message?.replace(/ of$/, '') ?? `${amount} base units`
    // The row has the number as well: of what nobody knows nothing is left out.
    const whole = `${amount} base units${address === null ? whose.join('') : `${what}${address}`}`
    const told = message === null ? whole : `${quantity}: ${whole}`
    return { text: told, parts: [{ strong: quantity }, ...whose], mono: false, ...of }
  }
  const symbol = visibleLine(token.symbol, 24)
  const text = `${message ?? formatPlainAmount(amount, token.decimals)} ${symbol}`
  // A symbol that only the contract itself claims stands beside its address, in sentences and in rows.
  if (token.vouched || address === null) return { ...plain(text), ...of }
  const parts: Part[] = [{ strong: text }, ' (', { address }, ')']
  return { text: `${text} (${address})`, parts, mono: false, ...of }
}

/** What stands in the place of an amount at the threshold and above. */
function messageFor<N>(amount: bigint, tools: FormatTools<N>): string | null {
  const threshold = tools.constant('threshold')
  const over =
    threshold !== undefined && amount >= integerOf({ kind: 'string', type: '', value: String(threshold) })
  return over ? visibleLine(String(tools.constant('message') ?? 'Unlimited'), 40) : null
}

function tokenOf<N>(address: Address, chainId: number | null, tools: FormatTools<N>) {
  const known = chainId === null ? null : tools.facts.token(chainId, address)
  if (known !== null) return known
  const declared = tools.token(address)
  return declared === null ? null : { ...declared, vouched: true }
}

/** Several where contracts of one form call it differently. */
const gettersOf = (constant: Json | undefined): Getter[] =>
  (isGetter(constant) ? [constant] : asList(constant)).filter(isGetter)

/** Of our own descriptors: the token that a contract says it is about, such as the asset of a vault. */
function linkedToken<N>(
  contract: Address,
  chainId: number | null,
  getters: readonly Getter[],
  { facts }: FormatTools<N>,
): Address | null {
  if (chainId === null) return null
  for (const getter of getters) {
    const token = addressInWord(facts.answer(chainId, contract, getter))
    if (token !== null) return token
  }
  return null
}

export function ticker<N>(value: Value, tools: FormatTools<N>): Formatted<N> {
  const address = addressOf(value)
  if (isOneOf(address, tools.constant('nativeCurrencyAddress'))) return plain(coinOf(chainOf(tools), tools))
  const token = tokenOf(address, chainOf(tools), tools)
  if (token === null) return raw({ kind: 'address', type: 'address', value: address })
  const symbol = visibleLine(token.symbol, 24)
  if (token.vouched) return plain(symbol)
  return { text: `${symbol} (${address})`, parts: [{ strong: symbol }, ' (', { address }, ')'], mono: false }
}

export function nft<N>(value: Value, tools: FormatTools<N>): Formatted<N> {
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
  return plain(`${visibleLine(name, 40)} #${id}`)
}

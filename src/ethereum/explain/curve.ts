/**
 * Swaps of Curve. A pool names its coins by their numbers, which it is asked for, and the router the way by a list of
 * tokens and pools that ends where the zeros begin: no descriptor can tell what is sold and what comes.
 */
import type { Part } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import { ZERO_ADDRESS } from '../address.ts'
import type { Struct, Value } from '../typed-data-values.ts'
import { valueAt } from '../typed-data-view.ts'
import { askedByName } from './by-descriptor.ts'
import { amountText, type ExplainedTransaction, isVouched, party, tokenAt } from './context.ts'
import { decodeCallOf } from './decode.ts'
import { addressInWord, type Getter } from './getters.ts'
import { parseSignature, type Signature, selectorOf } from './signature.ts'
import type { Module, Tools } from './told.ts'

const COIN = '0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE'
const COINS: readonly Getter[] = ['coin0', 'coin1', 'coin2', 'coin3']
const ROUTE = 'address[11] route,uint256[5][5] params,uint256 amount,uint256 least'

const SWAPS: ReadonlyMap<string, Signature> = new Map(
  [
    ...['int128', 'uint256'].flatMap((number) => [
      `exchange(${number} i,${number} j,uint256 amount,uint256 least)`,
      `exchange(${number} i,${number} j,uint256 amount,uint256 least,address to)`,
    ]),
    'exchange(uint256 i,uint256 j,uint256 amount,uint256 least,bool coin)',
    'exchange(uint256 i,uint256 j,uint256 amount,uint256 least,bool coin,address to)',
    `exchange(${ROUTE})`,
    `exchange(${ROUTE},address[5] pools)`,
    `exchange(${ROUTE},address[5] pools,address to)`,
  ].flatMap((text) => {
    const signature = parseSignature(text)
    return signature === null ? [] : [[selectorOf(signature), signature] as const]
  }),
)

export const byCurve: Module = (call, tools) => {
  const signature = SWAPS.get(call.data.slice(0, 10).toLowerCase())
  const values = signature === undefined ? null : decodeCallOf(signature, call.data)
  if (call.to === null || values === null) return null
  const [amount, least] = [numberAt(values, 'amount'), numberAt(values, 'least')]
  const sides = routeOf(values) ?? coinsOf(values, call, call.to, tools)
  if (sides === null || amount === null || least === null) return null
  const to = addressAt(valueAt(values, 'to')) ?? call.from
  const sold = quantity(amount, sides.sell, tools)
  const got = quantity(least, sides.buy, tools)
  return {
    kind: 'contract',
    summary: [
      ['Swap ', ...sold, ' for at least ', ...got, ', which ', ...party(to, tools.context), ' gets'],
      askedByName(call, tools.context),
    ],
    changes: [],
    rows: [
      { label: 'Sell', value: rowOf(amount, sides.sell, tools) },
      { label: 'Receive at least', value: rowOf(least, sides.buy, tools) },
      { label: 'Goes to', value: to, mono: true },
    ],
    calls: [],
    tellsValue: sides.sell === COIN && call.value === amount,
    gives: {
      to: [to],
      least: [{ amount: least, token: sides.buy === COIN ? 'native' : sides.buy, swap: true }],
    },
  }
}

type Sides = { sell: Address; buy: Address }

function routeOf(values: Struct): Sides | null {
  const route = valueAt(values, 'route')
  if (route?.kind !== 'array') return null
  const all = route.items.flatMap((item) => addressAt(item) ?? [])
  const end = all.indexOf(ZERO_ADDRESS)
  const way = end < 0 ? all : all.slice(0, end)
  const [sell, buy] = [way[0], way.at(-1)]
  // Tokens and pools in turn, from a token to a token, and nothing behind.
  const isWhole =
    way.length >= 3 && way.length % 2 === 1 && all.slice(way.length).every((one) => one === ZERO_ADDRESS)
  return isWhole && sell !== undefined && buy !== undefined ? { sell, buy } : null
}

function coinsOf(
  values: Struct,
  { chainId }: ExplainedTransaction,
  pool: Address,
  { facts }: Tools,
): Sides | null {
  const coin = (name: string) => {
    const getter = COINS[Number(numberAt(values, name) ?? -1n)]
    return getter === undefined ? null : addressInWord(facts.answer(chainId, pool, getter))
  }
  const [sell, buy] = [coin('i'), coin('j')]
  // In the coin itself, or wrapped: which of the two is sold the flag alone does not say.
  const flag = valueAt(values, 'coin')
  return sell === null || buy === null || (flag?.kind === 'bool' && flag.value) ? null : { sell, buy }
}

const numberAt = (values: Struct, name: string): bigint | null => {
  const value = valueAt(values, name)
  return value?.kind === 'integer' ? value.value : null
}
const addressAt = (value: Value | undefined): Address | null =>
  value?.kind === 'address' ? value.value : null

function quantity(amount: bigint, address: Address, { context }: Tools): Part[] {
  if (address === COIN) return [{ strong: amountText(amount, 18, context.symbol) }]
  const token = tokenAt(address, context)
  if (token === null) return [{ strong: `${amount} base units` }, ' of ', { address }]
  const told: Part = { strong: amountText(amount, token.decimals, token.symbol) }
  return isVouched(token) ? [told] : [told, ' (', { address }, ')']
}

const rowOf = (amount: bigint, address: Address, tools: Tools): string =>
  quantity(amount, address, tools)
    .map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.address))
    .join('')

/** What an explanation needs to know, and the words that every sentence uses. */
import type { Part } from '../../messaging/protocol.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import { visibleLine } from '../text.ts'
import type { Token } from '../tokens.ts'
import { formatAmount } from '../units.ts'
import type { LookedUp } from './by-looked-up.ts'
import type { Facts } from './facts.ts'
import type { Getter } from './getters.ts'
import type { Library } from './library.ts'

export type ExplainedTransaction = {
  chainId: number
  from: Address
  /** Null creates a contract. */
  to: Address | null
  /** Wei. */
  value: bigint
  data: Hex
  /** It, and maybe calls beside or inside of it, were not looked into. */
  unread?: true
}

/**
 * `found`: came into an account unasked; `read`: nothing but what the contract says of itself. Their symbols can be
 * anybody's, so they stand beside the address.
 */
export type KnownToken = Token & { origin?: 'listed' | 'added' | 'found' | 'read' }

export const isVouched = ({ origin }: KnownToken): boolean => origin !== 'found' && origin !== 'read'

export type ExplainContext = {
  /** Of the native coin. */
  symbol: string
  token(address: Address): KnownToken | null
  /** A token of another network that our own list names: what arrives over a bridge. */
  tokenOn?(chainId: number, address: Address): Token | null
  /** The collection of an item that is in the wallet; nothing that its description claims. */
  item?(contract: Address, id: bigint): string | null
  /** A name that the wallet itself gave or vouches for; never one that a site or a contract claims. */
  name(address: Address): string | null
  /** Whether `to` has code; null when not known yet. */
  isContract: boolean | null
  /** Descriptors and signatures; null while they are not read. */
  library?: Library | null
  /** What a service of the person's choice says of a function; null when it knows nothing, or is not asked. */
  lookedUp?(chainId: number, to: Address, selector: Hex): LookedUp | null
  /** What a contract of the request's network answers to a question without arguments; null when not known. */
  answer?(contract: Address, getter: Getter): Hex | null
  /** Of another network: its coin and its name. */
  network?(chainId: number): { name: string; symbol: string } | null
}

/** Where an allowance of nothing may be a right to item #0: a collection answers like a token without decimals. */
export function mayBeItemZero(contract: Address, context: Pick<ExplainContext, 'token' | 'item'>): boolean {
  const token = context.token(contract)
  if (token !== null && isVouched(token)) return false
  return token?.decimals === 0 || (context.item?.(contract, 0n) ?? null) !== null
}

/** What the descriptors ask, answered from the context. `home` is the network of the request. */
export function factsOf(context: ExplainContext, home: number): Facts {
  return {
    coin: (chainId) => (chainId === home ? context.symbol : (context.network?.(chainId)?.symbol ?? null)),
    token(chainId, address) {
      const token: KnownToken | null =
        chainId === home ? context.token(address) : (context.tokenOn?.(chainId, address) ?? null)
      if (token === null) return null
      const { name, decimals } = token
      return { symbol: symbolOf(token), decimals, name, vouched: isVouched(token) }
    },
    name: (address) => context.name(address),
    network: (chainId) => context.network?.(Number(chainId))?.name ?? null,
    answer: (chainId, contract, getter) =>
      chainId === home ? (context.answer?.(contract, getter) ?? null) : null,
    blockTime: () => null,
    madeBy: () => false,
  }
}

/** "1.5 ETH": exact, never rounded. */
export const amountText = (amount: bigint, decimals: number, symbol: string): string =>
  `${formatAmount(amount, decimals)} ${symbol}`

/** An address as part of a sentence, with the wallet's own name for it in front, never instead. */
export function party(address: Address, context: Pick<ExplainContext, 'name'>): Part[] {
  const name = context.name(address)
  return name === null ? [{ address }] : [{ strong: visibleLine(name, 40) }, ' (', { address }, ')']
}

/** "Candor Collectible #7 (0x…)", or the item of its contract where the wallet does not know it. */
export function itemText(
  id: bigint,
  contract: Address | null,
  context: Pick<ExplainContext, 'item'>,
  count?: bigint,
): Part[] {
  const many = count === undefined ? '' : `${count} of `
  const known = contract === null ? null : (context.item?.(contract, id) ?? null)
  const place: Part[] = contract === null ? [] : [{ address: contract }]
  if (known === null) return [{ strong: `${many}item #${id}` }, ' of ', ...place]
  return [{ strong: `${many}${visibleLine(known, 40)} #${id}` }, ' (', ...place, ')']
}

/** A token with its symbol fit to be shown. */
export function tokenAt(address: Address, context: Pick<ExplainContext, 'token'>): KnownToken | null {
  const known = context.token(address)
  return known === null ? null : { ...known, symbol: symbolOf(known) }
}

/** What begins with a digit, or has a space in it, would read on from the amount: "5" of "000 USDC". */
function symbolOf(token: KnownToken): string {
  const symbol = visibleLine(token.symbol, 24)
  return !isVouched(token) && /^[\d.,]|\s/.test(symbol) ? `“${symbol}”` : symbol
}

/** What the rules go by. The background fills it in; what nobody could find out is null, and then nothing is said. */
import type { BalanceChange, Looked, RightChange, TokenId } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import type { Call } from '../calls.ts'
import type { ExplainContext, ExplainedTransaction } from '../explain/context.ts'
import type { TypedData } from '../typed-data.ts'

/** What is known of an address on the network of the request. */
export type Place = {
  /** Whether a contract stands there; an account that runs a contract's code (EIP-7702) is none. */
  isContract: boolean | null
  /** A contract that was not there a month ago. */
  isYoung: boolean | null
  /** A proxy (ERC-1967) whose code is another than a week ago. */
  isUpgraded: boolean | null
  /** The wallet vouches for it: a listed token, a contract that it can read, an account of the person. */
  isKnown: boolean
  /** On a list of addresses that stole, or on the person's own. */
  listed: Listed | null
}

export type Personal = { name: string; what: 'account' | 'contact' }

/** What a list says of a site or an address. */
export type Listed = {
  /** The entry that it is, is below of, or is near. */
  match: string
  /** Near a name that thieves imitate: no more than a likeness. */
  near: boolean
  /** Whose list, and of when, as words of a sentence. */
  list: string
  /** Null for the person's own. */
  date: string | null
}

/** One call: the transaction itself, or one that another makes in the account's name. */
export type CallFacts = {
  call: ExplainedTransaction
  /** Strictly decoded; `malformed` has the selector of a function that is known and not its arguments. */
  decoded: Call | null
  malformed: string | null
  /** Made by another call, of that contract. */
  inside: boolean
  by: Address | null
  /** Of the person: the one that signs, and all of theirs. */
  account: Address
  isMine(address: Address): boolean
  /** What the person calls an address: another account of theirs, or a contact. */
  personal?(address: Address): Personal | null
  context: ExplainContext
  at(address: Address): Place
  /** What the account has of a token, in base units; null when not known. */
  holding(token: Address): bigint | null
  /** Whether the account called a contract before; null when not known. */
  used?(contract: Address): boolean | null
}

/** A transaction, or a batch of calls, as a whole. */
export type OutcomeFacts = {
  calls: readonly CallFacts[]
  account: Address
  symbol: string
  network: string
  /** Asked by a site; else the person made it in the wallet. */
  bySite: boolean
  /** All that the account sends along with its own calls, in wei. */
  value: bigint
  /** The changes that the request itself names. */
  said: readonly BalanceChange[]
  /** Null before it was tried. */
  looked: Looked | null
  changes: readonly BalanceChange[]
  rights: readonly RightChange[]
  differs: boolean
  /** It was tried without a price for gas, which a contract can notice. */
  unpaid: boolean
  /** A contract whose balance is told before or after, not both. */
  unread: Address | null
  failure: string | null
  at(address: Address): Place
  holding(token: Address | 'native'): bigint | null
  /** Wei; null before it is known. */
  fee: { expected: bigint; priority: bigint | null; base: bigint | null } | null
  gas: { limit: bigint; estimate: bigint | null } | null
  /** The next free one, how many are used, and which above those are taken by what is pending. */
  nonce: { next: number; used: number; taken: readonly number[] } | null
  /** Networks on which this site had something sent before. */
  usedOn: readonly number[]
  chainId: number
  /** Whose code the account runs (EIP-7702), where that is not the wallet's own choice. */
  foreignCode: Address | null
}

export type SignatureFacts = {
  data: TypedData
  account: Address
  context: ExplainContext
  chainId: number
  /** Milliseconds since 1970. */
  now: number
  at(address: Address): Place
  holding(token: Address): bigint | null
  /** Whether the wallet knows what it means. */
  isExplained: boolean
  /** What an amount is worth in the person's currency, with 18 places; null without a price of a token that is vouched for. */
  worth?(token: TokenId, amount: bigint): bigint | null
}

export type SiteFacts = {
  origin: string
  phishing: Phishing
  listed: Listed | null
  /** The person lets it through: on their own list of sites that are right. */
  allowed: boolean
}
/** What a look at the name of a site says. */
export type Phishing = {
  /** A well-known site that its name could be taken for. */
  like: { name: string; how: 'typo' | 'letters' | 'inside' | 'brand' } | null
  /** Letters of other alphabets that pass for Latin ones, or several alphabets in one word. */
  oddLetters: boolean
}

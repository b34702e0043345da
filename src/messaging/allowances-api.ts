/** What our own pages ask about allowances. Symbols and names in it are what contracts say of themselves. */
import type { Address } from '../shared/hex.ts'
import type { Amount, Currency, Value } from './protocol.ts'

/** `token`: some of an ERC-20; `permit2`: the same through Permit2; `item`: one NFT; `all`: every item. */
export type RightKind = 'token' | 'permit2' | 'item' | 'all'
export type Right = {
  kind: RightKind
  /** The token or collection. */
  token: Address
  spender: Address
  /** Of an item. */
  tokenId: string | null
}

export type AllowanceView = Right & {
  chainId: number
  symbol: string
  /** Null for what has no fractions, and where the contract does not tell. */
  decimals: number | null
  /** On a list of ours, or added by the person: only that is valued. */
  listed: boolean
  /** What the spender may take; of NFTs 1. */
  amount: Amount
  /** What there is of it; null when it is not known. */
  balance: Amount | null
  /** What can be taken now: no more than there is, nor than Permit2 itself may take. Null when not known. */
  atRisk: Amount | null
  /** What that is worth in `currency`; null when nobody knows. */
  value: Value | null
  currency: Currency
  /** When a right through Permit2 ends by itself, in ms. */
  expires: number | null
  /** What stands at the spender's address; null when it is not known. */
  spenderIs: 'contract' | 'account' | null
}

/** How it is known: from the logs of these blocks, as the network's endpoint told them. */
export type AllowancesLooked = {
  chainId: number
  /** Null before the first look. */
  from: number | null
  to: number | null
  /** In words, why not everything could be looked at; null when nothing stood in the way. */
  trouble: string | null
  /** Rights that were found in logs and about which a contract does not answer. */
  unread: number
  /** There are more than are shown. */
  more: boolean
}

export type AllowancesView = { account: Address; rows: AllowanceView[]; looked: AllowancesLooked[] }

export type AllowancesApi = {
  /** Of the selected account, on the networks that are switched on, read from the chain now. `activity.scan` finds more. */
  'allowances.list': [null, AllowancesView]
  /**
   * Makes an approval that ends them: of kind `transaction` for one, `calls` for several, as one transaction where the
   * account is a smart account, or becomes one with `together`.
   */
  'allowances.revoke': [{ chainId: number; rights: Right[]; together: boolean }, { approvalId: string }]
  /**
   * Puts another amount into the allowance that a site asks for, as typed in whole units; null for what it asked. The
   * approval is looked into anew, with a new digest. FieldError names `amount`.
   */
  'allowances.setAmount': [{ id: string; digest: string; typed: string | null }, null]
}

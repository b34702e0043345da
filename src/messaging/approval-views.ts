/** What our pages show of each approval. The background makes a view, digests it, and signs only what was shown. */
import type { Address, Hex } from '../shared/hex.ts'
import type { Amount, Currency, CustomFees, FeeTier, Replacement, TokenId, Value } from './protocol.ts'

/** A piece of a sentence: plain, emphasised, or an address, with the name that a person gave in its place. */
export type Part = string | { strong: string } | { address: Address; name?: string }

export type Warning = { rule: string; severity: 'info' | 'warning' | 'danger'; title: string; text: string }

/** A change of the account's balances. `amount` is signed base units. */
export type BalanceChange = {
  /** Of an item, its collection. */
  token: TokenId
  symbol: string
  decimals: number
  amount: Amount
  /** The number of an NFT. */
  item?: string
  /** On no list of ours: symbol and decimals are what the contract says of itself. */
  unlisted?: true
  /** What the amount is worth, signed, in `currency`; left out when nobody knows. */
  value?: Value
  currency?: Currency
}

/** A right that somebody has afterwards, or has no more, over something of the account. */
export type RightChange = {
  /** The token or collection. */
  token: Address
  symbol: string
  decimals: number
  spender: Address
  /** `amount`: up to that much of a token; `item`: one NFT; `all`: every item of the collection. */
  over: 'amount' | 'item' | 'all'
  /** Of a token, what it may take afterwards; else 1, or 0 when the right is taken back. */
  amount: Amount
  /** Of a token, what it could take before, where that is known and not nothing. */
  was?: Amount
  item?: string
  unlisted?: true
  /** Given through Permit2. */
  permit2?: true
}

/** `amount` is what the call allows as it stands, or adds to what is allowed; `asked` what the site wants. */
export type EditableAllowance = {
  symbol: string
  decimals: number
  amount: Amount
  asked: Amount
  adds: boolean
}

/**
 * How far it could be looked into: `simulated`, balances were read before and after; `traced`, contracts' logs tell;
 * `partly`, it does more than could be read; `tried`, only what the call says of itself; `signed`, nothing moves by signing, but this is what it lets others do.
 */
export type Looked = 'simulated' | 'traced' | 'partly' | 'tried' | 'signed'

export type FeeChoice = {
  tier: FeeTier
  /** Highest and expected whole fee in wei, the L1 data fee of rollups included. */
  maxFee: Amount
  expectedFee: Amount
}

/** `depth`: how far it is indented, under the row that it is part of. */
export type Detail = { label: string; value: string; mono?: boolean; depth?: number }

type ApprovalBase = {
  id: string
  /** Of everything that is shown; goes back with the decision. */
  digest: string
  /** The asking origin, or `wallet`. */
  origin: string
  /** For a page inside a page of another origin: that one. */
  inside?: string
  /** The person has refused this site more than once: blocking it is offered. */
  mayBlock?: true
  /** The site has asked before and is connected. */
  connected: boolean
  account: Address | null
  chainId: number
  createdAt: number
  /** Plain sentences, the first of them the title. */
  summary: Part[][]
  warnings: Warning[]
  details: Detail[]
  /** The request as it came, for the raw view. */
  raw: string
  /** Why it cannot be approved now, in words; null when it can. */
  blocked: string | null
  /** Being looked into: approve waits. */
  preparing: boolean
}

export type ConnectApproval = ApprovalBase & {
  kind: 'connect'
  /** On a list of sites that steal, and not let through by the person: whose list, of when, which entry. */
  listed?: { match: string; list: string; date: string }
  /** What stands ticked at first. */
  accounts: Address[]
  /** Networks besides the chosen one that it may then switch to without asking, because it named them. */
  permits: number[]
}
export type TransactionApproval = ApprovalBase & {
  kind: 'transaction'
  to: Address | null
  /** Who gets the coins, tokens or items that it moves. */
  recipient?: Address
  value: Amount
  data: Hex
  changes: BalanceChange[]
  rights: RightChange[]
  /** Null until known, and where nothing is tried: what replaces a pending one. */
  looked: Looked | null
  /** It allows somebody to spend, and the person may set how much. */
  allowance?: EditableAllowance
  /** EIP-1559 tiers, or the one of a network without. Null until known. */
  fees: FeeChoice[] | null
  tier: FeeTier
  /** For whoever sets fee, gas limit or nonce by hand. Null until known. */
  advanced: Advanced | null
  /** What else the bytes to sign are made of, for their hash; left out where they are made at the yes alone. */
  unsigned?: {
    /** Wei; with `isMax` what the chosen fee leaves of the balance. */
    value: Amount
    isMax: boolean
    balance: Amount
    accessList: { address: Address; storageKeys: Hex[] }[] | null
  }
  /** Whose code the account is given by an authorization that is signed beside it (EIP-7702). */
  delegateTo?: Address
  /** What it takes the place of, and how; `fill` takes the place of nothing, under a nonce that is missing. */
  replaces: { nonce: number; how: Replacement | 'fill' } | null
}

/** What is suggested, and what the person's own choice is held against (ethereum/custom-fees.ts). */
export type Advanced = {
  prices: Record<FeeTier, CustomFees>
  /** Wei per gas in the next block; null on a network without EIP-1559. */
  nextBaseFee: Amount | null
  /** The gas limit, and what the network says that it takes; null when it says that it fails. */
  gas: Amount
  estimate: Amount | null
  /** The next free one; all below `used` are in blocks, `taken` by what is pending. */
  nonce: number
  used: number
  taken: number[]
  /** It has that nonce and no other. */
  fixed: boolean
  /** Of a replacement: the least that takes the place of the other. */
  least: CustomFees | null
  l1Fee: Amount
}
/** One of several calls: what it does in words, and the facts. */
export type CallView = { summary: Part[][]; details: Detail[]; data: Hex }

/** The one transaction that runs several calls, before its fee is chosen. */
export type CallsToSign = {
  to: Address | null
  value: Amount
  data: Hex
  nonce: number
  gas: Amount
  prices: Record<FeeTier, CustomFees>
  /** Of the authorization that it carries. */
  delegateTo: Address | null
}

export type CallsApproval = ApprovalBase & {
  kind: 'calls'
  calls: CallView[]
  /** Null where each is a transaction of its own; left out while it is not known. */
  toSign?: CallsToSign | null
  /** All of them or none, as one transaction. */
  together: boolean
  /** The account becomes a smart account with it: whose code it will run. */
  upgrade: { name: string; address: Address } | null
  changes: BalanceChange[]
  rights: RightChange[]
  looked: Looked | null
  fees: FeeChoice[] | null
  tier: FeeTier
}
export type MessageApproval = ApprovalBase & {
  kind: 'message'
  /** Text when the bytes are text, with invisible characters made visible; else null. */
  text: string | null
  hex: Hex
}
/** EIP-4361. Every text with invisible characters made visible; times in milliseconds since 1970. */
export type SignInApproval = ApprovalBase & {
  kind: 'sign-in'
  /** The site that the message names, as it names it, with its scheme when it has one. */
  domain: string
  statement: string | null
  resources: string[]
  uri: string
  /** Decimal chain id that the message names. */
  messageChainId: string
  issuedAt: number
  expirationTime: number | null
  notBefore: number | null
  /** The whole text that is signed. */
  text: string
}
export type TypedDataApproval = ApprovalBase & {
  kind: 'typed-data'
  /** Of the method: 1 is a flat list without a domain. */
  version: 1 | 3 | 4
  /** What the signature lets others do; nothing where that is not known. */
  changes: BalanceChange[]
  rights: RightChange[]
  looked: Looked | null
  domain: Detail[]
  /** Empty in version 1. */
  primaryType: string
  /** The message as an indented tree, depth first. */
  tree: { depth: number; name: string; type: string; value: string | null }[]
}
export type AddNetworkApproval = ApprovalBase & {
  kind: 'add-network'
  network: { chainId: number; name: string; symbol: string; endpoint: string; explorer: string | null }
}
export type SwitchNetworkApproval = ApprovalBase & { kind: 'switch-network'; fromChainId: number }

/** As the chain says, not the site. */
export type WatchedAsset =
  | { standard: 'ERC20'; address: Address; symbol: string; name: string; decimals: number }
  | { standard: 'ERC721' | 'ERC1155'; address: Address; tokenId: string; owner: Address; name: string }

export type WatchAssetApproval = ApprovalBase & {
  kind: 'watch-asset'
  asset: WatchedAsset
  /** Of a token, in base units; null while it is not known. */
  balance: Amount | null
}

export type ApprovalView =
  | ConnectApproval
  | TransactionApproval
  | CallsApproval
  | MessageApproval
  | SignInApproval
  | TypedDataApproval
  | AddNetworkApproval
  | SwitchNetworkApproval
  | WatchAssetApproval
export type ApprovalKind = ApprovalView['kind']

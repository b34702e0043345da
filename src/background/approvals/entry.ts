/** What the approval queue stores in session storage. */

import type { PermitOrder } from '../../ethereum/swap/permit.ts'
import type { Permit2Order } from '../../ethereum/swap/permit2.ts'
import type { SwapPromise } from '../../ethereum/swap/verify.ts'
import type {
  AddNetworkApproval,
  Advanced,
  ApprovalEdits,
  ApprovalKind,
  ApprovalView,
  FeeTier,
  Replacement,
  WatchedAsset,
} from '../../messaging/protocol.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import type { Batch, StoredFees } from '../state/schema.ts'

/** Who asked: all of it from the browser's sender, but `id`, unique in its document, and `top` (principal.ts). */
export type PageRequestInfo = {
  /** `documentId:id`. The same request always has the same key, however often it is sent. */
  key: string
  origin: string
  documentId: string
  tabId: number
  frameId: number
  /** In a page of another origin: it sees no account and asks nobody (clickjacking). */
  framed: boolean
  /** The origin of the page around it, where there is only that one: names the pair that the person may allow. */
  top: string | null
  method: string
  params: unknown
}

/** A request that cannot go on before the wallet is unlocked, and those that get the same answer. */
export type Waiting = {
  request: PageRequestInfo
  joined: PageRequestInfo[]
  approval: ApprovalKind | null
  at: number
}

export type TransactionSubject = {
  kind: 'transaction'
  chainId: number
  from: Address
  to: Address | null
  /** Decimal wei, or all that the fee leaves. */
  value: string | 'max'
  data: Hex
  gas: string | null
  /** Of type 0 or 1: the site asked so, or the network knows no other. */
  legacy: boolean
  accessList: { address: Address; storageKeys: Hex[] }[] | null
  /** Only from the wallet itself: the account's code becomes that of this one, or none for the zero address. */
  delegateTo?: Address
  /** Only from the wallet itself: it takes the place of that pending one. */
  replaces?: { id: string; how: Replacement }
  /** Only from the wallet itself: the name that the recipient was chosen by. It must still lead there. */
  toName?: string
  /** Only from the wallet itself: the nonce that is missing before others. */
  nonce?: number
  /** The data that the site asked for, where the person set another amount in it. */
  asked?: Hex
  /** Only from the wallet itself: what was offered, which trying it must show. */
  swap?: SwapPromise
}

export type CallsSubject = {
  kind: 'calls'
  chainId: number
  from: Address
  /** What the site calls the batch. */
  batchId: string
  /** Decimal wei. */
  calls: { to: Address | null; value: string; data: Hex }[]
  atomicRequired: boolean
  /** Only from the wallet itself: the account does not become a smart account for it. */
  asItIs?: true
  /** Only from the wallet itself: what was offered, which trying it must show. */
  swap?: SwapPromise
}

/** Decimal wei. */
type PlainCall = { to: Address; data: Hex; value: string }

/** What the signature is for: an allowance that the swap is sent with (`before`: calls between the two), or the swap itself, handed in at its source. */
export type SwapSignature = {
  promise: SwapPromise
  then:
    | { type: 'permit'; transaction: PlainCall; permit: PermitOrder }
    | { type: 'permit2'; transaction: PlainCall; permit: Permit2Order; before: PlainCall[] }
    | { type: 'intent'; source: string; state: string }
}

/** How a batch is sent: alone, as one transaction (which first makes a smart account), or one after another. */
export type CallsMode = Batch['mode']

/** What is carried out when the person says yes. Plain JSON. */
export type Subject =
  /** `permits`: further networks that the site named, permitted with its own. */
  | { kind: 'connect'; chainId: number; accounts: Address[]; permits: number[] }
  | TransactionSubject
  | CallsSubject
  | { kind: 'message'; account: Address; bytes: Hex; chainId: number }
  | { kind: 'sign-in'; account: Address; bytes: Hex; chainId: number }
  /** `version` of the method that it came by; `swap` only from the wallet itself. */
  | {
      kind: 'typed-data'
      account: Address
      chainId: number
      json: string
      version: 1 | 3 | 4
      swap?: SwapSignature
      /** Only from the wallet itself: the order that it takes back. */
      takesBack?: string
    }
  | { kind: 'add-network'; network: AddNetworkApproval['network']; endpoints: string[] }
  | { kind: 'watch-asset'; chainId: number; asset: WatchedAsset }
  /** `afterAdding`: the second half of adding a network, whose refusal is no error. */
  | { kind: 'switch-network'; fromChainId: number; chainId: number; afterAdding?: boolean }

/** What a transaction would be signed with, once it has been looked into. Decimal wei. */
export type TransactionPlan = {
  gas: string
  balance: string
  l1Fee: string
  /** What is sent at each speed: the same, but for "max". */
  values: Record<FeeTier, string>
  tiers: Record<FeeTier, StoredFees>
  /** Of a batch. */
  mode?: CallsMode
  /** The protected endpoint that it is sent to, as the review says; null: the public network. */
  relay?: string | null
  /** Of a transaction: what the person's own choice is held against. */
  advanced?: Advanced
}

export type Entry = {
  id: string
  request: PageRequestInfo | null
  /** The same, asked again by the site while this is open: all get the one answer. */
  joined: PageRequestInfo[]
  /** The site has its answer: nobody waits for this one, and the decision is the person's own matter. */
  told: boolean
  origin: string
  subject: Subject
  view: ApprovalView
  plan: TransactionPlan | null
  /** What the wallet said of its network when it was looked into (network-of.ts). */
  network: string
  createdAt: number
  status: 'asking' | 'approved'
  edits: ApprovalEdits | null
}

/**
 * `joins`: a request that asks the same as an open one gets its answer, in the place of a question. `told`: the site
 * has its answer already, and learns nothing more.
 */
export type How = { joins?: boolean; told?: boolean }

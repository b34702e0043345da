/**
 * THE list of everything that crosses between our own pages and the background. Handlers and callers are mapped
 * types over these maps, so a missing or an extra one does not compile. Amounts cross as decimal strings of base
 * units (`Amount`), times as milliseconds since 1970, because ports carry JSON.
 */
import type { ErrorShape } from '../shared/errors.ts'
import type { Address, Hex } from '../shared/hex.ts'
import type { AccountsApi, AccountView, KeyringView } from './accounts-api.ts'
import type { ActivityApi } from './activity-api.ts'
import type { ActivityRow, Replacement } from './activity-views.ts'
import type { AllowancesApi } from './allowances-api.ts'
import type { ApprovalView } from './approval-views.ts'
import type { AssetsApi, BalanceSheet } from './assets-api.ts'
import type { ClearSigningApi, ClearSigningView } from './clear-signing-api.ts'
import type { GuardApi, GuardView } from './guard-api.ts'
import type { NftsApi, NftView } from './nfts-api.ts'
import type { PeopleApi, PeopleView } from './people-api.ts'
import type { PortfolioView } from './portfolio-views.ts'
import type { PricesApi } from './prices-api.ts'
import type { ServicesApi, ServiceView } from './services-api.ts'
import type { SwapApi, SwapView } from './swap-api.ts'

export type * from './accounts-api.ts'
export type * from './activity-api.ts'
export type * from './activity-views.ts'
export type * from './allowances-api.ts'
export type * from './approval-views.ts'
export type * from './assets-api.ts'
export type * from './clear-signing-api.ts'
export type * from './guard-api.ts'
export type * from './nfts-api.ts'
export type * from './people-api.ts'
export type * from './portfolio-views.ts'
export type * from './prices-api.ts'
export type * from './services-api.ts'
export type * from './swap-api.ts'

/** A whole number of base units (wei for the native coin), in decimal. */
export type Amount = string
/** `native` or the address of an ERC-20. */
export type TokenId = 'native' | Address

// what the UI asks
export type PhraseProblem =
  | { kind: 'count'; count: number }
  | { kind: 'word'; position: number; word: string; suggestions: string[] }
  | { kind: 'checksum' }

export type SendRequest = {
  chainId: number
  from: Address
  token: TokenId
  to: string
  /** The name that `to` was shown as the address of; it must still be. */
  name?: string
  /** As typed, in whole units ("1.5"), or everything there is. */
  amount: { typed: string } | 'max'
}

export type FeeTier = 'slow' | 'normal' | 'fast'

/** Wei for a unit of gas. */
export type CustomFees =
  | { type: 'eip1559'; maxFeePerGas: Amount; maxPriorityFeePerGas: Amount }
  | { type: 'legacy'; gasPrice: Amount }

/** What a person may change in an approval before saying yes. `fees`, `gas` and `nonce` only of a transaction. */
export type ApprovalEdits = {
  tier?: FeeTier
  accounts?: Address[]
  chainId?: number
  /** In the place of a tier. */
  fees?: CustomFees
  /** The gas limit. */
  gas?: Amount
  nonce?: number
}

type ByCapability = AccountsApi &
  ActivityApi &
  AllowancesApi &
  AssetsApi &
  ClearSigningApi &
  GuardApi &
  NftsApi &
  PeopleApi &
  PricesApi &
  ServicesApi &
  SwapApi

/** Name -> [request, response]. Errors come as ErrorShape; `name` tells which. */
export type UiApi = ByCapability & {
  /** Makes a phrase of 12 or 24 words and a vault that holds it, and unlocks it. */
  'vault.create': [{ words: 12 | 24; password: string }, null]
  'vault.checkPhrase': [
    { phrase: string },
    { ok: true; words: number } | { ok: false; problem: PhraseProblem },
  ]
  'vault.restore': [{ phrase: string; passphrase: string; password: string }, null]
  /** WrongPasswordError, or ThrottledError; `state.unlock.retryAt` says when to try again. */
  'vault.unlock': [{ password: string }, null]
  'vault.lock': [null, null]
  'vault.changePassword': [{ current: string; next: string }, null]
  /** The words, after the password. */
  'vault.reveal': [{ keyringId: string; password: string }, { phrase: string; passphrase: string }]
  /** Compares what was typed in the backup check (word number -> word). True marks the phrase as backed up. */
  'vault.checkBackup': [{ keyringId: string; words: Record<number, string> }, boolean]
  /** Erases everything from this browser. The only way on when the password is forgotten. */
  'vault.erase': [{ confirm: 'erase' }, null]

  'networks.select': [{ chainId: number }, null]
  /** `null` brings the preset endpoints back. Refused when one answers another chain id, or not at all. */
  'networks.setEndpoints': [{ chainId: number; endpoints: string[] | null }, null]
  'networks.add': [
    { name: string; symbol: string; endpoint: string; explorer: string | null; testnet: boolean },
    { chainId: number },
  ]
  /** Only networks that were added: what we say of a preset holds. */
  'networks.edit': [
    { chainId: number; name: string; symbol: string; explorer: string | null; color: string },
    null,
  ]
  'networks.remove': [{ chainId: number }, null]
  /** Whether its balances are read with the others. */
  'networks.setEnabled': [{ chainIds: number[]; enabled: boolean }, null]
  'networks.showTestnets': [{ show: boolean }, null]
  /** Asks each endpoint of a network how it does, now. */
  'networks.check': [{ chainId: number }, EndpointHealth[]]
  /** Looks for chains on this machine, on the usual ports. */
  'networks.findLocal': [null, LocalNetwork[]]

  /** Looks into an open approval anew; what it finds comes with the state. */
  'approvals.refresh': [{ id: string }, null]
  /** Checks the form and makes an approval of kind `transaction`. FieldError names the field that is wrong. */
  'send.prepare': [SendRequest, { approvalId: string }]
  /** Highest amount that can be sent now, and the fee that is left for it. */
  'send.max': [Omit<SendRequest, 'amount'>, { amount: Amount; fee: Amount }]

  /**
   * `digest` is that of what was shown: when the background has shown something else since, ChangedError, and
   * nothing is signed. `hash` is there for transactions.
   */
  'approvals.approve': [{ id: string; digest: string; edits: ApprovalEdits }, { hash?: Hex }]
  'approvals.reject': [{ id: string }, null]
  'approvals.rejectAll': [{ origin: string | null }, null]
  /** Brings the approval window to the front. */
  'approvals.focus': [null, null]

  'sites.disconnect': [{ origin: string }, null]
  'sites.setAccounts': [{ origin: string; accounts: Address[] }, null]
  'sites.setNetwork': [{ origin: string; chainId: number }, null]
  /** Disconnects it, rejects what it asked, and refuses whatever it asks from now on. */
  'sites.block': [{ origin: string }, null]
  'sites.unblock': [{ origin: string }, null]
  /** Lets pages of `frame` be used inside pages of `top`, as if they stood alone. */
  'sites.allowFrame': [{ frame: string; top: string }, null]
  'sites.revokeFrame': [{ frame: string; top: string }, null]
  /** What the tab shows; null when its page has never used the wallet. */
  'sites.inFront': [{ tabId: number }, FrontSite | null]

  /** Whose code the selected account runs on a network (EIP-7702): nobody's, our delegate's, another's. */
  'smart.status': [{ chainId: number }, SmartAccountStatus]
  /** Makes an approval that ends it. */
  'smart.revoke': [{ chainId: number }, { approvalId: string }]

  /**
   * Makes an approval that takes the place of a pending transaction: the same for a better fee, nothing (`cancel`), or
   * for `fill` one that sends nothing under the nonce that is missing before it. TooLateError when it is pending no
   * more.
   */
  /** Sends one to the public network that went to a protected endpoint alone. */
  'transactions.publish': [{ id: string }, null]
  'transactions.replace': [{ id: string; how: Replacement | 'fill' }, { approvalId: string }]

  'settings.set': [Partial<Settings>, null]
}

// what the UI sees
export type SmartAccountStatus = { to: 'none' | 'ours' | 'other' | 'contract'; address: Address | null }

export type Settings = {
  /** Minutes without a gesture until the wallet locks: 1 to 60. */
  lockMinutes: number
  theme: 'system' | 'light' | 'dark'
  /** `window.ethereum` of pages: ours unless another wallet came first, ours in any case, or never ours. */
  ethereum: 'shared' | 'candor' | 'none'
  /** Our `window.ethereum` says `isMetaMask`. */
  asMetaMask: boolean
  /** What the browser is to show a notification for. */
  notify: { confirmed: boolean; failed: boolean; received: boolean }
  swap: SwapDefaults
}

/** What a swap begins with. */
export type SwapDefaults = {
  /** Hundredths of a per cent, 1 to 5000. */
  slippageBps: number | 'auto'
  /** 1 to 180. */
  deadlineMinutes: number
}

export type NetworkView = {
  chainId: number
  name: string
  /** The native coin; always 18 decimals. */
  symbol: string
  explorer: string | null
  endpoints: string[]
  /** The person's own endpoints stand in the place of the preset ones. */
  customEndpoints: boolean
  /** A network that a person or a site added, not one of the presets. */
  added: boolean
  testnet: boolean
  color: string
  /** Accounts can become smart accounts there (EIP-7702). */
  smartAccounts: boolean
  /** Its balances are read with the others. */
  enabled: boolean
}

export type EndpointHealth = {
  url: string
  /** Milliseconds of one request; null when it failed, and for WebSocket endpoints. */
  ms: number | null
  /** The newest block that it knows. */
  height: number | null
  problem: string | null
}

export type LocalNetwork = { endpoint: string; chainId: number }

export type SiteView = {
  origin: string
  accounts: Address[]
  chainId: number
  connectedAt: number
  usedAt: number
}

/** The site of a tab, and the pages of other origins in it that asked and were refused, or are allowed. */
export type FrontSite = { origin: string; frames: { origin: string; allowed: boolean }[] }

/** What our pages show: a snapshot when they connect, then patches that replace whole fields. */
export type WalletState = {
  /** `empty`: no vault yet. While `empty` or `locked` every list but networks is empty. */
  status: 'empty' | 'locked' | 'unlocked'
  /** When the next try of the password is let through; 0 when it is now. */
  unlock: { retryAt: number }
  keyrings: KeyringView[]
  accounts: AccountView[]
  selected: { address: Address | null; chainId: number }
  networks: NetworkView[]
  /** Test networks stand in the lists with the others. */
  showTestnets: boolean
  balances: BalanceSheet | null
  portfolio: PortfolioView | null
  /** Of the selected account, or of all where that is the scope, on the networks that are switched on. */
  nfts: NftView[]
  /** Of IPFS, as the person chose it. */
  nftGateway: string | null
  people: PeopleView
  /** The newest rows of the selected account, pending ones first. */
  activity: ActivityRow[]
  /** Oldest first. Requests that wait for an unlock are not here; `waiting` counts them. */
  approvals: ApprovalView[]
  waiting: number
  sites: SiteView[]
  guard: GuardView
  clearSigning: ClearSigningView
  /** Origins that may ask nothing, and hosts with all below them. */
  blocked: string[]
  /** Origins that may be used inside another one. */
  framePairs: { frame: string; top: string }[]
  /** The newest swaps of the selected account, newest first. */
  swaps: SwapView[]
  /** Services outside of the networks that this release knows, asked or not. */
  services: ServiceView[]
  settings: Settings
  /** Used accounts are being looked for after a restore. */
  discovering: boolean
  /** How far a keystore file has been opened or written, from 0 to 1; null while none is. */
  progress: number | null
}

// on the port
export type UiCall<N extends keyof UiApi = keyof UiApi> = { id: number; call: N; params: UiApi[N][0] }
/** A person touched our page: puts the automatic lock off. */
export type UiGesture = { gesture: true }
export type UiMessage = UiCall | UiGesture

export type UiReply = { id: number; result: unknown } | { id: number; error: ErrorShape }
export type UiPush = { snapshot: WalletState } | { patch: Partial<WalletState> }
export type UiAnswer = UiReply | UiPush

/** `storage.session` key of the last picture, so that a page of ours paints before the background answers. */
export const PICTURE_KEY = 'picture'
/** Beside it: when the wallet locks by itself (ms), from when on it must not be painted; null for a locked one. */
export const PICTURE_UNTIL_KEY = 'picture-until'

/** Shapes of everything that is stored, and how they are read back. Changing one needs a migration. */
import * as v from 'valibot'
import { ACCOUNT_COLORS, WATCH_KEYRING } from '../../messaging/accounts-api.ts'
import { CURRENCIES } from '../../messaging/portfolio-views.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import { isAddressLike, isHex } from '../../shared/hex.ts'
import { stuck } from './stuck.ts'
import { SWAP_DEFAULTS, swapDefaults } from './swap-defaults.ts'

export const address = v.custom<Address>(isAddressLike, 'not an address')
export const hex = v.custom<Hex>(isHex, 'not hexadecimal')
export const amount = v.pipe(v.string(), v.regex(/^\d+$/, 'not an amount'))

/** `watch` has no secret: one keyring, of that id, holds all that is watched. */
export const keyring = v.object({
  id: v.string(),
  kind: v.picklist(['mnemonic', 'private-key', 'watch']),
  name: v.string(),
  words: v.number(),
  backedUp: v.boolean(),
})
export type Keyring = v.InferOutput<typeof keyring>

export const account = v.object({
  address,
  name: v.string(),
  keyringId: v.string(),
  index: v.number(),
  hidden: v.boolean(),
  color: v.exactOptional(v.picklist(ACCOUNT_COLORS)),
})
export type Account = v.InferOutput<typeof account>

/** The wallet has no key of it. */
export const isWatched = (one: Account): boolean => one.keyringId === WATCH_KEYRING

export const selection = v.object({ address: v.nullable(address), chainId: v.number() })
export type Selection = v.InferOutput<typeof selection>

/** A network that is not a preset. */
export const addedNetwork = v.object({
  chainId: v.number(),
  name: v.string(),
  symbol: v.string(),
  explorer: v.nullable(v.string()),
  testnet: v.optional(v.boolean(), false),
  color: v.optional(v.string(), '#6B6A66'),
})

/** `endpoints`: the person's own, by chain id. */
export const networkSettings = v.object({
  added: v.array(addedNetwork),
  endpoints: v.record(v.string(), v.array(v.string())),
  /** Networks whose balances are read; the selected one always is. */
  enabled: v.optional(v.array(v.number()), [1]),
  /** Test networks are shown in the lists. */
  testnets: v.optional(v.boolean(), false),
})
export type NetworkSettings = v.InferOutput<typeof networkSettings>

export const site = v.object({
  origin: v.string(),
  /** Empty for a site that only chose a network. */
  accounts: v.array(address),
  chainId: v.number(),
  /** Networks that the person let it use; switching between them asks nothing. */
  permittedChains: v.array(v.number()),
  /** Networks on which it had something sent. */
  usedOn: v.optional(v.array(v.number()), []),
  connectedAt: v.number(),
  usedAt: v.number(),
})
export type Site = v.InferOutput<typeof site>

/** A page may be used inside a page of another origin: the person said so, with both on screen. */
export const framePair = v.object({ frame: v.string(), top: v.string() })
export type FramePair = v.InferOutput<typeof framePair>

export const settings = v.object({
  lockMinutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)),
  theme: v.picklist(['system', 'light', 'dark']),
  // With defaults: older versions stored settings without them.
  ethereum: v.optional(v.picklist(['shared', 'candor', 'none']), 'shared'),
  asMetaMask: v.optional(v.boolean(), false),
  notify: v.optional(
    v.object({ confirmed: v.boolean(), failed: v.boolean(), received: v.boolean() }),
    () => ({ confirmed: false, failed: false, received: false }),
  ),
  swap: v.optional(swapDefaults, () => ({ ...SWAP_DEFAULTS })),
})

export const addedToken = v.object({
  chainId: v.number(),
  address,
  symbol: v.string(),
  name: v.string(),
  decimals: v.number(),
})
export type AddedToken = v.InferOutput<typeof addedToken>

export const nft = v.object({
  chainId: v.number(),
  standard: v.picklist(['ERC721', 'ERC1155']),
  address,
  tokenId: v.pipe(v.string(), v.regex(/^\d{1,78}$/)),
  owner: address,
  /** Of its collection. */
  name: v.string(),
  // With defaults: older versions stored NFTs without them.
  title: v.optional(v.nullable(v.string()), null),
  quantity: v.optional(amount, '1'),
  origin: v.optional(v.picklist(['added', 'found']), 'added'),
})
export type StoredNft = v.InferOutput<typeof nft>

/** `enumerable`: its contract is asked what the accounts hold of it. */
export const nftCollection = v.object({
  chainId: v.number(),
  address,
  standard: v.picklist(['ERC721', 'ERC1155']),
  name: v.string(),
  enumerable: v.boolean(),
  origin: v.picklist(['added', 'found']),
})
export type NftCollection = v.InferOutput<typeof nftCollection>

/** By `chainId:address` for a collection, `chainId:address:id` for one item. */
export const nftChoices = v.record(v.string(), v.picklist(['hidden', 'shown']))

const named = v.object({ address, name: v.exactOptional(v.string()) })
const part = v.union([v.string(), v.object({ strong: v.string() }), named])

/** How the portfolio is shown. */
export const display = v.object({
  scope: v.picklist(['account', 'all']),
  currency: v.picklist(CURRENCIES),
  hideAmounts: v.boolean(),
  hideSmall: v.boolean(),
})

/** By `chainId:token`. */
export const assetChoices = v.record(v.string(), v.picklist(['pinned', 'hidden']))
const activityKind = v.picklist([
  'send',
  'token-send',
  'approve',
  'contract',
  'deploy',
  'batch',
  'delegate',
  'cancel',
  'swap',
])
const move = v.object({
  kind: v.picklist(['native', 'erc20', 'erc721', 'erc1155']),
  token: v.union([v.literal('native'), address]),
  symbol: v.nullable(v.string()),
  decimals: v.nullable(v.number()),
  amount: v.pipe(v.string(), v.regex(/^-?\d+$/)),
  tokenId: v.nullable(amount),
})

/** A transaction that was signed. `raw` is stored before anything is broadcast, and broadcast as it stands. */
export const storedTransaction = v.object({
  id: v.string(),
  /** The consent that it stands for: at most one transaction has it. */
  approvalId: v.string(),
  origin: v.string(),
  chainId: v.number(),
  from: address,
  to: v.nullable(address),
  nonce: v.number(),
  hash: hex,
  raw: hex,
  status: v.picklist(['pending', 'confirmed', 'failed', 'replaced', 'dropped']),
  kind: activityKind,
  title: v.array(part),
  /** What came and went, by its receipt. */
  moves: v.optional(v.array(move), []),
  /** The batch that it belongs to: the consent of that. */
  batch: v.optional(v.nullable(v.string()), null),
  /** Carries an authorization: it changes whose code the account runs. */
  delegates: v.optional(v.boolean(), false),
  createdAt: v.number(),
  /** Whether an endpoint has taken it. */
  accepted: v.boolean(),
  /** When its nonce was first seen used without a receipt of ours. */
  overtakenAt: v.nullable(v.number()),
  minedAt: v.nullable(v.number()),
  fee: v.nullable(amount),
  maxFee: amount,
  error: v.nullable(v.string()),
  /** It takes the place of one with the same nonce: with the same content for a better fee, or with nothing. */
  replaces: v.optional(
    v.nullable(v.object({ id: v.string(), how: v.picklist(['speed-up', 'cancel']) })),
    null,
  ),
  /** Of ours, the one that was confirmed in its place. */
  replacedBy: v.optional(v.nullable(v.string()), null),
  /** The protected endpoint that it is sent to, and the block from which on; null: the public network. */
  relay: v.optional(v.nullable(v.object({ id: v.string(), since: v.nullable(v.number()) })), null),
  /** Why it does not get on; for `gap` the nonce that is missing. */
  stuck: v.optional(v.nullable(stuck), null),
  /** The block that it was confirmed in. */
  block: v.optional(v.nullable(v.object({ number: v.number(), hash: hex })), null),
})
export type StoredTransaction = v.InferOutput<typeof storedTransaction>

export const localChain = v.object({ genesis: hex, height: v.number() })
export type LocalChain = v.InferOutput<typeof localChain>

/** What a transaction of type 2, or of type 0 or 1, is signed with. Decimal wei. */
export const storedFees = v.variant('type', [
  v.object({ type: v.literal('eip1559'), maxFeePerGas: amount, maxPriorityFeePerGas: amount }),
  v.object({ type: v.literal('legacy'), gasPrice: amount }),
])
export type StoredFees = v.InferOutput<typeof storedFees>

/**
 * Calls that a site sent and a person agreed to (EIP-5792). One step is one transaction: all calls together when the
 * account can do that, else one each, sent one after another.
 */
export const batch = v.object({
  /** The consent. */
  key: v.string(),
  /** What the site calls it. */
  id: v.string(),
  origin: v.string(),
  from: address,
  chainId: v.number(),
  mode: v.picklist(['single', 'atomic', 'upgrade', 'sequential']),
  /** The protected endpoint that its transactions are sent to. */
  relay: v.optional(v.nullable(v.string()), null),
  /** Emptied at the end. */
  steps: v.array(
    v.object({
      to: v.nullable(address),
      value: amount,
      data: hex,
      kind: activityKind,
      title: v.array(part),
    }),
  ),
  count: v.number(),
  /** Of a swap: the end of its offer, in seconds since 1970. */
  until: v.optional(v.nullable(amount), null),
  gas: amount,
  l1Fee: amount,
  fees: storedFees,
  /** Highest fee of all steps together; never passed. */
  cap: amount,
  spent: amount,
  /** The step under way. */
  next: v.number(),
  /** Hashes of what was mined, in order. */
  mined: v.array(hex),
  succeeded: v.number(),
  /** Why no further step is begun. */
  halted: v.nullable(v.string()),
  end: v.nullable(v.picklist(['done', 'failed', 'stopped'])),
  why: v.nullable(v.string()),
  createdAt: v.number(),
  endedAt: v.nullable(v.number()),
})
export type Batch = v.InferOutput<typeof batch>

export const throttle = v.object({ failures: v.number(), retryAt: v.number() })

/** What the person refused a site lately, of one kind of request. Times in ms. */
export const rejections = v.object({
  times: v.array(v.number()),
  until: v.number(),
  ms: v.number(),
  /** Since the last yes. */
  count: v.number(),
})
export type Rejections = v.InferOutput<typeof rejections>

/** The data key while unlocked, and until when. Lives in session storage only: memory, gone with the browser. */
export const unlockedSession = v.object({ dek: v.string(), lockAt: v.number() })
export type UnlockedSession = v.InferOutput<typeof unlockedSession>

/** A document that has used the provider, and what it was last told. */
export const pageDocument = v.object({
  origin: v.string(),
  tabId: v.number(),
  frameId: v.number(),
  documentId: v.string(),
  accounts: v.array(address),
  chainId: v.number(),
  /** For one inside a page of another origin: that one. */
  top: v.optional(v.nullable(v.string())),
  /** Whether it asked for something that only an allowed frame may have. */
  refused: v.optional(v.boolean()),
})
export type PageDocument = v.InferOutput<typeof pageDocument>

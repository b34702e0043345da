/**
 * THE list of everything that crosses between our own pages and the background. Handlers and callers are mapped
 * types over these maps, so a missing or an extra one does not compile. Amounts cross as decimal strings of base
 * units (`Amount`), times as milliseconds since 1970, because ports carry JSON.
 */
import type { ErrorShape } from '../shared/errors.ts'
import type { Address, Hex } from '../shared/hex.ts'
import type { AccountsApi, AccountView, KeyringView } from './accounts-api.ts'
import type { ApprovalView, Part } from './approval-views.ts'
import type { Display, PortfolioView } from './portfolio-views.ts'
import type { PricesApi } from './prices-api.ts'

export type * from './accounts-api.ts'
export type * from './approval-views.ts'
export type * from './portfolio-views.ts'
export type * from './prices-api.ts'

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

/** Name -> [request, response]. Errors come as ErrorShape; `name` tells which. */
export type UiApi = AccountsApi &
  PricesApi & {
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

    'settings.set': [Partial<Settings>, null]
  }

/** What stands in the form, kept in memory while its review stands in front, and the swap that is being reviewed. */
import type { ApprovalView, TokenId } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import type { Unit } from './amount.ts'

export type Side = 'sell' | 'buy'

export type Form = {
  sell: { chainId: number; token: TokenId }
  buy: { chainId: number; token: TokenId } | null
  /** The side that was typed; the other follows from the offer. */
  side: Side
  text: string
  unit: Unit
  /** Of the offer that was chosen; null: the best. */
  source: string | null
}

type Draft = { account: Address; form: Form }
let draft: Draft | null = null

export const keepForm = (account: Address, form: Form): void => {
  draft = { account, form }
}

/** The form of this account that sells on this network. */
export const keptForm = (account: Address, chainId: number): Form | null =>
  draft?.account === account && draft.form.sell.chainId === chainId ? draft.form : null

/** A swap whose questions are being answered. */
type Reviewed = {
  swapId: string
  /** Its next question; null: whichever of the wallet's own comes next. */
  approvalId: string | null
  /** A signature comes first, and a question of its own for the transaction after it. */
  signsFirst: boolean
  /** It is taken back: the form is left alone. */
  takesBack?: boolean
}
let reviewed: Reviewed | null = null

export const keepReviewed = (swap: Reviewed | null): void => {
  reviewed = swap
}

/** Whether a question of the wallet's own is of a swap. */
export const isSwap = (approvalId: string): boolean =>
  reviewed !== null && reviewed.approvalId === approvalId && reviewed.takesBack !== true

/** After a yes to a question of the wallet's own: the swap whose last question it was; else null. */
export function swapDecided(approval: Pick<ApprovalView, 'id' | 'kind'>): string | null {
  const mine = reviewed
  if (mine === null || (mine.approvalId !== null && mine.approvalId !== approval.id)) return null
  const more = mine.signsFirst && approval.kind === 'typed-data'
  // What was swapped is not to be swapped again by a second press.
  if (!more && mine.takesBack !== true && draft !== null)
    draft = { ...draft, form: { ...draft.form, text: '' } }
  reviewed = more ? { ...mine, approvalId: null, signsFirst: false } : null
  return more ? null : mine.swapId
}

import type { TokenId } from '../../messaging/protocol.ts'

/** What was typed, kept in memory while its review stands in front, so that rejecting it loses nothing. */
export type Draft = {
  account: string
  chainId: number
  token: TokenId
  to: string
  amount: string
  max: boolean
  /** What is to be said of the link that it came from. */
  notes?: readonly string[]
}

let draft: Draft | null = null

export const keepDraft = (next: Draft | null): void => {
  draft = next
}

/** The draft for this account and network, once. */
export function takeDraft(account: string, chainId: number): Draft | null {
  const mine = draft?.account === account && draft.chainId === chainId ? draft : null
  draft = null
  return mine
}

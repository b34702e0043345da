/** Rights that the stored logs of an account name, each once, the newest first: where to look, not what holds. */
import type { Right } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import type { AccountLog } from '../logs/account-log.ts'
import type { Services } from '../services.ts'

/** Of one account on one network. Anybody can write logs of tokens of their own that name it. */
const MOST = 400

const KINDS = { allowance: 'token', operator: 'all', permit2: 'permit2' } as const

function rightOf({ kind, token, to, tokenId }: AccountLog): Right | null {
  if (kind !== 'allowance' && kind !== 'operator' && kind !== 'permit2') return null
  return { kind: tokenId === null ? KINDS[kind] : 'item', token, spender: to, tokenId }
}

/** Whom an item is given to is read; of one item there is one such right. */
const keyOf = ({ kind, token, spender, tokenId }: Right): string =>
  `${kind} ${token} ${tokenId ?? spender}`.toLowerCase()

export async function foundRights(
  { logs }: Services,
  chainId: number,
  account: Address,
): Promise<{ rights: Right[]; more: boolean }> {
  const all = new Map<string, Right>()
  for await (const page of logs.pages(chainId, account)) {
    for (const right of page.map(rightOf)) {
      if (right === null || all.has(keyOf(right))) continue
      if (all.size === MOST) return { rights: [...all.values()], more: true }
      all.set(keyOf(right), right)
    }
  }
  return { rights: [...all.values()], more: false }
}

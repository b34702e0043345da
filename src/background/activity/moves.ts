/** The sum of what came to an account and left it. */
import { isRight, type LogKind } from '../../ethereum/account-logs.ts'
import type { Move } from '../../messaging/protocol.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'

export type Transfer = {
  kind: LogKind | 'native'
  token: Address
  from: Address
  to: Address
  amount: bigint
  tokenId: string | null
}

type Names = Pick<Services, 'assets' | 'networks'>

/** What remains when all is added up; what came and went again is nothing. */
export function netMoves(
  services: Names,
  chainId: number,
  account: Address,
  transfers: readonly Transfer[],
  native = 0n,
): Move[] {
  const sums = new Map<string, { of: Transfer; amount: bigint }>()
  let coins = native
  for (const one of transfers) {
    if (isRight(one.kind)) continue
    const sign = (sameAddress(one.to, account) ? 1n : 0n) - (sameAddress(one.from, account) ? 1n : 0n)
    if (one.kind === 'native') {
      coins += sign * one.amount
      continue
    }
    const key = `${one.token.toLowerCase()} ${one.tokenId ?? ''}`
    const before = sums.get(key)
    sums.set(key, { of: before?.of ?? one, amount: (before?.amount ?? 0n) + sign * one.amount })
  }
  const moves: Move[] = [...sums.values()].flatMap(({ of, amount }): Move[] => {
    if (amount === 0n || isRight(of.kind) || of.kind === 'native') return []
    const token = services.assets.tokens.find(chainId, of.token)
    const { symbol = null, decimals = null } = of.kind === 'erc20' ? (token ?? {}) : {}
    return [
      { kind: of.kind, token: of.token, symbol, decimals, amount: amount.toString(), tokenId: of.tokenId },
    ]
  })
  if (coins === 0n) return moves
  const symbol = services.networks.find(chainId)?.symbol ?? 'ETH'
  const coin = { kind: 'native', token: 'native', symbol, decimals: 18, tokenId: null } as const
  return [{ ...coin, amount: coins.toString() }, ...moves]
}

/** The one account that all of it came from or went to; null when there are several. */
export function otherEnd(account: Address, transfers: readonly Transfer[]): Address | null {
  const others = transfers.map(({ from, to }) => (sameAddress(from, account) ? to : from))
  const [first] = others
  return first !== undefined && others.every((one) => sameAddress(one, first)) ? first : null
}

/** Rows of what happened to an account without this wallet having sent it: one row a transaction. */
import { isRight } from '../../ethereum/account-logs.ts'
import { tellMoves, tellRight } from '../../ethereum/explain/moves.ts'
import { parseValue, worthOf } from '../../ethereum/value.ts'
import type { ActivityRow, Move } from '../../messaging/protocol.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import { type AccountLog, logKey } from '../logs/account-log.ts'
import type { Services } from '../services.ts'
import { netMoves, otherEnd } from './moves.ts'

type Known = Pick<Services, 'assets' | 'networks' | 'prices'>

/** What is worth less than a cent is sent to be seen, not to be had. */
const DUST = 10n ** 16n

/** Groups of one transaction each, in the order they come. */
export function byTransaction(logs: readonly AccountLog[]): AccountLog[][] {
  const groups = new Map<string, AccountLog[]>()
  for (const one of logs) groups.set(one.hash, [...(groups.get(one.hash) ?? []), one])
  return [...groups.values()]
}

export const networkId = (chainId: number, hash: string, account: Address): string =>
  `net:${chainId}:${hash}:${account.toLowerCase()}`

/** @param logs of one transaction and one account. @returns null when they come to nothing. */
export function networkRow(
  services: Known,
  account: Address,
  logs: readonly AccountLog[],
): ActivityRow | null {
  const [first] = logs
  if (first === undefined) return null
  const { chainId, hash, at } = first
  const transfers = logs
    .filter(({ kind }) => !isRight(kind))
    .map((log) => ({ ...log, amount: BigInt(log.amount) }))
  const row = (
    told: Pick<ActivityRow, 'kind' | 'title' | 'moves' | 'spam' | 'from' | 'to'>,
  ): ActivityRow => ({
    ...told,
    id: networkId(chainId, hash, account),
    hash,
    chainId,
    account,
    source: logs.some(({ source }) => source === 'explorer') ? 'explorer' : 'network',
    nonce: -1,
    status: 'confirmed',
    batch: null,
    origin: 'network',
    createdAt: at,
    minedAt: at,
    fee: null,
    maxFee: '0',
    error: null,
    replaces: null,
    replacedBy: null,
    stuck: null,
  })
  if (transfers.length === 0) {
    const right = logs.at(-1)
    if (right === undefined) return null
    const { token, to, amount, tokenId, kind } = right
    const known = services.assets.tokens.find(chainId, token)
    const { symbol = null, decimals = null } = known ?? {}
    const all = kind === 'operator'
    const told = tellRight({ spender: to, token, amount: BigInt(amount), symbol, decimals, tokenId, all })
    const spam = known === null || known.origin === 'found'
    return row({
      ...told,
      moves: [],
      spam: spam && kind !== 'operator' && tokenId === null,
      from: account,
      to,
    })
  }
  const moves = netMoves(services, chainId, account, transfers)
  const other = otherEnd(account, transfers)
  const empty = moves.length === 0
  // Sums of nothing are still shown, as what they are: somebody wrote them to be seen.
  const shown = empty ? asNothing(services, account, transfers) : moves
  const told = tellMoves(shown, other)
  const incoming = shown.some(({ amount }) => !amount.startsWith('-'))
  const [from, to] = incoming ? [other ?? account, account] : [account, other]
  return row({ ...told, moves: shown, spam: empty || isSpam(services, chainId, shown), from, to })
}

function asNothing(
  services: Known,
  account: Address,
  transfers: readonly (Omit<AccountLog, 'amount'> & { amount: bigint })[],
): Move[] {
  const [first] = transfers
  if (first === undefined) return []
  const known = services.assets.tokens.find(first.chainId, first.token)
  const { symbol = null, decimals = null } = known ?? {}
  const amount = sameAddress(first.to, account) ? '0' : '-0'
  return [{ kind: 'erc20', token: first.token, symbol, decimals, amount, tokenId: null }]
}

/** All of it is of tokens that nobody vouches for, or next to nothing. NFTs are left to their own list. */
function isSpam(services: Known, chainId: number, moves: readonly Move[]): boolean {
  return moves.every((move) => {
    if (move.kind === 'erc721' || move.kind === 'erc1155') return false
    const token = move.token === 'native' ? null : services.assets.tokens.find(chainId, move.token)
    if (move.token !== 'native' && (token === null || token.origin === 'found')) return true
    const price = services.prices.of(chainId, move.token, 'USD')
    if (price === null || parseValue(price.price) === null || move.decimals === null) return false
    const worth = worthOf(BigInt(move.amount.replace('-', '')), move.decimals, price.price)
    return worth !== null && worth < DUST
  })
}

/** The logs that a row stands for, so that two accounts of ours do not tell the same one twice. */
export const keysOf = (logs: readonly AccountLog[]): string[] => logs.map(logKey)

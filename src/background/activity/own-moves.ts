/**
 * What a confirmed transaction of ours moved, by its receipt. Where the wallet could not tell beforehand what a call
 * would do, its row then says what it did.
 */
import { parseLog } from '../../ethereum/account-logs.ts'
import { tellMoves } from '../../ethereum/explain/moves.ts'
import { readSigned } from '../../ethereum/signed-transaction.ts'
import { sameAddress, toQuantity } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import type { StoredTransaction } from '../state/schema.ts'
import { toBigint } from '../transactions/look-into.ts'
import type { Mined } from '../transactions/mined.ts'
import { netMoves, type Transfer } from './moves.ts'

/** Withdrawal(address,uint256) of wrapped coins: somebody was given coins, which no log of a transfer says. */
const WITHDRAWAL = '0x7fcf532c15f0a6db0bd6d0e038bea71d30d808c7d98cb3bf7268a95bf5081b65'

/**
 * Swap(bytes32,address,int128,int128,uint160,uint128,int24,uint24) of Uniswap v4, whose pools hold coins: the first
 * amount, where it is one that is given, may be of coins.
 */
const SWAP_OF_V4 = '0x40e9cecb9f5f1f1c5b9c97dec2917b7ee92e57ba5563708daca94dd84ad7112f'

/** Kinds whose titles may say what was called, not what came of it. */
const UNTOLD = new Set<StoredTransaction['kind']>(['contract', 'batch', 'swap'])
/** Such titles. One that says "Supplied 100 USDC to Aave" is better than what can be summed up from logs. */
const CALLS = /^(?:call|ran |run |swap|exchange|execut|multicall|sent .* and call)/i
const isCall = ({ title }: StoredTransaction): boolean =>
  CALLS.test(
    title.map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : '')).join(''),
  )

type Told = Pick<StoredTransaction, 'moves' | 'kind' | 'title'>

/** Never rejects: what cannot be found out leaves the row as it was. */
export async function whatMoved(services: Services, one: StoredTransaction, mined: Mined): Promise<Told> {
  const transfers = mined.logs
    .flatMap(parseLog)
    .filter(
      ({ hash, from, to }) =>
        sameAddress(hash, one.hash) && [from, to].some((end) => sameAddress(end, one.from)),
    )
    .map((log): Transfer => ({ ...log, tokenId: log.tokenId?.toString() ?? null }))
  const sent = sentCoins(one)
  const received = UNTOLD.has(one.kind) ? await receivedCoins(services, one, mined, sent) : 0n
  const moves = netMoves(services, one.chainId, one.from, transfers, received - sent)
  const gains = moves.some(({ amount }) => !amount.startsWith('-'))
  const isSwap = gains && moves.some(({ amount }) => amount.startsWith('-'))
  const tells = UNTOLD.has(one.kind) && isCall(one) && (isSwap || (gains && one.kind === 'contract'))
  if (!tells) return { moves, kind: one.kind, title: one.title }
  const { title } = tellMoves(moves, one.to)
  return { moves, kind: isSwap ? 'swap' : one.kind, title }
}

const sentCoins = ({ raw, from, to }: StoredTransaction): bigint =>
  to !== null && sameAddress(from, to) ? 0n : readSigned(raw).value

/**
 * By how much more coins there are than before, where some were unwrapped, came out of a pool or were given back by a
 * swap that did not take them, and not more than that. Only where the account did nothing else in the block.
 */
async function receivedCoins(
  services: Services,
  one: StoredTransaction,
  mined: Mined,
  sent: bigint,
): Promise<bigint> {
  const given = mined.logs.reduce((sum: bigint, log) => sum + coinsGiven(log), 0n)
  if (given === 0n && (one.kind !== 'swap' || sent === 0n)) return 0n
  try {
    const at = async (method: string, block: number) =>
      toBigint(await services.rpc.request(one.chainId, method, [one.from, toQuantity(block)]))
    const { number } = mined.block
    const [before, after, first, last] = await Promise.all([
      at('eth_getBalance', number - 1),
      at('eth_getBalance', number),
      at('eth_getTransactionCount', number - 1),
      at('eth_getTransactionCount', number),
    ])
    if (last !== first + 1n) return 0n
    const gained = after - before + mined.fee + sent
    return gained > 0n && gained <= given + sent ? gained : 0n
  } catch {
    // An endpoint without old states: the coins stay untold.
    return 0n
  }
}

/** The most that somebody was given in coins. */
function coinsGiven(log: unknown): bigint {
  if (typeof log !== 'object' || log === null || !('topics' in log) || !('data' in log)) return 0n
  const { topics, data } = log
  if (!Array.isArray(topics) || typeof data !== 'string') return 0n
  if (topics[0] === WITHDRAWAL && topics.length === 2 && /^0x[0-9a-fA-F]{64}$/.test(data)) return BigInt(data)
  if (topics[0] !== SWAP_OF_V4 || !/^0x[0-9a-fA-F]{384}$/.test(data)) return 0n
  const amount = BigInt.asIntN(128, BigInt(data.slice(0, 66)))
  return amount > 0n ? amount : 0n
}

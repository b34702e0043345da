/**
 * How an order of CoW Protocol stands. The settlement's own record decides whether it was carried out, and its log
 * how much was sold and bought, both read on the person's endpoint. The order book only says where to look, and that
 * somebody cancelled it; until it is over on the network, its word ends nothing.
 */
import * as v from 'valibot'
import { decodeUint } from '../../../ethereum/erc20.ts'
import {
  COW_SETTLEMENT,
  encodeFilled,
  readTrade,
  TRADE,
  validToOf,
} from '../../../ethereum/swap/cow-order.ts'
import { type Hex, isHex, toQuantity } from '../../../shared/hex.ts'
import type { Services } from '../../services.ts'
import type { StoredSwap } from '../../state/swap-fields.ts'
import { toBigint } from '../../transactions/look-into.ts'
import { minedOf } from '../../transactions/mined.ts'
import type { SwapProgress } from '../source.ts'
import { MOST_BYTES } from './answer.ts'
import { cowUrl, orderState } from './cow-book.ts'

const ENDED = 2n ** 256n - 1n
const MOST_TRADES = 10
/** Blocks: few enough for every endpoint. */
const RECENT = 900n

const trades = v.pipe(
  v.array(v.object({ txHash: v.nullish(v.custom<Hex>((hash) => isHex(hash) && hash.length === 66)) })),
  v.maxLength(MOST_TRADES),
)

export async function followCow(services: Services, swap: StoredSwap): Promise<SwapProgress> {
  const { rpc } = services
  const { ref, sell } = swap
  const { chainId } = sell
  if (!isHex(ref)) return pending('It was not handed in yet.')
  const call = { to: COW_SETTLEMENT, data: encodeFilled(ref) }
  const [raw, head] = await Promise.all([
    rpc.request(chainId, 'eth_call', [call, 'latest']),
    rpc.request(chainId, 'eth_getBlockByNumber', ['latest', false]),
  ])
  const filled = isHex(raw) ? decodeUint(raw) : null
  if (filled === null) return pending('The network does not tell how it stands.')
  const height = numberOf(head, 'number')
  if (filled === ENDED) return cancelled(services, swap, ref, height)
  const over = numberOf(head, 'timestamp') > BigInt(validToOf(ref))
  if (filled > 0n) return carriedOut(over, services, swap, ref, height)
  if (over && swap.takenBack) return { status: 'cancelled', why: CANCELLED, received: null }
  if (over)
    return {
      status: 'failed',
      why: 'Nobody carried the order out in time. Nothing was sold, and it holds no more.',
      received: null,
    }
  return pending(swap.takenBack ? TAKEN_BACK : await words(services, chainId, ref))
}

const CANCELLED = 'You cancelled the order. Nothing was sold.'
const TAKEN_BACK =
  'You cancelled it at CoW Protocol. Nobody there carries it out any more, unless somebody did just then; once its time is over nobody can.'

const pending = (why: string | null): SwapProgress => ({ status: 'pending', why, received: null })

const numberOf = (block: unknown, name: string): bigint =>
  toBigint(new Map<string, unknown>(Object.entries(block ?? {})).get(name) ?? '0x0')

async function words(services: Services, chainId: number, uid: Hex): Promise<string> {
  const told = await orderState(services, chainId, uid)
  if (told === null)
    return 'CoW Protocol does not say how the order stands. The network has not carried it out; it ends by itself.'
  if (told.status === 'cancelled')
    return 'CoW Protocol says that the order was cancelled. It can be carried out no more once its time is over.'
  return 'The order waits for somebody to carry it out.'
}

/**
 * What was sold and bought, by the settlement's log: of the newest blocks, else of where the order book says that it
 * is. Null where there is none; undefined where it cannot be told.
 */
async function tradeOf(
  services: Services,
  { account, sell: { chainId } }: StoredSwap,
  uid: Hex,
  height: bigint,
): Promise<{ sold: bigint; bought: bigint } | null | undefined> {
  const recent = {
    address: COW_SETTLEMENT,
    topics: [TRADE, `0x${account.slice(2).toLowerCase().padStart(64, '0')}`],
    fromBlock: toQuantity(height > RECENT ? height - RECENT : 0n),
    toBlock: 'latest',
  }
  const logs = await services.rpc.request(chainId, 'eth_getLogs', [recent], 'logs').catch(() => null)
  const found = Array.isArray(logs) ? readTrade(logs, uid) : null
  if (found !== null) return found
  const listed = await services.providers.ask
    .json('cow', trades, () => ({ url: cowUrl(chainId, `trades?orderUid=${uid}`) }), { most: MOST_BYTES })
    .catch(() => undefined)
  for (const { txHash } of listed ?? []) {
    const mined = txHash ? await minedOf(services, chainId, txHash).catch(() => null) : null
    const trade = mined?.ok === true ? readTrade(mined.logs, uid) : null
    if (trade !== null) return trade
  }
  return listed?.length === 0 ? null : undefined
}

/** An endpoint can have the state of a block before its logs: they are waited for while the order's time lasts. */
async function carriedOut(over: boolean, ...of: Parameters<typeof tradeOf>): Promise<SwapProgress> {
  const trade = await tradeOf(...of)
  if (trade) return done(trade)
  if (!over) return pending('The network has carried it out. How much arrived is looked up.')
  return {
    status: 'confirmed',
    why: 'The network has carried it out, for the minimum at least. How much arrived is not told.',
    received: null,
  }
}

/** Cancelling marks one that was carried out before the same way as one that was not. */
async function cancelled(...of: Parameters<typeof tradeOf>): Promise<SwapProgress> {
  const trade = await tradeOf(...of)
  if (trade) return done(trade)
  return trade === null
    ? { status: 'cancelled', why: CANCELLED, received: null }
    : pending('It is cancelled on the network. Whether it was carried out before that cannot be told yet.')
}

const done = ({ sold, bought }: { sold: bigint; bought: bigint }): SwapProgress => ({
  status: 'confirmed',
  why: null,
  sold,
  received: bought,
})

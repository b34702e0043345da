/**
 * The second leg of a swap to another network. LI.FI says where to look; that something arrived is taken from the
 * receiving network alone, on the person's own endpoint. What only LI.FI says is told as its word.
 */
import * as v from 'valibot'
import { readTransfers } from '../../../ethereum/swap/arrived.ts'
import { type Hex, isHex, toQuantity } from '../../../shared/hex.ts'
import type { Services } from '../../services.ts'
import type { StoredSwap } from '../../state/swap-fields.ts'
import { toBigint } from '../../transactions/look-into.ts'
import { type Mined, minedOf } from '../../transactions/mined.ts'
import type { SwapProgress } from '../source.ts'
import { MOST_BYTES } from './answer.ts'
import { LIFI_CHAINS } from './lifi.ts'

const status = v.object({
  status: v.picklist(['NOT_FOUND', 'INVALID', 'PENDING', 'DONE', 'FAILED']),
  substatus: v.optional(v.string()),
  receiving: v.optional(
    v.object({
      chainId: v.optional(v.string()),
      txHash: v.optional(v.custom<Hex>((hash) => isHex(hash) && hash.length === 66)),
    }),
  ),
})
type Told = v.InferOutput<typeof status>
/** Clocks of networks and of the person differ. */
const CLOCKS_MS = 120_000

export async function followBridge(services: Services, swap: StoredSwap): Promise<SwapProgress> {
  const { ref, sell, buy } = swap
  if (ref === null) return pending(null)
  const query = new URLSearchParams({
    txHash: ref,
    fromChain: LIFI_CHAINS[sell.chainId] ?? '',
    toChain: LIFI_CHAINS[buy.chainId] ?? '',
  })
  const told = await services.providers.ask
    .json('lifi', status, () => ({ url: `https://li.quest/v1/status?${query}` }), {
      exact: true,
      most: MOST_BYTES,
    })
    .catch(() => null)
  const there = services.networks.need(buy.chainId).name
  if (told === null) return pending(`It was sent. LI.FI does not say how it stands on the way to ${there}.`)
  if (told.status === 'DONE') return arrived(services, swap, told, there)
  if (told.status === 'FAILED' || told.status === 'INVALID')
    return {
      status: 'failed',
      why: `LI.FI says that the bridge failed. Nothing is known to have arrived on ${there}. Look for your money on both networks, and ask LI.FI with the transaction’s hash.`,
      received: null,
    }
  return pending(`On its way to ${there}.`)
}

const pending = (why: string | null): SwapProgress => ({ status: 'pending', why, received: null })

async function arrived(
  services: Services,
  swap: StoredSwap,
  { substatus, receiving }: Told,
  there: string,
): Promise<SwapProgress> {
  const { sell, buy } = swap
  if (substatus === 'REFUNDED')
    return {
      status: 'failed',
      why: `LI.FI says that the bridge sent it back. Look at your ${sell.symbol} on ${services.networks.need(sell.chainId).name}.`,
      received: null,
    }
  const unseen = pending(`LI.FI says that it arrived. Your endpoint of ${there} does not show it yet.`)
  const { txHash, chainId } = receiving ?? {}
  if (txHash === undefined || chainId !== String(buy.chainId)) return unseen
  const mined = await minedOf(services, buy.chainId, txHash).catch(() => null)
  if (mined?.ok !== true || (await timeOf(services, swap, mined)) < swap.at - CLOCKS_MS) return unseen
  const received = await receivedIn(services, swap, mined)
  if (received <= 0n)
    return pending(
      substatus === 'PARTIAL'
        ? `LI.FI says that another token arrived in the place of ${buy.symbol}. Look at your tokens on ${there}.`
        : unseen.why,
    )
  const less = received < BigInt(swap.minReceived)
  return {
    status: 'confirmed',
    why: less ? 'Less arrived than was promised. Ask LI.FI with the transaction’s hash.' : null,
    received,
  }
}

async function timeOf(services: Services, { buy }: StoredSwap, { block }: Mined): Promise<number> {
  const raw = await services.rpc.request(buy.chainId, 'eth_getBlockByNumber', [
    toQuantity(block.number),
    false,
  ])
  const found = new Map<string, unknown>(Object.entries(raw ?? {})).get('timestamp')
  return Number(toBigint(found ?? '0x0')) * 1000
}

/** Of the bought token, to the account, in that very block or transaction. */
async function receivedIn(services: Services, { buy, account }: StoredSwap, mined: Mined): Promise<bigint> {
  if (buy.token !== 'native') return readTransfers(mined.logs, buy.token, account)
  const at = (block: number) =>
    services.rpc.request(buy.chainId, 'eth_getBalance', [account, toQuantity(block)]).then(toBigint)
  const [before, after] = await Promise.all([at(mined.block.number - 1), at(mined.block.number)])
  return after > before ? after - before : 0n
}

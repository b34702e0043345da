/** https://www.alchemy.com/docs (alchemy_getAssetTransfers): the key is part of the address. */
import * as v from 'valibot'
import type { Providers } from '../providers/providers.ts'
import { type Explorer, quantity, type Told, together, type Wanted, wholeFrom } from './explorer.ts'

const NETWORKS: Readonly<Record<number, string>> = {
  1: 'eth-mainnet',
  10: 'opt-mainnet',
  137: 'polygon-mainnet',
  8453: 'base-mainnet',
  42161: 'arb-mainnet',
}
/** Calls inside of transactions are told of these alone. */
const INSIDE = new Set([1, 137])

const MOST = 500

const answer = v.object({
  result: v.object({
    transfers: v.array(
      v.object({
        blockNum: quantity,
        uniqueId: v.string(),
        hash: v.string(),
        from: v.string(),
        to: v.nullable(v.string()),
        category: v.string(),
        rawContract: v.object({
          value: v.nullable(quantity),
          address: v.optional(v.nullable(v.string()), null),
        }),
        metadata: v.object({ blockTimestamp: v.string() }),
      }),
    ),
  }),
})

async function list(providers: Providers, wanted: Wanted, side: 'toAddress' | 'fromAddress'): Promise<Told> {
  const { chainId, account, since, until, isNewest } = wanted
  const filter = {
    fromBlock: `0x${since.toString(16)}`,
    toBlock: isNewest ? 'latest' : `0x${until.toString(16)}`,
    [side]: account,
    category: INSIDE.has(chainId) ? ['external', 'internal', 'erc20'] : ['external', 'erc20'],
    withMetadata: true,
    excludeZeroValue: true,
    order: 'desc',
    maxCount: `0x${MOST.toString(16)}`,
  }
  const build = (key: string | null) => ({
    url: `https://${NETWORKS[chainId]}.g.alchemy.com/v2/${encodeURIComponent(key ?? '')}`,
    method: 'POST' as const,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'alchemy_getAssetTransfers', params: [filter] }),
  })
  const { result } = await providers.ask.json('alchemy', answer, build)
  const moved = result.transfers.map((one) => ({
    hash: one.hash,
    // A token without its contract is none.
    token: one.category === 'erc20' ? (one.rawContract.address ?? '') : null,
    part: one.category === 'external' ? -1 : Number(/\d+$/.exec(one.uniqueId)?.[0] ?? 0),
    block: Number(one.blockNum),
    at: Date.parse(one.metadata.blockTimestamp),
    from: one.from,
    to: one.to,
    value: BigInt(one.rawContract.value ?? '0x0').toString(),
  }))
  const blocks = moved.map(({ block }) => block)
  return { moved, from: wholeFrom(blocks, blocks.length >= MOST, since) }
}

export const alchemy: Explorer = {
  id: 'alchemy',
  supports: (chainId) => NETWORKS[chainId] !== undefined,
  read: async (providers, wanted) =>
    together([await list(providers, wanted, 'toAddress'), await list(providers, wanted, 'fromAddress')]),
}

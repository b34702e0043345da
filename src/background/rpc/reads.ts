/** The read methods of the Ethereum JSON-RPC API that pass to the site's network as they are. */
import { InvalidParamsError } from '../../shared/errors.ts'
import { shareOf } from '../networks/site-reads.ts'
import type { Services } from '../services.ts'
import { type Context, defineMethod } from './method.ts'

const NAMES = [
  'eth_blobBaseFee',
  'eth_blockNumber',
  'eth_call',
  'eth_createAccessList',
  'eth_estimateGas',
  'eth_feeHistory',
  'eth_gasPrice',
  'eth_getBalance',
  'eth_getBlockByHash',
  'eth_getBlockByNumber',
  'eth_getBlockReceipts',
  'eth_getBlockTransactionCountByHash',
  'eth_getBlockTransactionCountByNumber',
  'eth_getCode',
  'eth_getLogs',
  'eth_getProof',
  'eth_getStorageAt',
  'eth_getTransactionByBlockHashAndIndex',
  'eth_getTransactionByBlockNumberAndIndex',
  'eth_getTransactionByHash',
  'eth_getTransactionCount',
  'eth_getTransactionReceipt',
  'eth_getUncleByBlockHashAndIndex',
  'eth_getUncleByBlockNumberAndIndex',
  'eth_getUncleCountByBlockHash',
  'eth_getUncleCountByBlockNumber',
  'eth_getWork',
  'eth_maxPriorityFeePerGas',
  'eth_protocolVersion',
  'eth_syncing',
  'net_listening',
  'net_peerCount',
] as const

/** Asks the site's network within the site's share. */
export function readFor(
  services: Services,
  { request, chainId }: Pick<Context, 'request' | 'chainId'>,
  method: string,
  params: readonly unknown[],
  cost?: number,
): Promise<unknown> {
  return services.reads.request(shareOf(request), chainId, method, params, cost)
}

export const READS = NAMES.map((name) =>
  defineMethod({
    name,
    parse(params): unknown[] {
      if (params === undefined || params === null) return []
      if (!Array.isArray(params)) throw new InvalidParamsError(`${name} takes a list of parameters.`)
      return params
    },
    run: async (services, context, params) => ({ result: await readFor(services, context, name, params) }),
  }),
)

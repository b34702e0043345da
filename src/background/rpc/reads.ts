/** The read methods of the Ethereum JSON-RPC API that pass to the site's network as they are. Nothing else does. */
import { DisconnectedError, InvalidParamsError } from '../../shared/errors.ts'
import { defineMethod } from './method.ts'

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
  'eth_maxPriorityFeePerGas',
  'eth_sendRawTransaction',
  'eth_syncing',
  'net_listening',
  'net_peerCount',
] as const

export const READS = NAMES.map((name) =>
  defineMethod({
    name,
    parse(params): unknown[] {
      if (params === undefined || params === null) return []
      if (!Array.isArray(params)) throw new InvalidParamsError(`${name} takes a list of parameters.`)
      return params
    },
    async run(services, { chainId }, params) {
      // Before there is a wallet nobody was told which endpoints are asked.
      if (services.keeper.status() === 'empty') throw new DisconnectedError('Candor is not set up yet.')
      return { result: await services.rpc.request(chainId, name, params) }
    },
  }),
)

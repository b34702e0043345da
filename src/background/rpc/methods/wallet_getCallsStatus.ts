/**
 * How a batch of the asking site stands (EIP-5792). Another site's id is not known here. Answered while locked too: it
 * tells only what the site sent and the chain shows.
 */
import { UnknownBatchError } from '../../../shared/batch-errors.ts'
import { toQuantity } from '../../../shared/hex.ts'
import { readReceipt } from '../../transactions/receipt.ts'
import { batchStatus } from '../../transactions/status.ts'
import { batchIdOf } from '../batch-id.ts'
import { defineMethod } from '../method.ts'

export const wallet_getCallsStatus = defineMethod({
  name: 'wallet_getCallsStatus',
  parse: batchIdOf,
  async run(services, { origin, request }, id) {
    const batch = request.framed ? undefined : services.batches.find(origin, id)
    if (batch === undefined) throw new UnknownBatchError()
    const { chainId, mined, mode } = batch
    const read = await Promise.all(mined.map((hash) => readReceipt(services, chainId, hash)))
    const receipts = read.flatMap((receipt) => (receipt === null ? [] : [receipt]))
    // An endpoint that lags has not seen yet what the wallet has: then it is not finished for the site either.
    const status = receipts.length < mined.length ? 100 : batchStatus(batch)
    const result = {
      version: '2.0.0',
      id,
      chainId: toQuantity(chainId),
      status,
      atomic: mode !== 'sequential',
    }
    return { result: { ...result, receipts } }
  },
})

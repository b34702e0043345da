/** Shows the person a batch of the asking site, in a tab of the wallet (EIP-5792). */
import { UnknownBatchError } from '../../../shared/batch-errors.ts'
import { LimitExceededError } from '../../../shared/errors.ts'
import { batchIdOf } from '../batch-id.ts'
import { defineMethod } from '../method.ts'

/** A page that asks again and again opens no heap of tabs. */
const REST_MS = 3_000
const shownAt = new WeakMap<object, number>()

export const wallet_showCallsStatus = defineMethod({
  name: 'wallet_showCallsStatus',
  parse: batchIdOf,
  async run({ batches, ports }, { origin }, id) {
    const batch = batches.find(origin, id)
    if (batch === undefined) throw new UnknownBatchError()
    const now = ports.clock.now()
    const last = shownAt.get(batches)
    if (last !== undefined && now - last < REST_MS)
      throw new LimitExceededError('It was shown just now. Wait before asking again.')
    shownAt.set(batches, now)
    await ports.windows.openTab(`/activity?batch=${encodeURIComponent(batch.key)}`)
    return { result: null }
  },
})

/** Shows the person a batch of the asking site, in a tab of the wallet (EIP-5792). */
import { UnknownBatchError } from '../../../shared/batch-errors.ts'
import { LimitExceededError } from '../../../shared/errors.ts'
import { batchIdOf } from '../batch-id.ts'
import { defineMethod } from '../method.ts'

/** A page that asks again and again opens no heap of tabs: each further one waits twice as long. */
const FIRST_REST_MS = 3_000
const LONGEST_REST_MS = 5 * 60_000
type Shown = { at: number; rest: number }
/** By site, of the batches of one worker. */
const shown = new WeakMap<object, Map<string, Shown>>()

export const wallet_showCallsStatus = defineMethod({
  name: 'wallet_showCallsStatus',
  parse: batchIdOf,
  async run({ batches, ports }, { origin }, id) {
    const batch = batches.find(origin, id)
    if (batch === undefined) throw new UnknownBatchError()
    const now = ports.clock.now()
    const sites = shown.get(batches) ?? new Map<string, Shown>()
    const last = sites.get(origin)
    if (last !== undefined && now - last.at < last.rest)
      throw new LimitExceededError('It was shown just now. Wait before asking again.')
    const quiet = last === undefined || now - last.at > 2 * LONGEST_REST_MS
    const rest = quiet ? FIRST_REST_MS : Math.min(last.rest * 2, LONGEST_REST_MS)
    shown.set(batches, sites.set(origin, { at: now, rest }))
    await ports.windows.openTab(`/activity?batch=${encodeURIComponent(batch.key)}`)
    return { result: null }
  },
})

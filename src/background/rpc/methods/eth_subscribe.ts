/** News of the network as `message` events (EIP-1193), to the document that asks. Not for frames: it costs. */
import * as v from 'valibot'
import type { LogCriteria } from '../../subscriptions/criteria.ts'
import { criteriaParam } from '../../subscriptions/criteria.ts'
import { defineMethod } from '../method.ts'
import { refuseFramed } from '../not-framed.ts'
import { parseParams } from '../params.ts'

const KINDS = { newHeads: 'blocks', logs: 'logs', newPendingTransactions: 'pending' } as const
const kind = v.picklist(
  ['newHeads', 'logs', 'newPendingTransactions'],
  'there are subscriptions to newHeads, logs and newPendingTransactions',
)
/** What may stand behind the kind: the filter of logs, or that hashes are enough. */
const more = v.union([v.optional(v.nullable(criteriaParam)), v.literal(false)], 'not a filter of logs')
const schema = v.union([v.strictTuple([kind]), v.strictTuple([kind, more])], ({ input }) =>
  Array.isArray(input) && v.is(kind, input[0])
    ? 'not a filter of logs'
    : 'there are subscriptions to newHeads, logs and newPendingTransactions',
)

export const eth_subscribe = defineMethod({
  name: 'eth_subscribe',
  parse(params, context) {
    refuseFramed(context)
    const [name, given] = parseParams(schema, params)
    // A subscription begins now and has no end: bounds in blocks mean nothing to it.
    const { fromBlock: _from, toBlock: _to, ...criteria }: LogCriteria = given || {}
    return { kind: KINDS[name], criteria: name === 'logs' ? criteria : {} }
  },
  run: async ({ subscriptions }, { request, chainId }, { kind, criteria }) => ({
    result: await subscriptions.create(request, chainId, kind, criteria),
  }),
})

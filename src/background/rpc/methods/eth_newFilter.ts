/** A filter of logs: new ones since it was made, by eth_getFilterChanges. */
import * as v from 'valibot'
import { criteriaParam } from '../../subscriptions/criteria.ts'
import { defineMethod } from '../method.ts'
import { parseParams } from '../params.ts'

const schema = v.looseTuple([criteriaParam])

export const eth_newFilter = defineMethod({
  name: 'eth_newFilter',
  parse: (params) => parseParams(schema, params)[0],
  run: async ({ filters }, { request, chainId }, criteria) => ({
    result: await filters.create(request, chainId, 'logs', criteria),
  }),
})

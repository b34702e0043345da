import { defineMethod } from '../method.ts'
import { ignoreParams } from '../params.ts'

export const eth_newPendingTransactionFilter = defineMethod({
  name: 'eth_newPendingTransactionFilter',
  parse: ignoreParams,
  run: async ({ filters }, { request, chainId }) => ({
    result: await filters.create(request, chainId, 'pending', {}),
  }),
})

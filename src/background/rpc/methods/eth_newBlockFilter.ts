import { defineMethod } from '../method.ts'
import { ignoreParams } from '../params.ts'

export const eth_newBlockFilter = defineMethod({
  name: 'eth_newBlockFilter',
  parse: ignoreParams,
  run: async ({ filters }, { request, chainId }) => ({
    result: await filters.create(request, chainId, 'blocks', {}),
  }),
})

import { defineMethod } from '../method.ts'
import { idParam, parseParams } from '../params.ts'

export const eth_getFilterLogs = defineMethod({
  name: 'eth_getFilterLogs',
  parse: (params) => parseParams(idParam, params)[0],
  run: async ({ filters }, { request }, id) => ({ result: await filters.logs(request, id) }),
})

import { defineMethod } from '../method.ts'
import { idParam, parseParams } from '../params.ts'

export const eth_getFilterChanges = defineMethod({
  name: 'eth_getFilterChanges',
  parse: (params) => parseParams(idParam, params)[0],
  run: async ({ filters }, { request }, id) => ({ result: await filters.changes(request, id) }),
})

import { defineMethod } from '../method.ts'
import { idParam, parseParams } from '../params.ts'

export const eth_uninstallFilter = defineMethod({
  name: 'eth_uninstallFilter',
  parse: (params) => parseParams(idParam, params)[0],
  run: async ({ filters }, { request }, id) => ({ result: await filters.remove(request, id) }),
})

import { defineMethod } from '../method.ts'
import { idParam, parseParams } from '../params.ts'

export const eth_unsubscribe = defineMethod({
  name: 'eth_unsubscribe',
  parse: (params) => parseParams(idParam, params)[0],
  run: async ({ subscriptions }, { request }, id) => ({ result: await subscriptions.remove(request, id) }),
})

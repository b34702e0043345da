/** What our own page script asks first: the state that the legacy properties show. Secret of nobody. */
import { defineMethod } from '../method.ts'
import { ignoreParams } from '../params.ts'

export const candor_state = defineMethod({
  name: 'candor_state',
  parse: ignoreParams,
  run: async ({ events }, { request }) => ({ result: await events.introduce(request) }),
})

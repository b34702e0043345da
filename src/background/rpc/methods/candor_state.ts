/** What our own page script asks first: the state that the legacy properties show. Secret of nobody. */
import { toQuantity } from '../../../shared/hex.ts'
import { defineMethod } from '../method.ts'
import { ignoreParams } from '../params.ts'

export const candor_state = defineMethod({
  name: 'candor_state',
  parse: ignoreParams,
  async run({ events }, { request, chainId }) {
    // In a page that it does not know, it can never be allowed and hears nothing.
    if (request.framed && request.top === null)
      return { result: { chainId: toQuantity(chainId), accounts: [], isUnlocked: false } }
    return { result: await events.introduce(request) }
  },
})

/** First account that the site may see, or null. */
import { defineMethod } from '../method.ts'
import { ignoreParams } from '../params.ts'

export const eth_coinbase = defineMethod({
  name: 'eth_coinbase',
  parse: ignoreParams,
  run: (_services, { accounts }) => ({ result: accounts[0] ?? null }),
})

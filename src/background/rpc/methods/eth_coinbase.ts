/** First account that the site may see, or null. */
import { toPageAddresses } from '../../sites/sites.ts'
import { defineMethod } from '../method.ts'
import { ignoreParams } from '../params.ts'

export const eth_coinbase = defineMethod({
  name: 'eth_coinbase',
  parse: ignoreParams,
  run: (_services, { accounts }) => ({ result: toPageAddresses(accounts)[0] ?? null }),
})

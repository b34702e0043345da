/** The site's network, in decimal, as old code asks for it. */
import { defineMethod } from '../method.ts'
import { ignoreParams } from '../params.ts'

export const net_version = defineMethod({
  name: 'net_version',
  parse: ignoreParams,
  run: (_services, { chainId }) => ({ result: String(chainId) }),
})

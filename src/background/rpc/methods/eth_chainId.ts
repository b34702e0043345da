/** The site's network. https://eips.ethereum.org/EIPS/eip-695 */
import { toQuantity } from '../../../shared/hex.ts'
import { defineMethod } from '../method.ts'
import { ignoreParams } from '../params.ts'

export const eth_chainId = defineMethod({
  name: 'eth_chainId',
  parse: ignoreParams,
  run: (_services, { chainId }) => ({ result: toQuantity(chainId) }),
})

/** EIP-3326: asks to use another network. https://eips.ethereum.org/EIPS/eip-3326 */
import * as v from 'valibot'
import { UnrecognizedChainError } from '../../../shared/errors.ts'
import { toQuantity } from '../../../shared/hex.ts'
import { defineMethod } from '../method.ts'
import { chainIdParam, parseParams } from '../params.ts'
import { switchSite } from '../switch-site.ts'

const schema = v.looseTuple([v.strictObject({ chainId: chainIdParam })])

export const wallet_switchEthereumChain = defineMethod({
  name: 'wallet_switchEthereumChain',
  parse: (params) => parseParams(schema, params)[0].chainId,
  run(services, context, chainId) {
    if (services.networks.find(chainId) === undefined) throw new UnrecognizedChainError(toQuantity(chainId))
    return switchSite(services, context, chainId)
  },
})

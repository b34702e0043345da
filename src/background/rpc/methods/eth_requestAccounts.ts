/** EIP-1102: asks the person which accounts the site may see, once. https://eips.ethereum.org/EIPS/eip-1102 */
import { askToConnect } from '../connect.ts'
import { defineMethod } from '../method.ts'
import { ignoreParams } from '../params.ts'

export const eth_requestAccounts = defineMethod({
  name: 'eth_requestAccounts',
  parse: ignoreParams,
  run: (services, context) =>
    context.accounts.length > 0 ? { result: context.accounts } : askToConnect(services, context),
})

/** EIP-1102: asks the person which accounts the site may see, once. https://eips.ethereum.org/EIPS/eip-1102 */
import { toPageAddresses } from '../../sites/sites.ts'
import { askToConnect } from '../connect.ts'
import { defineMethod } from '../method.ts'
import { ignoreParams } from '../params.ts'

export const eth_requestAccounts = defineMethod({
  name: 'eth_requestAccounts',
  parse: ignoreParams,
  run: (services, context) =>
    context.accounts.length > 0
      ? { result: toPageAddresses(context.accounts) }
      : askToConnect(services, context),
  answer: (services, origin) => toPageAddresses(services.sites.visibleAccounts(origin)),
})

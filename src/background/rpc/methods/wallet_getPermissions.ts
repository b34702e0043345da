/** EIP-2255: what the site was given. Works while locked. https://eips.ethereum.org/EIPS/eip-2255 */
import { permissionsOf } from '../connect.ts'
import { defineMethod } from '../method.ts'
import { ignoreParams } from '../params.ts'

export const wallet_getPermissions = defineMethod({
  name: 'wallet_getPermissions',
  parse: ignoreParams,
  run: (services, { origin, request }) => ({ result: request.framed ? [] : permissionsOf(services, origin) }),
})

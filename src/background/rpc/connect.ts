/** The question that connects a site, shared by the methods that may ask it. */
import { UnauthorizedError } from '../../shared/errors.ts'
import { sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { toPageAddresses } from '../sites/sites.ts'
import type { Context, Step } from './method.ts'

/** Proposes what the site has, else the account that the person uses now. */
export function askToConnect(services: Services, { origin, chainId }: Context): Step {
  const shown = services.accounts.list().filter((account) => !account.hidden)
  const granted = services.sites.grantedAccounts(origin)
  const selected = services.state.selected.get().address
  const current = shown.find((one) => selected !== null && sameAddress(one.address, selected)) ?? shown[0]
  if (current === undefined) throw new UnauthorizedError('There is no account to connect with.')
  return {
    ask: { kind: 'connect', chainId, accounts: granted.length > 0 ? granted : [current.address] },
  }
}

/** EIP-2255, one grant in its wire form: accounts and networks. https://eips.ethereum.org/EIPS/eip-2255 */
export function permissionsOf(services: Services, origin: string) {
  const site = services.sites.get(origin)
  const accounts = toPageAddresses(services.sites.grantedAccounts(origin))
  if (site === undefined || accounts.length === 0) return []
  const base = { invoker: origin, date: site.connectedAt }
  return [
    {
      ...base,
      id: `${origin} eth_accounts`,
      parentCapability: 'eth_accounts',
      caveats: [{ type: 'restrictReturnedAccounts', value: accounts }],
    },
    {
      ...base,
      id: `${origin} permitted-chains`,
      parentCapability: 'endowment:permitted-chains',
      caveats: [
        { type: 'restrictNetworkSwitching', value: site.permittedChains.map((id) => `0x${id.toString(16)}`) },
      ],
    },
  ]
}

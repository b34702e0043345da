/** The question that connects a site, shared by the methods that may ask it. */
import { UnauthorizedError } from '../../shared/errors.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { toPageAddresses } from '../sites/sites.ts'
import { isWatched } from '../state/schema.ts'
import type { Context, Step } from './method.ts'

/** What a site named in its request, as far as the wallet has it. */
export type Wanted = { accounts: readonly Address[]; chainIds: readonly number[] }

/** Proposes what the site named, else what it has, else the account that the person uses now. */
export function askToConnect(
  services: Services,
  { origin, chainId }: Context,
  wanted: Wanted = { accounts: [], chainIds: [] },
): Step {
  const shown = services.accounts.list().filter((account) => !account.hidden && !isWatched(account))
  const granted = services.sites.grantedAccounts(origin)
  const selected = services.state.selected.get().address
  const current = shown.find((one) => selected !== null && sameAddress(one.address, selected)) ?? shown[0]
  if (current === undefined) throw new UnauthorizedError('There is no account to connect with.')
  const named = shown
    .map((account) => account.address)
    .filter((address) => wanted.accounts.some((one) => sameAddress(one, address)))
  const accounts = [named, granted].find((list) => list.length > 0) ?? [current.address]
  const known = wanted.chainIds.filter((id) => services.networks.find(id) !== undefined)
  const first = known.includes(chainId) ? chainId : (known[0] ?? chainId)
  return { ask: { kind: 'connect', chainId: first, accounts, permits: known.filter((id) => id !== first) } }
}

/** EIP-2255, one grant in its wire form: accounts and networks; nothing while locked. https://eips.ethereum.org/EIPS/eip-2255 */
export function permissionsOf(services: Services, origin: string) {
  const site = services.sites.get(origin)
  const accounts = toPageAddresses(services.sites.visibleAccounts(origin))
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

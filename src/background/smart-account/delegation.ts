/** Whose code an account runs on a network (EIP-7702), and what follows for sending several calls as one. */
import { DELEGATE, type Delegation, delegationOf, isDelegateCode } from '../../ethereum/delegate.ts'
import { InternalError } from '../../shared/errors.ts'
import { type Address, type Hex, isHex, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'

/** As EIP-5792 calls it. `ready`: after the account has become a smart account, which the person decides. */
export type AtomicStatus = 'supported' | 'ready' | 'unsupported'

/** @throws UnreachableError, EndpointError */
export async function codeAt(services: Services, chainId: number, address: Address): Promise<Hex> {
  const code = await services.rpc.request(chainId, 'eth_getCode', [address, 'latest'])
  if (!isHex(code)) throw new InternalError('The network answered something that is not code.')
  return code
}

/** @throws UnreachableError, EndpointError */
export const readDelegation = async (
  services: Services,
  chainId: number,
  account: Address,
): Promise<Delegation> => delegationOf(await codeAt(services, chainId, account))

/**
 * Only where the network knows EIP-7702, the very code of the delegate stands at its address, and the account runs
 * no other. @throws UnreachableError, EndpointError
 */
export async function atomicStatus(
  services: Services,
  chainId: number,
  account: Address,
): Promise<AtomicStatus> {
  if (services.networks.find(chainId)?.smartAccounts !== true) return 'unsupported'
  const [code, delegation] = await Promise.all([
    codeAt(services, chainId, DELEGATE.address),
    readDelegation(services, chainId, account),
  ])
  if (!isDelegateCode(code)) return 'unsupported'
  // A change that is on its way decides what the code will be when the next transaction runs.
  const changing = services.transactions
    .pending()
    .some((one) => one.delegates && one.chainId === chainId && sameAddress(one.from, account))
  if (delegation.to === 'ours') return changing ? 'ready' : 'supported'
  return delegation.to === 'none' ? 'ready' : 'unsupported'
}

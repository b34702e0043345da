/** A name is a promise about an address, made when it was shown. Here it is held to it. */
import { WalletError } from '../../shared/errors.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'

/** Why a name must not be trusted to mean this address, in words; null when it leads there right now. */
export async function nameProblem(
  services: Services,
  name: string,
  chainId: number,
  address: Address,
): Promise<string | null> {
  try {
    const answer = await services.ens.resolve(name, chainId)
    if (answer.kind === 'none') return `${answer.text} Nothing was sent.`
    if (answer.kind === 'gateway') return `${name} cannot be looked up any more. Nothing was sent.`
    if (sameAddress(answer.address, address)) return null
    return `${name} leads to another address now: ${answer.address}. Nothing was sent. Ask its owner which one is right.`
  } catch (error) {
    if (!(error instanceof WalletError)) throw error
    return `${name} could not be looked up again. Nothing was sent. ${error.shortMessage}`
  }
}

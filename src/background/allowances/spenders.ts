/** Whether a spender is a contract, whose code binds it, or an account that somebody holds the key of. */
import { delegationOf } from '../../ethereum/delegate.ts'
import { knownContract } from '../../ethereum/known-contracts.ts'
import { WalletError } from '../../shared/errors.ts'
import type { Address } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { codeAt } from '../smart-account/delegation.ts'

export type SpenderKind = 'contract' | 'account'

/** Asked in one look; further ones stay unknown. */
const MOST_ASKED = 40
const AT_ONCE = 8
/** A contract stays one; an account is asked about again, since a contract may come to stand there. */
const contracts = new Set<string>()

export async function spenderKinds(
  services: Services,
  chainId: number,
  spenders: readonly Address[],
): Promise<Map<Address, SpenderKind>> {
  const keyOf = (spender: Address) => `${chainId} ${spender}`
  const known = (spender: Address) => contracts.has(keyOf(spender)) || knownContract(spender) !== null
  const asked = spenders.filter((one) => !known(one)).slice(0, MOST_ASKED)
  const kinds = new Map<Address, SpenderKind>(spenders.filter(known).map((one) => [one, 'contract']))
  for (let i = 0; i < asked.length; i += AT_ONCE) {
    await Promise.all(
      asked.slice(i, i + AT_ONCE).map(async (spender) => {
        try {
          const isContract = delegationOf(await codeAt(services, chainId, spender)).to === 'contract'
          if (isContract) contracts.add(keyOf(spender))
          kinds.set(spender, isContract ? 'contract' : 'account')
        } catch (error) {
          // Not told: it stays unknown, and is said to be.
          if (!(error instanceof WalletError)) throw error
        }
      }),
    )
  }
  return kinds
}

/** What contracts are called that the wallet knows: tokens, and those that our own descriptors are bound to. */
import type { Address } from '../../shared/hex.ts'
import { type ExplainContext, isVouched } from './context.ts'
import type { Library } from './library.ts'

/** By "chainId:address"; worked out once for a library. */
const named = new WeakMap<Library, ReadonlyMap<string, string>>()

function namesOf(library: Library): ReadonlyMap<string, string> {
  const made = named.get(library)
  if (made !== undefined) return made
  const all = library.bound('contract').flatMap(({ binding, owner, contractName }) =>
    binding.deployments.flatMap(({ chainId, address }): [string, string][] => {
      const name = calledBy(owner, contractName)
      return name === null ? [] : [[`${chainId}:${address.toLowerCase()}`, name]]
    }),
  )
  // Of several the first, which is also the one that reads its calls.
  const names = new Map(all.reverse())
  named.set(library, names)
  return names
}

/** "Aave v3 pool" of "Aave" and "Aave v3 pool", "Lido Withdrawal queue" of "Lido" and "Withdrawal queue". */
function calledBy(owner: string | null, contract: string | null): string | null {
  if (owner === null || contract === null) return owner ?? contract
  return contract.startsWith(owner) ? contract : `${owner} ${contract}`
}

/** A token that the wallet vouches for by its symbol, any other contract by its descriptor. */
export function contractName(
  chainId: number,
  address: Address,
  { library, token }: Pick<ExplainContext, 'library' | 'token'>,
): string | null {
  const known = token(address)
  if (known !== null && isVouched(known)) return known.symbol
  return library ? (namesOf(library).get(`${chainId}:${address.toLowerCase()}`) ?? null) : null
}

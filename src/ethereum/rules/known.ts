/** Contracts that people give rights to as a matter of course. Anything that is not here is "not known", not "bad". */
import type { Address } from '../../shared/hex.ts'
import type { ExplainContext } from '../explain/context.ts'
import type { Library } from '../explain/library.ts'
import { KNOWN_ROUTERS } from './known-routers.ts'

/** The same contract at the same address wherever it is. */
const EVERYWHERE: readonly Address[] = [
  '0x000000000022D473030F116dDEE9F6B43aC78BA3', // Permit2
  '0x1E0049783F008A0085193E00003D00cd54003c71', // OpenSea's conduit
  '0x00000000000000ADc04C56Bf30aC9d3c0aAF14dC', // Seaport 1.5
  '0x0000000000000068F116a894984e2DB1123eB395', // Seaport 1.6
  '0x1111111254EEB25477B68fb85Ed929f73A960582', // 1inch 5
  '0x111111125421cA6dc452d289314280a0f8842A65', // 1inch 6
  '0xDef1C0ded9bec7F1a1670819833240f027b25EfF', // 0x
  '0xBA12222222228d8Ba445958a75a0704d566BF2C8', // Balancer
  '0xC92E8bdf79f0507f65a392b0ab4667716BFE0110', // CoW
  '0x9008D19f58AAbD9eD0D60971565AA8510560ab41', // CoW
  '0xBBBBBbbBBb9cC5e90e3b3Af64bdAF62C37EEFFCb', // Morpho
  '0x888888888889758F76e7103c6CbF23ABbF58F946', // Pendle
  '0xA238CBeb142c10Ef7Ad8442C6D1f9E89e07e7761', // Safe: MultiSend 1.3
  '0x38869bf66a61cF6bDB996A6aE40D5853Fd43B526', // Safe: MultiSend 1.4
]
const ON_ETHEREUM: readonly Address[] = [
  '0x3fC91A3afd70395Cd496C647d5a6CC9D4B2b7FAD', // Uniswap: Universal Router
  '0x7a250d5630B4cF539739dF2C5dAcb4c659F2488D', // Uniswap 2
  '0xE592427A0AEce92De3Edee1F18E0157C05861564', // Uniswap 3
  '0xC36442b4a4522E871399CD717aBDD847Ab11FE88', // Uniswap 3: positions
  '0x87870Bca3F3fD6335C3F4ce8392D69350B4fA4E2', // Aave 3
]
const lower = (all: readonly Address[]) => new Set(all.map((one) => one.toLowerCase()))
const everywhere = lower(EVERYWHERE)
const onEthereum = lower(ON_ETHEREUM)
const routers = new Map(
  Object.entries(KNOWN_ROUTERS).map(([chainId, all]) => [Number(chainId), lower(all)] as const),
)

/** Addresses that descriptors are bound to, by "chainId:address"; worked out once for a library. */
const bound = new WeakMap<Library, ReadonlySet<string>>()

function boundBy(library: Library): ReadonlySet<string> {
  const made = bound.get(library)
  if (made !== undefined) return made
  const all = [...library.bound('contract'), ...library.bound('eip712')].flatMap(({ binding }) =>
    binding.deployments.map(({ chainId, address }) => `${chainId}:${address.toLowerCase()}`),
  )
  const set = new Set(all)
  bound.set(library, set)
  return set
}

export function isKnownContract(
  chainId: number,
  address: Address,
  { library, token, name }: Pick<ExplainContext, 'library' | 'token' | 'name'>,
): boolean {
  const key = address.toLowerCase()
  if (everywhere.has(key) || (chainId === 1 && onEthereum.has(key))) return true
  if (routers.get(chainId)?.has(key)) return true
  if (library && boundBy(library).has(`${chainId}:${key}`)) return true
  const listed = token(address)
  return (listed !== null && listed.origin !== 'found') || name(address) !== null
}

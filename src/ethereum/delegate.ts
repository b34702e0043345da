/**
 * The one contract whose code an account of this wallet may take (EIP-7702), pinned here and nowhere else. It lets
 * the account itself, and the ERC-4337 EntryPoint after a signature of the account, run several calls at once; it
 * has no owner, no storage and no upgrade.
 *
 * Address and code are those of the file deployments/ethereum/Simple7702Account.json of
 * eth-infinitism/account-abstraction; the address follows from that creation code (CREATE2, deployer
 * 0x4e59b44847b379578588920cA78FbF26c0B4956C, salt 0), so that no other code can stand there. The code is that of
 * the npm package @account-abstraction/contracts 0.8.0 but for the hash of the metadata at its end. It is the one
 * that ethereum.org lists, and that hardware wallets let their owners sign for.
 */
import { encodeAbiParameters, keccak256 } from 'viem/utils'
import type { Address, Hex } from '../shared/hex.ts'
import { sameAddress } from '../shared/hex.ts'
import { parseAddress } from './address.ts'

export const DELEGATE = {
  name: 'Simple7702Account',
  maker: 'eth-infinitism, the account abstraction team of the Ethereum Foundation',
  release: 'v0.8',
  audit: 'Spearbit, March 2025',
  address: '0x4Cd241E8d1510e30b2076397afc7508Ae59C66c9',
  /** keccak256 of its code. */
  codeHash: '0x82c1e6c0f83d22eef579344e8eff26baf24db4dabe5408d681b00d0512bc3ec4',
} as const satisfies Record<string, string>

/** Whose code an account runs. */
export type Delegation =
  | { to: 'none' }
  | { to: 'ours' }
  | { to: 'other'; address: Address }
  /** The account is a contract of its own. */
  | { to: 'contract' }

/** The code of an account that runs that of an address, which contracts can look at. EIP-7702 */
export const designator = (address: Address): Hex => `0xef0100${address.slice(2).toLowerCase()}`

/** @param code of the account, as eth_getCode answers */
export function delegationOf(code: Hex): Delegation {
  if (code === '0x') return { to: 'none' }
  if (!/^0xef0100[0-9a-fA-F]{40}$/.test(code)) return { to: 'contract' }
  const address: Address = `0x${code.slice(8)}`
  return sameAddress(address, DELEGATE.address)
    ? { to: 'ours' }
    : { to: 'other', address: parseAddress(address.toLowerCase()) }
}

/** Whether the code that a network has at the delegate's address is the delegate's. */
export const isDelegateCode = (code: Hex): boolean => keccak256(code) === DELEGATE.codeHash

export type PlainCall = { to: Address; value: bigint; data: Hex }

/** executeBatch((address,uint256,bytes)[]) */
const EXECUTE_BATCH = '0x34fcd5be'
const CALLS = [
  {
    type: 'tuple[]',
    components: [
      { name: 'target', type: 'address' },
      { name: 'value', type: 'uint256' },
      { name: 'data', type: 'bytes' },
    ],
  },
] as const

/** The data with which an account tells itself to run all of them, or none when one fails. */
export const encodeExecuteBatch = (calls: readonly PlainCall[]): Hex =>
  `${EXECUTE_BATCH}${encodeAbiParameters(CALLS, [
    calls.map(({ to, value, data }) => ({ target: to, value, data })),
  ]).slice(2)}`

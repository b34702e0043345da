/**
 * Rights that others have over what an account holds, as contracts tell them, and the calls that end them.
 * https://eips.ethereum.org/EIPS/eip-20, eip-721, eip-1155; Permit2 is https://github.com/Uniswap/permit2
 */
import { decodeAbiParameters, encodeAbiParameters } from 'viem/utils'
import type { Right } from '../messaging/protocol.ts'
import { type Address, type Hex, hexToBytes } from '../shared/hex.ts'
import { ZERO_ADDRESS } from './address.ts'
import { PERMIT2 } from './known-contracts.ts'

const A_A = [{ type: 'address' }, { type: 'address' }] as const
const A_A_A = [...A_A, { type: 'address' }] as const
const A_U = [{ type: 'address' }, { type: 'uint256' }] as const
const A_B = [{ type: 'address' }, { type: 'bool' }] as const
const UINT = [{ type: 'uint256' }] as const
const PERMIT2_ALLOWANCE = [{ type: 'uint160' }, { type: 'uint48' }, { type: 'uint48' }] as const
const PAIRS = [
  {
    type: 'tuple[]',
    components: [
      { name: 'token', type: 'address' },
      { name: 'spender', type: 'address' },
    ],
  },
] as const

const call = (selector: Hex, args: Hex): Hex => `${selector}${args.slice(2)}`

/** allowance(owner, spender) of ERC-20. */
export const encodeAllowance = (owner: Address, spender: Address): Hex =>
  call('0xdd62ed3e', encodeAbiParameters(A_A, [owner, spender]))

/** allowance(owner, token, spender) of Permit2. */
export const encodePermit2Allowance = (owner: Address, token: Address, spender: Address): Hex =>
  call('0x927da105', encodeAbiParameters(A_A_A, [owner, token, spender]))

/** getApproved(id) of ERC-721. */
export const encodeItemSpender = (id: bigint): Hex => call('0x081812fc', encodeAbiParameters(UINT, [id]))

/** isApprovedForAll(owner, operator) of ERC-721 and ERC-1155. */
export const encodeIsOperator = (owner: Address, operator: Address): Hex =>
  call('0xe985e9c5', encodeAbiParameters(A_A, [owner, operator]))

/** `expires` in seconds since 1970, `nonce` of the next signature. Null for anything but an answer of Permit2. */
export function decodePermit2(answer: Hex): { amount: bigint; expires: number; nonce: number } | null {
  if (answer.length !== 2 + 3 * 64) return null
  try {
    const [amount, expires, nonce] = decodeAbiParameters(PERMIT2_ALLOWANCE, hexToBytes(answer))
    return { amount, expires, nonce }
  } catch {
    return null
  }
}

export const encodeApprove = (spender: Address, amount: bigint): Hex =>
  call('0x095ea7b3', encodeAbiParameters(A_U, [spender, amount]))

/** The calls that end them, in order; those through Permit2 end together. */
export function revocations(rights: readonly Right[]): { to: Address; data: Hex }[] {
  const pairs = rights.filter(({ kind }) => kind === 'permit2')
  const others = rights.flatMap(({ kind, token, spender, tokenId }) => {
    if (kind === 'permit2') return []
    if (kind === 'all')
      return { to: token, data: call('0xa22cb465', encodeAbiParameters(A_B, [spender, false])) }
    return {
      to: token,
      data: kind === 'token' ? encodeApprove(spender, 0n) : encodeApprove(ZERO_ADDRESS, BigInt(tokenId ?? 0)),
    }
  })
  // lockdown((address,address)[])
  const lockdown = () => call('0xcc53287f', encodeAbiParameters(PAIRS, [pairs]))
  return [...(pairs.length === 0 ? [] : [{ to: PERMIT2, data: lockdown() }]), ...others]
}

/**
 * Rights through Permit2 (https://github.com/Uniswap/permit2): the token allows Permit2, and a signature lets one
 * router take through it, a stated amount until a stated time. The router hands the signature in with the swap.
 */
import { decodeAbiParameters, encodeAbiParameters } from 'viem/utils'
import { type Address, type Hex, hexToBytes, sameAddress } from '../../shared/hex.ts'
import { PERMIT2 } from '../known-contracts.ts'

const PERMIT_AND_SIGNATURE = [
  {
    type: 'tuple',
    components: [
      {
        name: 'details',
        type: 'tuple',
        components: [
          { name: 'token', type: 'address' },
          { name: 'amount', type: 'uint160' },
          { name: 'expiration', type: 'uint48' },
          { name: 'nonce', type: 'uint48' },
        ],
      },
      { name: 'spender', type: 'address' },
      { name: 'sigDeadline', type: 'uint256' },
    ],
  },
  { type: 'bytes' },
] as const
const APPROVE = [{ type: 'address' }, { type: 'address' }, { type: 'uint160' }, { type: 'uint48' }] as const
const EXECUTE = [{ type: 'bytes' }, { type: 'bytes[]' }, { type: 'uint256' }] as const
/** PERMIT2_PERMIT, which may fail: who hands the permit in before us makes nothing fail. */
const PERMIT = '8a'
/** More than this Permit2 cannot be told. */
export const MOST_OF_PERMIT2 = 2n ** 160n - 1n

export type Permit2Order = {
  chainId: number
  token: Address
  /** The router. */
  spender: Address
  /** Base units. */
  amount: string
  nonce: string
  /** Seconds since 1970: the end of the right and of the signature. */
  until: string
}

/** The EIP-712 data that is signed, as JSON. */
export const permit2Data = ({ chainId, token, spender, amount, nonce, until }: Permit2Order): string =>
  JSON.stringify({
    types: {
      EIP712Domain: [
        { name: 'name', type: 'string' },
        { name: 'chainId', type: 'uint256' },
        { name: 'verifyingContract', type: 'address' },
      ],
      PermitSingle: [
        { name: 'details', type: 'PermitDetails' },
        { name: 'spender', type: 'address' },
        { name: 'sigDeadline', type: 'uint256' },
      ],
      PermitDetails: [
        { name: 'token', type: 'address' },
        { name: 'amount', type: 'uint160' },
        { name: 'expiration', type: 'uint48' },
        { name: 'nonce', type: 'uint48' },
      ],
    },
    primaryType: 'PermitSingle',
    domain: { name: 'Permit2', chainId, verifyingContract: PERMIT2 },
    message: { details: { token, amount, expiration: until, nonce }, spender, sigDeadline: until },
  })

/** approve(address token, address spender, uint160 amount, uint48 expiration): the same right by a transaction. */
export const encodePermit2Approve = ({
  token,
  spender,
  amount,
  until,
}: Pick<Permit2Order, 'token' | 'spender' | 'amount' | 'until'>): Hex =>
  `0x87517c45${encodeAbiParameters(APPROVE, [token, spender, BigInt(amount), Number(until)]).slice(2)}`

/** The router's program with the permit before everything else. @throws TypeError for calldata that is no such program */
export function withPermit2(
  data: Hex,
  { token, spender, amount, nonce, until }: Permit2Order,
  signature: Hex,
): Hex {
  if (!sameAddress(data.slice(0, 10), '0x3593564c')) throw new TypeError('not a program of the router')
  const [commands, inputs, deadline] = decodeAbiParameters(EXECUTE, hexToBytes(data.slice(10)))
  const details = { token, amount: BigInt(amount), expiration: Number(until), nonce: Number(nonce) }
  const permit = { details, spender, sigDeadline: BigInt(until) }
  const all = [encodeAbiParameters(PERMIT_AND_SIGNATURE, [permit, signature]), ...inputs]
  const program = encodeAbiParameters(EXECUTE, [`0x${PERMIT}${commands.slice(2)}`, all, deadline])
  return `0x3593564c${program.slice(2)}`
}

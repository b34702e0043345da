/** EIP-2612: an allowance by signature, which the router hands in with the swap. https://eips.ethereum.org/EIPS/eip-2612 */
import { decodeAbiParameters, encodeAbiParameters, keccak256 } from 'viem/utils'
import { type Address, type Hex, hexToBytes, sameAddress } from '../../shared/hex.ts'
import { decodeString, decodeUint } from '../erc20.ts'

/** keccak of EIP712Domain(string name,string version,uint256 chainId,address verifyingContract) */
const DOMAIN = '0x8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f'
/** keccak of Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline) */
const PERMIT = '0x6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c9'
const DOMAIN_ARGS = [
  { type: 'bytes32' },
  { type: 'bytes32' },
  { type: 'bytes32' },
  { type: 'uint256' },
  { type: 'address' },
] as const
const SELF_PERMIT = [
  { type: 'address' },
  { type: 'uint256' },
  { type: 'uint256' },
  { type: 'uint8' },
  { type: 'bytes32' },
  { type: 'bytes32' },
] as const
const MULTICALL = [{ type: 'uint256' }, { type: 'bytes[]' }] as const
const MULTICALL_01 = [{ type: 'bytes[]' }] as const

/** nonces(owner), DOMAIN_SEPARATOR(), name(), version(), PERMIT_TYPEHASH(), eip712Domain() */
export const permitReads = (owner: Address): Hex[] => [
  `0x7ecebe00${owner.slice(2).toLowerCase().padStart(64, '0')}`,
  '0x3644e515',
  '0x06fdde03',
  '0x54fd4d50',
  '0x30adf81f',
  '0x84b0196e',
]

export type Permits = { name: string; version: string; nonce: string }

/**
 * Null for a token that takes none, or not by this standard (DAI's has another form): its domain must be the one that
 * we would sign for, and its type hash the standard's, or it must tell its domain by EIP-5267, as later tokens do.
 */
export function permitsOf(
  [nonce, separator, name, version, typeHash, domain]: readonly (Hex | null)[],
  chainId: number,
  token: Address,
): Permits | null {
  const next = nonce && decodeUint(nonce)
  const called = name && rawString(name)
  if (next === null || next === undefined || called === null || called === undefined || !separator)
    return null
  const isStandard =
    typeHash !== null && typeHash !== undefined
      ? typeHash.toLowerCase() === PERMIT
      : (domain ?? '0x').length > 2
  if (!isStandard) return null
  const said = version ? rawString(version) : null
  const fits = [...(said ? [said] : []), '1', '2'].find(
    (one) => domainSeparator(called, one, chainId, token) === separator.toLowerCase(),
  )
  return fits === undefined ? null : { name: called, version: fits, nonce: next.toString() }
}

/** As it is hashed, to the byte: what decodeString would tidy up is no name to sign for. */
function rawString(answer: Hex): string | null {
  try {
    const [text] = decodeAbiParameters([{ type: 'string' }], answer)
    return text === decodeString(answer) ? text : null
  } catch {
    return null
  }
}

const hashOf = (text: string): Hex => keccak256(new TextEncoder().encode(text))

export const domainSeparator = (name: string, version: string, chainId: number, token: Address): Hex =>
  keccak256(encodeAbiParameters(DOMAIN_ARGS, [DOMAIN, hashOf(name), hashOf(version), BigInt(chainId), token]))

export type PermitOrder = {
  chainId: number
  token: Address
  owner: Address
  spender: Address
  /** Base units. */
  value: string
  /** Seconds since 1970. */
  deadline: string
}

/** What is signed, as JSON. */
export const permitData = (order: PermitOrder, { name, version, nonce }: Permits): string =>
  JSON.stringify({
    types: {
      EIP712Domain: [
        { name: 'name', type: 'string' },
        { name: 'version', type: 'string' },
        { name: 'chainId', type: 'uint256' },
        { name: 'verifyingContract', type: 'address' },
      ],
      Permit: [
        { name: 'owner', type: 'address' },
        { name: 'spender', type: 'address' },
        { name: 'value', type: 'uint256' },
        { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    primaryType: 'Permit',
    domain: { name, version, chainId: order.chainId, verifyingContract: order.token },
    message: {
      owner: order.owner,
      spender: order.spender,
      value: order.value,
      nonce,
      deadline: order.deadline,
    },
  })

/** The router's call with the permit before everything else. @throws for calldata that is no multicall of the router */
export function withPermit(
  data: Hex,
  order: Pick<PermitOrder, 'token' | 'value' | 'deadline'>,
  signature: Hex,
): Hex {
  const [r, s, v] = [signature.slice(2, 66), signature.slice(66, 130), signature.slice(130)]
  const permit = encodeAbiParameters(SELF_PERMIT, [
    order.token,
    BigInt(order.value),
    BigInt(order.deadline),
    Number.parseInt(v, 16),
    `0x${r}`,
    `0x${s}`,
  ])
  // selfPermitIfNecessary: who hands the permit in before us makes nothing fail.
  return withFirst(data, `0xc2e3140a${permit.slice(2)}`)
}

/** Another call before those of multicall(uint256,bytes[]) or multicall(bytes[]). @throws TypeError */
function withFirst(data: Hex, first: Hex): Hex {
  const args = hexToBytes(data.slice(10))
  if (sameAddress(data.slice(0, 10), '0x5ae401dc')) {
    const [deadline, calls] = decodeAbiParameters(MULTICALL, args)
    return `0x5ae401dc${encodeAbiParameters(MULTICALL, [deadline, [first, ...calls]]).slice(2)}`
  }
  if (!sameAddress(data.slice(0, 10), '0xac9650d8')) throw new TypeError('not a call of the router')
  const [calls] = decodeAbiParameters(MULTICALL_01, args)
  return `0xac9650d8${encodeAbiParameters(MULTICALL_01, [[first, ...calls]]).slice(2)}`
}

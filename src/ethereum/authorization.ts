/**
 * EIP-7702 authorizations: an account's word that its code is that of a delegate. Only the wallet itself makes one,
 * only for a delegate that it knows, only for one network. https://eips.ethereum.org/EIPS/eip-7702
 */
import { keccak256, toRlp } from 'viem/utils'
import { type Address, hexToBytes } from '../shared/hex.ts'
import { check, checkSignature, quantity, type Rlp, type Signature } from './transaction-encoding.ts'

export type Authorization = {
  /** Never 0, which would hold on every network. */
  chainId: number
  /** The delegate; the zero address takes the code away. */
  address: Address
  /** Of the account when the authorization is looked at: one more than the transaction's, when it sends that. */
  nonce: number
}

export type SignedAuthorization = Authorization & Signature

/** The 32 bytes that the account signs. @throws EncodingError */
export const authorizationDigest = (authorization: Authorization): Uint8Array =>
  keccak256(hexToBytes(`0x05${toRlp(tuple(authorization)).slice(2)}`), 'bytes')

/** As it stands in the authorization list of a transaction. @throws EncodingError */
export function authorizationFields(signed: SignedAuthorization): Rlp {
  checkSignature(signed)
  const { r, s, yParity } = signed
  return [...tuple(signed), quantity(BigInt(yParity)), quantity(r), quantity(s)]
}

function tuple({ chainId, address, nonce }: Authorization): Rlp[] {
  check(Number.isSafeInteger(chainId) && chainId > 0, 'authorization: chainId')
  check(Number.isSafeInteger(nonce) && nonce >= 0, 'authorization: nonce')
  check(/^0x[0-9a-fA-F]{40}$/.test(address), 'authorization: address')
  return [quantity(BigInt(chainId)), address, quantity(BigInt(nonce))]
}

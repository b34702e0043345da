/** Signatures as Ethereum's JSON-RPC writes them. */
import type { Hex } from '../shared/hex.ts'

/** 65 bytes r || s || v with v = 27 + yParity, in hexadecimal (EIP-191, EIP-712 users expect this form). */
export function assembleSignature(signature: { r: bigint; s: bigint; yParity: 0 | 1 }): Hex {
  const word = (value: bigint) => value.toString(16).padStart(64, '0')
  return `0x${word(signature.r)}${word(signature.s)}${(27 + signature.yParity).toString(16)}`
}

/** ERC-20 calls that the wallet makes itself, and the answers, which a token may give in any state of repair. */
import { decodeAbiParameters, encodeAbiParameters } from 'viem/utils'
import { type Address, type Hex, hexToBytes } from '../shared/hex.ts'
import { cutText, plainText } from './text.ts'

/** First four bytes of the keccak of the signature (https://eips.ethereum.org/EIPS/eip-20). */
export const SELECTORS = {
  name: '0x06fdde03',
  symbol: '0x95d89b41',
  decimals: '0x313ce567',
  balanceOf: '0x70a08231',
  transfer: '0xa9059cbb',
} as const satisfies Record<string, Hex>

const ADDRESS = [{ type: 'address' }] as const
const ADDRESS_UINT = [{ type: 'address' }, { type: 'uint256' }] as const
const UINT = [{ type: 'uint256' }] as const
/** Longest name or symbol that is kept, in characters. */
const MAX_TEXT = 64

const call = (selector: Hex, args: Hex): Hex => `${selector}${args.slice(2)}`

/** Calldata of transfer(to, amount). `amount` in base units; out of uint256 throws. */
export const encodeTransfer = (to: Address, amount: bigint): Hex =>
  call(SELECTORS.transfer, encodeAbiParameters(ADDRESS_UINT, [to, amount]))

export const encodeBalanceOf = (owner: Address): Hex =>
  call(SELECTORS.balanceOf, encodeAbiParameters(ADDRESS, [owner]))

/** One uint256, or null when the answer is anything else (an empty answer is what an address without code gives). */
export function decodeUint(hex: string): bigint | null {
  if (!/^0x[0-9a-fA-F]{64}$/.test(hex)) return null
  return decodeAbiParameters(UINT, hexToBytes(hex))[0]
}

/**
 * A name or symbol, given as `string` or, by the oldest tokens, as `bytes32`. Wrong lengths and broken UTF-8 are
 * tolerated; invisible characters are removed, because this text stands beside amounts. Null when nothing is left.
 */
export function decodeString(hex: string): string | null {
  if (!/^0x(?:[0-9a-fA-F]{2}){32,}$/.test(hex)) return null
  const bytes = hexToBytes(hex)
  const content = bytes.length >= 64 && wordAt(bytes, 0) === 32 ? dynamic(bytes) : bytes.subarray(0, 32)
  const end = content.indexOf(0)
  const text = plainText(new TextDecoder().decode(end === -1 ? content : content.subarray(0, end)))
  const kept = cutText(text, MAX_TEXT).trim()
  return kept === '' ? null : kept
}

function dynamic(bytes: Uint8Array): Uint8Array {
  const length = wordAt(bytes, 32)
  return bytes.subarray(64, 64 + Math.min(length, bytes.length - 64))
}

/** The word as a number; anything past 2^53 loses digits, which is enough for a comparison and a minimum. */
function wordAt(bytes: Uint8Array, offset: number): number {
  let value = 0
  for (const byte of bytes.subarray(offset, offset + 32)) value = value * 256 + byte
  return value
}

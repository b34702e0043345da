/** Calls of the NFT standards, and what their answers say. https://eips.ethereum.org/EIPS/eip-721, eip-1155, eip-165 */
import { decodeAbiParameters, encodeAbiParameters, getAddress } from 'viem/utils'
import type { NftStandard } from '../messaging/protocol.ts'
import type { Address, Hex } from '../shared/hex.ts'
import { hexToBytes } from '../shared/hex.ts'

export type { NftStandard } from '../messaging/protocol.ts'

/** ERC-165 identifiers. */
const INTERFACES = {
  ERC721: '0x80ac58cd',
  ERC1155: '0xd9b67a26',
  /** ERC-721 with the enumeration extension. */
  enumerable: '0x780e9d63',
} as const satisfies Record<NftStandard | 'enumerable', Hex>
const BYTES4 = [{ type: 'bytes4' }] as const
const UINT = [{ type: 'uint256' }] as const
const ADDRESS_UINT = [{ type: 'address' }, { type: 'uint256' }] as const
const ADDRESS = [{ type: 'address' }] as const
const SEND_721 = [{ type: 'address' }, { type: 'address' }, { type: 'uint256' }] as const
const SEND_1155 = [...SEND_721, { type: 'uint256' }, { type: 'bytes' }] as const

export const encodeSupports = (what: keyof typeof INTERFACES): Hex =>
  `0x01ffc9a7${encodeAbiParameters(BYTES4, [INTERFACES[what]]).slice(2)}`

/** True for exactly one word that is 1. */
export const decodeSupports = (answer: string): boolean => /^0x0{63}1$/.test(answer)

export const encodeOwnerOf = (tokenId: bigint): Hex =>
  `0x6352211e${encodeAbiParameters(UINT, [tokenId]).slice(2)}`

/** Null for anything but one address. */
export function decodeOwner(answer: string): Address | null {
  if (!/^0x0{24}[0-9a-fA-F]{40}$/.test(answer)) return null
  return getAddress(decodeAbiParameters(ADDRESS, hexToBytes(answer))[0])
}

/** balanceOf(address,uint256) of ERC-1155. */
export const encodeItemBalance = (owner: Address, tokenId: bigint): Hex =>
  `0x00fdd58e${encodeAbiParameters(ADDRESS_UINT, [owner, tokenId]).slice(2)}`

/** tokenOfOwnerByIndex(address,uint256) of the enumeration extension. */
export const encodeTokenOfOwner = (owner: Address, index: number): Hex =>
  `0x2f745c59${encodeAbiParameters(ADDRESS_UINT, [owner, BigInt(index)]).slice(2)}`

/** tokenURI(uint256) of ERC-721, uri(uint256) of ERC-1155. */
export const encodeTokenUri = (standard: NftStandard, tokenId: bigint): Hex =>
  `${standard === 'ERC721' ? '0xc87b56dd' : '0x0e89341c'}${encodeAbiParameters(UINT, [tokenId]).slice(2)}`

/** safeTransferFrom: a contract that does not take NFTs refuses it. `amount` only counts for ERC-1155. */
export const encodeSendItem = (
  standard: NftStandard,
  from: Address,
  to: Address,
  tokenId: bigint,
  amount: bigint,
): Hex =>
  standard === 'ERC721'
    ? `0x42842e0e${encodeAbiParameters(SEND_721, [from, to, tokenId]).slice(2)}`
    : `0xf242432a${encodeAbiParameters(SEND_1155, [from, to, tokenId, amount, '0x']).slice(2)}`

/** One ABI string of any length, as it was given; null for anything else. Broken UTF-8 is tolerated. */
export function decodeUri(answer: string): string | null {
  if (!/^0x(?:[0-9a-fA-F]{2}){64,}$/.test(answer)) return null
  const word = (index: number) => BigInt(`0x${answer.slice(2 + index * 64, 66 + index * 64)}`)
  const length = word(1)
  if (word(0) !== 32n || length > BigInt((answer.length - 2) / 2 - 64)) return null
  const bytes = hexToBytes(`0x${answer.slice(130, 130 + Number(length) * 2)}`)
  return new TextDecoder().decode(bytes)
}

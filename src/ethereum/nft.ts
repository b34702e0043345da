/** Calls of the NFT standards, and what their answers say. https://eips.ethereum.org/EIPS/eip-721, eip-1155, eip-165 */
import { decodeAbiParameters, encodeAbiParameters, getAddress } from 'viem/utils'
import type { Address, Hex } from '../shared/hex.ts'
import { hexToBytes } from '../shared/hex.ts'

export type NftStandard = 'ERC721' | 'ERC1155'

/** ERC-165 identifiers. */
const INTERFACES = { ERC721: '0x80ac58cd', ERC1155: '0xd9b67a26' } as const satisfies Record<NftStandard, Hex>
const BYTES4 = [{ type: 'bytes4' }] as const
const UINT = [{ type: 'uint256' }] as const
const ADDRESS_UINT = [{ type: 'address' }, { type: 'uint256' }] as const
const ADDRESS = [{ type: 'address' }] as const

export const encodeSupports = (standard: NftStandard): Hex =>
  `0x01ffc9a7${encodeAbiParameters(BYTES4, [INTERFACES[standard]]).slice(2)}`

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

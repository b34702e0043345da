/** What the chain itself says of a token or an NFT. A contract that refuses is one that is not of the kind. */
import { decodeString, decodeUint, SELECTORS } from '../../ethereum/erc20.ts'
import {
  decodeOwner,
  decodeSupports,
  encodeItemBalance,
  encodeOwnerOf,
  encodeSupports,
  type NftStandard,
} from '../../ethereum/nft.ts'
import type { Token } from '../../ethereum/tokens.ts'
import { EndpointError } from '../../shared/errors.ts'
import { type Address, type Hex, isHex, sameAddress } from '../../shared/hex.ts'

/** eth_call at the newest block. */
export type Call = (to: Address, data: Hex) => Promise<unknown>

const MOST_DECIMALS = 36n

/** `0x` for a call that the contract refuses. @throws when the network does not answer. */
async function read(call: Call, to: Address, data: Hex): Promise<Hex> {
  try {
    const answer = await call(to, data)
    return isHex(answer) ? answer : '0x'
  } catch (error) {
    if (error instanceof EndpointError) return '0x'
    throw error
  }
}

/** Null where there is no ERC-20 token. */
export async function readToken(call: Call, address: Address): Promise<Token | null> {
  const [symbol, name, decimals] = await Promise.all([
    read(call, address, SELECTORS.symbol),
    read(call, address, SELECTORS.name),
    read(call, address, SELECTORS.decimals),
  ])
  const sign = decodeString(symbol)
  const places = decodeUint(decimals)
  if (sign === null || places === null || places > MOST_DECIMALS) return null
  return { address, symbol: sign, name: decodeString(name) ?? sign, decimals: Number(places) }
}

/** By ERC-165; null for what names neither. */
export async function readStandard(call: Call, address: Address): Promise<NftStandard | null> {
  const [is721, is1155] = await Promise.all([
    read(call, address, encodeSupports('ERC721')),
    read(call, address, encodeSupports('ERC1155')),
  ])
  if (decodeSupports(is721)) return 'ERC721'
  return decodeSupports(is1155) ? 'ERC1155' : null
}

/** Null where the contract does not say, as for an item that does not exist. */
export async function readOwns(
  call: Call,
  standard: NftStandard,
  address: Address,
  tokenId: bigint,
  account: Address,
): Promise<boolean | null> {
  if (standard === 'ERC1155') {
    const balance = decodeUint(await read(call, address, encodeItemBalance(account, tokenId)))
    return balance === null ? null : balance > 0n
  }
  const owner = decodeOwner(await read(call, address, encodeOwnerOf(tokenId)))
  return owner === null ? null : sameAddress(owner, account)
}

/** Of a collection; null where it has none. */
export async function readName(call: Call, address: Address): Promise<string | null> {
  return decodeString(await read(call, address, SELECTORS.name))
}

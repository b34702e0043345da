/**
 * ENS through the universal resolver (https://docs.ens.domains/resolvers/universal): what is asked of it and what
 * its answers mean. Names come here normalised (ENSIP-15); `isPlainName` only refuses what no normalised name is.
 */
import { decodeAbiParameters, encodeAbiParameters, getAddress, keccak256 } from 'viem/utils'
import type { NftId, NftStandard } from '../messaging/protocol.ts'
import { type Address, bytesToHex, type Hex, hexToBytes, isAddressLike } from '../shared/hex.ts'
import { visibleLine } from './text.ts'

/** On Ethereum; a proxy that the ENS DAO upgrades. */
export const UNIVERSAL_RESOLVER: Address = '0xeEeEEEeE14D718C2B47D9923Deab1335E144EeEe'
/** The resolver hands the requests to gateways over to whoever asks, in one batch (ENSIP-21). */
export const LOCAL_BATCH = 'x-batch-gateway:true'
/** ENSIP-9: the coin type of Ethereum. */
const ETHEREUM = 60n

const RESOLVE = [{ type: 'bytes' }, { type: 'bytes' }, { type: 'string[]' }] as const
const REVERSE = [{ type: 'bytes' }, { type: 'uint256' }, { type: 'string[]' }] as const
const NODE = [{ type: 'bytes32' }] as const
const NODE_COIN = [{ type: 'bytes32' }, { type: 'uint256' }] as const
const NODE_TEXT = [{ type: 'bytes32' }, { type: 'string' }] as const
const TEXT = [{ type: 'string' }] as const
const FOUND = [{ type: 'bytes' }, { type: 'address' }] as const
const NAMED = [{ type: 'string' }, { type: 'address' }, { type: 'address' }] as const
const BYTES = [{ type: 'bytes' }] as const
const LONGEST = 255

const utf8 = (text: string) => new TextEncoder().encode(text)

/** Two labels at least, none empty or too long, nothing that is hidden or that normalising would have changed. */
export function isPlainName(name: string): boolean {
  const labels = name.split('.')
  if (labels.length < 2 || utf8(name).length > LONGEST - 2) return false
  if (labels.some((label) => label === '') || name.normalize('NFC') !== name) return false
  return !/[\p{Cc} A-Z]/u.test(name) && visibleLine(name, LONGEST) === name
}

/** https://eips.ethereum.org/EIPS/eip-137 */
export function namehash(name: string): Hex {
  const labels = name === '' ? [] : name.split('.')
  let node: Hex = `0x${'0'.repeat(64)}`
  for (const label of labels.toReversed()) node = keccak256(`${node}${keccak256(utf8(label)).slice(2)}`)
  return node
}

/** As DNS writes it: each label behind its length, and an empty one at the end. */
export function encodeDns(name: string): Hex {
  const labels = name.split('.').map((label) => {
    const bytes = utf8(label)
    return bytesToHex(Uint8Array.of(bytes.length, ...bytes)).slice(2)
  })
  return `0x${labels.join('')}00`
}

/** ENSIP-11: an EVM network's own coin type. Null for a chain id that has none. */
export function coinTypeOf(chainId: number): bigint | null {
  if (chainId === 1) return ETHEREUM
  return chainId > 0 && chainId < 0x8000_0000 ? BigInt(chainId) + 0x8000_0000n : null
}

/** Calldata for the universal resolver: the address of a name for one coin type, and for no other. */
export function encodeResolve(name: string, coinType: bigint): Hex {
  const node = namehash(name)
  const asked: Hex =
    coinType === ETHEREUM
      ? `0x3b3b57de${encodeAbiParameters(NODE, [node]).slice(2)}`
      : `0xf1cb7e06${encodeAbiParameters(NODE_COIN, [node, coinType]).slice(2)}`
  const args = encodeAbiParameters(RESOLVE, [encodeDns(name), asked, [LOCAL_BATCH]])
  return `0xa1472844${args.slice(2)}`
}

/** Calldata: a text record of a name (ENSIP-5). */
export function encodeResolveText(name: string, key: string): Hex {
  const asked: Hex = `0x59d1d43c${encodeAbiParameters(NODE_TEXT, [namehash(name), key]).slice(2)}`
  const args = encodeAbiParameters(RESOLVE, [encodeDns(name), asked, [LOCAL_BATCH]])
  return `0xa1472844${args.slice(2)}`
}

/** The text in the answer; null when there is none. */
export function decodeText(answer: Hex): string | null {
  try {
    const [text] = decodeAbiParameters(TEXT, decodeAbiParameters(FOUND, answer)[0])
    return text.trim() === '' ? null : text.trim()
  } catch {
    return null
  }
}

/**
 * An NFT that a text names, `eip155:1/erc721:0x…/7`: a CAIP-22 or CAIP-29 id, as ENSIP-12 has it.
 * https://docs.ens.domains/ensip/12
 */
export function parseNftReference(text: string): NftReference | null {
  const parts = /^eip155:(\d{1,15})\/(erc721|erc1155):(0x[0-9a-f]{40})\/(\d{1,78})$/i.exec(text)
  const [, chain = '', standard = '', contract = '', tokenId = ''] = parts ?? []
  if (parts === null || !isAddressLike(contract) || BigInt(tokenId) >= 1n << 256n) return null
  const address = getAddress(contract)
  const kind = standard.toLowerCase() === 'erc721' ? 'ERC721' : 'ERC1155'
  return { chainId: Number(chain), standard: kind, address, tokenId: BigInt(tokenId).toString() }
}
export type NftReference = NftId & { standard: NftStandard }

/**
 * The address in the answer; null when the name has none. Exactly twenty bytes are an address: what is shorter or
 * longer is not made into one.
 */
export function decodeResolve(answer: Hex, coinType: bigint): Address | null {
  try {
    const [result] = decodeAbiParameters(FOUND, answer)
    if (result === '0x') return null
    const found = coinType === ETHEREUM ? wordAddress(result) : decodeAbiParameters(BYTES, result)[0]
    return found === null || hexToBytes(found).length !== 20 || /^0x0+$/.test(found)
      ? null
      : getAddress(found)
  } catch {
    // Neither the resolver nor a node that tells the truth answers so.
    return null
  }
}

const wordAddress = (word: Hex): Hex | null =>
  /^0x0{24}[0-9a-fA-F]{40}$/.test(word) ? `0x${word.slice(-40)}` : null

/** Calldata: the primary name of an address on Ethereum, which the resolver itself resolves forward (ENSIP-19). */
export const encodeReverse = (address: Address): Hex =>
  `0xb7d6ca64${encodeAbiParameters(REVERSE, [address, ETHEREUM, [LOCAL_BATCH]]).slice(2)}`

/** The name as the chain has it; null when there is none, or none that may be shown. */
export function decodeReverse(answer: Hex): string | null {
  try {
    const [name] = decodeAbiParameters(NAMED, answer)
    return isPlainName(name) ? name : null
  } catch {
    return null
  }
}

/**
 * Whether the resolver says, in one of its own errors, that the name has no such record: no resolver for the name,
 * none that is a contract, none that knows of addresses, or one that refuses.
 */
export const isNoRecord = (revert: Hex): boolean =>
  ['0x77209fe8', '0x1e9535f2', '0x7b1c461b', '0x95c0c752'].includes(revert.slice(0, 10))

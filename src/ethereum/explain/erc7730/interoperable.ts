/** Addresses that name their network (ERC-7930), in their text form (https://eips.ethereum.org/EIPS/eip-7930). */
import { keccak256 } from 'viem/utils'
import { type Address, type Hex, hexToBytes } from '../../../shared/hex.ts'
import { parseAddress } from '../../address.ts'
import { PathError } from './path.ts'

/** `chainId` and `address` are null where it is none of the EVM, or names no network or no account. */
export type Interoperable = { text: string; chainId: number | null; address: Address | null }

/** "0xd8dA…6045@eip155:1#4CA88C9C". @throws PathError for bytes that are no such address */
export function readInteroperable(bytes: Hex): Interoperable {
  const digits = bytes.slice(2).toLowerCase()
  const take = (from: number, count: number): string => {
    const part = digits.slice(2 * from, 2 * (from + count))
    if (part.length !== 2 * count) throw new PathError('the address is cut off')
    return part
  }
  if (take(0, 2) !== '0001') throw new PathError('the address is of another version')
  const ecosystem = take(2, 2)
  const size = Number.parseInt(take(4, 1), 16)
  const reference = take(5, size)
  const length = Number.parseInt(take(5 + size, 1), 16)
  const address = take(6 + size, length)
  if (digits.length !== 2 * (6 + size + length)) throw new PathError('the address is too long')
  const checksum = keccak256(hexToBytes(digits.slice(4)))
    .slice(2, 10)
    .toUpperCase()
  const evm = ecosystem === '0000'
  const shown = evm && length === 20 ? parseAddress(`0x${address}`) : `0x${address}`
  const network = evm
    ? `eip155:${size === 0 ? '' : BigInt(`0x${reference}`)}`
    : `0x${ecosystem}:0x${reference}`
  return {
    text: `${shown}@${network}#${checksum}`,
    chainId: evm && size > 0 && size <= 6 ? Number.parseInt(reference, 16) : null,
    address: evm && length === 20 ? parseAddress(`0x${address}`) : null,
  }
}

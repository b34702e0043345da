/** Addresses as people paste them and as the wallet keeps them: always in EIP-55 mixed case. */
import { getAddress } from 'viem/utils'
import { type Address, isAddressLike } from '../shared/hex.ts'
import { AddressError } from './errors.ts'

export const ZERO_ADDRESS: Address = '0x0000000000000000000000000000000000000000'

/**
 * Text to address, white space around it ignored. All-lower and all-upper digits carry no checksum and are
 * taken as they are; mixed case must satisfy EIP-55 (https://eips.ethereum.org/EIPS/eip-55).
 * @throws AddressError
 */
export function parseAddress(text: string): Address {
  const trimmed = text.trim()
  if (!isAddressLike(trimmed)) throw new AddressError('malformed')
  const digits = trimmed.slice(2)
  const address = getAddress(`0x${digits.toLowerCase()}`)
  const mixed = digits !== digits.toLowerCase() && digits !== digits.toUpperCase()
  if (mixed && trimmed !== address) throw new AddressError('checksum')
  return address
}

/** Head and tail, for lists. Never the only form of an address where money is sent. */
export const shortAddress = (address: string): string => `${address.slice(0, 6)}…${address.slice(-4)}`

import type { Address, Hex } from 'viem'
import type { Devnet } from './devnet'

/** A contract of 63 bytes: balanceOf(owner) is the owner's last two bytes plus `index`, symbol is bytes32, decimals 18. */
export function tokenCode(index: number): Hex {
  const two = index.toString(16).padStart(4, '0')
  const symbol = Buffer.from(`T${two.slice(1)}`).toString('hex')
  return `0x${[
    '5f3560e01c', // the selector
    '806370a0823114602757', // balanceOf
    '8063313ce56714603957', // decimals
    `63${symbol}60e01b5f5260205ff3`, // symbol and name
    `5b60043561ffff1661${two}015f5260205ff3`,
    '5b60125f5260205ff3',
  ].join('')}`
}

const addressOf = (place: number): Address => `0x70ce${(place + 1).toString(16).padStart(36, '0')}`

/** Makes the small token at a place tell the balances of another one. */
export async function etchToken({ client }: Devnet, place: number, index: number): Promise<void> {
  await client.setCode({ address: addressOf(place), bytecode: tokenCode(index + 1) })
}

/** Puts `count` small tokens on the chain; what an account holds of each is `balanceOfMany`. */
export async function etchManyTokens(devnet: Devnet, count: number): Promise<Address[]> {
  const places = Array.from({ length: count }, (_, i) => i)
  await Promise.all(places.map((place) => etchToken(devnet, place, place)))
  return places.map(addressOf)
}

export const balanceOfMany = (owner: Address, index: number): bigint =>
  BigInt(`0x${owner.slice(-4)}`) + BigInt(index + 1)

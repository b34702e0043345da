const coin = (at: number): Hex => `0xc6610657${at.toString().padStart(64, '0')}`

/** Functions without arguments, but for the number of a coin, that an explanation may ask of a contract: which token it is about, or of which state. */
import { type Address, type Hex, isHex } from '../../shared/hex.ts'
import { parseAddress, ZERO_ADDRESS } from '../address.ts'

export const GETTERS = {
  /** ERC-4626. */
  asset: '0x38d52e0f',
  /** Compound v2. */
  underlying: '0x6f307dc3',
  /** Compound v3. */
  baseToken: '0xc55dae63',
  /** Hop, on Ethereum and elsewhere. */
  l1CanonicalToken: '0xb7a0bda6',
  l2CanonicalToken: '0x1ee1bf67',
  /** Rewards in the form of Synthetix, gauges of Curve, locks of votes and claims of shares. */
  stakingToken: '0x72f702f3',
  lp_token: '0x82c63066',
  token: '0xfc0c546a',
  /** Pools of Curve: coins(uint256). */
  coin0: coin(0),
  coin1: coin(1),
  coin2: coin(2),
  coin3: coin(3),
  /** Safe. */
  nonce: '0xaffed0e0',
  domainSeparator: '0xf698da25',
} as const satisfies Record<string, Hex>

export type Getter = keyof typeof GETTERS

export const isGetter = (name: unknown): name is Getter =>
  typeof name === 'string' && Object.hasOwn(GETTERS, name)

/** The one word of an answer; null for anything else. */
export const wordOf = (answer: unknown): Hex | null => (isHex(answer) && answer.length === 66 ? answer : null)

/** Null for a word that is no address, and for none. */
export function addressInWord(word: Hex | null): Address | null {
  if (word === null || !/^0x0{24}[0-9a-fA-F]{40}$/.test(word)) return null
  const address = parseAddress(`0x${word.slice(26).toLowerCase()}`)
  return address === ZERO_ADDRESS ? null : address
}

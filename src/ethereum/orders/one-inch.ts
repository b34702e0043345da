/**
 * Limit orders of 1inch: versions 3 (in its router 5) and 4 (in its router 6), Fusion's among them. The fourth packs its
 * terms in a number (https://github.com/1inch/limit-order-protocol, MakerTraitsLib) and may have an extension, of which
 * only a hash is signed: it can name another price and another receiver.
 */
import type { Detail } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import type { Value } from '../typed-data-values.ts'
import { addressAt, integerAt, valueAt } from '../typed-data-view.ts'
import { isZero, need, type Order, type Reader, token } from './order.ts'

const KNOWN: ReadonlySet<string> = new Set([
  '0x111111125421ca6dc452d289314280a0f8842a65', // router 6
  '0x6fd4383cb451173d5f9304f041c7bcbf27d561ff', // router 6 on zkSync
  '0x1111111254eeb25477b68fb85ed929f73a960582', // router 5
])

/** Contracts of 1inch that take their fee of what is bought and hand on the rest. */
const PASSING_ON: ReadonlySet<string> = new Set([
  '0x2ad5004c60e16e54d5007c80ce329adde5b51ef5', // Fusion's settlement
  '0xfb2809a5314473e1165f6b58018e20ed8f07b840', // the one before
  '0xc0dfdb9e7a392c3dbbe7c6fbe8fbc1789c9fe05e', // of limit orders
])

export const passesOn = (address: Address): boolean => PASSING_ON.has(address.toLowerCase())

type Terms = Pick<Order, 'until' | 'hidden' | 'rows'>

const bit = (value: bigint, at: bigint): boolean => ((value >> at) & 1n) === 1n
const low = (value: bigint, from: bigint, bits: bigint): bigint => (value >> from) & ((1n << bits) - 1n)

/** The bits of `makerTraits`. */
function fourth(traits: bigint): Terms {
  const [filler, ends] = [low(traits, 0n, 80n), low(traits, 80n, 40n)]
  const parts = bit(traits, 255n)
    ? 'No, all or nothing'
    : bit(traits, 254n)
      ? 'Yes, by several'
      : 'Yes, by one who fills a part'
  const rows: Detail[] = [
    {
      label: 'Who may fill it',
      value: filler === 0n ? 'Anybody' : `The address that ends in ${filler.toString(16).padStart(20, '0')}`,
    },
    { label: 'In parts', value: parts },
  ]
  if (bit(traits, 247n)) rows.push({ label: 'Wrapped coins', value: 'Unwrapped before they are paid' })
  if (bit(traits, 248n)) rows.push({ label: 'Taken through', value: 'Permit2' })
  return { until: ends === 0n ? null : ends, hidden: bit(traits, 249n), rows }
}

/** Where each of eight parts of the bytes ends, in a number of eight times 32 bits. */
function part(offsets: bigint, bytes: string, index: number): string {
  const end = (at: number) => (at < 0 ? 0 : Number(low(offsets, BigInt(at) * 32n, 32n)))
  return bytes.slice(2 + 2 * end(index - 1), 2 + 2 * end(index))
}

/** `timestampBelow(uint256)`, and the one with a nonce, which packs the time above the nonce and the maker. */
const BELOW = /^63592c2b([0-9a-f]{64})$/
const BELOW_AND_NONCE = /^2cc2878d([0-9a-f]{64})$/

function third(offsets: bigint, interactions: string, filler: Address | null): Terms {
  const at = (index: number) => part(offsets, interactions, index).toLowerCase()
  const [sold, bought, making, taking, predicate] = [at(0), at(1), at(2), at(3), at(4)]
  const [below, packed] = [BELOW.exec(predicate)?.[1], BELOW_AND_NONCE.exec(predicate)?.[1]]
  const ends =
    below !== undefined
      ? BigInt(`0x${below}`)
      : packed !== undefined
        ? BigInt(`0x${packed}`) >> 216n
        : undefined
  // More than a byte is a call that is asked for the amount; more after the tokens is read by the tokens alone.
  const hidden = making.length > 2 || taking.length > 2 || sold !== '' || bought !== ''
  return {
    until: predicate === '' ? null : ends,
    hidden,
    rows: [
      { label: 'Who may fill it', value: isZero(filler) ? 'Anybody' : String(filler) },
      { label: 'Terms and what runs with it', value: interactions, mono: true },
    ],
  }
}

function termsOf(message: Value): Terms {
  const traits = integerAt(message, 'makerTraits')
  if (traits !== null) return fourth(traits)
  const [offsets, interactions] = [integerAt(message, 'offsets'), valueAt(message, 'interactions')]
  if (offsets === null || interactions?.kind !== 'bytes') return { until: undefined, hidden: false, rows: [] }
  return third(offsets, interactions.value, addressAt(message, 'allowedSender'))
}

export const oneInch: Reader = ({ domain, message }) => {
  if (message === null || addressAt(message, 'makerAsset') === null) return null
  const contract = addressAt(domain, 'verifyingContract')
  const maker = need(addressAt(message, 'maker'))
  const receiver = addressAt(message, 'receiver')
  const terms = termsOf(message)
  const goesBy = receiver !== null && terms.hidden && passesOn(receiver)
  const to = receiver === null || isZero(receiver) || goesBy ? maker : receiver
  return [
    {
      venue: '1inch',
      kind: 'swap',
      maker,
      keeper: contract,
      isKept: contract !== null && KNOWN.has(contract.toLowerCase()),
      gives: [token(need(addressAt(message, 'makerAsset')), need(integerAt(message, 'makingAmount')))],
      gets: [
        {
          ...token(need(addressAt(message, 'takerAsset')), need(integerAt(message, 'takingAmount'))),
          to,
        },
      ],
      ...terms,
      rows: goesBy ? [...terms.rows, { label: 'Paid by way of', value: receiver, mono: true }] : terms.rows,
    },
  ]
}

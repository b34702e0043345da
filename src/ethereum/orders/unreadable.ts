/** Orders of which a hash is signed and nothing else: it stands for any number of them, at any price. */
import type { Address, Hex } from '../../shared/hex.ts'
import type { TypedData } from '../typed-data.ts'
import { addressAt } from '../typed-data-view.ts'

export type Unreadable = {
  /** The root of the tree that they are the leaves of. */
  root: Hex
  /** What they are about, where that is shown (Blur's second exchange). */
  collection: Address | null
  /** The field is called what it is; any other hash is only likely to be one. */
  isNamed: boolean
}

/** Null for anything else. */
export function unreadableOrders({ message, primaryType }: TypedData): Unreadable | null {
  if (message === null || !/root|order|listing|bulk|merkle/i.test(primaryType)) return null
  const [first, ...more] = message.fields
  // LooksRare puts the way to the root beside it.
  const isAlone = more.every(({ name }) => name === 'proof')
  const within = message.fields.find(({ name }) => /^listings?Root$/i.test(name))
  const field = isAlone ? first : within
  if (field?.value.kind !== 'fixed' || field.value.type !== 'bytes32') return null
  return {
    root: field.value.value,
    collection: addressAt(message, 'collection'),
    isNamed: /root|hash|digest|merkle|tree/i.test(field.name),
  }
}

/** Orders of which a hash is signed and nothing else: it stands for any number of them, at any price. */
import type { Address, Hex } from '../../shared/hex.ts'
import type { TypedData } from '../typed-data.ts'
import { addressAt } from '../typed-data-view.ts'

export type Unreadable = {
  /** The root of the tree that they are the leaves of. */
  root: Hex
  /** What they are about, where that is shown (Blur's second exchange). */
  collection: Address | null
}

/** Null for anything else. */
export function unreadableOrders({ message, primaryType }: TypedData): Unreadable | null {
  if (message === null || !/root|order|listing|bulk|merkle/i.test(primaryType)) return null
  const [first, ...more] = message.fields
  // LooksRare puts the way to the root beside it.
  const isAlone = more.every(({ name }) => name === 'proof')
  const within = message.fields.find(({ name }) => /^listings?Root$/i.test(name))
  const root = isAlone ? first?.value : within?.value
  return root?.kind === 'fixed' && root.type === 'bytes32'
    ? { root: root.value, collection: addressAt(message, 'collection') }
    : null
}

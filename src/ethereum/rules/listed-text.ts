import type { Address } from '../../shared/hex.ts'
import type { Listed } from './facts.ts'

/** What is said of an address that is on a list: whose it is, and what to do. */
export const listedText = (address: Address, { list, date }: Listed): string =>
  `${address} stands on ${list}${date === null ? '' : `, as of ${date}`}. What goes to it, or what it may take, is most likely lost. Reject this.`

/**
 * What an explained call gives to whom, for the rules: read off the very fields that its sentence is made of. What a
 * field means is said by its label, which in our own descriptors is always the same for the same thing.
 */
import type { Address } from '../../shared/hex.ts'
import type { RenderedField } from './erc7730/render.ts'
import { addressOf, integerOf } from './erc7730/values.ts'

/** Base units; `token` is null where the call does not name it. `swap`: of a swap itself, not of what is paid out after it. */
export type Least = { amount: bigint; token: Address | 'native' | null; swap: boolean }
export type Gives = { to: Address[]; least: Least[] }

export const NOTHING: Gives = { to: [], least: [] }

const RECEIVERS = new Set([
  'Goes to',
  'Shares go to',
  'Assets go to',
  'Item goes to',
  'Items go to',
  'Recipient there',
  'Recipient',
  'Belongs to',
  'Whose debt',
  'Whose collateral',
])
const LEAST = /^(?:Receive at least|At least)(?:, in base units)?$/

export function givesIn(fields: readonly RenderedField<unknown>[]): Gives {
  return {
    to: fields.flatMap(({ label, value }) =>
      RECEIVERS.has(label) ? (tryTo(() => addressOf(value)) ?? []) : [],
    ),
    least: fields.flatMap(({ label, value, token }) => {
      const amount = LEAST.test(label) ? tryTo(() => integerOf(value)) : null
      return amount === null ? [] : [{ amount, token: token ?? null, swap: label.startsWith('Receive') }]
    }),
  }
}

export const together = (all: readonly Gives[]): Gives => ({
  to: all.flatMap(({ to }) => to),
  least: all.flatMap(({ least }) => least),
})

/** What stands in the field is of another kind, such as an account of a network that has other addresses. */
export function tryTo<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}

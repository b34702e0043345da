/**
 * Whom this wallet has sent something of worth to. Only what a person agreed to here counts: nothing that others put
 * into the history of an account, and neither nothing at all nor tokens that nobody vouches for. Kept in 256 small
 * keys by the last byte of the address, so that an address and all that could be taken for it are in one of them.
 */
import * as v from 'valibot'
import type { ExplainedTransaction } from '../../ethereum/explain/context.ts'
import { recipientOf } from '../../ethereum/recipient.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import type { Storage } from '../../storage/storage.ts'
import type { Services } from '../services.ts'
import { address as addressSchema } from '../state/schema.ts'

const MOST_RECENT = 20
const MOST_IN_A_KEY = 400

export type Recipients = {
  /** All that were sent to and end as this address does. */
  like(address: Address): Promise<Address[]>
  /** Remembers whom a transaction that was agreed to goes to; among the recent ones when a person chose them. */
  note(tx: ExplainedTransaction, chosen: boolean): Promise<void>
}

const stored = v.array(addressSchema)
const keyOf = (address: Address) => `sent-to:${address.slice(-2).toLowerCase()}`

export function createRecipients(services: () => Services, local: Storage): Recipients {
  let queue: Promise<unknown> = Promise.resolve()

  async function like(address: Address): Promise<Address[]> {
    const key = keyOf(address)
    const parsed = v.safeParse(stored, (await local.get([key]))[key])
    return parsed.success ? parsed.output : []
  }

  async function remember(to: Address): Promise<void> {
    const before = await like(to)
    if (before.some((one) => sameAddress(one, to))) return
    await local.set({ [keyOf(to)]: [...before, to].slice(-MOST_IN_A_KEY) })
  }

  return {
    like,
    async note(tx, chosen) {
      const { state, accounts, assets } = services()
      const found = recipientOf(tx)
      if (found === null || found.amount === 0n || accounts.find(found.to) !== undefined) return
      const token = found.token === null ? null : assets.tokens.find(tx.chainId, found.token)
      if (found.token !== null && (token === null || token.origin === 'found')) return
      queue = queue.then(() => remember(found.to)).catch(() => undefined)
      await queue
      if (!chosen) return
      await state.recent.update((now) =>
        [found.to, ...now.filter((one) => !sameAddress(one, found.to))].slice(0, MOST_RECENT),
      )
    },
  }
}

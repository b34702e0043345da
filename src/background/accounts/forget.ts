/**
 * What is kept of an account goes with it: what it sent, signed and held, and what logs and explorers told of it. All
 * of that stands under keys that have the account's address in them, so nothing of another account is touched. Who
 * leaves is noted before the list is changed: what a stop of the worker cut off, the next one does.
 */
import { sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'

type Needed = Pick<Services, 'state' | 'ports'>

export async function forgetAccounts({ state, ports }: Needed): Promise<void> {
  const leaving = state.leaving.get()
  if (leaving.length === 0) return
  const stays = state.accounts.get()
  const gone = leaving.filter((address) => !stays.some((one) => sameAddress(one.address, address)))
  const isGone = (address: string) => gone.some((one) => sameAddress(one, address))
  const ends = gone.map((address) => address.toLowerCase())
  const keys = Object.keys(await ports.local.get(null)).filter((key) =>
    key.split(':').some((piece) => ends.includes(piece.toLowerCase())),
  )
  if (keys.length > 0) await ports.local.remove(keys)
  await state.nfts.update((now) => without(now, ({ owner }) => isGone(owner)))
  await state.swaps.update((now) => without(now, ({ account }) => isGone(account)))
  await state.leaving.update((now) => now.filter((address) => !leaving.includes(address)))
}

const without = <T>(all: T[], isGone: (one: T) => boolean): T[] =>
  all.some(isGone) ? all.filter((one) => !isGone(one)) : all

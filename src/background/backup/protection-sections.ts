/** The person's own lists of sites and addresses, and the descriptors that the person added. Neither can sign. */
import * as v from 'valibot'
import type { Address } from '../../shared/hex.ts'
import { sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { address } from '../state/schema.ts'

/** More than anybody blocks by hand. */
const MANY = 20_000
const text = (most: number) => v.pipe(v.string(), v.maxLength(most))
export const backedProtection = v.object({
  blocked: v.pipe(v.array(text(2000)), v.maxLength(MANY)),
  allowed: v.pipe(v.array(text(2000)), v.maxLength(MANY)),
  addresses: v.pipe(v.array(address), v.maxLength(MANY)),
})
export type BackedProtection = { blocked: string[]; allowed: string[]; addresses: Address[] }

export const readProtection = ({ state }: Services): BackedProtection => ({
  blocked: state.blocked.get(),
  ...state.guard.get(),
})

/** What was decided here stays: a site that is right here is not blocked by a file, and the other way round. */
export async function mergeProtection(given: BackedProtection, services: Services): Promise<number> {
  const { guard, sites, state } = services
  const before = countOf(services)
  const [hadBlocked, had] = [state.blocked.get(), state.guard.get()]
  for (const one of given.blocked)
    if (!hadBlocked.includes(one) && !had.allowed.includes(one)) await sites.block(one)
  for (const one of given.allowed)
    if (!had.allowed.includes(one) && !hadBlocked.includes(one)) await guard.allow(one).catch(() => undefined)
  for (const one of given.addresses)
    if (!had.addresses.some((mine) => sameAddress(mine, one))) await guard.blockAddress(one)
  return countOf(services) - before
}

function countOf({ state }: Services): number {
  const { allowed, addresses } = state.guard.get()
  return state.blocked.get().length + allowed.length + addresses.length
}

export const backedDescriptors = v.pipe(
  v.array(v.object({ name: text(500), text: text(300_000) })),
  v.maxLength(30),
)
export type BackedDescriptors = v.InferOutput<typeof backedDescriptors>

export const readDescriptors = ({ reader }: Services): Promise<BackedDescriptors> => reader.files.own()

/** One that is here already, or for which there is no room, adds nothing. */
export async function mergeDescriptors(given: BackedDescriptors, { reader }: Services): Promise<number> {
  const here = new Set((await reader.files.own()).map((one) => one.text))
  let added = 0
  for (const one of given) {
    if (here.has(one.text)) continue
    const isIn = await reader.files.add(one.name, one.text).then(
      () => true,
      () => false,
    )
    if (isIn) added++
  }
  return added
}

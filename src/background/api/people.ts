/** What our own pages ask about people: contacts, names, recipients. */
import * as v from 'valibot'
import type { PeopleApi } from '../../messaging/people-api.ts'
import { InvalidParamsError } from '../../shared/errors.ts'
import { lookAtRecipient } from '../contacts/look-at.ts'
import { LockedError } from '../keeper.ts'
import type { Services } from '../services.ts'
import { address } from '../state/schema.ts'
import { type Endpoint, endpoint } from './api.ts'

type PeopleEndpoints = { [N in keyof PeopleApi]: Endpoint<PeopleApi[N][0], PeopleApi[N][1]> }

const chainId = v.pipe(v.number(), v.integer(), v.minValue(1))
const MOST_GATEWAYS = 50

export function peopleApi(services: Services): PeopleEndpoints {
  const { avatars, contacts, ens, keeper, state } = services
  const open = () => {
    if (keeper.status() !== 'unlocked') throw new LockedError()
  }
  return {
    'contacts.save': endpoint(
      v.object({
        address: v.pipe(v.string(), v.maxLength(200)),
        name: v.pipe(v.string(), v.maxLength(1000)),
        exchange: v.boolean(),
        before: v.nullable(address),
      }),
      async ({ before, ...given }) => {
        open()
        await contacts.save(given, before)
        return null
      },
    ),
    'contacts.remove': endpoint(v.object({ address }), async (p) => {
      open()
      await contacts.remove(p.address)
      return null
    }),
    'names.resolve': endpoint(v.object({ name: v.pipe(v.string(), v.maxLength(255)), chainId }), (p) =>
      ens.resolve(p.name, p.chainId),
    ),
    'names.look': endpoint(v.object({ addresses: v.pipe(v.array(address), v.maxLength(200)) }), async (p) => {
      await ens.look(p.addresses)
      return null
    }),
    'names.avatar': endpoint(v.object({ address }), (p) => avatars.of(p.address)),
    'names.keepAvatar': endpoint(v.object({ address, data: v.string() }), async (p) => {
      open()
      await avatars.keep(p.address, p.data)
      return null
    }),
    'names.setGateway': endpoint(
      v.object({ host: v.pipe(v.string(), v.maxLength(253)), allowed: v.boolean() }),
      async ({ host, allowed }) => {
        open()
        if (allowed && (!URL.canParse(`https://${host}`) || new URL(`https://${host}`).host !== host))
          throw new InvalidParamsError('This is not the name of a host.')
        await state.gateways.update((now) => {
          const others = now.filter((one) => one !== host)
          return allowed ? [...others, host].slice(-MOST_GATEWAYS) : others
        })
        return null
      },
    ),
    'recipients.check': endpoint(
      v.object({ chainId, from: address, token: v.union([v.literal('native'), address]), to: address }),
      (p) => {
        open()
        return lookAtRecipient(services, p)
      },
    ),
  }
}

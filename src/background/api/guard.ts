/** What our own pages decide about the lists that protect. */
import * as v from 'valibot'
import type { GuardApi } from '../../messaging/guard-api.ts'
import { toErrorShape, UnauthorizedError } from '../../shared/errors.ts'
import { hostTyped } from '../guard/guard.ts'
import type { Services } from '../services.ts'
import { address } from '../state/schema.ts'
import { type Endpoint, endpoint } from './api.ts'

type GuardEndpoints = { [N in keyof GuardApi]: Endpoint<GuardApi[N][0], GuardApi[N][1]> }

const site = v.object({ site: v.pipe(v.string(), v.maxLength(2000)) })

export function guardApi({ guard, queue, sites, state, waitingRoom }: Services): GuardEndpoints {
  /** What stands open is looked into with what is known now. */
  const renew = async (): Promise<null> => {
    await Promise.all(queue.views().map(({ id }) => queue.prepare(id).catch(() => undefined)))
    return null
  }
  return {
    'guard.allowSite': endpoint(site, async (p) => {
      await guard.allow(p.site)
      return renew()
    }),
    'guard.forbidSite': endpoint(site, async (p) => {
      await guard.forbid(p.site)
      return renew()
    }),
    'guard.blockSite': endpoint(site, async (p) => {
      const host = hostTyped(p.site)
      await guard.forbid(host)
      await sites.block(host)
      const error = new UnauthorizedError()
      await queue.rejectWhere((entry) => entry.request !== null && sites.isBlocked(entry.origin), error)
      const waiting = Object.values(state.waiting.get()).map(({ request }) => request.origin)
      for (const origin of new Set(waiting.filter(sites.isBlocked)))
        await waitingRoom.refuse(origin, toErrorShape(error))
      return null
    }),
    'guard.blockAddress': endpoint(v.object({ address }), async (p) => {
      await guard.blockAddress(p.address)
      return renew()
    }),
    'guard.unblockAddress': endpoint(v.object({ address }), async (p) => {
      await guard.unblockAddress(p.address)
      return renew()
    }),
  }
}

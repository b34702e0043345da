/** What the person says about sites: accounts, network, blocking, and pages inside other pages. */
import * as v from 'valibot'
import { InvalidParamsError, toErrorShape, UnauthorizedError } from '../../shared/errors.ts'
import { isWebOrigin } from '../../shared/origin.ts'
import type { Services } from '../services.ts'
import { siteInFront } from '../sites/in-front.ts'
import { address } from '../state/schema.ts'
import { type Endpoints, endpoint } from './api.ts'

const origin = v.pipe(v.string(), v.check(isWebOrigin, 'not the origin of a site'))
const pair = v.object({ frame: origin, top: origin })
const chainId = v.pipe(v.number(), v.integer(), v.minValue(1))

type SitesApi = Pick<Endpoints, Extract<keyof Endpoints, `sites.${string}`>>

export function sitesApi(services: Services): SitesApi {
  const { sites, accounts, networks, queue, waitingRoom, frames } = services
  const known = (of: string) => {
    if (sites.get(of) === undefined) throw new InvalidParamsError('That site is not connected.')
  }
  const done = async (work: Promise<unknown>): Promise<null> => {
    await work
    return null
  }

  return {
    'sites.disconnect': endpoint(v.object({ origin: v.string() }), (p) => done(sites.revoke(p.origin))),
    'sites.setAccounts': endpoint(v.object({ origin: v.string(), accounts: v.array(address) }), async (p) => {
      known(p.origin)
      for (const one of p.accounts) accounts.needKey(one)
      await sites.setAccounts(p.origin, p.accounts)
      return null
    }),
    'sites.setNetwork': endpoint(v.object({ origin: v.string(), chainId }), async (p) => {
      known(p.origin)
      networks.need(p.chainId)
      await sites.setNetwork(p.origin, p.chainId)
      await queue.rejectWhere((entry) => entry.origin === p.origin)
      return null
    }),
    'sites.block': endpoint(v.object({ origin }), async (p) => {
      await sites.block(p.origin)
      const error = new UnauthorizedError()
      await queue.rejectWhere((entry) => entry.origin === p.origin, error)
      await waitingRoom.refuse(p.origin, toErrorShape(error))
      return null
    }),
    'sites.unblock': endpoint(v.object({ origin: v.string() }), (p) => done(sites.unblock(p.origin))),
    'sites.allowFrame': endpoint(pair, (p) => done(frames.allow(p.frame, p.top))),
    'sites.revokeFrame': endpoint(pair, (p) => done(frames.revoke(p.frame, p.top))),
    'sites.inFront': endpoint(v.object({ tabId: v.pipe(v.number(), v.integer()) }), ({ tabId }) =>
      siteInFront(services, tabId),
    ),
  }
}

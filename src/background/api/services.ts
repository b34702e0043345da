/** What our own pages decide about services outside of the networks. */
import * as v from 'valibot'
import type { ServicesApi } from '../../messaging/services-api.ts'
import { DESCRIPTOR_REGISTRY } from '../providers/list/clear-signing.ts'
import type { Services } from '../services.ts'
import { type Endpoint, endpoint } from './api.ts'

type ServicesEndpoints = { [N in keyof ServicesApi]: Endpoint<ServicesApi[N][0], ServicesApi[N][1]> }

const text = v.pipe(v.string(), v.maxLength(500))
const key = v.object({ id: text, keyId: text })
const done = async (work: Promise<unknown>): Promise<null> => {
  await work
  return null
}

export function servicesApi({ providers, prices, guard, reader }: Services): ServicesEndpoints {
  return {
    'services.allow': endpoint(v.object({ id: text, allowed: v.boolean() }), async ({ id, allowed }) => {
      await providers.allow(id, allowed)
      if (allowed && providers.need(id).kind === 'price') void prices.refresh('now')
      if (allowed && providers.need(id).kind === 'safety') void guard.refresh(true)
      if (allowed && id === DESCRIPTOR_REGISTRY) void reader.files.refresh(true)
      return null
    }),
    'services.addKey': endpoint(v.object({ id: text, key: text, label: text }), (p) =>
      done(providers.keys.add(providers.need(p.id), p.key, p.label)),
    ),
    'services.renameKey': endpoint(v.object({ ...key.entries, label: text }), (p) =>
      done(providers.keys.rename(p.id, p.keyId, p.label)),
    ),
    'services.removeKey': endpoint(key, (p) => done(providers.keys.remove(p.id, p.keyId))),
    'services.retryKey': endpoint(key, (p) => done(providers.keys.retry(p.id, p.keyId))),
  }
}

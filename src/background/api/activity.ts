/** What our own pages ask about activity. */
import * as v from 'valibot'
import { ACTIVITY_GROUPS, type ActivityApi } from '../../messaging/activity-api.ts'
import type { Services } from '../services.ts'
import { address } from '../state/schema.ts'
import { type Endpoint, endpoint } from './api.ts'

type ActivityEndpoints = { [N in keyof ActivityApi]: Endpoint<ActivityApi[N][0], ActivityApi[N][1]> }

const at = v.number()
const query = v.object({
  account: v.nullable(address),
  text: v.pipe(
    v.string(),
    v.transform((given) => given.slice(0, 200)),
  ),
  chainId: v.nullable(v.number()),
  group: v.nullable(v.picklist(ACTIVITY_GROUPS)),
  since: v.nullable(at),
  until: v.nullable(at),
  spam: v.boolean(),
})
const cursor = v.nullable(v.object({ at, ids: v.array(v.string()) }))

export function activityApi({ activity, explorers, logs, signed }: Services): ActivityEndpoints {
  return {
    'activity.list': endpoint(
      v.object({ query, cursor, limit: v.pipe(v.number(), v.minValue(1), v.maxValue(200)) }),
      (p) => activity.page(p.query, p.cursor, p.limit),
    ),
    'activity.raw': endpoint(v.object({ id: v.string(), account: address, at }), (p) =>
      activity.raw(p.id, p.account, p.at),
    ),
    'activity.scan': endpoint(v.null(), async () => {
      await Promise.all([logs.scan(), explorers.scan()])
      return null
    }),
    'activity.older': endpoint(
      v.object({ account: v.nullable(address), chainId: v.nullable(v.number()) }),
      (p) => activity.older(p),
    ),
    'activity.forgetSigned': endpoint(
      v.object({ account: address, id: v.nullable(v.string()) }),
      async (p) => {
        await signed.forget(p.account, p.id)
        return null
      },
    ),
  }
}

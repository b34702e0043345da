/** What our own pages ask about activity. */
import * as v from 'valibot'
import type { ActivityApi } from '../../messaging/activity-api.ts'
import type { Services } from '../services.ts'
import { toRow } from '../state/mirror.ts'
import { type Endpoint, endpoint } from './api.ts'

type ActivityEndpoints = { [N in keyof ActivityApi]: Endpoint<ActivityApi[N][0], ActivityApi[N][1]> }

export function activityApi({ history, logs, state }: Services): ActivityEndpoints {
  return {
    'activity.page': endpoint(
      v.object({ before: v.number(), limit: v.pipe(v.number(), v.maxValue(200)) }),
      async ({ before, limit }) => {
        const selected = state.selected.get().address
        return selected === null ? [] : (await history.page(selected, before, limit)).map(toRow)
      },
    ),
    'activity.scan': endpoint(v.null(), async () => {
      await logs.scan()
      return null
    }),
  }
}

/** What our own pages ask about activity. */
import type { ActivityRow } from './activity-views.ts'

/** Name -> [request, response], as in protocol.ts. */
export type ActivityApi = {
  /** Older rows than `before` of the selected account, newest first. */
  'activity.page': [{ before: number; limit: number }, ActivityRow[]]
  /** Looks for what came and went by the logs of the networks. Done when one look is done. */
  'activity.scan': [null, null]
}

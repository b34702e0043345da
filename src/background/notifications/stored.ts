/** Notifications as they are kept: those to be told, and what was told. */
import * as v from 'valibot'
import { address } from '../state/schema.ts'

const notice = v.object({
  /** One for each thing that happened. */
  key: v.string(),
  kind: v.picklist(['confirmed', 'failed', 'received']),
  title: v.string(),
  text: v.string(),
  /** The same without amounts and names. */
  discreet: v.string(),
  account: address,
  /** Where in the wallet it is shown. */
  open: v.string(),
})
export type Notice = v.InferOutput<typeof notice>

/** By key: those that are to be told, when others were told, and where their clicks lead. */
export const storedNotices = v.object({
  waiting: v.record(v.string(), notice),
  told: v.record(v.string(), v.number()),
  places: v.record(v.string(), v.object({ account: address, open: v.string() })),
})
export type Notices = v.InferOutput<typeof storedNotices>

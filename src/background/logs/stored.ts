import * as v from 'valibot'

/** What the endpoints of a network let be asked for at once, learnt in this session. */
export const logScan = v.object({
  /** Blocks of the next question, and the most that was not refused. */
  span: v.number(),
  ceiling: v.number(),
  /** Something was refused: from then on the question grows slowly. */
  careful: v.boolean(),
  /** Requests so far. */
  spent: v.number(),
  /** This block and those before are not to be had; -1 for none. */
  floor: v.number(),
  /** Logs are only given of contracts that are named. */
  named: v.boolean(),
})
export type LogScan = v.InferOutput<typeof logScan>

/** New logs of a criteria, and those taken back because the chain took another way. */
import * as v from 'valibot'
import { InternalError } from '../../shared/errors.ts'
import { type LogCriteria, within } from './criteria.ts'
import type { Ask, News } from './follow.ts'

/** A log as the network gave it: a JSON object. */
export type Log = Record<string, unknown>
export const log: v.GenericSchema<unknown, Log> = v.record(v.string(), v.unknown())

/** Told logs that could still be taken back; of more than this the oldest are forgotten. */
const MOST_TOLD = 100
const MOST_TOLD_CHARS = 20_000
const DEEPEST = 32

/** Which log of which block. */
const nameOf = (one: Log): string => `${String(one.blockHash)} ${String(one.logIndex)}`
const heightOf = (one: Log): number => Number(one.blockNumber)

export async function readLogs(ask: Ask, criteria: LogCriteria): Promise<Log[]> {
  const parsed = v.safeParse(v.array(log), await ask('eth_getLogs', [criteria]))
  if (!parsed.success) throw new InternalError('The network answered something that is not logs.')
  return parsed.output
}

/**
 * @param told logs that were given before and may be taken back
 * @returns what to give now (taken back ones first, newest first, as nodes do), and what was given by then
 */
export async function logNews(
  ask: Ask,
  criteria: LogCriteria,
  news: News,
  told: readonly Log[],
): Promise<{ changes: Log[]; told: Log[] }> {
  const wanted = within(criteria, news.from, news.head.number)
  const found = wanted === null ? [] : await readLogs(ask, wanted)
  const standing = new Set(found.map(nameOf))
  const before = told.filter((one) => heightOf(one) < news.from)
  const again = told.filter((one) => heightOf(one) >= news.from)
  const known = new Set(again.map(nameOf))
  const removed = again.filter((one) => !standing.has(nameOf(one)))
  const added = found.filter((one) => !known.has(nameOf(one)))
  const changes = [...removed.reverse().map((one) => ({ ...one, removed: true })), ...added]
  const recent = [...before, ...found].filter((one) => heightOf(one) > news.head.number - DEEPEST)
  return { changes, told: bounded(recent) }
}

function bounded(logs: readonly Log[]): Log[] {
  const kept: Log[] = []
  let chars = 0
  for (const one of logs.slice(-MOST_TOLD).reverse()) {
    chars += JSON.stringify(one).length
    if (chars > MOST_TOLD_CHARS) break
    kept.push(one)
  }
  return kept.reverse()
}

/** Several lists, each newest first and read some at a time, as one: a page costs what it shows, not what there is. */
import type { ActivityCursor, ActivityRow } from '../../messaging/protocol.ts'

export type Source = AsyncGenerator<ActivityRow[]>

const newestFirst = (a: ActivityRow, b: ActivityRow): number => b.createdAt - a.createdAt || b.nonce - a.nonce

/** One row after another. */
export async function* merged(sources: readonly Source[]): AsyncGenerator<ActivityRow> {
  const open = await Promise.all(sources.map(async (source) => ({ source, rows: await nextRows(source) })))
  for (;;) {
    let best: (typeof open)[number] | undefined
    for (const one of open) {
      const [row] = one.rows
      const [than] = best?.rows ?? []
      if (row !== undefined && (than === undefined || newestFirst(row, than) < 0)) best = one
    }
    const row = best?.rows.shift()
    if (best === undefined || row === undefined) return
    if (best.rows.length === 0) best.rows = await nextRows(best.source)
    yield row
  }
}

/** The next rows of a source that has some; empty at its end. */
async function nextRows(source: Source): Promise<ActivityRow[]> {
  for (;;) {
    const { value, done } = await source.next()
    if (done === true) return []
    if (value.length > 0) return value.sort(newestFirst)
  }
}

/** @returns how far it was read; null at the end */
export async function takePage(
  rows: AsyncGenerator<ActivityRow>,
  cursor: ActivityCursor | null,
  wants: (row: ActivityRow) => boolean,
  most: { rows: number; looked: number },
): Promise<{ rows: ActivityRow[]; cursor: ActivityCursor | null }> {
  const found: ActivityRow[] = []
  let at = cursor
  let looked = 0
  for await (const row of rows) {
    if (cursor !== null && row.createdAt === cursor.at && cursor.ids.includes(row.id)) continue
    if (found.length >= most.rows || looked >= most.looked) return { rows: found, cursor: at }
    looked += 1
    const same = at !== null && at.at === row.createdAt ? at.ids : []
    at = { at: row.createdAt, ids: [...same, row.id] }
    if (wants(row)) found.push(row)
  }
  return { rows: found, cursor: null }
}

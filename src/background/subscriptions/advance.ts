/** One step of whatever follows a chain: what is new, and how far it has got by then. Shared by filters and subscriptions. */
import { InternalError } from '../../shared/errors.ts'
import { type Ask, type Block, blockAt, look, newBlocks, remember } from './follow.ts'
import { type Log, logNews } from './logs.ts'
import { pendingNews } from './pending.ts'
import type { Following } from './stored.ts'

/** Of a page that asks after a long time. */
const MOST_LOG_BLOCKS = 2_000

export type Change = { block: Block } | { log: Log } | { hash: string }
type Progress = Pick<Following, 'seen' | 'told' | 'known'>

/** Where to start: what is there now is not news. */
export async function begin(ask: Ask, kind: Following['kind']): Promise<Progress> {
  if (kind === 'pending') return { seen: [], told: [], known: (await pendingNews(ask, [])).known }
  const head = await blockAt(ask, 'latest')
  if (head === null) throw new InternalError('The network has no blocks.')
  return { seen: remember([head]), told: [], known: [] }
}

/** @param mostBlocks of more new blocks only the last ones are given */
export async function advance(
  ask: Ask,
  { kind, criteria, seen, told, known }: Following,
  mostBlocks: number,
): Promise<{ progress: Progress; changes: Change[] }> {
  if (kind === 'pending') {
    const news = await pendingNews(ask, known)
    return {
      progress: { seen, told, known: news.known },
      changes: news.changes.map((hash) => ({ hash })),
    }
  }
  const news = await look(ask, seen, kind === 'logs' ? MOST_LOG_BLOCKS : mostBlocks)
  if (news === null) return { progress: { seen, told, known }, changes: [] }
  if (kind === 'logs') {
    const logs = await logNews(ask, criteria, news, told)
    const progress = { seen: remember([...news.kept, news.head]), told: logs.told, known }
    return { progress, changes: logs.changes.map((log) => ({ log })) }
  }
  const blocks = await newBlocks(ask, news)
  const progress = { seen: remember([...news.kept, ...blocks]), told, known }
  return { progress, changes: blocks.map((block) => ({ block })) }
}

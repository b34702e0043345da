/**
 * Follows a chain by its newest blocks: what is new since the last look, without a gap, and from where the chain
 * took another way. A look costs one request while nothing is new.
 */
import * as v from 'valibot'
import { InternalError } from '../../shared/errors.ts'
import { type Hex, isHex, toQuantity } from '../../shared/hex.ts'

export type Ask = (method: string, params: readonly unknown[]) => Promise<unknown>

/** A block as it was seen. */
export const seenBlock = v.object({ number: v.number(), hash: v.custom<Hex>(isHex) })
export type SeenBlock = v.InferOutput<typeof seenBlock>

export type Block = SeenBlock & { parentHash: Hex; fields: ReadonlyMap<string, unknown> }

export type News = {
  /** The new blocks go from here to the head. */
  from: number
  head: Block
  /** What was seen before and still stands. */
  kept: SeenBlock[]
}

/** How far back another way of the chain is noticed. */
const REMEMBERED = 32
const FURTHEST_BEHIND = 128
const HASH = /^0x[0-9a-fA-F]{64}$/

export const remember = (seen: readonly SeenBlock[]): SeenBlock[] =>
  seen.slice(-REMEMBERED).map(({ number, hash }) => ({ number, hash }))

/** @returns null when there is no such block (yet). */
export async function blockAt(ask: Ask, number: number | 'latest'): Promise<Block | null> {
  const tag = number === 'latest' ? number : toQuantity(number)
  const raw = await ask('eth_getBlockByNumber', [tag, false])
  if (raw === null || raw === undefined) return null
  const block = parseBlock(raw)
  if (number !== 'latest' && block.number !== number)
    throw new InternalError('The network answered with another block.')
  return block
}

export function parseBlock(raw: unknown): Block {
  const fields = new Map<string, unknown>(typeof raw === 'object' && raw !== null ? Object.entries(raw) : [])
  const [number, hash, parentHash] = [fields.get('number'), fields.get('hash'), fields.get('parentHash')]
  const isHash = (value: unknown): value is Hex => isHex(value) && HASH.test(value)
  if (!isHex(number) || number.length > 15 || number.length < 3 || !isHash(hash) || !isHash(parentHash))
    throw new InternalError('The network answered something that is not a block.')
  return { number: Number(number), hash, parentHash, fields }
}

/**
 * What is new since `seen`, at most the last `most` blocks; null when nothing is.
 * An endpoint that is behind another one shows an older block that was seen already: that is no news.
 */
export async function look(ask: Ask, seen: readonly SeenBlock[], most: number): Promise<News | null> {
  const head = await blockAt(ask, 'latest')
  if (head === null) throw new InternalError('The network has no blocks.')
  const last = seen.at(-1)
  if (last === undefined) return { from: head.number + 1, head, kept: [] }
  if (seen.some((one) => one.hash === head.hash)) return null
  const at = await standing(ask, seen, head)
  const gone = seen[at + 1]
  if (gone !== undefined && gone.number > head.number) {
    // Behind, as far as anyone can tell; only a chain that was started anew is this far behind.
    if (gone.number - head.number < FURTHEST_BEHIND) return null
    return { from: head.number + 1, head, kept: [] }
  }
  const first = (seen[at]?.number ?? Math.min(last.number, head.number) - 1) + 1
  return { from: Math.max(first, head.number - most + 1), head, kept: seen.slice(0, at + 1) }
}

/** The index of the newest seen block that the chain of `head` still has; -1 for none of them. */
async function standing(ask: Ask, seen: readonly SeenBlock[], head: Block): Promise<number> {
  for (let at = seen.length - 1; at >= 0; at--) {
    const one = seen[at]
    if (one === undefined || one.number >= head.number) continue
    const hash = one.number === head.number - 1 ? head.parentHash : (await blockAt(ask, one.number))?.hash
    if (hash === one.hash) return at
  }
  return -1
}

/** The new blocks in order, each the child of the one before; ends early where an endpoint does not have one yet. */
export async function newBlocks(ask: Ask, { from, head, kept }: News): Promise<Block[]> {
  if (from > head.number) return []
  const numbers = Array.from({ length: head.number - from }, (_, i) => from + i)
  const found = [...(await Promise.all(numbers.map((number) => blockAt(ask, number)))), head]
  const blocks: Block[] = []
  let before = kept.at(-1)
  for (const block of found) {
    if (block === null) break
    const follows = before?.number !== block.number - 1 || before.hash === block.parentHash
    // The chain changed while it was read: the rest is for the next look.
    if (!follows) break
    blocks.push(block)
    before = block
  }
  return blocks
}

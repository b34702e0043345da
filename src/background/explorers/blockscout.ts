/** https://docs.blockscout.com (PRO API, v2): one key for many networks. */
import * as v from 'valibot'
import type { Providers } from '../providers/providers.ts'
import { type Explorer, type Moved, type Told, together, type Wanted, whole, wholeFrom } from './explorer.ts'

const side = v.object({ hash: v.string() })
const common = { timestamp: v.string(), from: side, to: v.nullable(side), block_number: v.number() }
/** Null on the last page. It cannot be told where a page ends: the block is counted back from. */
const more = v.optional(v.unknown(), null)
const transactions = v.object({
  items: v.array(v.object({ ...common, value: whole, hash: v.string(), status: v.nullable(v.string()) })),
  next_page_params: more,
})
const internals = v.object({
  items: v.array(
    v.object({
      ...common,
      value: whole,
      transaction_hash: v.string(),
      success: v.boolean(),
      index: v.number(),
    }),
  ),
  next_page_params: more,
})
const tokens = v.object({
  items: v.array(
    v.object({
      ...common,
      transaction_hash: v.string(),
      log_index: v.number(),
      total: v.nullable(v.object({ value: v.optional(v.nullable(whole), null) })),
      // Older servers call it `address`.
      token: v.nullable(
        v.object({
          type: v.optional(v.nullable(v.string()), null),
          address_hash: v.optional(v.string()),
          address: v.optional(v.string()),
        }),
      ),
    }),
  ),
  next_page_params: more,
})

/** A page holds what is below this place; without one it begins at the newest. */
const build =
  ({ chainId, account, until, isNewest }: Wanted, what: string, query: Record<string, string> = {}) =>
  (key: string | null) => {
    const below = { block_number: String(until + 1), index: '0', items_count: '50' }
    const search = new URLSearchParams({ ...query, ...(isNewest ? {} : below) }).toString()
    const path = `https://api.blockscout.com/${chainId}/api/v2/addresses/${account}/${what}`
    return {
      url: search === '' ? path : `${path}?${search}`,
      headers: { authorization: `Bearer ${key ?? ''}` },
    }
  }

type Row = Pick<v.InferOutput<typeof transactions>['items'][number], keyof typeof common>

const at = ({ timestamp, from, to, block_number }: Row) => ({
  block: block_number,
  at: Date.parse(timestamp),
  from: from.hash,
  to: to?.hash ?? null,
})

const told = (items: readonly Row[], next: unknown, since: number, moved: Moved[]): Told => {
  const blocks = items.map(({ block_number }) => block_number)
  return { moved, from: wholeFrom(blocks, next !== null, since) }
}

export const blockscout: Explorer = {
  id: 'blockscout',
  supports: () => true,
  async read(providers: Providers, wanted) {
    const { since } = wanted
    const sent = await providers.ask.json('blockscout', transactions, build(wanted, 'transactions'))
    const inside = await providers.ask.json('blockscout', internals, build(wanted, 'internal-transactions'))
    const query = { type: 'ERC-20' }
    const moved = await providers.ask.json('blockscout', tokens, build(wanted, 'token-transfers', query))
    return together([
      told(
        sent.items,
        sent.next_page_params,
        since,
        sent.items
          .filter(({ status }) => status === 'ok')
          .map((one) => ({ ...at(one), hash: one.hash, token: null, part: -1, value: one.value })),
      ),
      told(
        inside.items,
        inside.next_page_params,
        since,
        inside.items
          .filter(({ success }) => success)
          .map((one) => ({
            ...at(one),
            hash: one.transaction_hash,
            token: null,
            part: one.index,
            value: one.value,
          })),
      ),
      told(
        moved.items,
        moved.next_page_params,
        since,
        moved.items
          .filter(({ token }) => token !== null && (token.type === null || token.type === 'ERC-20'))
          .map((one) => ({
            ...at(one),
            hash: one.transaction_hash,
            token: one.token?.address_hash ?? one.token?.address ?? '',
            part: one.log_index,
            value: one.total?.value ?? '0',
          })),
      ),
    ])
  },
}

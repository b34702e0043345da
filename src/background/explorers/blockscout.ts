/** https://docs.blockscout.com (PRO API, v2): one key for many networks. */
import * as v from 'valibot'
import type { Providers } from '../providers/providers.ts'
import { type Explorer, type Moved, type Wanted, whole } from './explorer.ts'

const side = v.object({ hash: v.string() })
const common = {
  timestamp: v.string(),
  from: side,
  to: v.nullable(side),
  value: whole,
  block_number: v.number(),
}
const transactions = v.object({
  items: v.array(v.object({ ...common, hash: v.string(), status: v.nullable(v.string()) })),
})
const internals = v.object({
  items: v.array(
    v.object({ ...common, transaction_hash: v.string(), success: v.boolean(), index: v.number() }),
  ),
})

const build =
  ({ chainId, account }: Wanted, what: string) =>
  (key: string | null) => ({
    url: `https://api.blockscout.com/${chainId}/api/v2/addresses/${account}/${what}`,
    headers: { authorization: `Bearer ${key ?? ''}` },
  })

const moved = (
  hash: string,
  part: number,
  one: v.InferOutput<typeof transactions>['items'][number],
): Moved => ({
  hash,
  part,
  block: one.block_number,
  at: Date.parse(one.timestamp),
  from: one.from.hash,
  to: one.to?.hash ?? null,
  value: one.value,
})

export const blockscout: Explorer = {
  id: 'blockscout',
  supports: () => true,
  async read(providers: Providers, wanted) {
    const sent = await providers.ask.json('blockscout', transactions, build(wanted, 'transactions'))
    const inside = await providers.ask.json('blockscout', internals, build(wanted, 'internal-transactions'))
    return [
      ...sent.items.filter(({ status }) => status === 'ok').map((one) => moved(one.hash, -1, one)),
      ...inside.items
        .filter(({ success }) => success)
        .map((one) => moved(one.transaction_hash, one.index, { ...one, hash: '', status: null })),
    ]
  },
}

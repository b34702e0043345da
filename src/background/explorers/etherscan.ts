/** https://docs.etherscan.io (API v2): one key for many networks; it says no with status 200 and words. */
import * as v from 'valibot'
import type { HttpAnswer } from '../ports.ts'
import { ServiceError } from '../providers/errors.ts'
import type { Providers } from '../providers/providers.ts'
import { type Explorer, type Told, together, type Wanted, whole, wholeFrom } from './explorer.ts'

const row = v.object({
  blockNumber: whole,
  timeStamp: whole,
  hash: v.string(),
  from: v.string(),
  to: v.string(),
  value: whole,
  isError: v.optional(v.string(), '0'),
  contractAddress: v.optional(v.string(), ''),
})
const answer = v.object({
  status: v.string(),
  message: v.string(),
  result: v.union([v.array(row), v.string()]),
})

function refusal({ bytes }: HttpAnswer): 'rejected' | 'limit' | null {
  const text = new TextDecoder().decode(bytes.subarray(0, 400))
  if (/rate limit|daily limit/i.test(text)) return 'limit'
  return /(?:invalid|missing)[^"]{0,12}api key/i.test(text) ? 'rejected' : null
}

type Action = 'txlist' | 'txlistinternal' | 'tokentx'

const MOST = 500

async function list(providers: Providers, wanted: Wanted, action: Action): Promise<Told> {
  const build = (key: string | null) => {
    const query = new URLSearchParams({
      chainid: String(wanted.chainId),
      module: 'account',
      action,
      address: wanted.account,
      startblock: String(wanted.since),
      endblock: String(wanted.until),
      page: '1',
      offset: String(MOST),
      sort: 'desc',
      apikey: key ?? '',
    })
    return { url: `https://api.etherscan.io/v2/api?${query}` }
  }
  const { result } = await providers.ask.json('etherscan', answer, build, { refusal })
  // In the place of a list it says what is wrong: a network that the plan leaves out, a search that took too long.
  if (typeof result === 'string') throw new ServiceError('Etherscan', 'unreachable', result.slice(0, 200))
  const blocks = result.map(({ blockNumber }) => Number(blockNumber))
  const moved = result.flatMap((one, i) =>
    one.isError !== '0'
      ? []
      : [
          {
            hash: one.hash,
            token: action === 'tokentx' ? one.contractAddress : null,
            part: action === 'txlist' ? -1 : partOf(result, i),
            block: Number(one.blockNumber),
            at: Number(one.timeStamp) * 1000,
            from: one.from,
            to: one.to === '' ? null : one.to,
            value: one.value,
          },
        ],
  )
  return { moved, from: wholeFrom(blocks, blocks.length >= MOST, wanted.since) }
}

/** Calls inside of a transaction, and tokens, have no number of their own; newest first, the last is the first. */
const partOf = (rows: readonly { hash: string }[], at: number): number =>
  rows.slice(at + 1).filter(({ hash }) => hash === rows[at]?.hash).length

export const etherscan: Explorer = {
  id: 'etherscan',
  supports: () => true,
  read: async (providers, wanted) =>
    together([
      await list(providers, wanted, 'txlist'),
      await list(providers, wanted, 'txlistinternal'),
      await list(providers, wanted, 'tokentx'),
    ]),
}

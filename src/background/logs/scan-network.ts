/**
 * Reads the logs of the accounts on one network: the newest blocks first, then back in time as far as a look's and a
 * session's requests go. The newest blocks are read again each time, because the chain may take another way.
 */
import * as v from 'valibot'
import { type ChainLog, isRight, logFilters, parseLog } from '../../ethereum/account-logs.ts'
import { PERMIT2 } from '../../ethereum/known-contracts.ts'
import { EndpointError, InternalError } from '../../shared/errors.ts'
import { type Address, sameAddress, toQuantity } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { type Block, blockAt } from '../subscriptions/follow.ts'
import { isLocal } from '../transactions/local-chain.ts'
import type { AccountLog } from './account-log.ts'
import type { BlockTimes } from './block-times.ts'
import { countOf, type LogIndex, type LogStore } from './log-store.ts'
import { newestGap, type Range, upTo } from './ranges.ts'
import { readRefusal } from './refusal.ts'
import type { LogScan } from './stored.ts'

/** Requests of one look at a network, and of a session. */
const REQUESTS_A_LOOK = 36
const REQUESTS_A_SESSION = 900
const FIRST_SPAN = 5_000
const LONGEST_SPAN = 200_000
/** Chains go back by less than this; endpoints that are several machines lag by less. */
const READ_AGAIN = 64
/** Of one account on one network; older ones are left to explorers. */
const MOST_LOGS = 5_000
const MOST_NAMED = 250

export type ScanDeps = {
  services: Services
  store: LogStore
  times: BlockTimes
  isWatched(): boolean
  /** Before what happened since the last look is stored; a stop in between has it looked at again. */
  news(logs: readonly AccountLog[]): Promise<void>
  found(logs: readonly AccountLog[]): void
}

type Cursor = { account: Address; index: LogIndex; covered: Range[]; top: number | null }

const FIRST_SCAN: LogScan = {
  span: FIRST_SPAN,
  ceiling: LONGEST_SPAN,
  careful: false,
  spent: 0,
  floor: -1,
  named: false,
}

/** @returns in words why not everything could be read, else null. @throws UnreachableError */
export async function scanNetwork(
  deps: ScanDeps,
  chainId: number,
  accounts: readonly Address[],
  seen: Block | undefined,
): Promise<{ head: Block; trouble: string | null }> {
  const { services } = deps
  const ask = (method: string, params: readonly unknown[]) =>
    services.rpc.request(chainId, method, params, 'logs')
  const head = await blockAt(ask, 'latest')
  if (head === null) throw new InternalError('The network has no blocks.')
  await forgetOldChain(deps, chainId, accounts, head)
  let scan = services.state.logScans.get()[String(chainId)] ?? FIRST_SCAN
  const cursors = await Promise.all(
    accounts.map(async (account): Promise<Cursor> => {
      const index = await deps.store.index(chainId, account)
      const settled = seen?.hash === head.hash ? head.number : head.number - Math.min(READ_AGAIN, scan.span)
      return { account, index, covered: upTo(index.covered, settled), top: index.covered.at(-1)?.[1] ?? null }
    }),
  )
  let left = REQUESTS_A_LOOK
  let trouble: string | null = null
  for (let first = true; left > 0; first = false) {
    if (services.keeper.status() !== 'unlocked') break
    if (!first && (!deps.isWatched() || scan.spent >= REQUESTS_A_SESSION)) break
    const next = nextRead(cursors, head.number, scan)
    if (next === null) break
    const [from, to] = next.range
    try {
      const { logs, asked } = await readRange(deps, chainId, next, scan.named)
      left -= asked
      scan = { ...scan, spent: scan.spent + asked }
      await keep(deps, chainId, next, logs, head)
      const longer = scan.careful ? Math.ceil(scan.span * 1.1) : scan.span * 2
      if (to - from + 1 >= scan.span) scan = { ...scan, span: Math.min(longer, scan.ceiling) }
    } catch (error) {
      const refusal = readRefusal(error)
      left -= 3
      scan = { ...scan, spent: scan.spent + 3 }
      const blocks = to - from + 1
      if (refusal.kind === 'unnamed' && !scan.named) scan = { ...scan, named: true }
      else if (refusal.kind === 'too-much' && blocks > 1) {
        const span = Math.max(1, Math.min(refusal.blocks ?? blocks, Math.floor(blocks / 2)))
        scan = { ...scan, span, careful: true, ceiling: refusal.lasting ? span : scan.ceiling }
      } else {
        // One block is refused: what is older is not to be had here, as on nodes that keep no old blocks.
        if (refusal.kind === 'too-much' && to < head.number)
          scan = { ...scan, floor: to, span: FIRST_SPAN, ceiling: LONGEST_SPAN }
        trouble = wordsOf(services, chainId, to < head.number)
        if (refusal.kind !== 'too-much') break
        if (to >= head.number) break
      }
    }
  }
  await services.state.logScans.update((now) => ({ ...now, [String(chainId)]: scan }))
  return { head, trouble: trouble ?? (scan.floor >= 0 ? wordsOf(services, chainId, true) : null) }
}

function wordsOf(services: Services, chainId: number, older: boolean): string {
  const name = services.networks.find(chainId)?.name ?? 'the network'
  return older
    ? `The endpoint of ${name} does not tell of older transfers. An explorer or another endpoint may.`
    : `The endpoint of ${name} does not tell of transfers now. Another endpoint may.`
}

type Read = { range: Range; who: Cursor[] }

function nextRead(cursors: readonly Cursor[], head: number, scan: LogScan): Read | null {
  const gaps = cursors.flatMap((cursor) => {
    const gap = newestGap(cursor.covered, head)
    const isFull = gap !== null && gap[1] < head && countOf(cursor.index) >= MOST_LOGS
    return gap === null || isFull || gap[1] <= scan.floor ? [] : [{ cursor, gap }]
  })
  if (gaps.length === 0) return null
  const to = Math.max(...gaps.map(({ gap }) => gap[1]))
  const mine = gaps.filter(({ gap }) => gap[1] === to)
  const from = Math.max(to - scan.span + 1, ...mine.map(({ gap }) => gap[0]))
  return { range: [from, to], who: mine.map(({ cursor }) => cursor) }
}

const answer = v.array(v.unknown())

async function readRange(
  { services, times }: ScanDeps,
  chainId: number,
  { range, who }: Read,
  named: boolean,
): Promise<{ logs: Omit<AccountLog, 'account'>[]; asked: number }> {
  const [from, to] = range
  const blocks = { fromBlock: toQuantity(from), toBlock: toQuantity(to) }
  const tokens = services.assets.tokens.list(chainId).slice(0, MOST_NAMED)
  const only = named ? { address: [PERMIT2, ...tokens.map(({ address }) => address)] } : {}
  const accounts = who.map(({ account }) => account)
  const answers = await Promise.all(
    logFilters(accounts).map((filter) =>
      services.rpc.request(chainId, 'eth_getLogs', [{ ...filter, ...blocks, ...only }], 'logs'),
    ),
  )
  const all = new Map<string, ChainLog>()
  for (const given of answers) {
    const parsed = v.safeParse(answer, given)
    if (!parsed.success) throw new InternalError('The network answered something that is not logs.')
    for (const one of parsed.output.flatMap(parseLog)) {
      // What was not asked for is not believed.
      const isOurs = accounts.some((account) => isOf(account, one))
      if (isOurs && one.block >= from && one.block <= to) all.set(`${one.hash} ${one.log} ${one.part}`, one)
    }
  }
  const told = new Map([...all.values()].map(({ block, time }) => [block, time]))
  const { times: made, asked } = await times.of(chainId, told)
  const logs = [...all.values()].map(({ time: _time, amount, tokenId, ...rest }) => ({
    ...rest,
    source: 'network' as const,
    chainId,
    amount: amount.toString(),
    tokenId: tokenId?.toString() ?? null,
    at: made.get(rest.block) ?? 0,
  }))
  return { logs, asked: answers.length + asked }
}

/** A right belongs to its owner's story alone. */
const isOf = (account: Address, { kind, from, to }: Pick<AccountLog, 'kind' | 'from' | 'to'>): boolean =>
  sameAddress(account, from) || (!isRight(kind) && sameAddress(account, to))

async function keep(
  deps: ScanDeps,
  chainId: number,
  { range, who }: Read,
  logs: readonly Omit<AccountLog, 'account'>[],
  head: Block,
): Promise<void> {
  const moved = logs.filter(({ kind }) => kind === 'erc20').map(({ token }) => token)
  // Before they are kept: a stop in between has them looked at again.
  await deps.services.assets.tokens.see(chainId, moved).catch((error) => {
    if (!(error instanceof EndpointError)) throw error
  })
  // A wallet that was locked or erased meanwhile is left as it is.
  if (deps.services.keeper.status() !== 'unlocked') return
  for (const cursor of who) {
    const { account, top } = cursor
    // Removed meanwhile: nothing is kept of it any more.
    if (deps.services.accounts.find(account) === undefined) continue
    const mine = logs.filter((one) => isOf(account, one)).map((one) => ({ ...one, account }))
    const tip = { number: head.number, hash: head.hash }
    const isNews = top !== null && range[1] > top
    const news = isNews ? deps.news : undefined
    const fresh = await deps.store.replace(chainId, account, range, mine, tip, news)
    cursor.covered = [...cursor.covered, range]
    if (mine.length > 0) cursor.index = await deps.store.index(chainId, account)
    if (fresh.length > 0) deps.found(fresh)
  }
}

/** A local network that was started anew has none of what was found. */
async function forgetOldChain(
  { services, store }: ScanDeps,
  chainId: number,
  accounts: readonly Address[],
  head: Block,
): Promise<void> {
  if (!isLocal(services, chainId)) return
  const ask = (method: string, params: readonly unknown[]) => services.rpc.request(chainId, method, params)
  await Promise.all(
    accounts.map(async (account) => {
      const { tip } = await store.index(chainId, account)
      if (tip === null) return
      const still = tip.number > head.number ? null : await blockAt(ask, tip.number)
      if (still?.hash !== tip.hash) await store.forget(chainId, [account])
    }),
  )
}

/**
 * Reads the balances of accounts on one network: all accounts and all tokens in as few requests as the endpoint
 * takes. A batch that is refused is halved, and the size that worked is kept for the session. A contract that nobody
 * vouches for may take all gas or refuse to answer: it is found, asked apart from the others, and harms none of them.
 */
import { type BalanceRead, decodeBalanceReads, encodeBalanceReads } from '../../ethereum/balance-batch.ts'
import { decodeUint, encodeBalanceOf } from '../../ethereum/erc20.ts'
import { multicall3 } from '../../ethereum/networks.ts'
import { AnswerTooLargeError, EndpointError, InternalError, UnreachableError } from '../../shared/errors.ts'
import { type Address, isHex } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { toBigint } from '../transactions/look-into.ts'
import type { KnownToken } from './tokens.ts'

/** What is not zero, by token in lower case, and `native`; decimal base units. */
export type Balances = Record<string, string>
/** `unread`: tokens in lower case that did not answer: what stands for them, if anything, is what was last known. */
export type Reading = { balances: Balances; unread: string[] }

/** About 30 million gas and 1.2 megabytes: what nodes take unless told otherwise. */
const LARGEST_BATCH = 4_800
const SMALLEST_BATCH = 50
/** Tokens that are asked once more, each in a request of its own, because they did not answer with the others. */
const MOST_ASKED_ALONE = 8
/** How long one that does not answer alone either is left out. */
const LEFT_OUT_MS = 10 * 60_000
/** What endpoints say to a batch that is too big for them, as against being busy or not being there. */
const TOO_BIG =
  /\b413\b|too (?:large|big)|out ?of ?gas|gas (?:limit|required|cap|exceed)|size (?:limit|exceed)/i

type Answers = (bigint | null)[]
type Batches = {
  services: Services
  chainId: number
  /** Whether it stands on our own list: such a contract does not take all gas. */
  isTrusted(read: BalanceRead): boolean
}

/**
 * @param before what was known of each owner: a token that does not answer keeps its last balance
 * @returns one reading an owner, in the order of `owners`, and when the block was made that they are of (ms; null
 *   where it is not known). @throws WalletError when the network does not tell.
 */
export async function readBalances(
  services: Services,
  chainId: number,
  owners: readonly Address[],
  tokens: readonly KnownToken[],
  before: readonly Balances[],
): Promise<{ readings: Reading[]; blockAt: number | null }> {
  // Token by token: the contract is warm after its first owner, and costs a third of the gas from then on. The ones
  // that nobody vouches for last: a contract that burns all gas leaves nothing for those after it.
  const order = ['listed', 'added', 'found']
  const inOrder = tokens.toSorted((a, b) => order.indexOf(a.origin) - order.indexOf(b.origin))
  const now = services.ports.clock.now()
  const { batches } = services.state
  const isLeftOut = (token: Address) => (batches.get()[leftOutKey(chainId, token)] ?? 0) > now
  const asked = inOrder.filter(({ address }) => !isLeftOut(address))
  const readsOf = (token: Address | null): BalanceRead[] => owners.map((owner) => ({ owner, token }))
  const [first] = owners
  if (first === undefined) return { readings: [], blockAt: null }
  const listed = new Set(asked.filter(({ origin }) => origin === 'listed').map(({ address }) => address))
  const by: Batches = {
    services,
    chainId,
    isTrusted: ({ token }) => token === null || token === 'time' || listed.has(token),
  }
  const reads = [null, ...asked.map(({ address }) => address)].flatMap(readsOf)
  const answers = await readAll(by, [{ owner: first, token: 'time' }, ...reads])
  if (answers === null) {
    const readings = await Promise.all(owners.map((owner) => readSingly(services, chainId, owner, tokens)))
    return { readings, blockAt: null }
  }
  const [time = null] = answers.splice(0, 1)
  const found = new Map<string, Answers>()
  for (const [i, token] of ['native', ...asked.map(({ address }) => address)].entries())
    found.set(token.toLowerCase(), answers.slice(i * owners.length, (i + 1) * owners.length))
  if (found.get('native')?.some((balance) => balance === null))
    throw new InternalError('The network did not tell the balance.')
  const silent = asked.filter(
    ({ address, origin }) => origin !== 'listed' && found.get(address.toLowerCase())?.includes(null),
  )
  for (const { address } of silent.slice(0, MOST_ASKED_ALONE)) {
    const alone = await readAlone(by, readsOf(address))
    if (alone.every((balance) => balance === null))
      await batches.update((sizes) => ({ ...sizes, [leftOutKey(chainId, address)]: now + LEFT_OUT_MS }))
    else found.set(address.toLowerCase(), alone)
  }
  const keys = ['native', ...tokens.map(({ address }) => address.toLowerCase())]
  // A contract of our list that is not there holds nothing of anybody.
  const absent = new Set([...listed].map((address) => address.toLowerCase()))
  const readings = owners.map((_, i): Reading => {
    const reading: Reading = { balances: {}, unread: [] }
    for (const key of keys) {
      const balance = found.get(key)?.[i] ?? null
      const kept = balance === null ? before[i]?.[key] : balance.toString()
      if (balance === null && (kept !== undefined || !absent.has(key))) reading.unread.push(key)
      if (kept !== undefined && (kept !== '0' || key === 'native')) reading.balances[key] = kept
    }
    return reading
  })
  return { readings, blockAt: time === null ? null : Number(time) * 1000 }
}

/** Kept beside the sizes of batches: until when (ms) a token of a network is not asked. */
const leftOutKey = (chainId: number, token: Address): string => `${chainId}:${token.toLowerCase()}`

/** Null where there is no Multicall3. */
async function readAll(by: Batches, reads: readonly BalanceRead[]): Promise<Answers | null> {
  const { batches } = by.services.state
  const key = String(by.chainId)
  const keepSize = (size: number) => batches.update((now) => ({ ...now, [key]: size }))
  const usual = batches.get()[key] ?? LARGEST_BATCH
  let size = usual
  /** Of the next batch only. */
  let most = size
  const results: Answers = []
  while (results.length < reads.length) {
    const batch = reads.slice(results.length, results.length + Math.min(size, most))
    most = size
    try {
      const answers = await readBatch(by, batch)
      if (answers === null) return null
      results.push(...answers)
    } catch (error) {
      if (!isTooBig(error)) throw error
      if (batch.length > SMALLEST_BATCH) {
        size = Math.max(SMALLEST_BATCH, Math.ceil(batch.length / 2))
        most = size
        await keepSize(size)
        continue
      }
      // It is not the size, then, but one of the contracts: without those that nobody vouches for it goes on.
      const strange = batch.findIndex((read) => !by.isTrusted(read))
      if (strange < 0) throw error
      if (strange === 0) results.push(...batch.map(() => null))
      most = strange === 0 ? usual : strange
      size = usual
      await keepSize(usual)
    }
  }
  return results
}

/** Null where there is no Multicall3. */
async function readBatch({ services, chainId }: Batches, batch: readonly BalanceRead[]) {
  const contract = multicall3(chainId)
  const data = encodeBalanceReads(contract, batch)
  const answer = await services.rpc.request(chainId, 'eth_call', [{ to: contract, data }, 'latest'])
  if (answer === '0x') return null
  if (!isHex(answer)) throw new InternalError('The network answered something that is not data.')
  return decodeBalanceReads(answer, batch.length)
}

/** One token of all owners. Null for each that it does not tell. @throws UnreachableError */
async function readAlone(by: Batches, reads: readonly BalanceRead[]): Promise<Answers> {
  try {
    return (await readBatch(by, reads)) ?? reads.map(() => null)
  } catch (error) {
    if (error instanceof UnreachableError) throw error
    return reads.map(() => null)
  }
}

/** Some cannot even read what is too long for them, and call it an invalid request. */
export const isTooBig = (error: unknown): boolean =>
  error instanceof AnswerTooLargeError ||
  (error instanceof EndpointError && error.code === -32600) ||
  ((error instanceof EndpointError || error instanceof UnreachableError) && TOO_BIG.test(error.message))

/** Without Multicall3: the coin and what the person added, one by one. */
async function readSingly(
  services: Services,
  chainId: number,
  owner: Address,
  tokens: readonly KnownToken[],
): Promise<Reading> {
  const native = await services.rpc.request(chainId, 'eth_getBalance', [owner, 'latest'])
  const balances: Balances = { native: toBigint(native).toString() }
  const unread: string[] = []
  const asked = tokens.filter((token) => token.origin !== 'found')
  await Promise.all(
    asked.map(async ({ address }) => {
      const call = { to: address, data: encodeBalanceOf(owner) }
      const answer = await services.rpc.request(chainId, 'eth_call', [call, 'latest']).catch(() => '0x')
      const balance = isHex(answer) ? decodeUint(answer) : null
      if (balance === null) unread.push(address.toLowerCase())
      else if (balance > 0n) balances[address.toLowerCase()] = balance.toString()
    }),
  )
  return { balances, unread }
}

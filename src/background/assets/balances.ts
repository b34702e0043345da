/**
 * Reads the balances of accounts on one network: all accounts and all tokens in as few requests as the endpoint
 * takes. A batch that is refused is halved, and the size that worked is kept for the session.
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

/** About 30 million gas and just under two megabytes: what nodes take unless told otherwise. */
const LARGEST_BATCH = 4_400
const SMALLEST_BATCH = 50
/** What endpoints say to a batch that is too big for them, as against being busy or not being there. */
const TOO_BIG =
  /\b413\b|too (?:large|big)|out of gas|gas (?:limit|required|cap|exceed)|size (?:limit|exceed)/i

/**
 * @param before what was known of each owner: a token that does not answer keeps its last balance
 * @returns one record an owner, in the order of `owners`, and when the block was made that they are of (ms; null
 *   where it is not known). @throws WalletError when the network does not tell.
 */
export async function readBalances(
  services: Services,
  chainId: number,
  owners: readonly Address[],
  tokens: readonly KnownToken[],
  before: readonly Balances[],
): Promise<{ balances: Balances[]; blockAt: number | null }> {
  // Token by token: the contract is warm after its first owner, and costs a third of the gas from then on. The ones
  // that nobody vouches for last: a contract that burns all gas leaves nothing for those after it.
  const order = ['listed', 'added', 'found']
  const inOrder = tokens.toSorted((a, b) => order.indexOf(a.origin) - order.indexOf(b.origin))
  const reads: BalanceRead[] = [null, ...inOrder.map((token) => token.address)].flatMap((token) =>
    owners.map((owner) => ({ owner, token })),
  )
  const [first] = owners
  if (first === undefined) return { balances: [], blockAt: null }
  const answers = await readAll(services, chainId, [{ owner: first, token: 'time' }, ...reads])
  if (answers === null) {
    const balances = await Promise.all(owners.map((owner) => readSingly(services, chainId, owner, tokens)))
    return { balances, blockAt: null }
  }
  const [time = null] = answers.splice(0, 1)
  const result = owners.map((): Balances => ({}))
  for (const [i, read] of reads.entries()) {
    const owner = i % owners.length
    const balances = result[owner]
    const balance = answers[i] ?? null
    if (balances === undefined) continue
    if (read.token === null || read.token === 'time') {
      if (balance === null) throw new InternalError('The network did not tell the balance.')
      balances.native = balance.toString()
      continue
    }
    const key = read.token.toLowerCase()
    const last = before[owner]?.[key]
    if (balance === null && last !== undefined) balances[key] = last
    else if (balance !== null && balance > 0n) balances[key] = balance.toString()
  }
  return { balances: result, blockAt: time === null ? null : Number(time) * 1000 }
}

/** Null where there is no Multicall3. */
async function readAll(
  services: Services,
  chainId: number,
  reads: readonly BalanceRead[],
): Promise<(bigint | null)[] | null> {
  const contract = multicall3(chainId)
  const { batches } = services.state
  let size = batches.get()[String(chainId)] ?? LARGEST_BATCH
  const results: (bigint | null)[] = []
  while (results.length < reads.length) {
    const batch = reads.slice(results.length, results.length + size)
    try {
      const data = encodeBalanceReads(contract, batch)
      const answer = await services.rpc.request(chainId, 'eth_call', [{ to: contract, data }, 'latest'])
      if (answer === '0x') return null
      if (!isHex(answer)) throw new InternalError('The network answered something that is not data.')
      results.push(...decodeBalanceReads(answer, batch.length))
    } catch (error) {
      if (!isTooBig(error) || batch.length <= SMALLEST_BATCH) throw error
      size = Math.max(SMALLEST_BATCH, Math.ceil(batch.length / 2))
      await batches.update((now) => ({ ...now, [String(chainId)]: size }))
    }
  }
  return results
}

/** Some cannot even read what is too long for them, and call it an invalid request. */
const isTooBig = (error: unknown): boolean =>
  error instanceof AnswerTooLargeError ||
  (error instanceof EndpointError && error.code === -32600) ||
  ((error instanceof EndpointError || error instanceof UnreachableError) && TOO_BIG.test(error.message))

/** Without Multicall3: the coin and what the person added, one by one. */
async function readSingly(
  services: Services,
  chainId: number,
  owner: Address,
  tokens: readonly KnownToken[],
): Promise<Balances> {
  const native = await services.rpc.request(chainId, 'eth_getBalance', [owner, 'latest'])
  const balances: Balances = { native: toBigint(native).toString() }
  const asked = tokens.filter((token) => token.origin !== 'found')
  await Promise.all(
    asked.map(async ({ address }) => {
      const call = { to: address, data: encodeBalanceOf(owner) }
      const answer = await services.rpc.request(chainId, 'eth_call', [call, 'latest']).catch(() => '0x')
      const balance = isHex(answer) ? decodeUint(answer) : null
      if (balance !== null && balance > 0n) balances[address.toLowerCase()] = balance.toString()
    }),
  )
  return balances
}

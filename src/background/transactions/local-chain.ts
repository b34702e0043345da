/**
 * Local development networks are started anew under the same chain id: their first block is another one then, or
 * they are lower than they were. What was pending on the old one is over, and nonces begin anew.
 */
import { isLoopback } from '../../shared/origin.ts'
import type { Services } from '../services.ts'
import type { StoredTransaction } from '../state/schema.ts'
import { readBlock } from './mined.ts'

/** Hardhat's and Ganache's; nobody runs a public network under them. */
const LOCAL_IDS = new Set([1337, 31337])

export function isLocal(services: Services, chainId: number): boolean {
  if (LOCAL_IDS.has(chainId)) return true
  const endpoints = services.networks.find(chainId)?.endpoints ?? []
  return endpoints.length > 0 && endpoints.every((url) => isLoopback(new URL(url).origin))
}

/**
 * Looks whether the chain is still the one of before, and drops what was pending when it is not. To be asked before a
 * nonce is read. @returns what was dropped. @throws UnreachableError
 */
export async function noticeReset(services: Services, chainId: number): Promise<StoredTransaction[]> {
  if (!isLocal(services, chainId)) return []
  const { localChains } = services.state
  // As it was before asking: what another look notes meanwhile may be later than this answer.
  const known = localChains.get()[String(chainId)]
  const [first, head] = await Promise.all([
    readBlock(services, chainId, 0),
    readBlock(services, chainId, 'latest'),
  ])
  // A chain that was loaded from a dump may have no first block to show.
  const genesis = first?.hash ?? '0x'
  if (head === null) return []
  const isAnew = known !== undefined && (known.genesis !== genesis || head.number < known.height)
  const dropped = isAnew ? await forget(services, chainId) : []
  // Last: a stop before it has it looked at again.
  if (known === undefined || isAnew || head.number > known.height)
    await localChains.update((now) => ({ ...now, [String(chainId)]: { genesis, height: head.number } }))
  return dropped
}

async function forget(services: Services, chainId: number): Promise<StoredTransaction[]> {
  const { state, transactions, ports } = services
  await state.settled.update((all) =>
    Object.fromEntries(Object.entries(all).filter(([, one]) => one.chainId !== chainId)),
  )
  const old = transactions.pending().filter((one) => one.chainId === chainId)
  const dropped = old.map(
    (one): StoredTransaction => ({
      ...one,
      status: 'dropped',
      minedAt: ports.clock.now(),
      stuck: null,
      error: 'The local network was started anew. This belonged to the one before; nothing moved.',
    }),
  )
  if (dropped.length > 0) await transactions.finish(...dropped)
  return dropped
}

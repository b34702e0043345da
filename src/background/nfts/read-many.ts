/**
 * Many reads of one network in few requests. A contract that burns all gas, or answers without end, takes its batch
 * down: that is halved until it stands alone, within a number of requests that no contract can raise.
 */
import { decodeMulticall, encodeMulticall } from '../../ethereum/multicall.ts'
import { multicall3 } from '../../ethereum/networks.ts'
import { AnswerTooLargeError, EndpointError } from '../../shared/errors.ts'
import { type Address, type Hex, isHex } from '../../shared/hex.ts'
import type { Services } from '../services.ts'

export type Read = { to: Address; data: Hex }

const BATCH = 300
const MOST_REQUESTS = 40

/** In the order of `reads`, null for each that failed. @throws UnreachableError when the network is not there. */
export async function readMany(
  services: Services,
  chainId: number,
  reads: readonly Read[],
): Promise<(Hex | null)[]> {
  let left = MOST_REQUESTS

  async function one(read: Read): Promise<Hex | null> {
    if (left-- <= 0) return null
    return readOne(services, chainId, read)
  }

  async function batch(some: readonly Read[]): Promise<(Hex | null)[]> {
    const [first] = some
    if (first === undefined || left <= 0) return some.map(() => null)
    if (some.length === 1) return [await one(first)]
    left -= 1
    const answer = await readOne(services, chainId, {
      to: multicall3(chainId),
      data: encodeMulticall(some),
    })
    if (answer === '0x') {
      const results: (Hex | null)[] = []
      for (const read of some) results.push(await one(read))
      return results
    }
    if (answer !== null) return decodeMulticall(answer, some.length)
    const half = Math.ceil(some.length / 2)
    return [...(await batch(some.slice(0, half))), ...(await batch(some.slice(half)))]
  }

  const results: (Hex | null)[] = []
  while (results.length < reads.length)
    results.push(...(await batch(reads.slice(results.length, results.length + BATCH))))
  return results
}

/** Null when the contract refuses. @throws UnreachableError when the network is not there. */
export async function readOne(services: Services, chainId: number, read: Read): Promise<Hex | null> {
  try {
    const answer = await services.rpc.request(chainId, 'eth_call', [read, 'latest'])
    return isHex(answer) ? answer : null
  } catch (error) {
    if (error instanceof EndpointError || error instanceof AnswerTooLargeError) return null
    throw error
  }
}

/** Many questions to contracts in one request, halved where the endpoint takes no more at once. */
import { decodeMulticall, encodeMulticall } from '../../ethereum/multicall.ts'
import { multicall3 } from '../../ethereum/networks.ts'
import { InternalError } from '../../shared/errors.ts'
import { type Address, type Hex, isHex, toQuantity } from '../../shared/hex.ts'
import { isTooBig } from '../assets/balances.ts'
import type { Services } from '../services.ts'

export type Question = { to: Address; data: Hex }

/** One with many pools takes more gas than all the others together: below this it is not the number. */
const FEWEST = 8

/** Null for each that fails. @param block a number, or the newest. @throws WalletError */
export async function readMany(
  services: Services,
  chainId: number,
  questions: readonly Question[],
  block: bigint | 'latest' = 'latest',
): Promise<(Hex | null)[]> {
  const { batches } = services.state
  const key = `swap:${chainId}`
  const most = batches.get()[key] ?? questions.length
  if (questions.length > most) {
    const cut = Math.ceil(questions.length / 2)
    const halves = [questions.slice(0, cut), questions.slice(cut)]
    return (await Promise.all(halves.map((half) => readMany(services, chainId, half, block)))).flat()
  }
  const request = { to: multicall3(chainId), data: encodeMulticall(questions) }
  const at = block === 'latest' ? block : toQuantity(block)
  try {
    const answer = await services.rpc.request(chainId, 'eth_call', [request, at])
    if (!isHex(answer)) throw new InternalError('The network answered something that is not data.')
    return decodeMulticall(answer, questions.length)
  } catch (error) {
    if (questions.length <= FEWEST || !isTooBig(error)) throw error
    const size = Math.ceil(questions.length / 2)
    await batches.update((now) => ({ ...now, [key]: Math.min(size, now[key] ?? size) }))
    return readMany(services, chainId, questions, block)
  }
}

/** When blocks were made: told with newer nodes' logs, else one small request a block that has some, remembered. */

import type { Services } from '../services.ts'
import { blockAt } from '../subscriptions/follow.ts'

const MOST_REMEMBERED = 500
const AT_ONCE = 8

export type BlockTimes = {
  /** In ms, by block number. @throws when the network does not tell. `asked` counts the requests. */
  of(
    chainId: number,
    blocks: ReadonlyMap<number, number | null>,
  ): Promise<{ times: Map<number, number>; asked: number }>
}

export function createBlockTimes(services: () => Services): BlockTimes {
  const remembered = new Map<string, number>()

  async function read(chainId: number, block: number): Promise<number> {
    const found = await blockAt((method, params) => services().rpc.request(chainId, method, params), block)
    const time = Number(found?.fields.get('timestamp') ?? Number.NaN)
    if (!Number.isSafeInteger(time) || time > 0xffffffff) throw new TypeError('no time of the block')
    return time
  }

  return {
    async of(chainId, blocks) {
      const times = new Map<number, number>()
      const missing: number[] = []
      for (const [block, told] of blocks) {
        const time = told ?? remembered.get(`${chainId} ${block}`)
        if (time === undefined) missing.push(block)
        else times.set(block, time * 1000)
      }
      for (let i = 0; i < missing.length; i += AT_ONCE) {
        const some = missing.slice(i, i + AT_ONCE)
        const read_ = await Promise.all(some.map((block) => read(chainId, block)))
        for (const [at, block] of some.entries()) {
          const time = read_[at] ?? 0
          times.set(block, time * 1000)
          remembered.set(`${chainId} ${block}`, time)
        }
      }
      for (const key of [...remembered.keys()].slice(0, Math.max(0, remembered.size - MOST_REMEMBERED)))
        remembered.delete(key)
      return { times, asked: missing.length }
    },
  }
}

/**
 * Which block of a network was the newest so long ago, by its pace over the last blocks. The pace is asked for once an
 * hour a network, so a block is as long ago as was asked and up to an hour more.
 */
import { toQuantity } from '../../shared/hex.ts'
import type { Services } from '../services.ts'

/** The block of that long ago, as a quantity; null where the chain is younger or does not tell. Never rejects. */
export type BlockAgo = (chainId: number, agoS: number) => Promise<string | null>

type Pace = { newest: bigint; seconds: bigint }

/** Blocks over which the pace is measured. */
const STRETCH = 10_000n
const KEEP_MS = 60 * 60_000

export function createBlockAgo(services: () => Services): BlockAgo {
  const kept = new Map<number, { pace: Promise<Pace | null>; at: number }>()

  const blockAt = async (chainId: number, block: string) =>
    readBlock(
      await services()
        .rpc.request(chainId, 'eth_getBlockByNumber', [block, false])
        .catch(() => null),
    )

  async function measure(chainId: number): Promise<Pace | null> {
    const newest = await blockAt(chainId, 'latest')
    if (newest === null || newest.number <= STRETCH) return null
    const older = await blockAt(chainId, toQuantity(newest.number - STRETCH))
    const seconds = older === null ? 0n : newest.time - older.time
    return seconds > 0n ? { newest: newest.number, seconds } : null
  }

  async function paceOf(chainId: number): Promise<Pace | null> {
    const now = services().ports.clock.now()
    const known = kept.get(chainId)
    if (known !== undefined && now - known.at < KEEP_MS) return known.pace
    const pace = measure(chainId)
    kept.set(chainId, { pace, at: now })
    // What it does not tell now it may tell the next time.
    if ((await pace) === null) kept.delete(chainId)
    return pace
  }

  return async (chainId, agoS) => {
    const pace = await paceOf(chainId)
    if (pace === null) return null
    const block = pace.newest - (BigInt(agoS) * STRETCH) / pace.seconds
    return block > 0n ? toQuantity(block) : null
  }
}

function readBlock(block: unknown): { number: bigint; time: bigint } | null {
  const read = (name: string): bigint | null => {
    const value: unknown = typeof block === 'object' && block !== null ? Reflect.get(block, name) : null
    return typeof value === 'string' && /^0x[0-9a-f]{1,16}$/i.test(value) ? BigInt(value) : null
  }
  const [number, time] = [read('number'), read('timestamp')]
  return number === null || time === null ? null : { number, time }
}

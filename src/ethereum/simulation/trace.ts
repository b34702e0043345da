/** debug_traceCall with the call tracer and its logs, for endpoints without eth_simulateV1. */
import { encodeAbiParameters, pad } from 'viem/utils'
import { type Hex, isAddressLike, isHex } from '../../shared/hex.ts'
import {
  type CallOutcome,
  callParams,
  type Log,
  type Overrides,
  overrideParams,
  parseLogs,
  type SimulatedCall,
} from './simulated.ts'
import { TOPICS } from './touched.ts'

export const traceParams = (call: SimulatedCall, overrides: Overrides): unknown[] => [
  callParams(call),
  'latest',
  {
    tracer: 'callTracer',
    tracerConfig: { withLog: true },
    ...(Object.keys(overrides).length === 0 ? {} : { stateOverrides: overrideParams(overrides) }),
  },
]

/** The sender of transfers of coins, as eth_simulateV1 writes it. */
const COINS = '0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee'
const UINT = [{ type: 'uint256' }] as const
/** Deeper than any honest call, and than our own stack likes. */
const DEEPEST = 256
const MOST_FRAMES = 10_000

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Null when it is no trace. Frames that were rolled back count for nothing, nor does what they called. */
export function parseTrace(answer: unknown): CallOutcome | null {
  if (!isRecord(answer) || typeof answer.type !== 'string') return null
  const logs: Log[] = []
  let frames = 0
  let cut = false
  const walk = (frame: unknown, depth: number): void => {
    frames += 1
    if (depth > DEEPEST || frames > MOST_FRAMES) {
      cut = true
      return
    }
    if (!isRecord(frame) || frame.error !== undefined) return
    const { from, to, value, type } = frame
    const isMove = type !== 'DELEGATECALL' && type !== 'STATICCALL' && type !== 'CALLCODE'
    if (
      isMove &&
      isHex(value) &&
      value.length > 2 &&
      BigInt(value) > 0n &&
      isAddressLike(from) &&
      isAddressLike(to)
    )
      logs.push({
        address: COINS,
        topics: [TOPICS.transfer, pad(from), pad(to)],
        data: encodeAbiParameters(UINT, [BigInt(value)]),
      })
    if (Array.isArray(frame.logs)) {
      const parsed = parseLogs(frame.logs)
      logs.push(...parsed.logs)
      cut ||= parsed.cut
    }
    if (Array.isArray(frame.calls)) for (const inner of frame.calls) walk(inner, depth + 1)
  }
  walk(answer, 0)
  const ok = answer.error === undefined
  const returnData: Hex = isHex(answer.output) ? answer.output : '0x'
  const gasUsed = isHex(answer.gasUsed) && answer.gasUsed.length > 2 ? BigInt(answer.gasUsed) : 0n
  return { ok, returnData, gasUsed, logs, cut, error: ok ? null : String(answer.error).slice(0, 200) }
}

/**
 * Requests of eth_simulateV1 and what comes back, distrusted like every answer of an endpoint.
 * https://github.com/ethereum/execution-apis (eth_simulateV1)
 */
import { type Address, type Hex, isAddressLike, isHex, toQuantity } from '../../shared/hex.ts'
import type { AccessList } from '../transaction.ts'

/** Wei for a unit of gas: at most, and of that for the block's maker; without a tip all of it is paid. */
export type Price = { most: bigint; tip: bigint | null }

export type SimulatedCall = {
  /** Left out: the node's own choice, the zero address. */
  from?: Address
  /** Null creates a contract. */
  to: Address | null
  value?: bigint
  data: Hex
  gas?: bigint
  /** What it names costs less to read, which a contract can measure. */
  accessList?: AccessList
  /** What it pays for a unit of gas; without it nothing is charged, and contracts see a price of zero. */
  price?: Price
}

/** The block that a trial would be in. */
export type NextBlock = { parent: bigint; number: bigint; time: bigint }

/** What a contract can see of the block that it runs in. Left out: what the node puts there. */
export type Surroundings = {
  feeRecipient: Address
  prevRandao: Hex
  baseFeePerGas?: bigint
  /** Left out: on top of the newest. */
  next?: NextBlock
}

/** What some addresses have in a trial in the place of what they have. */
export type Overrides = Readonly<Record<Address, { code?: Hex; balance?: bigint }>>

export type Log = { address: Address; topics: Hex[]; data: Hex }

export type CallOutcome = {
  ok: boolean
  returnData: Hex
  gasUsed: bigint
  logs: Log[]
  /** There were more logs than are read. */
  cut: boolean
  /** Of the node, in its words; null when it went well. */
  error: string | null
}

export const callParams = ({ from, to, value, data, gas, accessList, price }: SimulatedCall) => ({
  ...(from === undefined ? {} : { from }),
  ...(to === null ? {} : { to }),
  ...(value === undefined || value === 0n ? {} : { value: toQuantity(value) }),
  ...(data === '0x' ? {} : { data }),
  ...(gas === undefined ? {} : { gas: toQuantity(gas) }),
  ...(accessList === undefined ? {} : { accessList }),
  ...(price === undefined ? {} : priceParams(price)),
})
const priceParams = ({ most, tip }: Price) =>
  tip === null
    ? { gasPrice: toQuantity(most) }
    : { maxFeePerGas: toQuantity(most), maxPriorityFeePerGas: toQuantity(tip) }

export const overrideParams = (overrides: Overrides) =>
  Object.fromEntries(
    Object.entries(overrides).map(([address, { code, balance }]) => [
      address,
      {
        ...(code === undefined ? {} : { code }),
        ...(balance === undefined ? {} : { balance: toQuantity(balance) }),
      },
    ]),
  )

/**
 * The calls one after another in one block.
 * @param strict with what a block has by the rules of the network: nodes leave out the base fee else, and refuse less
 */
export function simulateParams(
  calls: readonly SimulatedCall[],
  overrides: Overrides,
  { feeRecipient, prevRandao, baseFeePerGas, next }: Surroundings,
  strict: boolean,
): unknown[] {
  const block = {
    blockOverrides: {
      feeRecipient,
      prevRandao,
      ...(baseFeePerGas === undefined ? {} : { baseFeePerGas: toQuantity(baseFeePerGas) }),
      ...(next === undefined ? {} : { number: toQuantity(next.number), time: toQuantity(next.time) }),
    },
    stateOverrides: overrideParams(overrides),
    calls: calls.map(callParams),
  }
  const parent = next === undefined ? 'latest' : toQuantity(next.parent)
  return [{ blockStateCalls: [block], traceTransfers: true, validation: strict }, parent]
}

/** More logs than any honest transaction that a wallet sends. */
const MOST_LOGS = 2_000
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** One outcome a call, in order; null when the answer is not one to exactly these calls. */
export function parseSimulated(answer: unknown, count: number): CallOutcome[] | null {
  const block: unknown = Array.isArray(answer) && answer.length === 1 ? answer[0] : null
  const calls = isRecord(block) && Array.isArray(block.calls) ? block.calls : null
  if (calls === null || calls.length !== count) return null
  const parsed = calls.map(parseOutcome)
  return parsed.every((one) => one !== null) ? parsed : null
}

function parseOutcome(call: unknown): CallOutcome | null {
  if (!isRecord(call)) return null
  const ok = call.status === '0x1'
  const returnData = isHex(call.returnData) ? call.returnData : '0x'
  const gasUsed =
    typeof call.gasUsed === 'string' && /^0x[0-9a-f]{1,16}$/i.test(call.gasUsed) ? BigInt(call.gasUsed) : 0n
  const error = isRecord(call.error) && typeof call.error.message === 'string' ? call.error.message : ''
  // Some nodes keep the logs of what was rolled back.
  const { logs, cut } = parseLogs(ok && Array.isArray(call.logs) ? call.logs : [])
  return { ok, returnData, gasUsed, logs, cut, error: ok ? null : error }
}

/** Those that are logs; the others are dropped. `cut` when there are more than are read. */
export function parseLogs(all: readonly unknown[]): { logs: Log[]; cut: boolean } {
  const logs = all.slice(0, MOST_LOGS).flatMap((log): Log[] => {
    if (!isRecord(log)) return []
    const { address, topics, data } = log
    if (typeof address !== 'string' || !isAddressLike(address) || !Array.isArray(topics)) return []
    const words = topics.filter((topic): topic is Hex => isHex(topic) && topic.length === 66)
    if (words.length !== topics.length || words.length > 4) return []
    return [{ address: lower(address), topics: words, data: isHex(data) ? data : '0x' }]
  })
  return { logs, cut: all.length > MOST_LOGS }
}

const lower = (address: Address): Address => `0x${address.slice(2).toLowerCase()}`

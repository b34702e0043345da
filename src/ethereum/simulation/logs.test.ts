import { encodeAbiParameters, getAddress, pad } from 'viem/utils'
import { describe, expect, test } from 'vitest'
import type { Address, Hex } from '../../shared/hex.ts'
import { differ } from './compare.ts'
import { effectsOfLogs, loggedOf } from './logged.ts'
import { type Log, parseSimulated, simulateParams } from './simulated.ts'
import { TOPICS, touchedBy } from './touched.ts'
import { parseTrace } from './trace.ts'

const ME = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const THIEF = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const OTHER = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC'
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const PERMIT2 = '0x000000000022D473030F116dDEE9F6B43aC78BA3'
const MAX = 2n ** 256n - 1n

const word = (amount: bigint): Hex => encodeAbiParameters([{ type: 'uint256' }], [amount])
const log = (address: Address, topic: Hex, who: readonly Address[], amount: bigint): Log => ({
  address,
  topics: [topic, ...who.map((one) => pad(one))],
  data: word(amount),
})
const strangers = Array.from(
  { length: 61 },
  (_, i): Address => getAddress(`0x${(i + 1).toString(16).padStart(40, '0')}`),
)
const known = (contract: Address) => (contract === USDC ? 0 : 2)

describe('more than is read', () => {
  test('security: junk logs before a loss are told of', () => {
    const answer = (count: number) => [
      { calls: [{ status: '0x1', returnData: '0x', logs: Array.from({ length: count }, () => ({})) }] },
    ]
    expect(parseSimulated(answer(2_000), 1)?.[0]?.cut).toBe(false)
    expect(parseSimulated(answer(2_001), 1)?.[0]?.cut).toBe(true)
  })

  test('security: so are frames of a trace, in number, in depth and by their logs', () => {
    const frame = (more: object) => ({ type: 'CALL', ...more })
    const frames = (count: number) => Array.from({ length: count }, () => frame({}))
    let deep = frame({})
    for (let i = 0; i < 300; i += 1) deep = frame({ calls: [deep] })
    expect(parseTrace(frame({ calls: frames(9_000) }))?.cut).toBe(false)
    expect(parseTrace(frame({ calls: frames(10_001) }))?.cut).toBe(true)
    expect(parseTrace(deep)?.cut).toBe(true)
    expect(parseTrace(frame({ calls: [frame({ logs: frames(2_001) })] }))?.cut).toBe(true)
  })

  test('security: tokens that the wallet knows are looked at before any number of strangers', () => {
    const moved = (token: Address) => log(token, TOPICS.transfer, [ME, THIEF], 5n)
    const given = (token: Address) => log(token, TOPICS.approval, [ME, THIEF], MAX)
    const all = [...strangers, USDC] as const
    const touched = touchedBy([...all.map(moved), ...all.map(given)], ME, known)
    expect(touched.cut).toBe(true)
    expect(touched.tokens).toHaveLength(60)
    expect(touched.tokens[0]).toBe(USDC)
    expect(touched.allowances[0]?.token).toBe(USDC)
    expect(touchedBy(strangers.slice(1).map(moved), ME, known).cut).toBe(false)
  })

  test('security: items of one batch are told of too', () => {
    const ids = Array.from({ length: 61 }, (_, i) => BigInt(i))
    const data = encodeAbiParameters([{ type: 'uint256[]' }, { type: 'uint256[]' }], [ids, ids])
    const batch = { ...log(USDC, TOPICS.transferBatch, [ME, ME, THIEF], 0n), data }
    expect(touchedBy([batch], ME, known)).toMatchObject({ cut: true })
  })
})

describe('rights by the logs alone', () => {
  const approval = (owner: Address, spender: Address, amount: bigint) =>
    log(USDC, TOPICS.approval, [owner, spender], amount)
  const right = { kind: 'token', token: USDC, spender: THIEF, before: 0n, after: MAX, through: null }
  const rights = (...logs: Log[]) => effectsOfLogs(logs, ME).allowances

  test('security: what others say of theirs, or of another spender, takes nothing back', () => {
    expect(rights(approval(ME, THIEF, MAX), approval(OTHER, THIEF, 0n))).toEqual([right])
    expect(rights(approval(ME, THIEF, MAX), approval(ME, OTHER, 0n))).toContainEqual(right)
    expect(rights(approval(ME, THIEF, MAX), approval(ME, THIEF, 0n))).toEqual([{ ...right, after: 0n }])
    expect(rights(approval(OTHER, THIEF, MAX))).toEqual([])
  })

  test('behavior: items, collections, and Permit2 but not what poses as it', () => {
    const item = log(USDC, TOPICS.approval, [ME, THIEF, strangers[6] ?? ME], 0n)
    const all = log(USDC, TOPICS.approvalForAll, [ME, THIEF], 1n)
    const through = (by: Address) => log(by, TOPICS.permit2Approval, [ME, USDC, THIEF], 9n)
    expect(rights(item, all, through(PERMIT2), through(OTHER))).toEqual([
      { kind: 'item', collection: USDC, id: 7n, spender: THIEF },
      { kind: 'all-items', collection: USDC, operator: THIEF, allowed: true },
      { ...right, after: 9n, through: 'permit2' },
    ])
  })

  test('security: two trials that give other rights differ', () => {
    const differs = (a: Log[], b: Log[]) => differ(loggedOf(a, ME), loggedOf(b, ME))
    expect(differs([approval(ME, THIEF, MAX)], [])).toBe(true)
    expect(differs([], [approval(ME, THIEF, 0n)])).toBe(true)
    expect(differs([approval(ME, THIEF, MAX)], [approval(ME, OTHER, MAX)])).toBe(true)
    expect(differs([approval(ME, THIEF, MAX)], [approval(ME, THIEF, MAX)])).toBe(false)
  })
})

const AROUND = { feeRecipient: OTHER, prevRandao: word(1n) } as const
const NEXT = { parent: 9n, number: 10n, time: 24n }

test('security: a trial pays what it is told, as the real run will', () => {
  const call = { from: ME, to: THIEF, data: '0x' } as const
  const params = (price: { most: bigint; tip: bigint | null }) =>
    JSON.stringify(simulateParams([{ ...call, price }], {}, AROUND, true))
  expect(params({ most: 30n, tip: 7n })).toContain('"maxFeePerGas":"0x1e","maxPriorityFeePerGas":"0x7"')
  expect(params({ most: 30n, tip: null })).toContain('"gasPrice":"0x1e"')
})

test('security: a trial stands in the block that comes next, and reads at the cost of the real run', () => {
  const accessList = [{ address: THIEF, storageKeys: [word(1n)] }] as const
  const call = { from: ME, to: THIEF, data: '0x', accessList } as const
  expect(simulateParams([call], { [ME]: { balance: 5n } }, { ...AROUND, next: NEXT }, true)).toEqual([
    {
      blockStateCalls: [
        {
          blockOverrides: { ...AROUND, number: '0xa', time: '0x18' },
          stateOverrides: { [ME]: { balance: '0x5' } },
          calls: [{ from: ME, to: THIEF, accessList }],
        },
      ],
      traceTransfers: true,
      validation: true,
    },
    '0x9',
  ])
})

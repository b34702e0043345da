/** Programs of the Universal Router, against what viem makes of the published signatures of its steps. */
import { encodeAbiParameters, encodeFunctionData, type Hex, parseAbi, parseAbiParameters } from 'viem'
import { describe, expect, test } from 'vitest'
import { quoteCall, quoteGas } from './quote-call.ts'
import type { RouterOrder } from './router-call.ts'
import { universalCall } from './universal-call.ts'
import type { Route, Venue } from './venue.ts'

const address = (digit: string): `0x${string}` => `0x${digit.repeat(40)}`
const [A, B, C, ME, QUOTER, ROUTER] = ['a', 'b', 'c', '1', '2', '3'].map(address) as [
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
]
const NONE = '0x0000000000000000000000000000000000000000'
const SELF = '0x0000000000000000000000000000000000000002'
const ALL = 2n ** 255n
const abi = parseAbi([
  'function execute(bytes commands, bytes[] inputs, uint256 deadline)',
  'function quoteExactInput((address exact, (address token, uint24 fee, int24 spacing, address hooks, bytes data)[] path, uint128 amount) params)',
  'function quoteExactOutput((address exact, (address token, uint24 fee, int24 spacing, address hooks, bytes data)[] path, uint128 amount) params)',
])
const STEP = {
  swap3: 'address to, uint256 amount, uint256 limit, bytes path, bool byUser',
  swap2: 'address to, uint256 amount, uint256 limit, address[] path, bool byUser',
  pull: 'address token, address to, uint160 amount',
  sweep: 'address token, address to, uint256 min',
  coins: 'address to, uint256 amount',
  plan: 'bytes actions, bytes[] params',
  swap4:
    '(address end, (address token, uint24 fee, int24 spacing, address hooks, bytes data)[] path, uint128 amount, uint128 limit) params',
  currency: 'address currency, uint256 amount',
  take: 'address currency, address to, uint256 amount',
}
const step = (name: keyof typeof STEP, ...args: unknown[]): Hex =>
  encodeAbiParameters(parseAbiParameters(STEP[name]), args as never)
const program = (commands: Hex, ...inputs: Hex[]) =>
  encodeFunctionData({ abi, functionName: 'execute', args: [commands, inputs, 77n] })

const venue = (kind: Venue['kind']): Venue => ({
  id: kind,
  name: 'X',
  kind,
  style: kind === 'v4' ? 'universal' : 'router02',
  quoter: QUOTER,
  router: ROUTER,
  fees: [500],
})
const route = (kind: Venue['kind'], wrapped?: Hex): Route => ({
  venue: { ...venue(kind), ...(wrapped === undefined ? {} : { wrapped }) },
  tokens: [A, B, C],
  fees: [500, 3000],
})
const order = (one: Route, more: Partial<RouterOrder> = {}): RouterOrder => ({
  account: ME,
  exact: 'in',
  legs: [{ route: one, amount: 1000n, limit: 990n }],
  deadline: 77n,
  coin: null,
  ...more,
})
const key = (token: Hex, fee: number, spacing: number) => ({ token, fee, spacing, hooks: NONE, data: '0x' })

describe('Uniswap v4', () => {
  test('behavior: token for token: taken from and given to whoever calls, nobody named', () => {
    const one = route('v4')
    const path = [key(B, 500, 10), key(C, 3000, 60)]
    const plan = step('plan', '0x070c0f', [
      step('swap4', { end: A, path, amount: 1000n, limit: 990n }),
      step('currency', A, 1000n),
      step('currency', C, 990n),
    ])
    expect(universalCall(order(one))).toEqual({ value: 0n, data: program('0x10', plan) })
    expect(quoteCall(one, 'in', 1000n)).toEqual({
      to: QUOTER,
      data: encodeFunctionData({
        abi,
        functionName: 'quoteExactInput',
        args: [{ exact: A, path, amount: 1000n }],
      } as never),
    })
  })

  test('behavior: an exact amount out names the other side of each pool, and takes no more than the most', () => {
    const one = route('v4')
    const path = [key(A, 500, 10), key(B, 3000, 60)]
    const plan = step('plan', '0x090c0f', [
      step('swap4', { end: C, path, amount: 1000n, limit: 1010n }),
      step('currency', A, 1010n),
      step('currency', C, 1000n),
    ])
    const legs = [{ route: one, amount: 1000n, limit: 1010n }]
    expect(universalCall(order(one, { exact: 'out', legs })).data).toBe(program('0x10', plan))
    expect(quoteCall(one, 'out', 1000n).data).toBe(
      encodeFunctionData({
        abi,
        functionName: 'quoteExactOutput',
        args: [{ exact: C, path, amount: 1000n }],
      } as never),
    )
  })

  test('behavior: the coin for itself; what an exact amount out did not take comes back', () => {
    const one = route('v4', A)
    const path = [key(B, 500, 10), key(C, 3000, 60)]
    const plan = step('plan', '0x070c0f', [
      step('swap4', { end: NONE, path, amount: 1000n, limit: 990n }),
      step('currency', NONE, 1000n),
      step('currency', C, 990n),
    ])
    expect(universalCall(order(one, { coin: 'sell' }))).toEqual({ value: 1000n, data: program('0x10', plan) })
    const legs = [{ route: one, amount: 1000n, limit: 1010n }]
    const out = universalCall(order(one, { coin: 'sell', exact: 'out', legs }))
    const back = step('plan', '0x090c0f', [
      step('swap4', {
        end: C,
        path: [key(NONE, 500, 10), key(B, 3000, 60)],
        amount: 1000n,
        limit: 1010n,
      }),
      step('currency', NONE, 1010n),
      step('currency', C, 1000n),
    ])
    expect(out).toEqual({ value: 1010n, data: program('0x1004', back, step('sweep', NONE, ME, 0n)) })
  })

  test('behavior: its wrapped token is unwrapped before, and what is left of it wrapped again', () => {
    const one = route('v4', A)
    const legs = [{ route: one, amount: 1000n, limit: 1010n }]
    const plan = step('plan', '0x090c0f', [
      step('swap4', { end: C, path: [key(NONE, 500, 10), key(B, 3000, 60)], amount: 1000n, limit: 1010n }),
      step('currency', NONE, 1010n),
      step('currency', C, 1000n),
    ])
    expect(universalCall(order(one, { exact: 'out', legs }))).toEqual({
      value: 0n,
      data: program(
        '0x020c100b',
        step('pull', A, SELF, 1010n),
        step('coins', SELF, 1010n),
        plan,
        step('coins', ME, ALL),
      ),
    })
  })

  test('behavior: bought as the wrapped token it is wrapped for the account, the least held by the swap', () => {
    const one = route('v4', C)
    const plan = step('plan', '0x070c0e', [
      step('swap4', { end: A, path: [key(B, 500, 10), key(NONE, 3000, 60)], amount: 1000n, limit: 990n }),
      step('currency', A, 1000n),
      step('take', NONE, SELF, 0n),
    ])
    expect(universalCall(order(one)).data).toBe(program('0x100b', plan, step('coins', ME, ALL)))
    // As the coin it is taken as it is.
    expect(universalCall(order(one, { coin: 'buy' })).data).toContain('070c0f')
  })

  test('behavior: its quoter tells what the pools take', () => {
    const answer = step('currency', '0x00000000000000000000000000000000000003e8', 120_000n)
    expect(quoteGas(route('v4'), answer)).toBe(200_000n)
    expect(quoteGas(route('v4'), null)).toBe(260_000n)
  })
})

describe('Uniswap v2 and v3 through Permit2', () => {
  const PATH: Hex = `0x${'a'.repeat(40)}0001f4${'b'.repeat(40)}000bb8${'c'.repeat(40)}`
  const BACK: Hex = `0x${'c'.repeat(40)}000bb8${'b'.repeat(40)}0001f4${'a'.repeat(40)}`
  const legs = [
    { route: route('v3'), amount: 1000n, limit: 990n },
    { route: route('v2'), amount: 500n, limit: 480n },
  ]

  test('behavior: two routes, each with its least, for the account', () => {
    expect(universalCall(order(route('v3'), { legs }))).toEqual({
      value: 0n,
      data: program(
        '0x0008',
        step('swap3', ME, 1000n, 990n, PATH, true),
        step('swap2', ME, 500n, 480n, [A, B, C], true),
      ),
    })
  })

  test('behavior: bought coins are unwrapped for the account, exact amounts too', () => {
    expect(universalCall(order(route('v3'), { legs, coin: 'buy' })).data).toBe(
      program(
        '0x00080c',
        step('swap3', SELF, 1000n, 990n, PATH, true),
        step('swap2', SELF, 500n, 480n, [A, B, C], true),
        step('coins', ME, 1470n),
      ),
    )
    expect(universalCall(order(route('v3'), { legs, coin: 'buy', exact: 'out' })).data).toBe(
      program(
        '0x01090c',
        step('swap3', SELF, 1000n, 990n, BACK, true),
        step('swap2', SELF, 500n, 480n, [A, B, C], true),
        step('coins', ME, 1500n),
      ),
    )
  })

  test('error: nothing is saved where the coin is sold', () => {
    expect(() => universalCall(order(route('v3'), { coin: 'sell' }))).toThrow('another router')
    expect(() => universalCall(order(route('v3'), { legs: [] }))).toThrow('another router')
  })
})

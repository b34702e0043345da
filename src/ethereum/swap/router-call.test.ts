/** Calldata, against what viem makes of the published signatures of the routers. */
import { encodeFunctionData, parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import { quoteCall } from './quote-call.ts'
import { type RouterOrder, routerCall } from './router-call.ts'
import type { Route, Venue } from './venue.ts'

const [A, B, C] = (['a', 'b', 'c'] as const).map((c): `0x${string}` => `0x${c.repeat(40)}`) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
]
const ME = `0x${'1'.repeat(40)}` as const
const [QUOTER, ROUTER, FACTORY] = [
  `0x${'2'.repeat(40)}`,
  `0x${'3'.repeat(40)}`,
  `0x${'4'.repeat(40)}`,
] as const
const venue = (kind: Venue['kind'], style: Venue['style']): Venue => ({
  id: 'x',
  name: 'X',
  kind,
  style,
  quoter: QUOTER,
  router: ROUTER,
  fees: [500],
  factory: FACTORY,
})
const route = (kind: Venue['kind'], style: Venue['style']): Route => ({
  venue: venue(kind, style),
  tokens: [A, B, C],
  fees: [500, kind === 'solidly' ? 100 : 3000],
})
const order = (one: Route, more: Partial<RouterOrder> = {}): RouterOrder => ({
  account: ME,
  exact: 'in',
  legs: [{ route: one, amount: 1000n, limit: 990n }],
  deadline: 77n,
  coin: null,
  ...more,
})
const PATH = `0x${'a'.repeat(40)}0001f4${'b'.repeat(40)}000bb8${'c'.repeat(40)}` as const
const BACK = `0x${'c'.repeat(40)}000bb8${'b'.repeat(40)}0001f4${'a'.repeat(40)}` as const

const router02 = parseAbi([
  'function multicall(uint256 deadline, bytes[] data)',
  'function exactInput((bytes path, address recipient, uint256 amountIn, uint256 amountOutMinimum) params)',
  'function exactOutput((bytes path, address recipient, uint256 amountOut, uint256 amountInMaximum) params)',
  'function swapExactTokensForTokens(uint256, uint256, address[], address)',
  'function unwrapWETH9(uint256 amountMinimum, address recipient)',
  'function refundETH()',
])

describe('SwapRouter02', () => {
  test('behavior: the account gets what is bought, within the deadline', () => {
    const inner = encodeFunctionData({
      abi: router02,
      functionName: 'exactInput',
      args: [{ path: PATH, recipient: ME, amountIn: 1000n, amountOutMinimum: 990n }],
    })
    expect(routerCall(order(route('v3', 'router02')))).toEqual({
      value: 0n,
      data: encodeFunctionData({ abi: router02, functionName: 'multicall', args: [77n, [inner]] }),
    })
  })

  test('behavior: bought coins are unwrapped for the account, all that both routes must give', () => {
    const self = '0x0000000000000000000000000000000000000002'
    const [three, two] = [route('v3', 'router02'), route('v2', 'router02')]
    const legs = [
      { route: three, amount: 1000n, limit: 990n },
      { route: two, amount: 500n, limit: 480n },
    ]
    const calls = [
      encodeFunctionData({
        abi: router02,
        functionName: 'exactInput',
        args: [{ path: PATH, recipient: self, amountIn: 1000n, amountOutMinimum: 990n }],
      }),
      encodeFunctionData({
        abi: router02,
        functionName: 'swapExactTokensForTokens',
        args: [500n, 480n, [A, B, C], self],
      }),
      encodeFunctionData({ abi: router02, functionName: 'unwrapWETH9', args: [1470n, ME] }),
    ]
    expect(routerCall(order(three, { legs, coin: 'buy' })).data).toBe(
      encodeFunctionData({ abi: router02, functionName: 'multicall', args: [77n, calls] }),
    )
  })

  test('behavior: of sold coins what an exact amount did not take comes back', () => {
    const one = order(route('v3', 'router02'), { exact: 'out', coin: 'sell' })
    const calls = [
      encodeFunctionData({
        abi: router02,
        functionName: 'exactOutput',
        args: [{ path: BACK, recipient: ME, amountOut: 1000n, amountInMaximum: 990n }],
      }),
      encodeFunctionData({ abi: router02, functionName: 'refundETH' }),
    ]
    expect(routerCall(one)).toEqual({
      value: 990n,
      data: encodeFunctionData({ abi: router02, functionName: 'multicall', args: [77n, calls] }),
    })
  })
})

describe('SwapRouter, the first', () => {
  const abi = parseAbi([
    'function multicall(bytes[] data)',
    'function exactInput((bytes path, address recipient, uint256 deadline, uint256 amountIn, uint256 amountOutMinimum) params)',
    'function exactOutput((bytes path, address recipient, uint256 deadline, uint256 amountOut, uint256 amountInMaximum) params)',
    'function unwrapWETH9(uint256 amountMinimum, address recipient)',
  ])
  const multicall = (...calls: `0x${string}`[]) =>
    encodeFunctionData({ abi, functionName: 'multicall', args: [calls] })

  test('behavior: each swap has the deadline in it; two routes, for the account', () => {
    const one = route('v3', 'router01')
    const legs = [
      { route: one, amount: 1000n, limit: 990n },
      { route: one, amount: 500n, limit: 480n },
    ]
    const call = (amountIn: bigint, amountOutMinimum: bigint) =>
      encodeFunctionData({
        abi,
        functionName: 'exactInput',
        args: [{ path: PATH, recipient: ME, deadline: 77n, amountIn, amountOutMinimum }],
      })
    expect(routerCall(order(one, { legs }))).toEqual({
      value: 0n,
      data: multicall(call(1000n, 990n), call(500n, 480n)),
    })
  })

  test('behavior: bought coins are unwrapped, for an exact amount out of those that it took', () => {
    const recipient = '0x0000000000000000000000000000000000000000'
    const one = order(route('v3', 'router01'), { exact: 'out', coin: 'buy' })
    expect(routerCall(one).data).toBe(
      multicall(
        encodeFunctionData({
          abi,
          functionName: 'exactOutput',
          args: [{ path: BACK, recipient, deadline: 77n, amountOut: 1000n, amountInMaximum: 990n }],
        }),
        encodeFunctionData({ abi, functionName: 'unwrapWETH9', args: [1000n, ME] }),
      ),
    )
    expect(() => routerCall(order(route('v3', 'router01'), { legs: [] }))).toThrow('without a route')
  })
})

describe('routers that take one route', () => {
  const to = 'address[], address, uint256'
  const forms = (coin: string) =>
    [
      [
        'in',
        null,
        `swapExactTokensForTokensSupportingFeeOnTransferTokens(uint256, uint256, ${to})`,
        [1000n, 990n],
      ],
      ['in', 'sell', `swapExact${coin}ForTokensSupportingFeeOnTransferTokens(uint256, ${to})`, [990n]],
      [
        'in',
        'buy',
        `swapExactTokensFor${coin}SupportingFeeOnTransferTokens(uint256, uint256, ${to})`,
        [1000n, 990n],
      ],
      ['out', null, `swapTokensForExactTokens(uint256, uint256, ${to})`, [1000n, 990n]],
      ['out', 'sell', `swap${coin}ForExactTokens(uint256, ${to})`, [1000n]],
      ['out', 'buy', `swapTokensForExact${coin}(uint256, uint256, ${to})`, [1000n, 990n]],
    ] as const
  for (const [style, coin] of [
    ['v2', 'ETH'],
    ['joe', 'AVAX'],
  ] as const)
    test.each(forms(coin))(`behavior: ${style}: exact %s, coin %s`, (exact, side, signature, amounts) => {
      const abi = parseAbi([`function ${signature}`] as string[])
      const [{ name }] = abi as unknown as [{ name: string }]
      const wanted = encodeFunctionData({
        abi,
        functionName: name,
        args: [...amounts, [A, B, C], ME, 77n],
      } as never)
      const value = side !== 'sell' ? 0n : exact === 'in' ? 1000n : 990n
      expect(routerCall(order(route('v2', style), { exact, coin: side }))).toEqual({ data: wanted, value })
    })

  const curves = '(address from, address to, bool stable, address factory)[]'
  const hops = [
    { from: A, to: B, stable: false, factory: FACTORY },
    { from: B, to: C, stable: true, factory: FACTORY },
  ]
  test('behavior: pairs of two curves, quoted and swapped', () => {
    const abi = parseAbi([
      `function getAmountsOut(uint256, ${curves})`,
      `function swapExactTokensForTokensSupportingFeeOnTransferTokens(uint256, uint256, ${curves}, address, uint256)`,
      `function swapExactETHForTokensSupportingFeeOnTransferTokens(uint256, ${curves}, address, uint256)`,
      `function swapExactTokensForETHSupportingFeeOnTransferTokens(uint256, uint256, ${curves}, address, uint256)`,
    ] as string[])
    const call = (functionName: string, args: unknown[]) =>
      encodeFunctionData({ abi, functionName, args } as never)
    const one = route('solidly', 'solidly')
    expect(quoteCall(one, 'in', 1000n)).toEqual({ to: QUOTER, data: call('getAmountsOut', [1000n, hops]) })
    const name = 'SupportingFeeOnTransferTokens'
    expect(routerCall(order(one)).data).toBe(
      call(`swapExactTokensForTokens${name}`, [1000n, 990n, hops, ME, 77n]),
    )
    expect(routerCall(order(one, { coin: 'sell' }))).toEqual({
      value: 1000n,
      data: call(`swapExactETHForTokens${name}`, [990n, hops, ME, 77n]),
    })
    expect(routerCall(order(one, { coin: 'buy' })).data).toBe(
      call(`swapExactTokensForETH${name}`, [1000n, 990n, hops, ME, 77n]),
    )
    expect(() => routerCall(order(one, { exact: 'out' }))).toThrow('another router')
  })
})

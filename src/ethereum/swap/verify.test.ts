/** The one gate before every signature of a swap: each way of not keeping a promise is refused, with its reason. */
import { describe, expect, test } from 'vitest'
import type { BalanceChange, RightChange } from '../../messaging/protocol.ts'
import { brokenPromise, type SwapPromise } from './verify.ts'

const [SOLD, BOUGHT, ROUTER, THIEF] = ['a', 'b', 'c', 'd'].map((c) => `0x${c.repeat(40)}` as const) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
]
const promise: SwapPromise = {
  id: '1',
  source: 'x',
  exact: 'in',
  sell: { token: SOLD, symbol: 'SOLD', decimals: 0, most: '100' },
  buy: { token: BOUGHT, symbol: 'BOUGHT', decimals: 0, least: '95' },
  spender: ROUTER,
}
const change = (token: BalanceChange['token'], amount: string): BalanceChange => ({
  token,
  symbol: token.slice(0, 6),
  decimals: 0,
  amount,
})
const right = (
  token: `0x${string}`,
  spender: `0x${string}`,
  amount: string,
  over: RightChange['over'] = 'amount',
) => ({
  token,
  symbol: 'T',
  decimals: 0,
  spender,
  over,
  amount,
})
const kept = {
  changes: [change(SOLD, '-100'), change(BOUGHT, '95')],
  rights: [] as RightChange[],
  looked: 'simulated' as const,
  differs: false,
  failure: null,
}

describe('brokenPromise', () => {
  test('behavior: what keeps it passes: to the unit, more for less, the allowance that it needs', () => {
    expect(brokenPromise(promise, kept)).toBeNull()
    expect(brokenPromise(promise, { ...kept, looked: 'traced' })).toBeNull()
    const better = [
      change(SOLD.toUpperCase().replace('0X', '0x') as `0x${string}`, '-99'),
      change(BOUGHT, '96'),
      change('native', '1'),
    ]
    expect(brokenPromise(promise, { ...kept, changes: better })).toBeNull()
    expect(
      brokenPromise(promise, { ...kept, rights: [right(SOLD, ROUTER, '100'), right(SOLD, THIEF, '0')] }),
    ).toBeNull()
  })

  test.each([
    [
      'one unit less than the minimum',
      { changes: [change(SOLD, '-100'), change(BOUGHT, '94')] },
      /less than the minimum/,
    ],
    ['nothing at all', { changes: [change(SOLD, '-100')] }, /less than the minimum/],
    [
      'an NFT of that number in its place',
      { changes: [change(SOLD, '-100'), { ...change(BOUGHT, '95'), item: '1' }] },
      /less than the minimum/,
    ],
    [
      'one unit more than the most',
      { changes: [change(SOLD, '-101'), change(BOUGHT, '95')] },
      /more than 100 SOLD/,
    ],
    ['coins beside the token', { changes: [...kept.changes, change('native', '-1')] }, /also take/],
    ['another allowed', { rights: [right(SOLD, THIEF, '1')] }, /does not need/],
    ['more allowed', { rights: [right(SOLD, ROUTER, '101')] }, /does not need/],
    ['another token allowed', { rights: [right(BOUGHT, ROUTER, '1')] }, /does not need/],
    ['all items allowed', { rights: [right(SOLD, ROUTER, '1', 'all')] }, /does not need/],
    ['another result each time', { differs: true }, /another result/],
    ['a failure', { failure: 'too little received' }, /would fail: too little received/],
    ['nothing known of it', { looked: 'tried' as const }, /cannot try/],
    ['nobody looked', { looked: null }, /cannot try/],
  ])('security: %s is refused', (_, more, why) => {
    expect(brokenPromise(promise, { ...kept, ...more })).toMatch(why)
  })

  test('behavior: calldata of our own is enough where nothing can be tried, and never where something was', () => {
    const own = { ...promise, own: true as const }
    expect(brokenPromise(own, { ...kept, changes: [], looked: 'tried' })).toBeNull()
    expect(brokenPromise(own, { ...kept, changes: [change(SOLD, '-100')] })).toMatch(/less than/)
    const traced = { ...kept, looked: 'traced' as const }
    expect(brokenPromise(own, { ...traced, changes: [change(SOLD, '-100')] })).toBeNull()
    expect(brokenPromise(promise, { ...traced, changes: [change(SOLD, '-100')] })).toMatch(/less than/)
    expect(brokenPromise(own, { ...traced, changes: [change(SOLD, '-100'), change(BOUGHT, '94')] })).toMatch(
      /less than/,
    )
    expect(brokenPromise(own, { ...kept, looked: 'tried', failure: 'STF' })).toMatch(/would fail/)
  })

  test('security: a right through Permit2 is for the router alone, one over the token for whom it names', () => {
    const PERMIT2 = `0x${'e'.repeat(40)}` as const
    const both = { ...promise, spender: PERMIT2, through: ROUTER }
    const through = (spender: `0x${string}`, amount: string, token = SOLD) => ({
      ...right(token, spender, amount),
      permit2: true as const,
    })
    const given = (...rights: RightChange[]) => brokenPromise(both, { ...kept, rights })
    expect(given(right(SOLD, PERMIT2, '100'), through(ROUTER, '100'))).toBeNull()
    for (const one of [
      right(SOLD, ROUTER, '100'),
      right(SOLD, PERMIT2, '101'),
      through(PERMIT2, '100'),
      through(ROUTER, '101'),
      through(ROUTER, '100', BOUGHT),
      through(THIEF, '1'),
    ])
      expect(given(one)).toMatch(/does not need/)
    expect(brokenPromise(promise, { ...kept, rights: [through(ROUTER, '100')] })).toMatch(/does not need/)
  })

  test('behavior: a right that the swap used a part of is none that it gives', () => {
    const used = { ...right(SOLD, THIEF, '400'), was: '500' }
    expect(brokenPromise(promise, { ...kept, rights: [used] })).toBeNull()
    expect(brokenPromise(promise, { ...kept, rights: [{ ...used, was: '399' }] })).toMatch(/does not need/)
  })

  test('behavior: of a bridge what arrives elsewhere is not looked for here; all else is', () => {
    const bridge = { ...promise, elsewhere: true as const }
    expect(brokenPromise(bridge, { ...kept, changes: [change(SOLD, '-100')] })).toBeNull()
    expect(brokenPromise(bridge, { ...kept, changes: [change(SOLD, '-101')] })).toMatch(/more than/)
    expect(brokenPromise(bridge, { ...kept, rights: [right(SOLD, THIEF, '5')] })).toMatch(/does not need/)
  })
})

import { readFileSync } from 'node:fs'
import { AbiCoder } from 'ethers'
import { describe, expect, test } from 'vitest'
import type { BalanceChange, RightChange } from '../../messaging/protocol.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import { sameAddress } from '../../shared/hex.ts'
import type { ExplainedTransaction } from '../explain/context.ts'
import { createLibrary } from '../explain/library.ts'
import { type Around, factsOfCalls } from './calls.ts'
import type { OutcomeFacts } from './facts.ts'
import { OUTCOME_RULES } from './index.ts'
import { judge } from './rule.ts'

const descriptors = readFileSync(new URL('../../../public/descriptors.json', import.meta.url), 'utf8')
const ME = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const EVE = '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB'
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const WETH = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2'
const OTHER_TOKEN = '0x6B175474E89094C44Da98b954EedeAC495271d0F'
const POOL = '0x87870Bca3F3fD6335C3F4ce8392D69350B4fA4E2'
const CONTRACT = '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'
/** stake(uint256), by the table of signatures; the other is on no table. */
const STAKE = '0xa694fc3a'
const MINT = '0xa0712d68'
const ODD = '0x12345678'
const word = (value: bigint) => value.toString(16).padStart(64, '0')
const transfer = (amount: bigint): Hex => `0xa9059cbb${word(BigInt(EVE))}${word(amount)}`
const approve = (spender: Address, amount = 5n): Hex => `0x095ea7b3${word(BigInt(spender))}${word(amount)}`
const MULTICALL = '0xcA11bde05977b3631167028862bE2a173976CA11'

const around: Around = {
  account: ME,
  isMine: (address) => sameAddress(address, ME),
  context: {
    symbol: 'ETH',
    token: (address) =>
      sameAddress(address, WETH)
        ? { address: WETH, symbol: 'WETH', name: 'Wrapped Ether', decimals: 18, origin: 'listed' }
        : null,
    name: () => null,
    isContract: true,
    library: createLibrary(descriptors, '\na0712d68 mint(uint256 amount)\na694fc3a stake(uint256 amount)'),
  },
  at: (address) => ({
    isContract: !sameAddress(address, EVE),
    isYoung: null,
    isUpgraded: null,
    isKnown: sameAddress(address, POOL),
    listed: null,
  }),
  holding: () => 1000n,
}
const known = (address: Address) => ({ ...around.at(address), isKnown: true })
const change = (
  token: Address | 'native',
  amount: bigint,
  more: Partial<BalanceChange> = {},
): BalanceChange => ({
  token,
  symbol: token === 'native' ? 'ETH' : 'USDC',
  decimals: 18,
  amount: amount.toString(),
  ...more,
})
const right = (spender: Address, amount = '5'): RightChange => ({
  token: USDC,
  symbol: 'USDC',
  decimals: 6,
  spender,
  over: 'amount',
  amount,
})

type Case = Partial<Omit<OutcomeFacts, 'calls'>> & { call?: Partial<ExplainedTransaction> }
function said({ call, ...over }: Case): string[] {
  const own: ExplainedTransaction = { chainId: 1, from: ME, to: CONTRACT, value: 0n, data: ODD, ...call }
  const isContract = own.to === null ? null : around.at(own.to).isContract
  const facts: OutcomeFacts = {
    calls: factsOfCalls(own, [], { ...around, context: { ...around.context, isContract } }),
    account: ME,
    symbol: 'ETH',
    network: 'Ethereum',
    bySite: true,
    value: own.value,
    said: [],
    looked: 'simulated',
    changes: [],
    rights: [],
    differs: false,
    unpaid: false,
    unread: null,
    failure: null,
    at: around.at,
    holding: () => 1000n,
    fee: null,
    gas: null,
    nonce: null,
    usedOn: [],
    chainId: 1,
    foreignCode: null,
    ...over,
  }
  return judge(OUTCOME_RULES, facts).map(({ rule, severity }) => `${severity} ${rule}`)
}
const gwei = (n: number) => BigInt(n) * 1_000_000_000n
const ETHER = 10n ** 18n
const swap = (given: string, got: string, more: Partial<BalanceChange> = {}): Case => ({
  call: { to: POOL },
  changes: [change('native', -5n, { value: `-${given}` }), change(USDC, 5n, { value: got, ...more })],
})

/** Something of 50 and something else, for 100, from a contract that nobody knows. */
const two = (more: Partial<BalanceChange>): Case => ({
  changes: [
    change('native', -5n, { value: '-100' }),
    change(WETH, 5n, { value: '50' }),
    change(CONTRACT, 5n, more),
  ],
})
const encoded = (types: string[], values: unknown[]) => AbiCoder.defaultAbiCoder().encode(types, values)
/** swapExactETHForTokens(least, [WETH, USDC], ME, 9) */
const swapped = (least: bigint, more: Case = {}): Case => ({
  call: {
    to: POOL,
    data: `0x7ff36ab5${encoded(['uint256', 'address[]', 'address', 'uint256'], [least, [WETH, USDC], ME, 9n]).slice(2)}`,
  },
  changes: [change('native', -5n), change(USDC, 100n)],
  ...more,
})
/** Through the Universal Router, in parts of a pool of v2 each, and `rest` paid out of it. */
const routed = (parts: bigint[], rest: bigint | null, gain: Address | 'native', out: Address): Case => {
  const steps = parts.map((least) =>
    encoded(['address', 'uint256', 'uint256', 'address[]', 'bool'], [ME, 5n, least, [USDC, out], true]),
  )
  const last = rest === null ? [] : [encoded(['address', 'uint256'], [ME, rest])]
  const commands = `0x${'08'.repeat(parts.length)}${'0c'.repeat(last.length)}`
  const args = encoded(['bytes', 'bytes[]', 'uint256'], [commands, [...steps, ...last], 9n])
  return {
    call: { to: POOL, data: `0x3593564c${args.slice(2)}` },
    changes: [change(USDC, -5n), change(gain, 100n)],
  }
}
/** unoswap(token, amount, least, dex) of 1inch, which does not name what comes. */
const oneInch = (least: bigint): Case => ({
  call: { to: POOL, data: `0x83800a8e${[BigInt(WETH), 5n, least, 1n].map(word).join('')}` },
  changes: [change(WETH, -5n), change(USDC, 100n)],
})

const CASES: Record<string, { fires: [string, Case][]; silent: Case[] }> = {
  'slippage-high': {
    fires: [
      ['warning', swapped(80n)],
      ['warning', routed([40n, 40n], null, WETH, WETH)],
      // What is paid out asks for the same once more: it is not added.
      ['warning', routed([50n], 50n, 'native', WETH)],
      ['warning', oneInch(80n)],
    ],
    // No least at all is for another rule.
    silent: [
      routed([45n, 50n], null, WETH, WETH),
      routed([0n], 95n, 'native', WETH),
      // A limit on something else than what comes says nothing of it.
      routed([5n], null, WETH, OTHER_TOKEN),
      oneInch(95n),
      swapped(95n),
      swapped(0n),
      swapped(80n, { failure: 'no' }),
      { changes: [change(USDC, 100n)] },
    ],
  },
  'will-fail': { fires: [['danger', { failure: 'no' }]], silent: [{}] },
  'simulation-differs': { fires: [['danger', { differs: true }]], silent: [{}] },
  'simulation-unpaid': {
    fires: [['warning', { unpaid: true }]],
    silent: [{}, { unpaid: true, looked: 'tried' }],
  },
  'simulation-unread': {
    fires: [
      ['danger', { unread: USDC }],
      ['danger', { looked: 'partly' }],
    ],
    silent: [{}, { looked: 'traced' }],
  },
  'pays-for-nothing': {
    fires: [
      ['danger', { changes: [change(USDC, -5n), change(CONTRACT, 5n, { unlisted: true })] }],
      ['danger', { changes: [change(USDC, -5n), change(CONTRACT, 1n, { item: '7' })] }],
      ['danger', { changes: [change(USDC, -5n), change('native', 1n)] }],
      [
        'danger',
        { changes: [change(USDC, -5n, { value: '-5000' }), change('native', ETHER, { value: '0.01' })] },
      ],
      ['danger', { changes: [change('native', -5n)] }],
      ['danger', { changes: [change(USDC, -1n, { item: '7' })] }],
      ['warning', { call: { data: STAKE }, changes: [change(USDC, -5n)] }],
      // Whoever wrote a contract chose its names: an item and a receipt that anybody can make.
      [
        'warning',
        { call: { data: MINT }, changes: [change('native', -5n), change(CONTRACT, 1n, { item: '7' })] },
      ],
      [
        'warning',
        { call: { data: STAKE }, changes: [change(USDC, -5n), change(CONTRACT, 5n, { unlisted: true })] },
      ],
      // An item has no price, and is not given for next to nothing.
      [
        'danger',
        {
          changes: [
            change(CONTRACT, -1n, { item: '7' }),
            change(WETH, 10n ** 14n, { value: '0.3', decimals: 18 }),
          ],
        },
      ],
      ['danger', { call: { to: POOL }, changes: [change(USDC, -1n, { item: '7' }), change('native', 1n)] }],
      // What looks like a call, to somebody who has no functions.
      ['danger', { call: { to: EVE, data: '0x5fba79f5' }, changes: [change('native', -5n)] }],
    ],
    silent: [
      // A note.
      { call: { to: EVE, data: '0x68656c6c6f' }, changes: [change('native', -5n)] },
      { changes: [change('native', -5n), change(USDC, ETHER)] },
      { call: { to: POOL }, changes: [change(USDC, -5n)] },
      // An item of a marketplace that is known, and one that is sold.
      { call: { to: POOL }, changes: [change('native', -5n), change(CONTRACT, 1n, { item: '7' })] },
      { changes: [change(CONTRACT, -1n, { item: '7' }), change(WETH, ETHER, { value: '3000' })] },
      { call: { data: '0x' }, changes: [change('native', -5n)] },
      { bySite: false, changes: [change('native', -5n)] },
      { failure: 'no', changes: [change('native', -5n)] },
    ],
  },
  'unknown-function': {
    fires: [
      ['danger', { call: { to: POOL }, changes: [change(USDC, -5n)] }],
      ['warning', { call: { to: POOL, data: STAKE }, changes: [change(USDC, -5n)] }],
    ],
    silent: [
      { call: { to: POOL }, changes: [change(USDC, -5n), change('native', 5n)] },
      { call: { to: POOL, data: transfer(5n) }, changes: [change(USDC, -5n)] },
      { changes: [change(USDC, -5n)] },
    ],
  },
  'takes-more': {
    fires: [
      ['danger', { call: { to: USDC, data: transfer(5n) }, changes: [change(USDC, -50n)] }],
      [
        'danger',
        { call: { to: USDC, data: transfer(5n) }, changes: [change(USDC, -5n), change('native', -5n)] },
      ],
      [
        'danger',
        { call: { to: USDC, data: approve(POOL) }, changes: [change(CONTRACT, -1n, { item: '7' })] },
      ],
    ],
    silent: [
      { call: { to: USDC, data: transfer(5n) }, changes: [change(USDC, -5n)] },
      { call: { data: '0x', value: 5n }, said: [change('native', -5n)], changes: [change('native', -5n)] },
      { call: { to: USDC, data: approve(POOL) } },
    ],
  },
  sweep: {
    fires: [
      ['danger', { changes: [change('native', -1n), change(USDC, -1n), change(CONTRACT, -1n)] }],
      [
        'danger',
        {
          changes: [
            change('native', -1n),
            change(USDC, -1n),
            change(CONTRACT, -1n),
            change(POOL, ETHER, { unlisted: true }),
          ],
        },
      ],
    ],
    silent: [
      { changes: [change('native', -1n), change(USDC, -1n)] },
      { changes: [change('native', -1n), change(USDC, -1n), change(CONTRACT, -1n), change(POOL, ETHER)] },
    ],
  },
  'right-unsaid': {
    fires: [
      ['danger', { rights: [right(EVE)] }],
      // Known to everybody, and anybody takes through it.
      ['danger', { at: known, rights: [right(MULTICALL)] }],
      // An item, by what a token would read as the end of a right.
      [
        'danger',
        { call: { to: CONTRACT, data: approve(EVE, 0n) }, rights: [{ ...right(EVE, '1'), over: 'item' }] },
      ],
    ],
    silent: [
      { at: known, rights: [right(EVE)] },
      { at: known, call: { to: USDC, data: approve(MULTICALL) }, rights: [right(MULTICALL)] },
      { rights: [right(POOL)] },
      { rights: [right(EVE, '0')] },
      { call: { to: USDC, data: approve(EVE) }, rights: [right(EVE)] },
    ],
  },
  'takes-all': {
    fires: [
      ['warning', { changes: [change(USDC, -995n)] }],
      ['warning', { changes: [change(USDC, -995n), change(POOL, ETHER, { unlisted: true })] }],
      ['danger', { call: { to: USDC, data: transfer(995n) }, changes: [change(USDC, -995n)] }],
      ['danger', { call: { to: EVE, data: '0x' }, changes: [change('native', -995n)] }],
    ],
    silent: [
      { call: { to: EVE, data: '0x' }, changes: [change('native', -900n)] },
      { call: { to: POOL, data: '0x' }, changes: [change('native', -995n)] },
      { bySite: false, call: { to: EVE, data: '0x' }, changes: [change('native', -995n)] },
      { changes: [change(USDC, -500n)] },
      { changes: [change(USDC, -1000n), change(POOL, ETHER)] },
    ],
  },
  'price-impact': {
    fires: [
      ['danger', swap('100', '79')],
      ['warning', swap('100', '90')],
      // What anybody could have made beside it counts for nothing; two that have a price count together.
      ['danger', two({ unlisted: true })],
      ['danger', two({ item: '7' })],
      ['danger', two({ value: '20' })],
    ],
    silent: [
      two({ value: '50' }),
      // What a known contract gives and no price is known of.
      { ...two({ unlisted: true }), call: { to: POOL } },
      swap('100', '96'),
      swap('0.5', '0.1'),
      { ...swap('100', '1'), looked: 'tried' },
    ],
  },
  'gets-unlisted': {
    fires: [
      ['warning', { changes: [change('native', -5n), change(USDC, 5n, { unlisted: true })] }],
      // A known router swaps into whatever it is told.
      ['warning', swapped(80n, { changes: [change('native', -5n), change(USDC, 5n, { unlisted: true })] })],
    ],
    silent: [
      { changes: [change('native', -5n), change(USDC, 5n)] },
      { call: { to: POOL }, changes: [change('native', -5n), change(USDC, 5n, { unlisted: true })] },
      swapped(80n),
    ],
  },
  blind: {
    fires: [
      ['danger', { looked: 'tried' }],
      // A known name, or a known contract, does not say what the call does.
      ['warning', { looked: 'tried', call: { to: POOL } }],
      ['warning', { looked: 'tried', call: { data: STAKE } }],
    ],
    silent: [
      { looked: 'simulated' },
      { ...swapped(80n), looked: 'tried' },
      { looked: 'tried', call: { to: WETH, data: transfer(5n) } },
    ],
  },
  'fee-share': {
    fires: [
      [
        'info',
        { changes: [change('native', -ETHER)], fee: { expected: ETHER / 5n, priority: null, base: null } },
      ],
    ],
    silent: [
      { changes: [change('native', -ETHER)], fee: { expected: ETHER / 50n, priority: null, base: null } },
    ],
  },
  'fee-high': {
    fires: [['warning', { fee: { expected: 1n, priority: gwei(60), base: gwei(5) } }]],
    silent: [
      { fee: { expected: 1n, priority: gwei(2), base: gwei(5) } },
      { fee: { expected: 1n, priority: gwei(1), base: 1n } },
    ],
  },
  'gas-limit-high': {
    fires: [['warning', { gas: { limit: 5_000_000n, estimate: 100_000n } }]],
    silent: [
      { gas: { limit: 120_000n, estimate: 100_000n } },
      { gas: { limit: 5_000_000n, estimate: null } },
    ],
  },
  'nonce-gap': {
    fires: [['warning', { nonce: { next: 7, used: 5, taken: [5] } }]],
    silent: [{ nonce: { next: 7, used: 5, taken: [5, 6] } }, { nonce: { next: 5, used: 5, taken: [] } }],
  },
  'waits-behind': {
    fires: [['info', { nonce: { next: 7, used: 5, taken: [5, 6] } }]],
    silent: [{ nonce: { next: 5, used: 5, taken: [] } }],
  },
  'unusual-network': {
    fires: [['warning', { usedOn: [10], chainId: 1 }]],
    silent: [
      { usedOn: [], chainId: 1 },
      { usedOn: [10, 1], chainId: 1 },
    ],
  },
  'foreign-code': { fires: [['danger', { foreignCode: EVE }]], silent: [{}] },
  'empties-account': {
    fires: [
      ['warning', { changes: [change('native', -990n)] }],
      ['warning', { changes: [change('native', -990n), change(POOL, 1n, { item: '7' })] }],
    ],
    silent: [{ changes: [change('native', -500n)] }, { bySite: false, changes: [change('native', -990n)] }],
  },
}

describe('rules of what happens', () => {
  test('behavior: each of them has cases', () => {
    expect(Object.keys(CASES).sort()).toEqual(OUTCOME_RULES.map(({ id }) => id).sort())
  })
  for (const [id, { fires, silent }] of Object.entries(CASES)) {
    test(`security: ${id} speaks`, () => {
      for (const [severity, facts] of fires) expect(said(facts)).toContain(`${severity} ${id}`)
    })
    test(`behavior: ${id} is silent`, () => {
      for (const facts of silent) expect(said(facts).map((one) => one.split(' ')[1])).not.toContain(id)
      expect(silent.length).toBeGreaterThan(0)
    })
  }
})

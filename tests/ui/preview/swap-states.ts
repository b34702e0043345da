import type {
  ActivityRow,
  AssetRow,
  BalanceSheet,
  NetworkView,
  ServiceView,
  SwapQuote,
  SwapToken,
  SwapView,
  WalletState,
} from '../../../src/messaging/protocol.ts'
import type { Address } from '../../../src/shared/hex.ts'
import { type Answers, problem } from './fake-client.ts'
import { ofSheet } from './portfolio-states.ts'

const ALICE: Address = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045'
const USDC: Address = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const DAI: Address = '0x6B175474E89094C44Da98b954EedeAC495271d0F'
const LONG: Address = '0x1111111111111111111111111111111111111111'
const ROUTER: Address = '0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45'
const NOW = Date.now()
const eth: SwapToken = { chainId: 1, token: 'native', symbol: 'ETH', decimals: 18 }
const usdc: SwapToken = { chainId: 1, token: USDC, symbol: 'USDC', decimals: 6 }
const long: SwapToken = { chainId: 1, token: LONG, symbol: 'VERYLONGSYMBOLTHATNEVERENDS', decimals: 18 }

const best: SwapQuote = {
  id: 'q1',
  source: { id: 'chain', label: 'On-chain pools', service: null },
  kind: 'transaction',
  sell: eth,
  buy: usdc,
  exact: 'in',
  sellAmount: '1000000000000000000',
  buyAmount: '3101470000',
  minReceived: '3085962650',
  maxSold: '1000000000000000000',
  slippageBps: 50,
  networkFee: { wei: '412000000000000', symbol: 'ETH', value: '1.27' },
  fees: [],
  route: [
    { shareBps: 7000, hops: [{ venue: 'Uniswap v3', fee: 500, sell: 'ETH', buy: 'USDC' }] },
    {
      shareBps: 3000,
      hops: [
        { venue: 'Uniswap v2', fee: 3000, sell: 'ETH', buy: 'DAI' },
        { venue: 'Uniswap v3', fee: 100, sell: 'DAI', buy: 'USDC' },
      ],
    },
  ],
  impact: { bps: 12, against: 'price' },
  value: { sell: '3104.22', buy: '3100.85' },
  allowance: { via: 'none' },
  proof: 'read',
  fetchedAt: NOW,
  expiresAt: NOW + 60_000,
  seconds: null,
  warnings: [],
}
const other = (id: string, label: string, buyAmount: string, more: Partial<SwapQuote> = {}): SwapQuote => ({
  ...best,
  id,
  source: { id, label, service: id },
  buyAmount,
  ...more,
})
const approving: SwapQuote = {
  ...best,
  sell: usdc,
  buy: eth,
  sellAmount: '3000000000',
  maxSold: '3000000000',
  buyAmount: '964512345678901234',
  minReceived: '959689783950506727',
  value: { sell: '2999.4', buy: '2994.05' },
  route: best.route.slice(0, 1).map((leg) => ({ ...leg, shareBps: 10_000 })),
  allowance: { via: 'approve', spender: ROUTER, amount: '3000000000', reset: false },
}
const impact = (bps: number, severity: 'warning' | 'danger'): Partial<SwapQuote> => ({
  impact: { bps, against: 'price' },
  warnings: [
    {
      rule: 'swap-impact',
      severity,
      title: 'This swap loses much of its worth',
      text: `What you get is worth ${(bps / 100).toFixed(1)} % less than what you give. Swap less, or in several parts.`,
    },
  ],
})

const answer = (quotes: SwapQuote[], more: Partial<Answers['swap.quotes'] & object> = {}): Answers => ({
  'swap.ask': { id: 'question' },
  'swap.quotes': { revision: 1, quotes, waiting: [], failed: [], done: true, ...more },
  'swap.stop': null,
  'swap.max': { amount: '1845300000000000000', fee: '2000000000000000' },
  'assets.lookAtToken': { symbol: 'PEPE2', name: 'The second coming of the frog', decimals: 18 },
})

const held = (
  token: AssetRow['token'],
  symbol: string,
  name: string,
  decimals: number,
  balance: string,
): AssetRow => ({
  token,
  symbol,
  name,
  decimals,
  balance,
  added: token === LONG,
})
const rows: AssetRow[] = [
  held('native', 'ETH', 'Ether', 18, '1847300000000000000'),
  held(USDC, 'USDC', 'USD Coin', 6, '3104220000'),
  held(DAI, 'DAI', 'Dai Stablecoin', 18, '250000000000000000000'),
  held(
    LONG,
    long.symbol,
    'A token with a name so long that it cannot possibly fit in a row',
    18,
    `123456789${'0'.repeat(24)}`,
  ),
]

const row = (
  id: string,
  hash: string,
  title: string,
  status: ActivityRow['status'],
  batch: string | null,
): ActivityRow => ({
  id,
  hash: `0x${hash.repeat(64)}`,
  chainId: 1,
  account: ALICE,
  source: 'wallet',
  from: ALICE,
  to: ROUTER,
  nonce: Number(id),
  status,
  kind: 'swap',
  moves: [
    {
      kind: 'native',
      token: 'native',
      symbol: 'ETH',
      decimals: 18,
      amount: '-1000000000000000000',
      tokenId: null,
    },
    { kind: 'erc20', token: USDC, symbol: 'USDC', decimals: 6, amount: '3101470000', tokenId: null },
  ],
  spam: false,
  batch,
  title: [title],
  origin: 'wallet',
  createdAt: NOW - 20_000,
  minedAt: NOW - 9_000,
  fee: '400000000000000',
  maxFee: '600000000000000',
  error: null,
  replaces: null,
  replacedBy: null,
  stuck: null,
})

const swapped: SwapView = {
  id: 's1',
  kind: 'transaction',
  source: 'On-chain pools',
  account: ALICE,
  sell: usdc,
  buy: eth,
  sold: '3000000000',
  offered: '964512345678901234',
  minReceived: '959689783950506727',
  received: '964498123456789012',
  status: 'confirmed',
  why: null,
  takenBack: false,
  hash: null,
  until: null,
  at: NOW - 30_000,
}
const steps = (second: ActivityRow['status']) => [
  row('2', 'b', 'Swapped 3 000 USDC for 0.9645 ETH', second, 's1'),
  row('1', 'a', 'Allowed Uniswap to spend 3 000 USDC', 'confirmed', 's1'),
]

const order: Partial<SwapView> = {
  kind: 'intent',
  source: 'CoW Protocol',
  status: 'pending',
  received: null,
  until: NOW + 20 * 60_000,
}

/** States of swaps, over a wallet in use. */
export function swapScenarios(
  home: WalletState,
  network: NetworkView,
  fresh: readonly ServiceView[],
): Record<string, { state: WalletState; answers?: Answers }> {
  const sheet: BalanceSheet = { chainId: 1, address: ALICE, rows, at: NOW, error: null, loading: false }
  const base: WalletState = {
    ...home,
    balances: sheet,
    portfolio: ofSheet(sheet, network, [ALICE]),
    services: [...fresh],
  }
  const of = (answers: Answers, change: Partial<WalletState> = {}) => ({
    state: { ...base, ...change },
    answers,
  })
  const status = (swap: Partial<SwapView>, activity: ActivityRow[] = []) =>
    of({}, { swaps: [{ ...swapped, ...swap }], activity })
  const four = [
    best,
    other('kyberswap', 'KyberSwap', '3100112000', {
      fees: [{ label: 'Fee of KyberSwap', amount: '3100000', symbol: 'USDC', decimals: 6 }],
    }),
    other('velora', 'Velora', '3098876543'),
    other('cow', 'CoW Protocol', '3090000000', { kind: 'intent', networkFee: null, seconds: 120 }),
  ]
  const failed = [
    { label: '0x', why: 'Its transaction would pay another address than yours. It was refused.' },
    { label: 'LI.FI', why: 'LI.FI did not answer in time.' },
  ]
  return {
    swap: of(answer([best]), { activity: [row('9', 'c', 'Swapped', 'confirmed', null)] }),
    'swap-offers': of(answer(four, { waiting: ['1inch'], failed, done: true })),
    'swap-waiting': of({ ...answer([]), 'swap.quotes': undefined }),
    'swap-approve': of(answer([approving])),
    'swap-permit': of(
      answer([
        { ...approving, allowance: { ...approving.allowance, via: 'permit' } as SwapQuote['allowance'] },
      ]),
    ),
    'swap-permit2': of(
      answer([
        {
          ...approving,
          allowance: {
            ...approving.allowance,
            via: 'permit',
            permit2: { approve: true, grant: true },
          } as SwapQuote['allowance'],
        },
      ]),
    ),
    'swap-none': of(answer([])),
    'swap-down': of(
      answer([], {
        failed: [
          {
            label: 'On-chain pools',
            why: 'Ethereum cannot be reached. Check the connection or choose another endpoint.',
          },
        ],
      }),
    ),
    'swap-high': of(answer([{ ...best, ...impact(742, 'warning') }])),
    'swap-severe': of(answer([{ ...best, ...impact(4210, 'danger') }])),
    'swap-old': of(answer([{ ...best, fetchedAt: NOW - 95_000, expiresAt: NOW - 35_000 }])),
    'swap-unknown': of(answer([{ ...best, impact: null, value: null, networkFee: null }])),
    'swap-long': of(
      answer([
        {
          ...best,
          buy: long,
          buyAmount: `98765432109876543${'0'.repeat(20)}`,
          minReceived: `98271605098876543${'0'.repeat(20)}`,
          source: { ...best.source, label: 'A source whose name goes on and on for ever' },
        },
      ]),
    ),
    'swap-broken': of({
      ...answer([]),
      'swap.ask': problem(
        'UnreachableError',
        'Ethereum cannot be reached. Check the connection or choose another endpoint.',
      ),
    }),
    'swap-refused': of({
      ...answer([]),
      'swap.ask': problem('FieldError', 'This token is not in your list. Add it first.', { field: 'buy' }),
    }),
    'swap-watched': of(answer([best]), {
      accounts: base.accounts.map((one) => ({ ...one, keyringId: 'watch' })),
    }),
    'swap-hidden': of(answer([best]), {
      portfolio: base.portfolio && {
        ...base.portfolio,
        display: { ...base.portfolio.display, hideAmounts: true },
      },
    }),
    'swap-pending': status({ status: 'pending', received: null }, steps('pending')),
    'swap-done': status({}, steps('confirmed')),
    'swap-failed': status({
      status: 'failed',
      received: null,
      why: 'The price moved further than you allowed: it would have given 0.951 ETH, less than your minimum.',
    }),
    'swap-bridge': status({
      kind: 'bridge',
      source: 'LI.FI',
      status: 'pending',
      received: null,
      buy: { ...eth, chainId: 8453 },
    }),
    'swap-order': status(order),
    'swap-taken-back': status({
      ...order,
      takenBack: true,
      why: 'You cancelled it at CoW Protocol. Nobody there carries it out any more, unless somebody did just then; once its time is over nobody can.',
    }),
    'swap-expired': status({
      ...order,
      status: 'failed',
      why: 'Nobody carried the order out in time. Nothing was sold, and it holds no more.',
    }),
    'swap-cancelled': status({
      ...order,
      status: 'cancelled',
      why: 'You cancelled the order. Nothing was sold.',
    }),
    'swap-stranded': status({
      kind: 'bridge',
      source: 'LI.FI',
      status: 'failed',
      received: null,
      buy: { ...eth, chainId: 8453 },
      why: 'LI.FI says that the bridge failed. Nothing is known to have arrived on Base. Look for your money on both networks, and ask LI.FI with the transaction’s hash.',
    }),
    'swap-huge': status({
      sell: long,
      sold: `98765432109876543${'0'.repeat(20)}`,
      buy: { ...long, symbol: 'W'.repeat(60) },
      received: `123456789012345678${'0'.repeat(24)}`,
      offered: `123456789012345678${'0'.repeat(24)}`,
    }),
    'swap-keeps': of(
      answer([
        {
          ...best,
          fees: [{ label: 'Kept by the tokens', amount: '31014700', symbol: 'USDC', decimals: 6 }],
          warnings: [
            {
              rule: 'swap-keeps',
              severity: 'warning',
              title: 'TOLL keeps about 1 % of every transfer',
              text: 'Tried on the network just now: that is already taken off what you get here. It is taken again whenever you send or sell it.',
            },
          ],
        },
      ]),
    ),
    'swap-networks': of(
      answer([
        other('lifi', 'LI.FI', '3095000000', {
          kind: 'bridge',
          buy: { ...usdc, chainId: 8453 },
          seconds: 180,
          route: [],
          fees: [{ label: 'Fee of the bridge', amount: '4100000', symbol: 'USDC', decimals: 6 }],
        }),
      ]),
      {
        networks: base.networks.map((one) => ({ ...one, enabled: !one.testnet && !one.added })),
        services: fresh.map((one) => (one.id === 'lifi' ? { ...one, allowed: true } : one)),
      },
    ),
    'swap-lost': of({}, { swaps: [] }),
  }
}

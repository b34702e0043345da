import type { AllowancesView, AllowanceView, WalletState } from '../../../src/messaging/protocol.ts'
import type { Address } from '../../../src/shared/hex.ts'
import { type Answers, problem } from './fake-client.ts'

const OWNER: Address = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045'
const at = (seed: number): Address => `0x${seed.toString(16).padStart(2, '0').repeat(20)}`
const MOST = (2n ** 256n - 1n).toString()
const usdc: AllowanceView = {
  kind: 'token',
  chainId: 1,
  token: '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48',
  spender: '0x7a250d5630B4cF539739dF2C5dAcb4c659F2488D',
  tokenId: null,
  symbol: 'USDC',
  decimals: 6,
  listed: true,
  amount: MOST,
  balance: '1250500000',
  atRisk: '1250500000',
  value: '1250.5',
  currency: 'USD',
  expires: null,
  spenderIs: 'contract',
}
const LONG = 'THE-VERY-LONG-SYMBOL-OF-A-TOKEN-THAT-NAMES-ITSELF'
const many: AllowanceView[] = [
  usdc,
  { ...usdc, amount: '25000000', atRisk: '25000000', value: '25', spender: at(3), spenderIs: 'account' },
  {
    ...usdc,
    kind: 'permit2',
    symbol: 'DAI',
    token: at(7),
    decimals: 18,
    amount: (2n ** 160n - 1n).toString(),
    atRisk: '0',
    value: '0',
    expires: Date.UTC(2026, 11, 24),
  },
  {
    ...usdc,
    token: '0x000000000022D473030F116dDEE9F6B43aC78BA3',
    symbol: 'wstETH',
    value: null,
    decimals: 18,
  },
  {
    ...usdc,
    kind: 'item',
    token: at(9),
    tokenId: '7',
    symbol: 'Small Pictures',
    decimals: null,
    amount: '1',
  },
  {
    ...usdc,
    kind: 'all',
    token: at(10),
    symbol: 'Forty Lakes',
    decimals: null,
    amount: '1',
    atRisk: '37',
    value: null,
  },
  {
    ...usdc,
    token: at(11),
    symbol: LONG,
    listed: false,
    value: null,
    amount: '9'.repeat(60),
    spenderIs: null,
  },
  ...Array.from({ length: 70 }, (_, i) => ({ ...usdc, token: at(40 + i), value: '3', atRisk: '3000000' })),
]
const looked = [
  { chainId: 1, from: 0, to: 23_456_789, trouble: null, unread: 0, more: false },
  {
    chainId: 10,
    from: 120_000_000,
    to: 128_765_432,
    trouble:
      'The endpoint of OP Mainnet does not tell of older transfers. An explorer or another endpoint may.',
    unread: 2,
    more: true,
  },
]

/** States of the allowances, over a wallet in use. */
export function allowanceScenarios(
  home: WalletState,
): Record<string, { state: WalletState; answers?: Answers }> {
  const of = (rows: AllowanceView[], more: Answers = {}) => {
    const view: AllowancesView = { account: OWNER, rows, looked }
    return { state: home, answers: { 'allowances.list': view, 'activity.scan': null, ...more } }
  }
  return {
    'allowances-none': of([]),
    'allowances-one': of([usdc]),
    'allowances-many': of(many),
    'allowances-scanning': of([usdc], { 'activity.scan': undefined }),
    'allowances-error': {
      state: home,
      answers: { 'allowances.list': problem('UnreachableError', 'Ethereum cannot be reached.') },
    },
  }
}

// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CallError } from '../../messaging/client.ts'
import type { UiPush, WalletState } from '../../messaging/protocol.ts'
import { follow } from '../state.ts'
import { Send } from './send.tsx'

const ALICE = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045'
const OTHER = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const state: WalletState = {
  status: 'unlocked',
  unlock: { retryAt: 0 },
  keyrings: [],
  accounts: [{ address: ALICE, name: 'Alice', keyringId: 'k', index: 0, hidden: false }],
  selected: { address: ALICE, chainId: 1 },
  networks: [
    {
      chainId: 1,
      name: 'Ethereum',
      symbol: 'ETH',
      explorer: null,
      endpoints: [],
      customEndpoints: false,
      added: false,
      testnet: false,
      smartAccounts: true,
      color: '#123456',
      enabled: true,
    },
  ],
  balances: {
    chainId: 1,
    address: ALICE,
    rows: [
      {
        token: 'native',
        symbol: 'ETH',
        name: 'Ether',
        decimals: 18,
        balance: '2000000000000000000',
        added: false,
      },
      { token: USDC, symbol: 'USDC', name: 'USD Coin', decimals: 6, balance: '5000000', added: false },
    ],
    at: 1,
    error: null,
    loading: false,
  },
  showTestnets: false,
  portfolio: null,
  nfts: [],
  nftGateway: null,
  people: { contacts: [], names: {}, recent: [], gateways: [] },
  activity: [],
  approvals: [],
  waiting: 0,
  sites: [],
  clearSigning: { files: [], registry: { at: null, count: 0, problem: null } },
  guard: {
    allowed: [],
    addresses: [],
    lists: {
      sites: { at: null, seed: 'May 2022', count: 13_750, problem: null },
      addresses: { at: null, seed: 'May 2022', count: 5_586, problem: null },
    },
  },
  blocked: [],
  framePairs: [],
  swaps: [],
  services: [],
  settings: {
    lockMinutes: 15,
    theme: 'system',
    ethereum: 'shared',
    asMetaMask: false,
    notify: { confirmed: false, failed: false, received: false },
    swap: { slippageBps: 'auto', deadlineMinutes: 20 },
  },
  discovering: false,
  progress: null,
}

let calls: { name: string; params: unknown }[] = []
let answer: () => Promise<unknown>
let push: (next: UiPush) => void = () => {}

beforeEach(() => {
  calls = []
  answer = () => Promise.resolve({ approvalId: 'a1' })
  follow({
    call: (name, params) => {
      // What is found out about the recipient beside the form is not its subject here.
      if (name === 'names.look' || name === 'recipients.check') return Promise.resolve([]) as never
      calls.push({ name, params })
      return answer() as never
    },
    subscribe: (listener) => {
      push = listener
      return () => {}
    },
    gesture: () => {},
    close: () => {},
  })
  push({ snapshot: state })
})
afterEach(cleanup)

const type = (id: string, value: string) => fireEvent.change(screen.getByTestId(id), { target: { value } })
const click = (id: string) => act(async () => void fireEvent.click(screen.getByTestId(id)))

test('behavior: the review asks the background with what was typed', async () => {
  render(<Send params={{}} />)
  type('send-recipient', ` ${OTHER} `)
  type('send-amount', '0.5')
  await click('send-review')
  expect(calls).toEqual([
    {
      name: 'send.prepare',
      params: { chainId: 1, from: ALICE, token: 'native', to: OTHER, amount: { typed: '0.5' } },
    },
  ])
  expect(location.hash).toBe('#/approval?id=a1')
})

test('behavior: what was typed is there again after the review', () => {
  render(<Send params={{}} />)
  expect(screen.getByTestId<HTMLInputElement>('send-recipient').value).toContain(OTHER)
  cleanup()
  render(<Send params={{}} />)
  expect(screen.getByTestId<HTMLInputElement>('send-recipient').value).toBe('')
})

test('security: never prepares twice', async () => {
  answer = () => new Promise(() => {})
  render(<Send params={{}} />)
  type('send-recipient', OTHER)
  type('send-amount', '0.5')
  await act(async () => {
    const form = document.querySelector('form')
    if (!form) throw new Error('no form')
    fireEvent.submit(form)
    fireEvent.submit(form)
  })
  await click('send-review')
  expect(calls).toHaveLength(1)
  expect(screen.getByTestId<HTMLButtonElement>('send-review').disabled).toBe(true)
})

test('behavior: max takes what the background says, and stays max until it is changed', async () => {
  answer = () => Promise.resolve({ amount: '5000000', fee: '42000000000000', approvalId: 'a1' })
  render(<Send params={{ token: USDC }} />)
  type('send-recipient', OTHER)
  await click('send-max')
  expect(screen.getByTestId<HTMLInputElement>('send-amount').value).toBe('5')
  await click('send-review')
  expect(calls.at(-1)?.params).toMatchObject({ token: USDC, amount: 'max' })
})

test('behavior: an amount changed after max is no longer max', async () => {
  answer = () => Promise.resolve({ amount: '5000000', fee: '42000000000000', approvalId: 'a1' })
  render(<Send params={{ token: USDC }} />)
  type('send-recipient', OTHER)
  await click('send-max')
  type('send-amount', '4')
  await click('send-review')
  expect(calls.at(-1)?.params).toMatchObject({ amount: { typed: '4' } })
})

test('error: a wrong field is told at the field', async () => {
  answer = () =>
    Promise.reject(
      new CallError({ code: -32602, name: 'FieldError', message: 'Too much.', data: { field: 'amount' } }),
    )
  render(<Send params={{}} />)
  type('send-recipient', OTHER)
  type('send-amount', '1')
  await click('send-review')
  const error = screen.getByTestId('send-error')
  expect(error.getAttribute('role')).toBe('alert')
  expect(error.textContent).toBe('Too much.')
  expect(screen.getByTestId('send-amount').getAttribute('aria-invalid')).toBe('true')
})

test('error: without a recipient nothing is asked', async () => {
  render(<Send params={{}} />)
  await click('send-review')
  expect(calls).toEqual([])
  expect(screen.getByTestId('send-error').textContent).toContain('address')
})

test('behavior: what a typed amount is worth stands below it, while a price is known', () => {
  const price = { price: '3104.22', change: null, at: 1, source: 'Chainlink' }
  const row = {
    chainId: 1,
    token: 'native',
    symbol: 'ETH',
    name: 'Ether',
    decimals: 18,
    balance: '2000000000000000000',
    group: 'eth',
    value: '6208.44',
    price,
    origin: 'native',
    choice: null,
  } as const
  const display = { scope: 'account', currency: 'EUR', hideAmounts: false, hideSmall: false } as const
  const portfolio = { display, total: '6208.44', unvalued: 0, rows: [row], networks: [], accounts: [] }
  push({ snapshot: { ...state, portfolio } })
  render(<Send params={{}} />)
  const shown = () => screen.getByTestId('send-amount').closest('.field')?.textContent
  expect(shown()).not.toContain('About')
  type('send-amount', '0.25')
  expect(shown()).toContain('About €776.05.')
  type('send-amount', 'x')
  expect(shown()).not.toContain('About')
  act(() => push({ snapshot: { ...state, portfolio: { ...portfolio, rows: [{ ...row, price: null }] } } }))
  type('send-amount', '0.25')
  expect(shown()).not.toContain('About')
})

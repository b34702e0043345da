// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import type { AssetRow, NetworkView, UiPush, WalletState } from '../../messaging/protocol.ts'
import { takeDraft } from '../screens/send-draft.ts'
import { follow } from '../state.ts'
import { takePayment } from './take-payment.ts'

const ALICE = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045'
const BOB = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'
const USDC = '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913'
const coin: AssetRow = {
  token: 'native',
  symbol: 'ETH',
  name: 'Ether',
  decimals: 18,
  balance: '1',
  added: false,
}
const usdc: AssetRow = { ...coin, token: USDC, symbol: 'USDC', name: 'USD Coin', decimals: 6 }

let asked: { name: string; params: unknown }[] = []
let push: (next: UiPush) => void = () => {}
/** What the background does with a selection: the network at once, its balances a moment later. */
const select = (chainId: number) => {
  const empty = { chainId, address: ALICE, rows: [], at: null, error: null, loading: true } as const
  push({ patch: { selected: { address: ALICE, chainId }, balances: { ...empty, rows: [] } } })
  setTimeout(() => push({ patch: { balances: { ...empty, rows: [coin, usdc], at: 1, loading: false } } }))
}

beforeEach(() => {
  asked = []
  takeDraft('', 0)
  follow({
    call: (name, params) => {
      asked.push({ name, params })
      if (name === 'networks.select') select(Number(Object(params).chainId))
      return Promise.resolve(null) as never
    },
    subscribe: (listener) => {
      push = listener
      return () => {}
    },
    gesture: () => {},
    close: () => {},
  })
  const networks = [
    { chainId: 1, name: 'Ethereum' },
    { chainId: 8453, name: 'Base' },
  ] as NetworkView[]
  const state = { networks, selected: { address: ALICE, chainId: 1 }, balances: null, accounts: [] }
  push({ snapshot: state as unknown as WalletState })
})

test('behavior: a link for another network goes there, says so, and waits for the token', async () => {
  await takePayment(`ethereum:${USDC}@8453/transfer?address=${BOB}&uint256=2500000`)
  expect(asked).toEqual([{ name: 'networks.select', params: { chainId: 8453 } }])
  expect(takeDraft(ALICE, 8453)).toEqual({
    account: ALICE,
    chainId: 8453,
    token: USDC,
    to: BOB,
    amount: '2.5',
    max: false,
    notes: ['The link is for Base: you are on that network now.'],
  })
})

test('error: a token that is not held there is named, and nothing is filled in', async () => {
  await expect(takePayment(`ethereum:${BOB}@8453/transfer?address=${BOB}&uint256=1`)).rejects.toThrow(
    new RegExp(`${BOB}.*on Base`),
  )
  expect(takeDraft(ALICE, 8453)).toBeNull()
})

test('error: an unknown network asks the background for nothing', async () => {
  await expect(takePayment(`ethereum:${BOB}@99?value=1`)).rejects.toThrow(/number 99/)
  expect(asked).toEqual([])
  expect(takeDraft(ALICE, 1)).toBeNull()
})

test('behavior: a name is handed on as it is, with every digit of the amount', async () => {
  await takePayment('ethereum:pay-vitalik.eth?value=1000000000000000001')
  expect(takeDraft(ALICE, 1)).toMatchObject({
    to: 'vitalik.eth',
    token: 'native',
    amount: '1.000000000000000001',
  })
})

test('behavior: an address alone leaves the rest as it was typed', async () => {
  await takePayment(`ethereum:${BOB}?value=5e17`)
  await takePayment(` ${ALICE} `)
  expect(takeDraft(ALICE, 1)).toMatchObject({ to: ALICE, amount: '0.5' })
})

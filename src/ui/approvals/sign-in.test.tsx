// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SignInApproval, TypedDataApproval, UiPush, WalletState } from '../../messaging/protocol.ts'
import { follow } from '../state.ts'
import { ApprovalScreen } from './approval-screen.tsx'
import { ARMING_MS } from './use-armed.ts'

const ALICE = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045'
const base = {
  id: 'a1',
  digest: 'd1',
  origin: 'https://app.example.org',
  connected: true,
  account: ALICE,
  chainId: 1,
  createdAt: 0,
  summary: [['Sign in']],
  warnings: [],
  details: [],
  raw: 'raw',
  blocked: null,
  preparing: false,
} satisfies Partial<SignInApproval>
const signIn: SignInApproval = {
  ...base,
  kind: 'sign-in',
  domain: 'https://app.example.org',
  statement: 'I accept.',
  resources: ['https://app.example.org/a', 'ipfs://b'],
  uri: 'https://app.example.org/login',
  messageChainId: '424242',
  issuedAt: Date.UTC(2026, 10, 23, 12),
  expirationTime: Date.UTC(2026, 10, 24, 12),
  notBefore: Date.UTC(2026, 10, 22, 12),
  text: 'the whole text',
}
const old: TypedDataApproval = {
  ...base,
  kind: 'typed-data',
  version: 1,
  domain: [],
  primaryType: '',
  changes: [],
  rights: [],
  looked: null,
  tree: [{ depth: 0, name: 'Message', type: 'string', value: 'Hi' }],
}

let push: (next: UiPush) => void = () => {}
const calls: string[] = []
beforeEach(() => {
  vi.useFakeTimers()
  calls.length = 0
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  follow({
    call: (name) => {
      calls.push(name)
      return Promise.resolve({}) as never
    },
    subscribe: (listener) => {
      push = listener
      return () => {}
    },
    gesture: () => {},
    close: () => {},
  })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const show = async (approval: SignInApproval | TypedDataApproval) => {
  const state: Partial<WalletState> = {
    status: 'unlocked',
    accounts: [{ address: ALICE, name: 'Alice', keyringId: 'k', index: 0, hidden: false }],
    networks: [],
    approvals: [approval],
    waiting: 0,
  }
  push({ snapshot: state as WalletState })
  render(<ApprovalScreen />)
  await act(() => vi.advanceTimersByTimeAsync(ARMING_MS))
}
const approve = () => screen.getByTestId<HTMLButtonElement>('approval-approve')
const rows = () =>
  Object.fromEntries(
    [...document.querySelectorAll('.ap-body > .ap-details .ap-detail')].map((row) => [
      row.querySelector('dt')?.textContent,
      row.querySelector('dd')?.textContent,
    ]),
  )

describe('signing in', () => {
  test('behavior: where, with what, until when, what for, and the text itself', async () => {
    await show(signIn)
    expect(screen.getByTestId('approval').dataset.kind).toBe('sign-in')
    expect(rows()).toMatchObject({ Site: 'https://app.example.org', Network: 'Chain id 424242' })
    expect(Object.keys(rows())).toEqual(['Site', 'Account', 'Network', 'Ends', 'Begins', 'Issued'])
    expect(rows().Ends).toContain('24 November 2026')
    expect(screen.getByText('I accept.')).toBeTruthy()
    expect([...document.querySelectorAll('.ap-resources li')].map((li) => li.textContent)).toEqual(
      signIn.resources,
    )
    expect(screen.getByTestId('approval-text').textContent).toContain('the whole text')
    expect(approve().textContent).toBe('Sign in')
    expect(approve().disabled).toBe(false)
  })

  test('behavior: what is not stated says so, and needs no reading', async () => {
    await show({ ...signIn, statement: null, resources: [], expirationTime: null, notBefore: null })
    expect(rows().Ends).toBe('No end is stated')
    expect(rows().Begins).toBeUndefined()
    expect(document.querySelector('.ap-box')).toBeNull()
    expect(approve().disabled).toBe(false)
  })

  test('security: a refused one says why and has no way to be approved', async () => {
    await show({ ...signIn, blocked: 'Refused: it is for another site.' })
    expect(screen.getByText('Refused: it is for another site.')).toBeTruthy()
    expect(approve().disabled).toBe(true)
    expect(screen.queryByTestId('approval-acknowledge')).toBeNull()
  })

  test('security: a danger stands above the text and has to be acknowledged', async () => {
    await show({
      ...signIn,
      warnings: [{ rule: 'sign-in-chain', severity: 'danger', title: 'Another network', text: 'Why.' }],
    })
    const warning = screen.getByTestId('approval-warning')
    const box = document.querySelector('.ap-box')
    expect(box && warning.compareDocumentPosition(box)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
    expect(approve().disabled).toBe(true)
    act(() => screen.getByTestId('approval-acknowledge').click())
    await act(() => vi.advanceTimersByTimeAsync(ARMING_MS))
    expect(approve().disabled).toBe(false)
  })
})

describe('typed data', () => {
  test('behavior: the old format line by line, without a type of its own', async () => {
    await show(old)
    expect(screen.getByText(/line by line/)).toBeTruthy()
    expect(document.querySelectorAll('.ap-node')).toHaveLength(1)
  })
  test('behavior: nothing but the domain', async () => {
    await show({ ...old, version: 4, tree: [], domain: [{ label: 'Name', value: 'Test' }] })
    expect(screen.getByText(/Nothing but what it is for/)).toBeTruthy()
    expect(screen.getByText('Test')).toBeTruthy()
  })
})

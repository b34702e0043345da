// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ApprovalView, UiPush, WalletState, Warning } from '../../messaging/protocol.ts'
import { follow } from '../state.ts'
import { ApprovalScreen } from './approval-screen.tsx'
import { ARMING_MS } from './use-armed.ts'

const ALICE = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045'
const SAVINGS = '0x52908400098527886E0F7030069857D2E4169EE7'
const danger: Warning = { rule: 'drain', severity: 'danger', title: 'It takes all', text: 'Reject it.' }
const info: Warning = { rule: 'note', severity: 'info', title: 'Note', text: 'So it is.' }

const base = {
  id: 'a1',
  digest: 'd1',
  origin: 'https://app.example.org',
  connected: true,
  account: ALICE,
  chainId: 1,
  createdAt: 0,
  summary: [['Sign a message']],
  warnings: [] as Warning[],
  details: [],
  raw: 'raw',
  blocked: null,
  preparing: false,
} as const
const message = { ...base, kind: 'message', text: 'hello', hex: '0x68656c6c6f' } as unknown as ApprovalView
const connect = {
  ...base,
  kind: 'connect',
  account: null,
  accounts: [ALICE],
  permits: [],
} as unknown as ApprovalView
const transaction = {
  ...base,
  kind: 'transaction',
  origin: 'wallet',
  to: SAVINGS,
  value: '1',
  data: '0x',
  changes: [],
  rights: [],
  looked: null,
  tier: 'normal',
  advanced: null,
  replaces: null,
  fees: [
    { tier: 'slow', maxFee: '1000001', expectedFee: '1' },
    { tier: 'normal', maxFee: '2000001', expectedFee: '2' },
  ],
} as unknown as ApprovalView
const state = (approvals: ApprovalView[]): WalletState => ({
  status: 'unlocked',
  unlock: { retryAt: 0 },
  keyrings: [],
  accounts: [
    { address: ALICE, name: 'Alice', keyringId: 'k', index: 0, hidden: false },
    { address: SAVINGS, name: 'Savings', keyringId: 'k', index: 1, hidden: false },
  ],
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
  balances: null,
  showTestnets: false,
  portfolio: null,
  nfts: [],
  nftGateway: null,
  people: { contacts: [], names: {}, recent: [], gateways: [] },
  activity: [],
  approvals,
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
})

let calls: { name: string; params: unknown }[] = []
let answer: (name: string) => Promise<unknown>
let push: (next: UiPush) => void = () => {}
let focused = true

beforeEach(() => {
  vi.useFakeTimers()
  calls = []
  answer = () => Promise.resolve({})
  focused = true
  vi.spyOn(document, 'hasFocus').mockImplementation(() => focused)
  follow({
    call: (name, params) => {
      calls.push({ name, params })
      return answer(name) as never
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
  history.replaceState(null, '', '?')
})

const button = (id: string) => screen.getByTestId<HTMLButtonElement>(id)
const approve = () => button('approval-approve')
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const show = (...approvals: ApprovalView[]) => {
  push({ snapshot: state(approvals) })
  return render(<ApprovalScreen />)
}
const click = (element: Element, trusted = true) => {
  const event = new MouseEvent('click', { bubbles: true, cancelable: true })
  Object.defineProperty(event, 'isTrusted', { value: trusted })
  return act(async () => void element.dispatchEvent(event))
}
const press = (key: string, target: EventTarget = window) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
  act(() => void target.dispatchEvent(event))
  return event
}
const sent = () => calls.filter((call) => call.name === 'approvals.approve').map((call) => call.params)

describe('approving', () => {
  test('security: takes a click only after 600 ms, and sends id and digest of what was shown', async () => {
    show(message)
    expect(approve().disabled).toBe(true)
    await click(approve())
    await pass(ARMING_MS)
    expect(approve().disabled).toBe(false)
    await click(approve())
    expect(sent()).toEqual([{ id: 'a1', digest: 'd1', edits: {} }])
  })

  test('security: ignores a click that no person made', async () => {
    show(message)
    await pass(ARMING_MS)
    await click(approve(), false)
    fireEvent.click(approve())
    expect(sent()).toEqual([])
  })

  test('security: Enter never approves', async () => {
    show(message)
    await pass(ARMING_MS)
    expect(press('Enter', approve()).defaultPrevented).toBe(true)
    expect(document.activeElement).not.toBe(approve())
    expect(sent()).toEqual([])
  })

  test('security: a change of content arms anew', async () => {
    show(message)
    await pass(ARMING_MS)
    act(() => push({ patch: { approvals: [{ ...message, digest: 'd2' }] } }))
    expect(approve().disabled).toBe(true)
    await click(approve())
    await pass(ARMING_MS)
    await click(approve())
    expect(sent()).toEqual([{ id: 'a1', digest: 'd2', edits: {} }])
  })

  test('security: focus lost a moment before the click is noticed', async () => {
    show(message)
    await pass(ARMING_MS)
    focused = false
    await click(approve())
    expect(sent()).toEqual([])
  })

  test('security: a second click while it is under way does nothing', async () => {
    answer = () => new Promise(() => {})
    show(message)
    await pass(ARMING_MS)
    await click(approve())
    await click(approve())
    await pass(10 * ARMING_MS)
    await click(approve())
    expect(sent()).toHaveLength(1)
    expect(approve().textContent).toBe('Signing…')
  })

  test('security: nothing more is sent when the answer comes before the mirror changes', async () => {
    show(message)
    await pass(ARMING_MS)
    await click(approve())
    await pass(10 * ARMING_MS)
    expect(screen.queryByTestId('approval')).toBeNull()
    expect(sent()).toHaveLength(1)
  })

  test('error: ChangedError says to look again, and arms anew', async () => {
    answer = () => Promise.reject(Object.assign(new Error('changed'), { name: 'ChangedError' }))
    show(message)
    await pass(ARMING_MS)
    await click(approve())
    expect(screen.getByTestId('approval-error').textContent).toContain('Something changed. Look again.')
    expect(approve().disabled).toBe(true)
    await pass(ARMING_MS)
    expect(approve().disabled).toBe(false)
  })

  test('error: a failure stays readable when the request is gone from the mirror', async () => {
    answer = () => {
      push({ patch: { approvals: [] } })
      return Promise.reject(Object.assign(new Error('The nonce is used.'), { name: 'InvalidInputError' }))
    }
    show(message)
    await pass(ARMING_MS)
    await click(approve())
    await pass(2 * ARMING_MS)
    expect(screen.getByTestId('approval-error').textContent).toContain('Nothing was signed.')
    expect(approve().disabled).toBe(true)
    expect(button('approval-reject').textContent).toBe('Close')
  })

  test.each([
    ['preparing', { preparing: true, blocked: null }, 'looked into'],
    ['blocked', { preparing: false, blocked: 'Not enough ETH.' }, ''],
  ])('behavior: waits while %s', async (_, more, word) => {
    show({ ...message, ...more })
    await pass(2 * ARMING_MS)
    expect(approve().disabled).toBe(true)
    expect(screen.getByTestId('approval-status').textContent).toContain(word)
    if (more.blocked !== null) expect(screen.getByText(more.blocked)).toBeTruthy()
  })
})

describe('gates', () => {
  test('security: a long message is read to its end', async () => {
    let top = 0
    vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(1000)
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(200)
    vi.spyOn(HTMLElement.prototype, 'scrollTop', 'get').mockImplementation(() => top)
    show(message)
    await pass(ARMING_MS)
    expect(approve().disabled).toBe(true)
    expect(screen.getByTestId('approval-status').textContent).toBe('Scroll to the end to sign')
    const box = screen.getByRole('region', { name: 'The message' })
    top = 700
    fireEvent.scroll(box)
    expect(approve().disabled).toBe(true)
    top = 800
    fireEvent.scroll(box)
    expect(approve().disabled).toBe(false)
    top = 0
    act(() => push({ patch: { approvals: [{ ...message, digest: 'd2' }] } }))
    await pass(ARMING_MS)
    expect(approve().disabled).toBe(true)
  })

  test('security: many steps are read to their end, which stands below the warnings', async () => {
    let bottom = 900
    vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
      const isFixed = this.classList.contains('ap-body') || this.classList.contains('ap-stay')
      return new DOMRect(0, isFixed ? 500 : bottom, 0, 0)
    })
    const call = { summary: [['Send ', { strong: '1 USDC' }, ' to ', { address: SAVINGS }]], details: [] }
    show({
      ...transaction,
      kind: 'calls',
      warnings: [info],
      calls: Array.from({ length: 6 }, () => ({ ...call, data: '0x' })),
      upgrade: null,
      together: true,
    } as unknown as ApprovalView)
    await pass(ARMING_MS)
    expect(approve().disabled).toBe(true)
    expect(screen.getByTestId('approval-status').textContent).toBe('Scroll to the end to send')
    const steps = screen.getAllByTestId('approval-call')
    const [first] = steps
    const warning = screen.getByTestId('approval-warning')
    expect(first && warning.compareDocumentPosition(first)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
    // Whole where it is named first, and not again.
    expect(steps.map((one) => one.querySelectorAll('.ap-party').length)).toEqual([1, 0, 0, 0, 0, 0])
    bottom = 500
    const body = document.querySelector('.ap-body')
    if (body) fireEvent.scroll(body)
    expect(approve().disabled).toBe(false)
  })

  test.each([transaction, message])('security: many sentences are read to their end', async (asked) => {
    const isSummary = (element: HTMLElement) => element.getAttribute('aria-label') === 'What it does'
    let top = 0
    vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockImplementation(function (this: HTMLElement) {
      return isSummary(this) ? 1000 : 0
    })
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(200)
    vi.spyOn(HTMLElement.prototype, 'scrollTop', 'get').mockImplementation(() => top)
    const summary = Array.from({ length: 9 }, (_, i) => [`Call ${i}`])
    show({ ...asked, summary })
    await pass(ARMING_MS)
    expect(approve().disabled).toBe(true)
    expect(screen.getByTestId('approval-status').textContent).toContain('Scroll to the end')
    top = 800
    fireEvent.scroll(screen.getByRole('region', { name: 'What it does' }))
    expect(approve().disabled).toBe(false)
  })

  test('security: a danger is acknowledged first, for this content alone', async () => {
    show({ ...message, warnings: [info, danger] })
    await pass(ARMING_MS)
    expect(approve().disabled).toBe(true)
    expect(screen.getAllByTestId('approval-warning').map((one) => one.dataset.severity)).toEqual([
      'danger',
      'info',
    ])
    fireEvent.click(screen.getByTestId('approval-acknowledge'))
    expect(approve().disabled).toBe(false)
    expect(approve().className).toContain('button-danger')
    act(() => push({ patch: { approvals: [{ ...message, digest: 'd2', warnings: [danger] }] } }))
    await pass(ARMING_MS)
    expect(approve().disabled).toBe(true)
  })

  test('security: of many warnings all dangers stand in sight, the rest are folded and can be unfolded', () => {
    const other = { ...danger, rule: 'other', title: 'Another danger' }
    show({ ...message, warnings: [info, danger, { ...info, rule: 'more' }, other] })
    const folded = screen.getByTestId('approval-more-warnings')
    const shown = screen.getAllByTestId('approval-warning').filter((one) => !folded.contains(one))
    expect(shown.map((one) => one.dataset.severity)).toEqual(['danger', 'danger'])
    expect(folded.querySelector('summary')?.textContent).toContain('2 more')
    expect(folded.querySelectorAll('[data-testid="approval-warning"]')).toHaveLength(2)
  })

  test('security: a listed site is left by the first button, and let through by the typed word alone', async () => {
    const listed = { match: 'bad.example', list: 'a public list', date: 'May 2022' }
    if (connect.kind !== 'connect') throw new Error('another kind')
    show({ ...connect, listed, blocked: 'This site is on a list of sites that steal.' })
    expect(screen.queryByTestId('approval-approve')).toBeNull()
    expect(screen.getByTestId('listed-why').textContent).toContain('a public list, as of May 2022')
    fireEvent.click(screen.getByTestId('listed-go-on'))
    const go = screen.getByTestId<HTMLButtonElement>('listed-confirm')
    fireEvent.change(screen.getByTestId('listed-word'), { target: { value: 'ris' } })
    expect(go.disabled).toBe(true)
    fireEvent.change(screen.getByTestId('listed-word'), { target: { value: ' Risk ' } })
    expect(go.disabled).toBe(false)
    fireEvent.click(screen.getByTestId('approval-reject'))
    await act(async () => {})
    expect(calls.map(({ name }) => name)).toContain('approvals.reject')
  })

  test('behavior: nothing can be ticked before it is known what there is to acknowledge', async () => {
    show({ ...message, preparing: true, warnings: [danger] })
    const box = screen.getByTestId<HTMLInputElement>('approval-acknowledge')
    expect(box.disabled).toBe(true)
    act(() => push({ patch: { approvals: [{ ...message, digest: 'd2', warnings: [danger] }] } }))
    expect(box.disabled).toBe(false)
  })

  test.each([
    ['accounts', connect, () => screen.getAllByTestId('approval-account')[0]],
    ['a message', message, () => screen.getByRole('region', { name: 'The message' })],
  ])('security: a danger stands above %s, however many or long', (_, asked, content) => {
    show({ ...asked, warnings: [danger] })
    const after = content()
    const warning = screen.getByTestId('approval-warning')
    expect(after && warning.compareDocumentPosition(after)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
  })

  test('behavior: at least one account is needed to connect; the choice goes with the decision', async () => {
    show(connect)
    await pass(ARMING_MS)
    const [alice, savings] = screen.getAllByTestId<HTMLInputElement>('approval-account')
    if (!alice || !savings) throw new Error('no accounts')
    expect([alice.checked, savings.checked]).toEqual([true, false])
    fireEvent.click(alice)
    expect(approve().disabled).toBe(true)
    expect(screen.getByTestId('approval-status').textContent).toBe('Choose at least one account')
    fireEvent.click(savings)
    await click(approve())
    expect(sent()).toEqual([{ id: 'a1', digest: 'd1', edits: { accounts: [SAVINGS], chainId: 1 } }])
  })

  test('behavior: the fee shown is the one that is sent', async () => {
    show(transaction)
    expect(screen.getByTestId('fee-max').textContent).toContain('ETH')
    fireEvent.click(screen.getByTestId('fee-slow'))
    expect(screen.getByTestId('fee-max').dataset.amount).toBe('1000001')
    await pass(ARMING_MS)
    await click(approve())
    expect(sent()).toEqual([{ id: 'a1', digest: 'd1', edits: { tier: 'slow' } }])
  })
})

describe('what is agreed to', () => {
  const eth = (amount: string) => ({ token: 'native', symbol: 'ETH', decimals: 18, amount })
  const usdc = { token: SAVINGS, symbol: 'USDC', decimals: 6, spender: SAVINGS, over: 'amount' }

  test.each([
    ['Send', { changes: [eth('-1')], rights: [{ ...usdc, amount: '5' }] }],
    ['Send', {}],
    ['Allow', { rights: [{ ...usdc, amount: '5' }] }],
    ['Revoke', { rights: [{ ...usdc, amount: '0' }] }],
    ['Allow', { allowance: { symbol: 'USDC', decimals: 6, amount: '5', asked: '5', adds: false } }],
    ['Speed up', { rights: [{ ...usdc, amount: '5' }], replaces: { nonce: 1, how: 'speed-up' } }],
  ])('behavior: the verb is %s for %o', (verb, more) => {
    show({ ...transaction, ...more } as ApprovalView)
    expect(approve().textContent).toBe(verb)
  })

  test('behavior: the fee in money where a price of the coin is known, else in coins alone', () => {
    show(transaction)
    expect(screen.queryByTestId('fee-worth')).toBeNull()
    const price = { price: '500000000000000000', change: null, at: 0, source: 'Chainlink' }
    const portfolio = { display: { currency: 'USD' }, rows: [{ chainId: 1, token: 'native', price }] }
    act(() => push({ patch: { portfolio: portfolio as unknown as WalletState['portfolio'] } }))
    expect(screen.getByTestId('fee-worth').textContent).toBe('$1.00')
  })

  test('security: a result that got worse is told beside what stood there at the yes', async () => {
    const seen = { ...transaction, changes: [eth('3000000000000000000')] } as ApprovalView
    const now = { ...seen, digest: 'd2', changes: [eth('1000000000000000000')], warnings: [danger] }
    answer = () => {
      push({ patch: { approvals: [now as ApprovalView] } })
      return Promise.reject(Object.assign(new Error('Worse.'), { name: 'WorseError' }))
    }
    show(seen)
    await pass(ARMING_MS)
    await click(approve())
    const lines = [...screen.getByTestId('approval-difference').children].map((line) => line.textContent)
    expect(lines).toEqual(['New: It takes all', 'ETH: +3 before, +1 now.'])
    expect(approve().disabled).toBe(true)
  })
})

describe('rejecting', () => {
  const rejected = () => calls.filter((call) => call.name === 'approvals.reject')

  test('behavior: needs no waiting', async () => {
    show(message)
    await click(button('approval-reject'))
    expect(rejected()).toEqual([{ name: 'approvals.reject', params: { id: 'a1' } }])
  })

  test('behavior: Esc rejects at the second press', async () => {
    show(message)
    press('Escape')
    expect(rejected()).toEqual([])
    expect(screen.getByTestId('approval-status').textContent).toBe('Press Esc again to reject')
    press('Escape')
    expect(rejected()).toHaveLength(1)
  })

  test('security: the second Esc does not fall on another question', async () => {
    show(message, { ...message, id: 'a2' })
    press('Escape')
    act(() => push({ patch: { approvals: [{ ...message, id: 'a2' }] } }))
    press('Escape')
    expect(rejected()).toEqual([])
  })

  test('behavior: the first Esc is forgotten after a while', async () => {
    show(message)
    press('Escape')
    await pass(5000)
    press('Escape')
    expect(rejected()).toEqual([])
  })

  test('behavior: several are counted, and the next follows', async () => {
    show(message, { ...connect, id: 'a2' })
    expect(screen.getByTestId('approval-count').textContent).toBe('1 of 2')
    await click(button('approval-reject'))
    expect(screen.getByTestId('approval').dataset.kind).toBe('connect')
    expect(approve().disabled).toBe(true)
  })

  test('behavior: reject all asks for all of them', async () => {
    show(message, { ...connect, id: 'a2' })
    await click(button('approval-reject-all'))
    expect(calls.at(-1)).toEqual({ name: 'approvals.rejectAll', params: { origin: null } })
  })
})

describe('leaving', () => {
  test('behavior: of several sites, those of the one in front can be rejected alone', async () => {
    show(message, { ...message, id: 'a2' }, { ...message, id: 'a3', origin: 'https://other.example' })
    const one = button('approval-reject-site')
    expect(one.textContent).toBe('Reject 2 of this site')
    await click(one)
    expect(calls).toEqual([{ name: 'approvals.rejectAll', params: { origin: message.origin } }])
  })

  test('behavior: of one site alone, or one question of it, there is no such choice', () => {
    show(message, { ...message, id: 'a2' })
    expect(screen.queryByTestId('approval-reject-site')).toBeNull()
    cleanup()
    show(message, { ...message, id: 'a2', origin: 'https://other.example' })
    expect(screen.queryByTestId('approval-reject-site')).toBeNull()
  })

  test('behavior: a site that was refused before can be blocked', async () => {
    show(message)
    expect(screen.queryByTestId('approval-block')).toBeNull()
    act(() => push({ patch: { approvals: [{ ...message, mayBlock: true }] } }))
    await click(button('approval-block'))
    expect(calls).toEqual([{ name: 'sites.block', params: { origin: message.origin } }])
  })

  test('security: a page inside another shows both origins, whole', () => {
    show({ ...connect, inside: 'https://app.top.example' })
    expect(screen.getByTestId('approval-inside').textContent).toBe('inside https://app.top.example')
  })

  test('behavior: networks that it may switch to are named', () => {
    show({ ...connect, permits: [10] } as ApprovalView)
    expect(screen.getByTestId('approval-permits').textContent).toMatch(
      /^It may also switch to .+ without asking\.$/,
    )
  })

  test('behavior: the window closes when nothing is left', async () => {
    history.replaceState(null, '', '?view=approval')
    const close = vi.spyOn(window, 'close').mockImplementation(() => {})
    show(message)
    await click(button('approval-reject'))
    expect(close).not.toHaveBeenCalled()
    act(() => push({ patch: { approvals: [] } }))
    await pass(500)
    expect(close).toHaveBeenCalled()
  })

  test('behavior: what the wallet sent is told, then the activity follows', async () => {
    answer = () => Promise.resolve({ hash: `0x${'ab'.repeat(32)}` })
    show(transaction)
    await pass(ARMING_MS)
    await click(approve())
    expect(screen.getByTestId('sent').textContent).toContain('Sent')
    await pass(2000)
    expect(location.hash).toBe('#/home')
  })
})

import { parseAbi, parseEther, recoverAddress } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { authorizationToSign, callsToSign, hashOfAuthorization, hashToSign } from '../../src/ethereum/to-sign'
import type { ApprovalView, CallsApproval } from '../../src/messaging/protocol'
import { DELEGATE, type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import {
  ACCOUNTS,
  type Death,
  type Document,
  deathsIn,
  PASSWORD,
  restoredWorld,
  type Ui,
  type World,
} from './world'

const [ME, YOU, OTHER] = ACCOUNTS
const USDC = devnetAddresses.usdc as `0x${string}`
const SITE = 'https://app.example'
/** transfer(address,uint256) of 5 USDC to YOU; of more than there is. */
const pay = (amount: bigint) =>
  `0xa9059cbb${YOU.slice(2).toLowerCase().padStart(64, '0')}${amount.toString(16).padStart(64, '0')}`
const PAY = { to: USDC, data: pay(5_000_000n) }
const PAY_TOO_MUCH = { to: USDC, data: pay(10n ** 30n) }
const GIVE = { to: OTHER, value: '0x7' }

let devnet: Devnet
let world: World
let ui: Ui
let page: Document
let snapshot: `0x${string}`
beforeAll(async () => {
  devnet = await startDevnet()
})
afterAll(() => devnet.stop())
beforeEach(async () => {
  if (snapshot !== undefined) await devnet.revert(snapshot)
  snapshot = await devnet.snapshot()
  world = await restoredWorld(devnet.url)
  ui = world.ui()
  page = world.open(SITE)
  await connect(page)
})
afterEach(() => world.worker.kill())

async function connect(document: Document) {
  const asked = document.request('eth_requestAccounts')
  await ui.approve('connect')
  await asked
}
const code = () => devnet.client.getCode({ address: ME })
const delegated = `0xef0100${DELEGATE.slice(2).toLowerCase()}`
const usdc = (owner: `0x${string}`) =>
  devnet.client.readContract({
    address: USDC,
    abi: parseAbi(['function balanceOf(address) view returns (uint256)']),
    functionName: 'balanceOf',
    args: [owner],
  })
const request = (calls: unknown[], more: Record<string, unknown> = {}) => [
  { version: '2.0.0', chainId: '0x1', atomicRequired: false, calls, ...more },
]
const send = (calls: unknown[], more: Record<string, unknown> = {}) =>
  page.request('wallet_sendCalls', request(calls, more)) as Promise<{ id: string }>
type Status = {
  status: number
  atomic: boolean
  chainId: string
  version: string
  id: string
  receipts: { status: string; logs: unknown[]; transactionHash: `0x${string}` }[]
}
const statusOf = (id: string) => page.request('wallet_getCallsStatus', [id]) as Promise<Status>
async function ended(id: string): Promise<Status> {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    const status = await statusOf(id)
    if (status.status !== 100) return status
    await new Promise((done) => setTimeout(done, 10))
  }
  throw new Error('The batch never ended')
}
const callsApproval = async (): Promise<CallsApproval> => {
  const view: ApprovalView = await ui.approval('calls')
  if (view.kind !== 'calls') throw new Error('another kind')
  return view
}
/** Who signed the hash that the approval showed, by the signature that the network has. */
async function signerOf(view: CallsApproval, hash: `0x${string}`) {
  const shown = callsToSign(view, {})
  const { r, s, yParity } = await devnet.client.getTransaction({ hash })
  if (shown === null || yParity === undefined) throw new Error('it is one transaction')
  return recoverAddress({ hash: hashToSign(shown), signature: { r, s, yParity } })
}
/** The account cannot become a smart account: every batch is sent one by one. */
const noDelegate = () => devnet.client.setCode({ address: DELEGATE, bytecode: '0x' })
const rules = (view: ApprovalView) => view.warnings.map(({ rule }) => rule)

describe('as one transaction', () => {
  test('security: in a trial the account has the code that it will have, which a contract can look at', async () => {
    const pill = '0x00000000000000000000000000000000badc0de1'
    // if (msg.sender.code.length != 23) msg.sender.call{value: msg.value}("")
    await devnet.client.setCode({
      address: pill,
      bytecode: '0x6017333b1415600a57005b600060006000600034335af100',
    })
    const sent = send([{ to: pill, value: '0x3e8' }, GIVE], { atomicRequired: true })
    const view = await callsApproval()
    expect(view).toMatchObject({ looked: 'simulated', upgrade: { address: DELEGATE } })
    expect(view.changes).toEqual([expect.objectContaining({ token: 'native', amount: '-1007' })])
    await Promise.all([expect(sent).rejects.toMatchObject({ code: 4001 }), ui.reject('calls')])
  })

  test('behavior: the first batch makes a smart account, says so, and runs', async () => {
    expect(await page.request('wallet_getCapabilities', [ME])).toEqual({
      '0x1': { atomic: { status: 'ready' } },
    })
    const sent = send([PAY, GIVE], { atomicRequired: true, id: 'first batch' })
    const view = await callsApproval()
    expect(view).toMatchObject({ together: true, upgrade: { address: DELEGATE }, account: ME, blocked: null })
    expect(view.calls).toHaveLength(2)
    expect(view.warnings.find(({ rule }) => rule === 'smart-account')).toMatchObject({ severity: 'warning' })
    expect(view.looked).toBe('simulated')
    expect(view.changes).toEqual([
      expect.objectContaining({ token: 'native', amount: '-7' }),
      expect.objectContaining({ symbol: 'USDC', amount: '-5000000' }),
    ])
    const [mine, yours] = [await devnet.client.getBalance({ address: OTHER }), await usdc(YOU)]
    await ui.approve('calls')
    expect(await sent).toEqual({ id: 'first batch', capabilities: {} })
    const status = await ended('first batch')
    expect(status).toMatchObject({
      version: '2.0.0',
      id: 'first batch',
      chainId: '0x1',
      status: 200,
      atomic: true,
      receipts: [{ status: '0x1', logs: [expect.anything()] }],
    })
    expect(await devnet.client.getBalance({ address: OTHER })).toBe(mine + 7n)
    expect(await usdc(YOU)).toBe(yours + 5_000_000n)
    expect(await code()).toBe(delegated)
    const hash = status.receipts[0]?.transactionHash ?? '0x'
    const transaction = await devnet.client.getTransaction({ hash })
    expect(transaction).toMatchObject({ type: 'eip7702', to: ME.toLowerCase(), value: 0n, nonce: 0 })
    expect(transaction.authorizationList).toMatchObject([{ chainId: 1, nonce: 1 }])
    // What was shown as the hash of the authorization is what was signed.
    const authorization = authorizationToSign(view, {})
    const [signed] = transaction.authorizationList ?? []
    if (authorization === null || signed?.yParity === undefined)
      throw new Error('it carries an authorization')
    const { r, s, yParity } = signed
    expect(
      await recoverAddress({ hash: hashOfAuthorization(authorization), signature: { r, s, yParity } }),
    ).toBe(ME)
    // The fee was within what the person saw.
    const normal = view.fees?.find(({ tier }) => tier === 'normal')
    const row = await ui.until((state) => state.activity.find((one) => one.hash === hash && one.fee !== null))
    expect(BigInt(row.fee ?? 0)).toBeLessThanOrEqual(BigInt(normal?.maxFee ?? 0))
    expect(row).toMatchObject({ kind: 'batch', batch: view.id, origin: SITE })
  })

  test('behavior: the second batch is an ordinary transaction to itself, without a question about the account', async () => {
    await upgraded()
    expect(await page.request('wallet_getCapabilities', [ME, ['0x1', '0x89', '0x7a69']])).toEqual({
      '0x1': { atomic: { status: 'supported' } },
    })
    const sent = send([PAY, GIVE])
    const view = await callsApproval()
    expect(view).toMatchObject({ together: true, upgrade: null })
    expect(rules(view)).not.toContain('smart-account')
    await ui.approve('calls')
    const status = await ended((await sent).id)
    expect(status).toMatchObject({ status: 200, atomic: true })
    const hash = status.receipts[0]?.transactionHash ?? '0x'
    expect(await devnet.client.getTransaction({ hash })).toMatchObject({ type: 'eip1559', nonce: 2 })
    expect(await signerOf(view, hash)).toBe(ME)
  })

  test('behavior: one call that fails fails all, and the approval names it', async () => {
    await upgraded()
    const sent = send([GIVE, PAY_TOO_MUCH])
    const view = await callsApproval()
    expect(view.warnings.find(({ rule }) => rule === 'will-fail')?.title).toBe('Step 2: This would fail')
    const before = await devnet.client.getBalance({ address: OTHER })
    await ui.approve('calls')
    expect(await ended((await sent).id)).toMatchObject({ status: 500, receipts: [{ status: '0x0' }] })
    expect(await devnet.client.getBalance({ address: OTHER })).toBe(before)
  })

  test('behavior: the smart account is ended from the wallet, and can begin again', async () => {
    await upgraded()
    expect(await ui.call('smart.status', { chainId: 1 })).toEqual({ to: 'ours', address: DELEGATE })
    await ui.call('smart.revoke', { chainId: 1 })
    const view = await ui.approval('transaction')
    expect(view.summary.flat()).toContainEqual({ strong: 'smart account' })
    const { hash } = await ui.approve('transaction')
    await ui.until((state) => state.activity.some((row) => row.hash === hash && row.status === 'confirmed'))
    expect(await code()).toBeUndefined()
    expect(await ui.call('smart.status', { chainId: 1 })).toEqual({ to: 'none', address: null })
    await expect(ui.call('smart.revoke', { chainId: 1 })).rejects.toThrow('ordinary')
    await upgraded()
  })

  test('security: an account with the code of another is never used for a batch, and the wallet can end it', async () => {
    const stranger = '0x00000000000000000000000000000000DeaDBeef'
    await devnet.client.setCode({ address: ME, bytecode: `0xef0100${stranger.slice(2)}` })
    expect(await page.request('wallet_getCapabilities', [ME])).toEqual({
      '0x1': { atomic: { status: 'unsupported' } },
    })
    await expect(send([PAY, GIVE], { atomicRequired: true })).rejects.toMatchObject({ code: 5760 })
    expect(await ui.call('smart.status', { chainId: 1 })).toMatchObject({ to: 'other' })
    await ui.call('smart.revoke', { chainId: 1 })
    const { hash } = await ui.approve('transaction')
    await ui.until((state) => state.activity.some((row) => row.hash === hash && row.status === 'confirmed'))
    expect(await code()).toBeUndefined()
  })

  test('security: other code at the address of the delegate is not taken for it', async () => {
    await devnet.client.setCode({ address: DELEGATE, bytecode: '0x600160015500' })
    expect(await page.request('wallet_getCapabilities', [ME])).toEqual({
      '0x1': { atomic: { status: 'unsupported' } },
    })
  })

  test('security: when the account stops being a smart account before the yes, nothing is signed', async () => {
    await upgraded()
    const nonce = await devnet.client.getTransactionCount({ address: ME })
    const sent = send([PAY, GIVE], { id: 'late' })
    const refused = expect(sent).rejects.toMatchObject({ code: 4001 })
    await callsApproval()
    await devnet.client.setCode({ address: ME, bytecode: '0x' })
    await expect(ui.approve('calls')).rejects.toThrow('nothing was signed')
    expect(rules(await callsApproval())).toContain('smart-account')
    await ui.reject('calls')
    await refused
    await expect(statusOf('late')).rejects.toMatchObject({ code: 5730 })
    expect(await devnet.client.getTransactionCount({ address: ME })).toBe(nonce)
  })

  test('behavior: what is sent while the account becomes a smart account takes the nonce after the authorization', async () => {
    // A chain of its own: anvil keeps the second one in its queue, where it would wait for the next test.
    const own = await startDevnet()
    try {
      world.worker.kill()
      world = await restoredWorld(own.url)
      ui = world.ui()
      page = world.open(SITE)
      await connect(page)
      await own.client.setAutomine(false)
      const sent = send([GIVE, GIVE])
      await ui.approve('calls')
      const { id } = await sent
      const next = page.request('eth_sendTransaction', [{ from: ME, to: OTHER, value: '0x1' }])
      await ui.approve('transaction')
      const hash = (await next) as `0x${string}`
      expect((await own.client.getTransaction({ hash })).nonce).toBe(2)
      await own.client.mine({ blocks: 1 })
      expect(await ended(id)).toMatchObject({ status: 200 })
      // What the chain wants next is what was signed.
      expect(await own.client.getTransactionCount({ address: ME })).toBe(2)
    } finally {
      world.worker.kill()
      await own.stop()
    }
  })

  async function upgraded() {
    const sent = send([GIVE, GIVE])
    await ui.approve('calls')
    expect(await ended((await sent).id)).toMatchObject({ status: 200 })
  }
})

describe('one after another', () => {
  test('security: in a trial each has the gas that it will have, which a contract can look at', async () => {
    await noDelegate()
    const [burner, pill] = [
      '0x00000000000000000000000000000000badc0de2',
      '0x00000000000000000000000000000000badc0de3',
    ] as const
    // for (i = 10; i != 0; i--) storage[i] = i
    await devnet.client.setCode({ address: burner, bytecode: '0x600a5b808055600190038060025700' })
    // if (gasleft() > 150000) msg.sender.call{value: msg.value}("")
    await devnet.client.setCode({
      address: pill,
      bytecode: '0x620249f05a11600a57005b600060006000600034335af100',
    })
    const sent = send([
      { to: burner, data: '0x12345678' },
      { to: pill, value: '0x3e8' },
    ])
    const view = await callsApproval()
    expect(view).toMatchObject({ looked: 'simulated', together: false })
    expect(view.changes).toEqual([expect.objectContaining({ token: 'native', amount: '-1000' })])
    await Promise.all([expect(sent).rejects.toMatchObject({ code: 4001 }), ui.reject('calls')])
  })

  test('behavior: each is a transaction, sent after the one before is confirmed', async () => {
    await noDelegate()
    const sent = send([GIVE, PAY, GIVE])
    const view = await callsApproval()
    expect(view).toMatchObject({ together: false, upgrade: null, toSign: null })
    const before = await devnet.client.getBalance({ address: OTHER })
    await ui.approve('calls')
    const { id } = await sent
    expect(id).toMatch(/^0x[0-9a-f]{64,}$/)
    const status = await ended(id)
    expect(status).toMatchObject({ status: 200, atomic: false })
    expect(status.receipts).toHaveLength(3)
    expect(await devnet.client.getBalance({ address: OTHER })).toBe(before + 14n)
    const rows = await ui.until(({ activity }) => activity.length === 3 && activity)
    const seen = rows.map((row) => [row.batch, row.nonce, row.status] as const)
    expect(seen.toSorted((a, b) => b[1] - a[1])).toEqual([
      [view.id, 2, 'confirmed'],
      [view.id, 1, 'confirmed'],
      [view.id, 0, 'confirmed'],
    ])
    const most = BigInt(view.fees?.find(({ tier }) => tier === 'normal')?.maxFee ?? 0)
    expect(rows.reduce((sum, row) => sum + BigInt(row.maxFee), 0n)).toBeLessThanOrEqual(most)
  })

  test('behavior: the first that fails stops the rest: 600, with the receipts of what was mined', async () => {
    await noDelegate()
    const sent = send([GIVE, PAY_TOO_MUCH, GIVE])
    const view = await callsApproval()
    expect(view.warnings.find(({ rule }) => rule === 'will-fail')?.title).toMatch(/^Step 2/)
    await ui.approve('calls')
    const status = await ended((await sent).id)
    expect(status).toMatchObject({ status: 600, atomic: false, receipts: [{ status: '0x1' }] })
    expect(await devnet.client.getTransactionCount({ address: ME })).toBe(1)
  })

  test('behavior: when the first fails on chain, nothing moved: 500', async () => {
    await noDelegate()
    const sent = send([PAY_TOO_MUCH, GIVE])
    expect(rules(await callsApproval())).toContain('will-fail')
    await ui.approve('calls')
    expect(await ended((await sent).id)).toMatchObject({ status: 500, receipts: [{ status: '0x0' }] })
    expect(await devnet.client.getTransactionCount({ address: ME })).toBe(1)
  })

  test('behavior: a contract creation goes one by one, and cannot be asked for as one', async () => {
    const create = { data: '0x6001600155' }
    await expect(send([create, GIVE], { atomicRequired: true })).rejects.toMatchObject({ code: 5760 })
    const sent = send([create, GIVE])
    await ui.approve('calls')
    expect(await ended((await sent).id)).toMatchObject({ status: 200, atomic: false })
  })

  test('behavior: a single call is an ordinary transaction, and needs no smart account to be all or nothing', async () => {
    await noDelegate()
    const sent = send([GIVE], { atomicRequired: true })
    const view = await callsApproval()
    expect(view).toMatchObject({ together: true, upgrade: null })
    await ui.approve('calls')
    const status = await ended((await sent).id)
    expect(status).toMatchObject({ status: 200, atomic: true, receipts: [{}] })
    expect(await code()).toBeUndefined()
    expect(await signerOf(view, status.receipts[0]?.transactionHash ?? '0x')).toBe(ME)
  })

  test.each([
    ['locked', () => ui.call('vault.lock', null)],
    ['disconnected', () => ui.call('sites.disconnect', { origin: SITE })],
  ])('security: a wallet %s in the middle sends no further step', async (_, stop) => {
    await noDelegate()
    await devnet.client.setAutomine(false)
    try {
      const sent = send([GIVE, GIVE, GIVE])
      await ui.approve('calls')
      const { id } = await sent
      await stop()
      await devnet.client.mine({ blocks: 1 })
      await ui.call('vault.unlock', { password: PASSWORD }).catch(() => undefined)
      expect(await ended(id)).toMatchObject({ status: 600, receipts: [{ status: '0x1' }] })
      await devnet.client.mine({ blocks: 1 })
      expect(await devnet.client.getTransactionCount({ address: ME })).toBe(1)
    } finally {
      await devnet.client.setAutomine(true)
    }
  })

  test('security: a step that would pass the fee that was agreed to is not sent', async () => {
    await noDelegate()
    const sent = send([GIVE, PAY])
    await callsApproval()
    let underWay = false
    world.intercept = (_url, { method }) => {
      underWay ||= method === 'eth_sendRawTransaction'
      return underWay && method === 'eth_estimateGas' ? { result: '0x989680' } : undefined
    }
    await ui.approve('calls')
    expect(await ended((await sent).id)).toMatchObject({ status: 600, receipts: [{ status: '0x1' }] })
    expect(await devnet.client.getTransactionCount({ address: ME })).toBe(1)
  })

  describe('a step that waits', () => {
    beforeEach(async () => {
      await noDelegate()
      await devnet.client.setAutomine(false)
    })
    afterEach(() => devnet.client.setAutomine(true))
    /** Sends a batch whose first step waits to be mined; its row. */
    async function waiting(calls: unknown[]) {
      const sent = send(calls)
      await ui.approve('calls')
      const { id } = await sent
      const row = await ui.until(({ activity }) => activity.find(({ status }) => status === 'pending'))
      return { id, row }
    }
    async function mineUntilEnded(id: string): Promise<Status> {
      await devnet.client.mine({ blocks: 1 })
      await devnet.client.setAutomine(true)
      return ended(id)
    }

    test('behavior: sped up like any other, the batch goes on with what took its place', async () => {
      const before = await devnet.client.getBalance({ address: OTHER })
      const { id, row } = await waiting([GIVE, PAY, GIVE])
      await ui.call('transactions.replace', { id: row.id, how: 'speed-up' })
      const { hash } = await ui.approve('transaction')
      expect(hash).not.toBe(row.hash)
      const status = await mineUntilEnded(id)
      expect(status).toMatchObject({ status: 200, receipts: [{ transactionHash: hash }, {}, {}] })
      expect(await devnet.client.getBalance({ address: OTHER })).toBe(before + 14n)
      expect(await devnet.client.getTransactionCount({ address: ME })).toBe(3)
    })

    test('behavior: cancelled, it and all after it are not sent, and the site is told so', async () => {
      const before = await devnet.client.getBalance({ address: OTHER })
      const { id, row } = await waiting([GIVE, PAY, GIVE])
      await ui.call('transactions.replace', { id: row.id, how: 'cancel' })
      await ui.approve('transaction')
      expect(await mineUntilEnded(id)).toMatchObject({ status: 400, receipts: [] })
      expect(await devnet.client.getBalance({ address: OTHER })).toBe(before)
      // The cancellation alone.
      expect(await devnet.client.getTransactionCount({ address: ME })).toBe(1)
    })
  })

  test('behavior: what the network refuses is told, and nothing is left open', async () => {
    world.intercept = (_url, { method }) =>
      method === 'eth_sendRawTransaction'
        ? { error: { code: -32000, message: 'insufficient funds for gas' } }
        : undefined
    const sent = send([GIVE, GIVE], { id: 'refused' })
    const refused = expect(sent).rejects.toMatchObject({ code: -32003 })
    await expect(ui.approve('calls')).rejects.toThrow('insufficient funds')
    await refused
    expect(await statusOf('refused')).toMatchObject({ status: 400, receipts: [] })
  })
})

describe('refusals', () => {
  test.each<[string, number, unknown]>([
    ['another version', -32000, request([GIVE], { version: '1.0' })],
    ['no version', -32602, request([GIVE], { version: undefined })],
    ['an unknown network', 5710, request([GIVE], { chainId: '0x7a69' })],
    ['another network than the site uses', -32602, request([GIVE], { chainId: '0x89' })],
    ['no calls', -32602, request([])],
    ['too many calls', 5740, request(Array.from({ length: 51 }, () => GIVE))],
    ['a capability that it does not have', 5700, request([GIVE], { capabilities: { paymasterService: {} } })],
    ['an account of somebody else', 4100, request([GIVE], { from: OTHER })],
    ['data to an account of the wallet', -32602, request([{ to: ME, data: '0x01' }])],
    ['a delegate of its own', -32602, request([GIVE], { authorizationList: [] })],
    ['a call with a field too many', -32602, request([{ ...GIVE, gas: '0x1' }])],
    ['nothing', -32602, []],
  ])('error: %s is %i', async (_, expected, params) => {
    await expect(page.request('wallet_sendCalls', params)).rejects.toMatchObject({ code: expected })
    expect(ui.state?.approvals).toEqual([])
  })

  test('error: an id is used once, in a question that waits and in a batch that was sent', async () => {
    const sent = send([GIVE], { id: 'twice' })
    await callsApproval()
    await expect(send([GIVE], { id: 'twice' })).rejects.toMatchObject({ code: 5720 })
    await ui.approve('calls')
    await sent
    await expect(send([GIVE], { id: 'twice' })).rejects.toMatchObject({ code: 5720 })
  })

  test('behavior: an optional capability is ignored, and a refusal frees the id', async () => {
    const more = {
      id: 'again',
      capabilities: { paymasterService: { optional: true, url: 'https://x.example' } },
    }
    const refused = expect(send([GIVE], more)).rejects.toMatchObject({ code: 4001 })
    await ui.reject('calls')
    await refused
    const sent = send([GIVE], more)
    await ui.approve('calls')
    expect(await ended((await sent).id)).toMatchObject({ status: 200 })
  })

  test('security: the batch of one site is unknown to another, and so is what nobody sent', async () => {
    const sent = send([GIVE], { id: 'mine' })
    await ui.approve('calls')
    await sent
    const foreign = world.open('https://other.example')
    await expect(foreign.request('wallet_getCallsStatus', ['mine'])).rejects.toMatchObject({ code: 5730 })
    await connect(foreign)
    for (const method of ['wallet_getCallsStatus', 'wallet_showCallsStatus'])
      await expect(foreign.request(method, ['mine'])).rejects.toMatchObject({ code: 5730 })
    await expect(statusOf('nothing')).rejects.toMatchObject({ code: 5730 })
    await expect(page.request('wallet_getCallsStatus', [7])).rejects.toMatchObject({ code: -32602 })
  })

  test('security: a site that is not connected learns nothing of what accounts can do', async () => {
    const foreign = world.open('https://other.example')
    await expect(foreign.request('wallet_getCapabilities', [ME])).rejects.toMatchObject({ code: 4100 })
    await expect(foreign.request('wallet_sendCalls', request([GIVE]))).rejects.toMatchObject({ code: 4100 })
    await expect(page.request('wallet_getCapabilities', [OTHER])).rejects.toMatchObject({ code: 4100 })
  })

  test('behavior: a batch is shown in a tab of the wallet, not again and again', async () => {
    const sent = send([GIVE], { id: 'shown' })
    const { id } = await callsApproval()
    await ui.approve('calls')
    await sent
    expect(await page.request('wallet_showCallsStatus', ['shown'])).toBeNull()
    expect(world.tabs).toEqual([`/activity?batch=${id}`])
    await expect(page.request('wallet_showCallsStatus', ['shown'])).rejects.toMatchObject({ code: -32005 })
    // Ten minutes of a page that never stops asking.
    for (let i = 0; i < 600; i++) {
      world.now += 1_000
      await page.ask('wallet_showCallsStatus', ['shown'])
    }
    expect(world.tabs.length).toBeLessThanOrEqual(10)
  })

  test('behavior: a status is kept for a day, and over a restart of the browser', async () => {
    const sent = send([GIVE], { id: 'kept' })
    await ui.approve('calls')
    await sent
    await ended('kept')
    world.now += 23 * 60 * 60_000
    world.restartBrowser()
    page = world.open(SITE)
    expect(await statusOf('kept')).toMatchObject({ status: 200, receipts: [{ status: '0x1' }] })
  })
})

describe('the worker dies', () => {
  /** A sequential batch driven by a person and a page that do not give up; the browser revives the worker. */
  async function flow(death?: Death) {
    world.restart(death)
    const started = world.worker
    const begun = world.operations.length
    const document = world.open(SITE, `doc-${Math.random()}`)
    const until = Date.now() + 30_000
    const reviver = setInterval(() => {
      if (!world.worker.alive) world.restart()
    }, 10)
    try {
      const answer = document.ask('wallet_sendCalls', request([GIVE, GIVE]))
      let settled: Awaited<typeof answer> | undefined
      void answer.then((one) => {
        settled = one
      })
      while (settled === undefined && Date.now() < until) {
        const view = await Promise.race([ui.approval('calls').catch(() => null), answer.then(() => null)])
        if (view === null || settled !== undefined) break
        await Promise.race([
          ui
            .call('approvals.approve', { id: view.id, digest: view.digest, edits: {} })
            .catch(() => undefined),
          answer,
          new Promise((done) => setTimeout(done, 300)),
        ])
      }
      const got = await answer
      const { id } = (got.ok ? got.value : {}) as { id: string }
      let status = 100
      while (status === 100 && Date.now() < until) {
        const told = await Promise.race([
          document.ask('wallet_getCallsStatus', [id]),
          new Promise<null>((done) => setTimeout(() => done(null), 300)),
        ])
        await new Promise((done) => setTimeout(done, 5))
        status = told?.ok ? (told.value as Status).status : 100
      }
      return {
        answer: got,
        status,
        operations: world.operations.slice(begun, begun + started.count),
        document,
      }
    } finally {
      clearInterval(reviver)
    }
  }

  test('behavior: at every single operation of a sequential batch: each call once, one answer, a true status', async () => {
    await noDelegate()
    page.leave()
    const smooth = await flow()
    expect(smooth).toMatchObject({ answer: { ok: true }, status: 200 })
    let nonce = await devnet.client.getTransactionCount({ address: ME })
    for (const when of ['before', 'after'] as const) {
      for (const at of deathsIn(smooth.operations)) {
        // In the short form each operation has one of the two, in turn.
        if (!process.env.SOAK && (at % 2 === 0) !== (when === 'before')) continue
        const before = await devnet.client.getBalance({ address: OTHER })
        const { answer, status, document } = await flow({ at, when })
        const where = `killed ${when} operation ${at}`
        expect(answer, where).toMatchObject({ ok: true })
        expect(status, where).toBe(200)
        expect(await devnet.client.getBalance({ address: OTHER }), where).toBe(before + 14n)
        nonce += 2
        expect(await devnet.client.getTransactionCount({ address: ME }), where).toBe(nonce)
        document.leave()
        if (!world.worker.alive) world.restart()
        await ui.until(
          ({ approvals, activity }) =>
            approvals.length === 0 && activity.every((row) => row.status !== 'pending'),
        )
      }
    }
  }, 300_000)
})

test('behavior: ETH that a smart account is sent arrives as before', async () => {
  const sent = send([GIVE, GIVE])
  await ui.approve('calls')
  await ended((await sent).id)
  const before = await devnet.client.getBalance({ address: ME })
  const hash = await devnet.client.sendTransaction({ account: YOU, to: ME, value: parseEther('1') } as never)
  await devnet.client.waitForTransactionReceipt({ hash })
  expect(await devnet.client.getBalance({ address: ME })).toBe(before + parseEther('1'))
})

/** Many pending, sped up, cancelled, stuck, taken over, gone: the life of transactions that do not just go through. */
import {
  concatHex,
  encodeErrorResult,
  type Hex,
  numberToHex,
  parseAbi,
  parseEther,
  parseGwei,
  size,
} from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ActivityRow, TransactionApproval } from '../../src/messaging/protocol'
import type { Address } from '../../src/shared/hex'
import { type Devnet, devnetAddresses, etchBrokenTokens, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, restoredWorld, type Ui, type World } from './world'

const [ME, YOU] = ACCOUNTS
const DAI = devnetAddresses.dai as Address

let devnet: Devnet
let world: World
let ui: Ui
let snapshot: `0x${string}`
beforeAll(async () => {
  devnet = await startDevnet()
})
afterAll(() => devnet.stop())
beforeEach(async () => {
  if (snapshot !== undefined) await devnet.revert(snapshot)
  await emptyPool()
  snapshot = await devnet.snapshot()
  await devnet.client.setAutomine(false)
  world = await restoredWorld(devnet.url)
  ui = world.ui()
})
afterEach(() => world.worker.kill())

const balance = (address: `0x${string}`) => devnet.client.getBalance({ address })
/** What waits to be mined outlives going back. */
const emptyPool = () =>
  devnet.client.request<{ Parameters: []; ReturnType: null }>({
    method: 'anvil_dropAllTransactions',
    params: [],
  })
const mine = () => devnet.client.mine({ blocks: 1 })
const row = (hash: string | undefined, is: (row: ActivityRow) => boolean = () => true) =>
  ui.until((state) => state.activity.find((one) => one.hash === hash && is(one)))
const ended = (hash: string | undefined) => row(hash, (one) => one.status !== 'pending')

async function send(amount: string, edits = {}) {
  await ui.call('send.prepare', { chainId: 1, from: ME, token: 'native', to: YOU, amount: { typed: amount } })
  const { hash } = await ui.approve('transaction', edits)
  return row(hash)
}
async function replace(id: string, how: 'speed-up' | 'cancel' | 'fill', edits = {}) {
  const { approvalId } = await ui.call('transactions.replace', { id, how })
  const view = await ui.until((state) =>
    state.approvals.find((one) => one.id === approvalId && !one.preparing),
  )
  const { hash } = await ui.call('approvals.approve', { id: approvalId, digest: view.digest, edits })
  return { view: view as TransactionApproval, row: await row(hash) }
}

describe('in the place of another', () => {
  test('behavior: sped up, the same arrives once, for a fee that nodes take; both rows say so', async () => {
    const yours = await balance(YOU)
    const first = await send('1')
    const before = await devnet.client.getTransaction({ hash: first.hash })
    const { view, row: second } = await replace(first.id, 'speed-up')
    expect(view).toMatchObject({ blocked: null, replaces: { nonce: 0, how: 'speed-up' } })
    const after = await devnet.client.getTransaction({ hash: second.hash })
    expect(after).toMatchObject({ nonce: before.nonce, value: before.value, to: before.to })
    for (const field of ['maxFeePerGas', 'maxPriorityFeePerGas'] as const)
      expect((after[field] ?? 0n) * 1000n).toBeGreaterThanOrEqual((before[field] ?? 0n) * 1125n)
    expect(await row(first.hash)).toMatchObject({ status: 'pending', replacedBy: second.id })
    await mine()
    expect(await ended(second.hash)).toMatchObject({
      status: 'confirmed',
      kind: 'send',
      replaces: { id: first.id, how: 'speed-up' },
    })
    expect(await ended(first.hash)).toMatchObject({ status: 'replaced', replacedBy: second.id, error: null })
    expect(await balance(YOU)).toBe(yours + parseEther('1'))
  })

  test('behavior: cancelled, nothing moves but the fee of the cancellation, of 21000 gas', async () => {
    const [had, yours] = [await balance(ME), await balance(YOU)]
    const first = await send('1')
    const { view, row: second } = await replace(first.id, 'cancel')
    expect(view.summary[0]?.[0]).toBe('Cancel “')
    expect(await devnet.client.getTransaction({ hash: second.hash })).toMatchObject({
      to: ME.toLowerCase(),
      value: 0n,
      gas: 21_000n,
      nonce: 0,
    })
    await mine()
    const done = await ended(second.hash)
    expect(done).toMatchObject({ status: 'confirmed', kind: 'cancel' })
    expect(await ended(first.hash)).toMatchObject({ status: 'replaced', replacedBy: second.id })
    expect(await balance(YOU)).toBe(yours)
    expect(await balance(ME)).toBe(had - BigInt(done.fee ?? 0))
  })

  test('behavior: sped up twice, then cancelled: each outbids the one before, the last one holds', async () => {
    const first = await send('1')
    const second = (await replace(first.id, 'speed-up')).row
    const third = (await replace(first.id, 'speed-up')).row
    // Of three with one nonce it is the newest that is outbid.
    expect(third.replaces).toEqual({ id: second.id, how: 'speed-up' })
    const last = (await replace(third.id, 'cancel')).row
    await mine()
    expect(await ended(last.hash)).toMatchObject({ status: 'confirmed' })
    for (const { hash } of [first, second, third])
      expect(await ended(hash)).toMatchObject({ status: 'replaced', replacedBy: last.id })
    expect(await devnet.client.getTransactionCount({ address: ME })).toBe(1)
  })

  test('behavior: the first is confirmed nevertheless: the cancellation ends, and says that it was too late', async () => {
    const first = await send('1')
    // Nobody hears of the cancellation before the block.
    world.intercept = (_url, { method }) =>
      method === 'eth_sendRawTransaction' ? new Error('offline') : undefined
    const { row: second } = await replace(first.id, 'cancel')
    await mine()
    expect(await ended(first.hash)).toMatchObject({ status: 'confirmed' })
    expect(await ended(second.hash)).toMatchObject({
      status: 'replaced',
      replacedBy: first.id,
      error: 'Too late to cancel: the transaction was confirmed first.',
    })
  })

  test('error: confirmed while the question is open, it says so and signs nothing', async () => {
    const first = await send('1')
    const { approvalId } = await ui.call('transactions.replace', { id: first.id, how: 'cancel' })
    // The same asked again is the same question.
    expect(await ui.call('transactions.replace', { id: first.id, how: 'cancel' })).toEqual({ approvalId })
    const shown = await ui.approval('transaction')
    await mine()
    await ended(first.hash)
    await expect(
      ui.call('approvals.approve', { id: approvalId, digest: shown.digest, edits: {} }),
    ).rejects.toThrow(/Too late|changed|blocked/i)
    await expect(ui.call('transactions.replace', { id: first.id, how: 'speed-up' })).rejects.toMatchObject({
      name: 'TooLateError',
    })
    expect(await devnet.client.getTransactionCount({ address: ME })).toBe(1)
  })

  test('behavior: sent from elsewhere under the same nonce, it ends as replaced by that', async () => {
    const first = await send('1')
    await devnet.client.dropTransaction({ hash: first.hash })
    await devnet.client.impersonateAccount({ address: ME })
    world.intercept = (_url, { method }) =>
      method === 'eth_sendRawTransaction' ? new Error('offline') : undefined
    await devnet.client.sendTransaction({
      account: ME,
      to: YOU,
      value: 5n,
      nonce: 0,
      maxFeePerGas: parseGwei('50'),
    })
    await mine()
    // One look may have begun before the block.
    await world.worker.background.alarm('watch')
    await world.worker.background.alarm('watch')
    world.now += 61_000
    await world.worker.background.alarm('watch')
    expect(await ended(first.hash)).toMatchObject({
      status: 'replaced',
      replacedBy: null,
      error: expect.stringContaining('elsewhere'),
    })
  })
})

test('behavior: an answer about the newest block that comes late is no other chain', async () => {
  const pending = await send('1')
  // One look reads the head, and hears of it only after another one has seen a later head.
  let read: (answer: unknown) => void = () => {}
  const late = new Promise((done) => {
    read = done
  })
  let came = () => {}
  const asked = new Promise<void>((done) => {
    came = done
  })
  let next = false
  let held = false
  world.intercept = async (_url, { method, params }) => {
    if (method !== 'eth_getBlockByNumber' || held) return undefined
    const [block] = params as [string]
    // The first block and the newest are asked for together by the look that compares them.
    if (block === '0x0') next = true
    if (block !== 'latest' || !next) return undefined
    held = true
    const { number, hash } = await devnet.client.getBlock()
    came()
    await late
    return { result: { number: `0x${number.toString(16)}`, hash, transactions: [] } }
  }
  const look = world.worker.background.alarm('watch')
  await asked
  await devnet.client.mine({ blocks: 3 })
  await send('2')
  read(null)
  await look
  await mine()
  expect(await ended(pending.hash)).toMatchObject({ status: 'confirmed' })
})

/** The chain behind a host that is not this computer: a chain on this computer that goes back was told to. */
async function farAway(): Promise<void> {
  const far = 'https://rpc.example'
  const { networks } = (await world.local.get(['networks'])) as { networks: { endpoints: object } }
  await world.local.set({ networks: { ...networks, endpoints: { ...networks.endpoints, 1: [far] } } })
  await world.session.set({ verified: { [far]: 1 } })
  world.redirect = (asked) => (asked === far ? devnet.url : asked)
  world.restart()
  ui = world.ui()
  await ui.until((state) => state.status === 'unlocked')
}

describe('what a chain takes back', () => {
  test('behavior: a confirmed one whose block went away is pending again, is sent again, and is confirmed once', async () => {
    await farAway()
    const yours = await balance(YOU)
    const before = await devnet.snapshot()
    const sent = await send('1')
    await mine()
    expect(await ended(sent.hash)).toMatchObject({ status: 'confirmed' })
    await devnet.revert(before)
    await devnet.client.setAutomine(false)
    expect(await balance(YOU)).toBe(yours)
    // Another block in its place, and one on top.
    await devnet.client.mine({ blocks: 2 })
    await world.worker.background.alarm('watch')
    expect(await row(sent.hash, (one) => one.status === 'pending')).toMatchObject({ fee: null, error: null })
    await mine()
    expect(await ended(sent.hash)).toMatchObject({ status: 'confirmed', error: null })
    expect(await balance(YOU)).toBe(yours + parseEther('1'))
    expect(ui.state?.activity.filter(({ hash }) => hash === sent.hash)).toHaveLength(1)
  })

  test('behavior: deep enough, it is followed no more, and nothing runs on', async () => {
    await farAway()
    const sent = await send('1')
    await mine()
    await ended(sent.hash)
    expect(world.alarms.has('watch')).toBe(true)
    await devnet.client.mine({ blocks: 12 })
    await world.worker.background.alarm('watch')
    expect(world.alarms.has('watch')).toBe(false)
    expect(await world.local.get(['settled'])).toEqual({ settled: {} })
  })

  test('behavior: a local chain that was started anew is noticed: what was pending is over, nonces begin anew', async () => {
    const early = await devnet.snapshot()
    await devnet.client.mine({ blocks: 5 })
    await send('1')
    await mine()
    const pending = await send('2')
    expect(pending.nonce).toBe(1)
    await devnet.revert(early)
    await emptyPool()
    await devnet.client.setAutomine(false)
    await world.worker.background.alarm('watch')
    expect(await ended(pending.hash)).toMatchObject({
      status: 'dropped',
      error: expect.stringContaining('started anew'),
    })
    const next = await send('3')
    expect(next.nonce).toBe(0)
    await mine()
    expect(await ended(next.hash)).toMatchObject({ status: 'confirmed' })
  })
})

describe('what does not get on', () => {
  test('behavior: with a nonce by hand past the next, it says which is missing; filling that lets both through', async () => {
    const late = await send('1', { nonce: 2 })
    expect(await row(late.hash, (one) => one.stuck !== null)).toMatchObject({
      nonce: 2,
      stuck: { why: 'gap', nonce: 0 },
    })
    const { view, row: filled } = await replace(late.id, 'fill')
    expect(view).toMatchObject({ replaces: { nonce: 0, how: 'fill' }, value: '0' })
    await mine()
    expect(await ended(filled.hash)).toMatchObject({ status: 'confirmed' })
    expect(await row(late.hash, (one) => one.stuck?.why === 'gap' && one.stuck.nonce === 1)).toBeTruthy()
    const { row: second } = await replace(late.id, 'fill')
    await mine()
    expect(await ended(second.hash)).toMatchObject({ status: 'confirmed' })
    expect(await ended(late.hash)).toMatchObject({ status: 'confirmed' })
  })

  test('behavior: with a fee by hand that blocks then outgrow, it says so, and a better fee brings it through', async () => {
    await ui.call('send.prepare', { chainId: 1, from: ME, token: 'native', to: YOU, amount: { typed: '1' } })
    const shown = (await ui.approval('transaction')) as TransactionApproval
    const most = BigInt(shown.advanced?.nextBaseFee ?? 0) * 2n
    const fees = {
      type: 'eip1559' as const,
      maxFeePerGas: most.toString(),
      maxPriorityFeePerGas: (most / 4n).toString(),
    }
    const { hash } = await ui.approve('transaction', { fees, gas: '21000' })
    const cheap = await row(hash)
    expect(await devnet.client.getTransaction({ hash: cheap.hash })).toMatchObject({
      maxFeePerGas: most,
      maxPriorityFeePerGas: most / 4n,
      gas: 21_000n,
    })
    await devnet.client.setNextBlockBaseFeePerGas({ baseFeePerGas: most * 3n })
    await mine()
    await world.worker.background.alarm('watch')
    expect(await row(cheap.hash, (one) => one.stuck?.why === 'fee')).toMatchObject({ status: 'pending' })
    const { row: better } = await replace(cheap.id, 'speed-up')
    await mine()
    expect(await ended(better.hash)).toMatchObject({ status: 'confirmed' })
    expect(await ended(cheap.hash)).toMatchObject({ status: 'replaced', replacedBy: better.id })
  })

  test('error: a nonce by hand that is used or taken is refused, and nothing is signed', async () => {
    await send('1')
    await ui.call('send.prepare', {
      chainId: 1,
      from: ME,
      token: 'native',
      to: YOU,
      amount: { typed: '1' },
    })
    await expect(ui.approve('transaction', { nonce: 0 })).rejects.toThrow(/Taken by a transaction of yours/)
    expect(ui.state?.activity).toHaveLength(1)
  })

  test('error: one that passed when it was looked into and failed in its block tells the reason', async () => {
    await devnet.client.setAutomine(true)
    const { spam } = await etchBrokenTokens(devnet, YOU)
    const refusing = (await devnet.client.getCode({ address: spam })) ?? '0x'
    await devnet.client.setAutomine(false)
    await ui.call('send.prepare', { chainId: 1, from: ME, token: DAI, to: YOU, amount: 'max' })
    const { hash } = await ui.approve('transaction')
    await row(hash)
    await devnet.client.setCode({ address: DAI, bytecode: refusing })
    await devnet.client.mine({ blocks: 2 })
    const failed = await ended(hash)
    expect(failed.status).toBe('failed')
    expect(failed.error).toMatch(/claim first|came before it in the same block/)
    expect(BigInt(failed.fee ?? 0)).toBeGreaterThan(0n)
  })
})

describe('a transaction that failed', () => {
  const target: Address = '0x000000000000000000000000000000000000fa17'
  const page = async () => {
    const site = world.open('https://app.example')
    const asked = site.request('eth_requestAccounts')
    await ui.approve('connect')
    await asked
    return site
  }
  /** Code that reverts with these bytes, whatever it is asked. */
  const refusing = (data: Hex): Hex => {
    const length = numberToHex(size(data), { size: 1 }).slice(2)
    return concatHex([`0x60${length}600a5f3960${length}5ffd`, data])
  }
  const abi = parseAbi([
    'error Error(string)',
    'error Panic(uint256)',
    'error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)',
    'error Unheard(uint256)',
  ])

  test.each<[string, Hex, RegExp]>([
    [
      'a revert string',
      refusing(encodeErrorResult({ abi, errorName: 'Error', args: ['the shop is closed'] })),
      /the shop is closed/,
    ],
    [
      'an error of a widely used contract',
      refusing(encodeErrorResult({ abi, errorName: 'ERC20InsufficientAllowance', args: [target, 0n, 5n] })),
      /allow it first/,
    ],
    [
      'an error of its own',
      refusing(encodeErrorResult({ abi, errorName: 'Unheard', args: [7n] })),
      /an error of its own, 0x[0-9a-f]{8}/,
    ],
    ['a panic', refusing(encodeErrorResult({ abi, errorName: 'Panic', args: [18n] })), /a division by zero/],
    ['no reason', '0x5f5ffd', /the contract refuses it/],
    // JUMPDEST PUSH0 JUMP.
    ['no end', '0x5b5f56', /ran out of gas: its limit was 50000/],
  ])('error: by %s says so, before and after', async (_name, bytecode, words) => {
    await devnet.client.setCode({ address: target, bytecode })
    const site = await page()
    const asked = site.request('eth_sendTransaction', [{ from: ME, to: target, gas: '0xc350' }])
    const view = (await ui.approval('transaction')) as TransactionApproval
    expect(view.warnings.map(({ rule }) => rule)).toContain('will-fail')
    await ui.approve('transaction')
    const hash = (await asked) as Hex
    await row(hash)
    await mine()
    const failed = await ended(hash)
    expect(failed).toMatchObject({ status: 'failed', error: expect.stringMatching(words) })
    expect(BigInt(failed.fee ?? 0)).toBeGreaterThan(0n)
  })

  test('behavior: forgotten by the node, it is sent again', async () => {
    const sent = await send('1')
    await devnet.client.dropTransaction({ hash: sent.hash })
    await world.worker.background.alarm('watch')
    world.now += 61_000
    await world.worker.background.alarm('watch')
    await mine()
    expect(await ended(sent.hash)).toMatchObject({ status: 'confirmed' })
  })
})

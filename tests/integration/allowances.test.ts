import { encodeFunctionData, getAddress, parseAbi } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AllowanceView, Right } from '../../src/messaging/protocol'
import type { Address } from '../../src/shared/hex'
import { DELEGATE, type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, type Document, restoredWorld, type Ui, type World } from './world'

const [ME, YOU] = ACCOUNTS
const USDC = devnetAddresses.usdc as Address
const DAI = devnetAddresses.dai as Address
const PERMIT2 = devnetAddresses.permit2 as Address
const COLLECTIBLE = getAddress(devnetAddresses.collectible ?? '')
const ITEMS = getAddress(devnetAddresses.items ?? '')
const ROUTER = devnetAddresses.uniswapV2Router as Address
const SITE = 'https://app.example'
const UNLIMITED = 2n ** 256n - 1n
const ABI = parseAbi([
  'function approve(address spender, uint256 amount)',
  'function increaseAllowance(address spender, uint256 amount)',
  'function allowance(address owner, address spender) view returns (uint256)',
  'function transferFrom(address from, address to, uint256 amount)',
  'function mint(address to) returns (uint256)',
  'function totalSupply() view returns (uint256)',
  'function getApproved(uint256 id) view returns (address)',
  'function setApprovalForAll(address operator, bool approved)',
  'function isApprovedForAll(address owner, address operator) view returns (bool)',
])
const PERMIT2_ABI = parseAbi([
  'function approve(address token, address spender, uint160 amount, uint48 expiration)',
  'function allowance(address owner, address token, address spender) view returns (uint160, uint48, uint48)',
])

let devnet: Devnet
let world: World
let ui: Ui
let page: Document
let snapshot: `0x${string}`

beforeAll(async () => {
  devnet = await startDevnet()
}, 60_000)
afterAll(() => devnet.stop())
beforeEach(async () => {
  snapshot = await devnet.snapshot()
  world = await restoredWorld(devnet.url)
  ui = world.ui()
  await ui.until((state) => state.status === 'unlocked')
  page = world.open(SITE)
})
afterEach(async () => {
  world.worker.kill()
  await devnet.revert(snapshot)
})

async function write(from: Address, to: Address, data: `0x${string}`) {
  await devnet.client.impersonateAccount({ address: from })
  const hash = await devnet.client.sendTransaction({ account: from, to, data, chain: null })
  await devnet.client.waitForTransactionReceipt({ hash })
}
const approve = (spender: Address, amount: bigint) =>
  encodeFunctionData({ abi: ABI, functionName: 'approve', args: [spender, amount] })
const forAll = (operator: Address) =>
  encodeFunctionData({ abi: ABI, functionName: 'setApprovalForAll', args: [operator, true] })
const permit2 = (token: Address, spender: Address, amount: bigint, expires: number) =>
  encodeFunctionData({ abi: PERMIT2_ABI, functionName: 'approve', args: [token, spender, amount, expires] })
const soon = () => Math.floor(Date.now() / 1000) + 86_400
const allowance = (token: Address, spender: Address) =>
  devnet.client.readContract({ address: token, abi: ABI, functionName: 'allowance', args: [ME, spender] })
const throughPermit2 = async (token: Address, spender: Address) =>
  (
    await devnet.client.readContract({
      address: PERMIT2,
      abi: PERMIT2_ABI,
      functionName: 'allowance',
      args: [ME, token, spender],
    })
  )[0]

async function list(): Promise<AllowanceView[]> {
  await ui.call('activity.scan', null)
  return (await ui.call('allowances.list', null)).rows
}
const find = (rows: readonly AllowanceView[], kind: Right['kind'], token: Address, spender: Address) =>
  rows.find((row) => row.kind === kind && row.token === token && row.spender === spender)
const rightOf = ({ kind, token, spender, tokenId }: AllowanceView): Right => ({
  kind,
  token,
  spender,
  tokenId,
})
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    if (await holds()) return
    await new Promise((done) => setTimeout(done, 20))
  }
  throw new Error('It never came.')
}

/** One right of each kind. */
async function giveAll(): Promise<string> {
  await write(ME, USDC, approve(YOU, 7_000_000n))
  await write(ME, DAI, approve(PERMIT2, UNLIMITED))
  await write(ME, PERMIT2, permit2(DAI, ROUTER, 2n ** 160n - 1n, soon()))
  await write(ME, PERMIT2, permit2(USDC, ROUTER, 5n, 1))
  await write(YOU, COLLECTIBLE, encodeFunctionData({ abi: ABI, functionName: 'mint', args: [ME] }))
  const id = await devnet.client.readContract({
    address: COLLECTIBLE,
    abi: ABI,
    functionName: 'totalSupply',
  })
  await write(ME, COLLECTIBLE, approve(YOU, id))
  await write(ME, COLLECTIBLE, forAll(ROUTER))
  await write(ME, ITEMS, forAll(ROUTER))
  return id.toString()
}

describe('allowances', () => {
  test('behavior: every kind is found in logs, read from the chain, and weighed', async () => {
    const tokenId = await giveAll()
    const rows = await list()
    expect(find(rows, 'token', USDC, YOU)).toMatchObject({
      symbol: 'USDC',
      amount: '7000000',
      atRisk: '7000000',
      listed: true,
      spenderIs: 'account',
      expires: null,
    })
    const dai = find(rows, 'token', DAI, PERMIT2)
    expect(dai).toMatchObject({ amount: UNLIMITED.toString(), spenderIs: 'contract' })
    expect(dai?.atRisk).toBe(dai?.balance)
    expect(find(rows, 'permit2', DAI, ROUTER)).toMatchObject({ atRisk: dai?.balance, spenderIs: 'contract' })
    // Its time is over: nobody can use it.
    expect(find(rows, 'permit2', USDC, ROUTER)).toBeUndefined()
    expect(find(rows, 'item', COLLECTIBLE, YOU)).toMatchObject({ tokenId, atRisk: '1', value: null })
    expect(find(rows, 'all', COLLECTIBLE, ROUTER)).toMatchObject({ amount: '1' })
    expect(find(rows, 'all', ITEMS, ROUTER)).toMatchObject({ atRisk: null })
    const { looked } = await ui.call('allowances.list', null)
    const head = Number(await devnet.client.getBlockNumber())
    expect(looked.find(({ chainId }) => chainId === 1)).toMatchObject({
      from: 0,
      to: head,
      trouble: null,
      unread: 0,
    })
  })

  test('behavior: what is spent, lowered or moved away is gone or less', async () => {
    await write(ME, USDC, approve(YOU, 10n))
    expect(find(await list(), 'token', USDC, YOU)?.amount).toBe('10')
    const take = (amount: bigint) =>
      encodeFunctionData({ abi: ABI, functionName: 'transferFrom', args: [ME, YOU, amount] })
    await write(YOU, USDC, take(4n))
    expect(find(await list(), 'token', USDC, YOU)?.amount).toBe('6')
    await write(YOU, USDC, take(6n))
    expect(find(await list(), 'token', USDC, YOU)).toBeUndefined()
  })

  test('behavior: a right through Permit2 takes no more than Permit2 may', async () => {
    await write(ME, DAI, approve(PERMIT2, 3n))
    await write(ME, PERMIT2, permit2(DAI, ROUTER, 100n, soon()))
    expect(find(await list(), 'permit2', DAI, ROUTER)).toMatchObject({ amount: '100', atRisk: '3' })
  })

  test('behavior: one of each kind is revoked by its own call', async () => {
    await giveAll()
    for (const row of await list()) {
      const { approvalId } = await ui.call('allowances.revoke', {
        chainId: 1,
        rights: [rightOf(row)],
        together: false,
      })
      const view = await ui.until((state) =>
        state.approvals.find((one) => one.id === approvalId && !one.preparing),
      )
      expect(view).toMatchObject({ kind: 'transaction', origin: 'wallet', blocked: null })
      const { hash } = await ui.call('approvals.approve', { id: view.id, digest: view.digest, edits: {} })
      expect(await devnet.client.waitForTransactionReceipt({ hash: hash ?? '0x' })).toMatchObject({
        status: 'success',
      })
    }
    expect(await list()).toEqual([])
  }, 60_000)

  test('behavior: many at once, one after another, without becoming a smart account', async () => {
    await giveAll()
    const rights = (await list()).map(rightOf)
    await ui.call('allowances.revoke', { chainId: 1, rights, together: false })
    const view = await ui.approval('calls')
    expect(view).toMatchObject({
      kind: 'calls',
      together: false,
      upgrade: null,
      origin: 'wallet',
      blocked: null,
    })
    await ui.approve('calls')
    await until(async () => (await ui.call('allowances.list', null)).rows.length === 0)
    expect(await devnet.client.getCode({ address: ME })).toBeUndefined()
  }, 60_000)

  test('behavior: many at once as one transaction, where the person wants that', async () => {
    await giveAll()
    const rights = (await list()).map(rightOf)
    await ui.call('allowances.revoke', { chainId: 1, rights, together: true })
    const view = await ui.approval('calls')
    expect(view).toMatchObject({ kind: 'calls', together: true, upgrade: { address: DELEGATE } })
    const nonce = await devnet.client.getTransactionCount({ address: ME })
    await ui.approve('calls')
    await until(async () => (await ui.call('allowances.list', null)).rows.length === 0)
    // The transaction and its authorization.
    expect(await devnet.client.getTransactionCount({ address: ME })).toBe(nonce + 2)
  }, 60_000)

  test('security: a worker that is stopped in between goes on, and ends each once', async () => {
    await giveAll()
    const rows = await list()
    await ui.call('allowances.revoke', { chainId: 1, rights: rows.map(rightOf), together: false })
    await ui.approve('calls')
    world.restart()
    await until(async () => (await ui.call('allowances.list', null)).rows.length === 0)
    const kinds = new Set(rows.map(({ kind }) => kind))
    expect(kinds).toEqual(new Set(['token', 'permit2', 'item', 'all']))
    expect(await allowance(USDC, YOU)).toBe(0n)
    expect(await throughPermit2(DAI, ROUTER)).toBe(0n)
  }, 60_000)
})

describe('the amount in an approval', () => {
  beforeEach(async () => {
    const asked = page.request('eth_requestAccounts')
    await ui.approve('connect')
    await asked
  })
  const ask = (to: Address, data: `0x${string}`) =>
    page.request('eth_sendTransaction', [{ from: ME, to, data }])
  const transaction = async () => {
    const view = await ui.approval('transaction')
    if (view.kind !== 'transaction') throw new Error('another kind')
    return view
  }
  async function set(typed: string | null) {
    const { id, digest } = await transaction()
    await ui.call('allowances.setAmount', { id, digest, typed })
    return transaction()
  }

  test('behavior: what is typed is what is signed, and the site gets its hash', async () => {
    const sent = ask(USDC, approve(ROUTER, UNLIMITED))
    const first = await transaction()
    expect(first.allowance).toEqual({
      symbol: 'USDC',
      decimals: 6,
      amount: UNLIMITED.toString(),
      asked: UNLIMITED.toString(),
      adds: false,
    })
    const view = await set('12.5')
    expect(view.digest).not.toBe(first.digest)
    expect(view).toMatchObject({ data: approve(ROUTER, 12_500_000n), allowance: { amount: '12500000' } })
    expect(view.rights).toEqual([expect.objectContaining({ spender: ROUTER, amount: '12500000' })])
    expect(view.warnings.map(({ rule }) => rule)).not.toContain('unlimited-allowance')
    expect(view.details).toContainEqual(expect.objectContaining({ label: 'The site asked for' }))
    // What was shown before can be agreed to no more.
    await expect(
      ui.call('approvals.approve', { id: first.id, digest: first.digest, edits: {} }),
    ).rejects.toMatchObject({ name: 'ChangedError' })
    await ui.approve('transaction')
    const hash = (await sent) as `0x${string}`
    expect((await devnet.client.getTransaction({ hash })).input).toBe(approve(ROUTER, 12_500_000n))
    await until(async () => (await allowance(USDC, ROUTER)) === 12_500_000n)
  })

  test('behavior: an increase and a right through Permit2 too; taken back, it is as asked', async () => {
    const more = encodeFunctionData({ abi: ABI, functionName: 'increaseAllowance', args: [ROUTER, 9n] })
    const increase = ask(USDC, more).catch((error: unknown) => error)
    expect((await set('0.000002')).data).toBe(
      encodeFunctionData({ abi: ABI, functionName: 'increaseAllowance', args: [ROUTER, 2n] }),
    )
    const asked = await set(null)
    expect(asked.data).toBe(more)
    expect(asked.details.map(({ label }) => label)).not.toContain('The site asked for')
    await ui.reject('transaction')
    await increase
    const expires = soon()
    const sent = ask(PERMIT2, permit2(DAI, ROUTER, 2n ** 160n - 1n, expires))
    expect((await set('3')).data).toBe(permit2(DAI, ROUTER, 3n * 10n ** 18n, expires))
    await ui.approve('transaction')
    await sent
    await until(async () => (await throughPermit2(DAI, ROUTER)) === 3n * 10n ** 18n)
  })

  test('param: more than was asked is said; nonsense, too much and other calls are refused', async () => {
    const sent = ask(USDC, approve(ROUTER, 5n)).catch((error: unknown) => error)
    expect((await set('1')).warnings).toContainEqual(
      expect.objectContaining({ rule: 'allowance-raised', severity: 'warning' }),
    )
    for (const typed of ['', '-1', 'all', '1.0000001', '9'.repeat(90)])
      await expect(set(typed), typed).rejects.toMatchObject({ name: 'FieldError', data: { field: 'amount' } })
    expect((await transaction()).data).toBe(approve(ROUTER, 1_000_000n))
    await ui.reject('transaction')
    await sent
    // An ERC-721 has the same function; its number is no amount.
    await giveAll()
    const item = ask(COLLECTIBLE, approve(ROUTER, 1n)).catch((error: unknown) => error)
    expect((await transaction()).allowance).toBeUndefined()
    await expect(set('1')).rejects.toMatchObject({ code: -32602 })
    await ui.reject('transaction')
    await item
    // The wallet's own are not a site's.
    const { approvalId } = await ui.call('allowances.revoke', {
      chainId: 1,
      rights: [{ kind: 'token', token: USDC, spender: YOU, tokenId: null }],
      together: false,
    })
    const own = await ui.until((state) =>
      state.approvals.find((one) => one.id === approvalId && !one.preparing),
    )
    expect(own).not.toHaveProperty('allowance')
    await expect(
      ui.call('allowances.setAmount', { id: own.id, digest: own.digest, typed: '5' }),
    ).rejects.toMatchObject({ code: -32602 })
  })

  test('security: what was set outlives the worker, and a look from before it is not shown', async () => {
    const sent = ask(USDC, approve(ROUTER, UNLIMITED))
    const first = await transaction()
    // A look that began before and ends after: it says what the old call does.
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    world.intercept = async (_url, { method }) => {
      if (method === 'eth_getBalance') await held
      return undefined
    }
    const late = ui.call('approvals.refresh', { id: first.id })
    const setting = ui.call('allowances.setAmount', { id: first.id, digest: first.digest, typed: '2' })
    await ui.until((state) => state.approvals.find((one) => one.kind === 'transaction' && one.preparing))
    release()
    world.intercept = undefined
    await Promise.all([late, setting])
    expect((await transaction()).data).toBe(approve(ROUTER, 2_000_000n))
    world.restart()
    const view = await transaction()
    expect(view).toMatchObject({ data: approve(ROUTER, 2_000_000n), allowance: { amount: '2000000' } })
    await ui.approve('transaction')
    const hash = (await sent) as `0x${string}`
    expect((await devnet.client.getTransaction({ hash })).input).toBe(approve(ROUTER, 2_000_000n))
  })
})

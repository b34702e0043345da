/** What a transaction does is tried on the chain before anyone is asked, again as blocks pass, and again on the yes. */
import { encodeFunctionData, parseAbi, parseEther, parseGwei } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ApprovalView, TransactionApproval } from '../../src/messaging/protocol'
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, type Document, restoredWorld, type Ui, type World } from './world'

const ME = ACCOUNTS[0]
const YOU = ACCOUNTS[1]
const SITE = 'https://app.example'
const { usdc: USDC, weth: WETH, permit2: PERMIT2, uniswapRouter02: ROUTER, collectible } = devnetAddresses
const abi = parseAbi([
  'function transfer(address to, uint256 amount) returns (bool)',
  'function approve(address spender, uint256 amount) returns (bool)',
  'function approve(address token, address spender, uint160 amount, uint48 expiration)',
  'function deposit() payable',
  'function exactInputSingle((address tokenIn, address tokenOut, uint24 fee, address recipient, uint256 amountIn, uint256 amountOutMinimum, uint160 sqrtPriceLimitX96)) payable returns (uint256)',
  'function setApprovalForAll(address operator, bool approved)',
])

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
  const asked = page.request('eth_requestAccounts')
  await ui.approve('connect')
  await asked
})

// Left alone it would send anew what the next test took back.
afterEach(() => world.worker.kill())

type Asked = { to: string; data?: `0x${string}`; value?: bigint }
/** The question of a site, once it has been looked into. */
async function ask({ to, data, value }: Asked): Promise<TransactionApproval> {
  void page.ask('eth_sendTransaction', [
    {
      from: ME,
      to,
      ...(data === undefined ? {} : { data }),
      ...(value === undefined ? {} : { value: `0x${value.toString(16)}` }),
    },
  ])
  return transactionOf(await ui.approval('transaction'))
}
function transactionOf(view: ApprovalView): TransactionApproval {
  if (view.kind !== 'transaction') throw new Error('another kind')
  return view
}
const rules = (view: ApprovalView) => view.warnings.map(({ rule }) => rule)
const swap = (amountIn: bigint) =>
  encodeFunctionData({
    abi,
    functionName: 'exactInputSingle',
    args: [
      {
        tokenIn: WETH,
        tokenOut: USDC,
        fee: 3000,
        recipient: ME,
        amountIn,
        amountOutMinimum: 0n,
        sqrtPriceLimitX96: 0n,
      },
    ],
  } as never)

describe('what is shown', () => {
  test('behavior: coins and tokens that leave, without the fee', async () => {
    const view = await ask({ to: YOU, value: parseEther('1') })
    expect(view).toMatchObject({ looked: 'simulated', rights: [] })
    expect(view.changes).toEqual([
      expect.objectContaining({ token: 'native', amount: (-parseEther('1')).toString() }),
    ])
  })

  test('behavior: a swap shows what comes in, exactly, and the chain keeps to it', async () => {
    const usdcOf = () =>
      devnet.client.readContract({
        address: USDC as `0x${string}`,
        abi: parseAbi(['function balanceOf(address) view returns (uint256)']),
        functionName: 'balanceOf',
        args: [ME],
      })
    const before = await usdcOf()
    const view = await ask({ to: ROUTER, data: swap(parseEther('1')), value: parseEther('1') })
    const [out, into] = view.changes
    expect(out).toMatchObject({ token: 'native', amount: (-parseEther('1')).toString() })
    expect(into).toMatchObject({ token: USDC, symbol: 'USDC', decimals: 6 })
    const { hash } = await ui.approve('transaction')
    await devnet.client.waitForTransactionReceipt({ hash: hash as `0x${string}` })
    expect((await usdcOf()) - before).toBe(BigInt(into?.amount ?? 0))
  })

  test('behavior: wrapping shows the wrapped coin, although it logs no transfer', async () => {
    const view = await ask({
      to: WETH,
      data: encodeFunctionData({ abi, functionName: 'deposit' }),
      value: 5n,
    })
    expect(view.changes.map(({ token, amount }) => [token, amount])).toEqual([
      ['native', '-5'],
      [WETH, '5'],
    ])
  })

  test('behavior: rights that are given: of a token, through Permit2, over a collection', async () => {
    const max = 2n ** 256n - 1n
    const token = await ask({
      to: USDC,
      data: encodeFunctionData({ abi, functionName: 'approve', args: [YOU as `0x${string}`, max] }),
    })
    expect(token.changes).toEqual([])
    expect(token.rights).toEqual([
      expect.objectContaining({ token: USDC, spender: YOU, over: 'amount', amount: max.toString() }),
    ])
    await ui.reject('transaction')
    const through = await ask({
      to: PERMIT2,
      data: encodeFunctionData({
        abi,
        functionName: 'approve',
        args: [USDC as `0x${string}`, YOU as `0x${string}`, 7n, 2_000_000_000],
      }),
    })
    expect(through.rights).toEqual([
      expect.objectContaining({ token: USDC, spender: YOU, amount: '7', permit2: true }),
    ])
    world.now += 120_000
    await ui.reject('transaction')
    world.now += 120_000
    const items = await ask({
      to: collectible,
      data: encodeFunctionData({
        abi,
        functionName: 'setApprovalForAll',
        args: [YOU as `0x${string}`, true],
      }),
    })
    expect(items.rights).toEqual([expect.objectContaining({ spender: YOU, over: 'all', amount: '1' })])
  })
})

describe('a contract that steals', () => {
  /** Keeps what it is sent, and gives it back where somebody only looks: there gas has no price. */
  const RED_PILL = '0x00000000000000000000000000000000badc0de1'
  test('security: it is noticed by two trials that differ', async () => {
    await devnet.client.setCode({
      address: RED_PILL,
      // if (tx.gasprice == 0) msg.sender.call{value: msg.value}("")
      bytecode: '0x3a15600657005b600060006000600034335af100',
    })
    const view = await ask({ to: RED_PILL, data: '0x12345678', value: parseEther('1') })
    expect(rules(view)).toContain('simulation-differs')
    expect(view.changes).toEqual([expect.objectContaining({ amount: (-parseEther('1')).toString() })])
  })

  test('security: a tip that nobody pays does not give a trial away', async () => {
    await devnet.client.setCode({
      address: RED_PILL,
      // if (tx.gasprice - block.basefee <= 1) msg.sender.call{value: msg.value}("")
      bytecode: '0x483a03600211600a57005b600060006000600034335af100',
    })
    const view = await ask({ to: RED_PILL, data: '0x12345678', value: parseEther('1') })
    expect(rules(view)).toContain('simulation-differs')
    expect(view.changes).toEqual([expect.objectContaining({ amount: (-parseEther('1')).toString() })])
  })

  test('security: a loss cannot hide behind more logs than are read', async () => {
    await devnet.client.setCode({
      address: RED_PILL,
      // for (i = 2001; i != 0; i--) log0("")
      bytecode: '0x6107d15b60006000a0600190038060035700',
    })
    const view = await ask({ to: RED_PILL, data: '0x12345678' })
    expect(view).toMatchObject({ looked: 'partly', changes: [] })
    expect(view.warnings).toContainEqual(
      expect.objectContaining({ rule: 'simulation-unread', severity: 'danger' }),
    )
  })
})

describe('again', () => {
  /** The router gives what it gives; the pool is moved by somebody else in between. */
  const movePool = async () => {
    const hash = await devnet.client.sendTransaction({
      account: YOU as `0x${string}`,
      to: ROUTER as `0x${string}`,
      value: parseEther('500'),
      data: encodeFunctionData({
        abi,
        functionName: 'exactInputSingle',
        args: [
          {
            tokenIn: WETH,
            tokenOut: USDC,
            fee: 3000,
            recipient: YOU,
            amountIn: parseEther('500'),
            amountOutMinimum: 0n,
            sqrtPriceLimitX96: 0n,
          },
        ],
      } as never),
    } as never)
    await devnet.client.waitForTransactionReceipt({ hash })
  }

  test('security: on the yes, a result that became worse stops it, and is shown', async () => {
    const view = await ask({ to: ROUTER, data: swap(parseEther('1')), value: parseEther('1') })
    const nonce = await devnet.client.getTransactionCount({ address: ME as `0x${string}` })
    await movePool()
    await expect(ui.approve('transaction')).rejects.toMatchObject({ name: 'WorseError' })
    expect(await devnet.client.getTransactionCount({ address: ME as `0x${string}` })).toBe(nonce)
    await ui.until((state) => state.approvals[0] !== undefined && state.approvals[0].digest !== view.digest)
    const after = transactionOf(await ui.approval('transaction'))
    expect(BigInt(after.changes[1]?.amount ?? 0)).toBeLessThan(BigInt(view.changes[1]?.amount ?? 0))
    await ui.approve('transaction')
  })

  test('behavior: as blocks pass it is looked into again, and shown anew only when it is news', async () => {
    const quietBlock = async () => {
      await devnet.client.setNextBlockBaseFeePerGas({ baseFeePerGas: parseGwei('1') })
      await devnet.client.mine({ blocks: 1 })
    }
    await quietBlock()
    const view = await ask({ to: ROUTER, data: swap(parseEther('1')), value: parseEther('1') })
    await quietBlock()
    await ui.call('approvals.refresh', { id: view.id })
    expect(ui.state?.approvals[0]?.digest).toBe(view.digest)
    await movePool()
    await ui.call('approvals.refresh', { id: view.id })
    await ui.until((state) => state.approvals[0]?.digest !== view.digest)
  })
})

describe('endpoints that can do less', () => {
  const without = (...methods: string[]) => {
    world.intercept = (_url, { method }) =>
      methods.includes(method)
        ? { error: { code: -32601, message: `the method ${method} does not exist/is not available` } }
        : undefined
  }

  test('behavior: without eth_simulateV1 the trace tells, and it is said', async () => {
    without('eth_simulateV1')
    const view = await ask({ to: ROUTER, data: swap(parseEther('1')), value: parseEther('1') })
    expect(view.looked).toBe('traced')
    expect(view.changes.map(({ token }) => token)).toEqual(['native', USDC])
  })

  test('behavior: without any, what the request says of itself is shown, and that is said', async () => {
    without('eth_simulateV1', 'debug_traceCall')
    const view = await ask({
      to: USDC,
      data: encodeFunctionData({ abi, functionName: 'transfer', args: [YOU as `0x${string}`, 5n] }),
    })
    expect(view.looked).toBe('tried')
    expect(view.changes).toEqual([expect.objectContaining({ token: USDC, amount: '-5' })])
    expect(world.requests.filter(({ method }) => method === 'eth_simulateV1')).toHaveLength(1)
  })

  test('error: an answer that makes no sense is not taken for a simulation', async () => {
    world.intercept = (_url, { method }) =>
      method === 'eth_simulateV1' ? { result: [{ calls: [] }] } : undefined
    const view = await ask({ to: YOU, value: 5n })
    expect(view.looked).toBe('traced')
  })
})

/** What a transaction does is tried on the chain before anyone is asked, again as blocks pass, and again on the yes. */
import { encodeFunctionData, getAddress, parseAbi, parseEther, parseGwei } from 'viem'
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

type Asked = { to: string; data?: `0x${string}`; value?: bigint; gas?: string; accessList?: unknown[] }
/** The question of a site, once it has been looked into. */
async function ask({ to, data, value, gas, accessList }: Asked): Promise<TransactionApproval> {
  void page.ask('eth_sendTransaction', [
    {
      from: ME,
      to,
      ...(gas === undefined ? {} : { gas }),
      ...(accessList === undefined ? {} : { accessList }),
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

  /** @param isTrial code that leaves whether it is only looked at; what was sent is given back then */
  const redPill = (isTrial: string) =>
    devnet.client.setCode({
      address: RED_PILL,
      bytecode: `0x${isTrial}60${(isTrial.length / 2 + 4).toString(16).padStart(2, '0')}57005b600060006000600034335af100`,
    })
  /** With gas for both ways: what is needed for one alone would end the other. */
  const PILL = { to: RED_PILL, data: '0x12345678', gas: '0x30d40' } as const
  const NO_PRICE = '3a15'
  const hex = (value: bigint) => value.toString(16).padStart(16, '0')
  const loses = (value: bigint) => [expect.objectContaining({ token: 'native', amount: `-${value}` })]

  test.each<
    [string, (newest: { number: bigint; timestamp: bigint; mixHash: string; hash: string }) => string]
  >([
    ['no price', () => NO_PRICE],
    ['no base fee', () => '4815'],
    ['the number of the newest block', ({ number }) => `67${hex(number)}431115`],
    ['the time of the newest block', ({ timestamp }) => `67${hex(timestamp)}421115`],
    [
      'a time that is no multiple of twelve seconds later',
      ({ timestamp }) => `600c67${hex(timestamp)}420306`,
    ],
    ['the random number of the newest block', ({ mixHash }) => `7f${mixHash.slice(2)}4414`],
    ['another block in front of it', ({ hash }) => `7f${hash.slice(2)}60014303401415`],
    ['code of ours', () => '7300000000000000000000000000000000c0de00013b1515'],
  ])('security: nothing that a contract sees tells a trial by %s', async (_, isTrial) => {
    const newest = await devnet.client.request({
      method: 'eth_getBlockByNumber',
      params: ['latest', false],
    } as never)
    const { number, timestamp, mixHash, hash } = newest as Record<string, string>
    await redPill(
      isTrial({
        number: BigInt(number ?? 0),
        timestamp: BigInt(timestamp ?? 0),
        mixHash: mixHash ?? '',
        hash: hash ?? '',
      }),
    )
    const view = await ask({ ...PILL, value: parseEther('1') })
    expect(view).toMatchObject({ looked: 'simulated', changes: loses(parseEther('1')) })
  })

  test('security: an access list that a site adds is in the trial as well', async () => {
    // Whether reading a word costs more than a thousand gas.
    await redPill('5a600054505a90036103e810')
    const accessList = [{ address: RED_PILL, storageKeys: [`0x${'0'.repeat(64)}`] }]
    const view = await ask({ ...PILL, value: parseEther('1'), accessList })
    expect(view).toMatchObject({ looked: 'simulated', changes: loses(parseEther('1')) })
  })

  test('security: an account that cannot pay for gas is tried at the real price', async () => {
    await devnet.client.setBalance({ address: ME as `0x${string}`, value: 2000n })
    await redPill(NO_PRICE)
    const view = await ask({ ...PILL, value: 1000n })
    expect(view.blocked).not.toBeNull()
    expect(view.changes).toEqual(loses(1000n))
    expect(rules(view)).toContain('simulation-differs')
    expect(rules(view)).not.toContain('simulation-unpaid')
  })

  test('security: where an endpoint tries nothing at a price, that is said', async () => {
    world.intercept = (_url, { method, params }) =>
      method === 'eth_simulateV1' && JSON.stringify(params).includes('maxFeePerGas')
        ? { error: { code: -32602, message: 'fees are not supported' } }
        : undefined
    await redPill(NO_PRICE)
    const view = await ask({ ...PILL, value: 1000n })
    expect(view.looked).toBe('simulated')
    expect(rules(view)).toContain('simulation-unpaid')
  })

  describe('by its trace', () => {
    const traceOnly = (also: (params: string) => boolean = () => false) => {
      world.intercept = (_url, { method, params }) => {
        if (method === 'eth_simulateV1') return { error: { code: -32601, message: 'no such method' } }
        return method === 'debug_traceCall' && also(JSON.stringify(params))
          ? { error: { code: -32602, message: 'unknown field' } }
          : undefined
      }
    }

    test('security: it is tried at the real price, also of an account that cannot pay it', async () => {
      traceOnly()
      await redPill(NO_PRICE)
      const rich = await ask({ ...PILL, value: 1000n })
      expect(rich).toMatchObject({ looked: 'traced', changes: loses(1000n) })
      await ui.reject('transaction')
      await devnet.client.setBalance({ address: ME as `0x${string}`, value: 2000n })
      const poor = await ask({ ...PILL, value: 1000n })
      expect(poor).toMatchObject({ looked: 'traced', changes: loses(1000n) })
      expect(rules(poor)).not.toContain('simulation-unpaid')
    })

    test('security: where that is refused, it is tried for nothing, and that is said', async () => {
      traceOnly((params) => params.includes('maxFeePerGas'))
      await redPill(NO_PRICE)
      const view = await ask({ ...PILL, value: 1000n })
      expect(view.looked).toBe('traced')
      expect(rules(view)).toContain('simulation-unpaid')
    })
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

  describe('on the yes, what the contract does by now', () => {
    const CONTRACT = '0x00000000000000000000000000000000badc0de2'
    const does = (code: string) => devnet.client.setCode({ address: CONTRACT, bytecode: `0x${code}` })
    const word = (value: bigint | string) => BigInt(value).toString(16).padStart(64, '0')
    const KEEP = '00'
    const FAIL = '60006000fd'
    /** msg.sender.call{value: amount}("") */
    const pay = (amount: bigint) => `60006000600060007f${word(amount)}335af100`
    /** to.call(data) */
    const callOf = (to: string, data: string) => {
      const words = (data.slice(2).match(/.{1,64}/g) ?? []).map((one) => one.padEnd(64, '0'))
      const stored = words.map((one, i) => `7f${one}61${(32 * i).toString(16).padStart(4, '0')}52`)
      return `${stored.join('')}6000600061${(data.length / 2 - 1).toString(16).padStart(4, '0')}6000600073${to.slice(2)}5af100`
    }
    const APPROVAL = '8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925'
    /** A token: what it is asked is the word at 0, and the request has it give a right of five. */
    const GIVE_RIGHT = `3660041460125760005460005260206000f35b600560005560056000527f${word(YOU)}7f${word(ME)}7f${APPROVAL}60206000a300`
    const takeItem = () =>
      callOf(
        collectible,
        encodeFunctionData({
          abi: parseAbi(['function transferFrom(address from, address to, uint256 id)']),
          args: [ME as `0x${string}`, YOU as `0x${string}`, 1n],
        }),
      )
    const ETHER = parseEther('1')

    /** What it does when it is shown, and what when the yes comes. */
    const changed = (more: Record<string, string>) => ({
      changes: expect.arrayContaining([expect.objectContaining(more)]),
    })
    /** What it does when it is shown, what when the yes comes, and what is shown then. */
    const CASES: [string, string, string | (() => string), object][] = [
      ['a greater loss', pay(ETHER / 2n), KEEP, changed({ token: 'native', amount: `-${ETHER}` })],
      [
        'a smaller gain',
        pay(ETHER * 2n),
        pay((ETHER * 197n) / 100n),
        changed({ amount: `${(ETHER * 97n) / 100n}` }),
      ],
      [
        'a new right',
        KEEP,
        GIVE_RIGHT,
        { rights: [expect.objectContaining({ token: getAddress(CONTRACT), spender: YOU, amount: '5' })] },
      ],
      [
        'an item that leaves',
        KEEP,
        takeItem,
        changed({ token: getAddress(collectible), item: '1', amount: '-1' }),
      ],
      [
        'a failure',
        KEEP,
        FAIL,
        { warnings: expect.arrayContaining([expect.objectContaining({ rule: 'will-fail' })]) },
      ],
    ]
    test.each(CASES)('security: %s stops it, and is shown', async (_, before, after, shown) => {
      await devnet.client.setBalance({ address: CONTRACT, value: parseEther('5') })
      const approve = await devnet.client.sendTransaction({
        account: ME as `0x${string}`,
        to: collectible as `0x${string}`,
        data: encodeFunctionData({ abi, functionName: 'setApprovalForAll', args: [CONTRACT, true] }),
      } as never)
      await devnet.client.waitForTransactionReceipt({ hash: approve })
      await does(before)
      const view = await ask({ to: CONTRACT, data: '0x12345678', value: ETHER, gas: '0x7a120' })
      expect(view).toMatchObject({ looked: 'simulated', blocked: null })
      await does(typeof after === 'string' ? after : after())
      const sent = world.requests.length
      await expect(ui.approve('transaction')).rejects.toMatchObject({ name: 'WorseError' })
      const methods = world.requests.slice(sent).map(({ method }) => method)
      expect(methods).not.toContain('eth_sendRawTransaction')
      await ui.until((state) => state.approvals[0] !== undefined && state.approvals[0].digest !== view.digest)
      expect(await ui.approval('transaction')).toMatchObject(shown)
    })

    test('behavior: a gain that is smaller by less than a hundredth goes on', async () => {
      await devnet.client.setBalance({ address: CONTRACT, value: parseEther('5') })
      await does(pay(ETHER * 2n))
      await ask({ to: CONTRACT, data: '0x12345678', value: ETHER, gas: '0x7a120' })
      await does(pay((ETHER * 1995n) / 1000n))
      const { hash } = await ui.approve('transaction')
      await devnet.client.waitForTransactionReceipt({ hash: hash as `0x${string}` })
    })

    const transfer = encodeFunctionData({
      abi,
      functionName: 'transfer',
      args: [YOU as `0x${string}`, 5n],
    })
    test('security: a trial that the endpoint makes no more stops it, and that is shown', async () => {
      await ask({ to: USDC, data: transfer })
      world.intercept = (_url, { method }) =>
        method === 'eth_simulateV1' || method === 'debug_traceCall'
          ? { error: { code: -32601, message: 'the method is not available' } }
          : undefined
      await expect(ui.approve('transaction')).rejects.toMatchObject({ name: 'WorseError' })
      await ui.until((state) => {
        const [shown] = state.approvals
        return shown?.kind === 'transaction' && shown.looked === 'tried'
      })
      const { hash } = await ui.approve('transaction')
      await devnet.client.waitForTransactionReceipt({ hash: hash as `0x${string}` })
    })

    test('error: an endpoint that is gone stops it, and nothing is signed', async () => {
      await ask({ to: USDC, data: transfer })
      const sent = world.requests.length
      world.intercept = () => new TypeError('fetch failed')
      await expect(ui.approve('transaction')).rejects.toMatchObject({ name: 'BlockedError' })
      const methods = world.requests.slice(sent).map(({ method }) => method)
      expect(methods).not.toContain('eth_sendRawTransaction')
    })
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

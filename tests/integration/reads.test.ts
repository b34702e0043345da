import { encodeFunctionData, keccak256, parseAbi, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Devnet, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, restoredWorld, type World } from './world'

let devnet: Devnet
let world: World
beforeAll(async () => {
  devnet = await startDevnet()
})
afterAll(() => devnet.stop())
beforeEach(async () => {
  world = await restoredWorld(devnet.url)
})

const SITE = 'https://app.example'
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const asked = (method: string) => world.requests.filter((one) => one.method === method)
const later = <T>(value: T, ms = 5) => new Promise<T>((done) => setTimeout(() => done(value), ms))
const address = (n: number) => `0x${n.toString(16).padStart(40, '0')}`

describe('limits', () => {
  test('security: of 10 000 reads at once each is answered, ten asked at a time, the rest refused', async () => {
    let open = 0
    let most = 0
    world.intercept = async (_url, { method }) => {
      if (method !== 'eth_getBalance') return undefined
      most = Math.max(most, ++open)
      await later(null, 1)
      open -= 1
      return { result: '0x1' }
    }
    const page = world.open(SITE)
    const answers = await Promise.all(
      Array.from({ length: 10_000 }, (_, n) => page.ask('eth_getBalance', [address(n), 'latest'])),
    )
    const good = answers.filter((one) => one.ok)
    const refused = answers.filter((one) => !one.ok && one.error.code === -32005)
    expect(good.length + refused.length).toBe(10_000)
    expect(good.length).toBeGreaterThanOrEqual(500)
    expect(most).toBeLessThanOrEqual(10)
  }, 40_000)

  test('security: a flood of reads that are never answered stops neither another site nor the wallet', async () => {
    world.intercept = (_url, { method, params }) =>
      method === 'eth_getBalance' && JSON.stringify(params).includes('00000000000000000000')
        ? new Promise(() => undefined)
        : undefined
    const hostile = world.open('https://hostile.example')
    for (let n = 0; n < 3000; n++) void hostile.ask('eth_getBalance', [address(n), 'latest'])
    const page = world.open(SITE)
    expect(await page.request('eth_getBalance', [ACCOUNTS[0], 'latest'])).toMatch(/^0x/)
    const ui = world.ui()
    await ui.call('assets.refresh', null)
    expect(ui.state?.balances?.error).toBeNull()
  })

  test('security: frames of many origins in one tab have one share', async () => {
    let open = 0
    let most = 0
    world.intercept = async (_url, { method }) => {
      if (method !== 'eth_getBalance') return undefined
      most = Math.max(most, ++open)
      await later(null)
      open -= 1
      return { result: '0x1' }
    }
    const frames = Array.from({ length: 20 }, (_, n) => {
      const frame = world.open(`https://f${n}.example`, `frame${n}`, true)
      return Object.assign(frame, { page: Object.assign(frame.page, { tabId: 7 }) })
    })
    await Promise.all(
      frames.flatMap((frame, f) =>
        Array.from({ length: 5 }, (_, n) => frame.ask('eth_getBalance', [address(100 * f + n), 'latest'])),
      ),
    )
    expect(most).toBeLessThanOrEqual(10)
  })

  test('behavior: the same read a thousand times at once is asked once', async () => {
    world.intercept = async (_url, { method }) =>
      method === 'eth_blockNumber' ? later({ result: '0x5' }) : undefined
    const page = world.open(SITE)
    const answers = await Promise.all(Array.from({ length: 1000 }, () => page.ask('eth_blockNumber')))
    expect(answers.every((one) => one.ok && one.value === '0x5')).toBe(true)
    expect(asked('eth_blockNumber')).toHaveLength(1)
  })

  test('security: who has seen an answer is not given one from before it', async () => {
    let release = (_: unknown) => {}
    let balance = '0x1'
    world.intercept = (_url, { method }) => {
      if (method === 'eth_getBalance' && balance === '0x1')
        return new Promise((done) => {
          release = () => done({ result: '0x1' })
        })
      if (method === 'eth_getBalance') return { result: balance }
      if (method === 'eth_getTransactionReceipt') return { result: { status: '0x1' } }
      return undefined
    }
    const page = world.open(SITE)
    const slow = page.request('eth_getBalance', [ACCOUNTS[0], 'latest'])
    await expect.poll(() => asked('eth_getBalance').length).toBe(1)
    balance = '0x2'
    await page.request('eth_getTransactionReceipt', [`0x${'1'.repeat(64)}`])
    expect(await page.request('eth_getBalance', [ACCOUNTS[0], 'latest'])).toBe('0x2')
    release(null)
    expect(await slow).toBe('0x1')
  })
})

describe('what is kept', () => {
  test('behavior: a block by its hash is asked once a site; "latest" always', async () => {
    const page = world.open(SITE)
    const other = world.open('https://other.example')
    const { hash } = await devnet.client.getBlock()
    const first = await page.request('eth_getBlockByHash', [hash, false])
    expect(first).toMatchObject({ hash })
    expect(await page.request('eth_getBlockByHash', [hash, false])).toEqual(first)
    await page.request('eth_getBalance', [ACCOUNTS[0], { blockHash: hash }])
    await page.request('eth_getBalance', [ACCOUNTS[0], { blockHash: hash }])
    expect(asked('eth_getBlockByHash')).toHaveLength(1)
    expect(asked('eth_getBalance')).toHaveLength(1)
    await other.request('eth_getBlockByHash', [hash, false])
    expect(asked('eth_getBlockByHash')).toHaveLength(2)
    const missing = `0x${'7'.repeat(64)}`
    expect(await page.request('eth_getBlockByHash', [missing, false])).toBeNull()
    expect(await page.request('eth_getBlockByHash', [missing, false])).toBeNull()
    expect(asked('eth_getBlockByHash')).toHaveLength(4)

    const someone = address(0xabcdef)
    expect(await page.request('eth_getBalance', [someone, 'latest'])).toBe('0x0')
    await devnet.client.setBalance({ address: someone as `0x${string}`, value: 5n })
    expect(await page.request('eth_getBalance', [someone, 'latest'])).toBe('0x5')
  })
})

describe('errors of the network', () => {
  test('error: a revert keeps its code, message and data', async () => {
    const page = world.open(SITE)
    const data = encodeFunctionData({
      abi: parseAbi(['function transfer(address to, uint256 value)']),
      args: [ACCOUNTS[1], parseEther('1000000')],
    })
    const answer = await page.ask('eth_call', [{ from: address(9), to: USDC, data }, 'latest'])
    expect(answer).toMatchObject({ ok: false, error: { code: 3 } })
    // Error(string) of Solidity, as libraries decode it.
    expect(answer).toMatchObject({ error: { data: expect.stringMatching(/^0x08c379a0/) } })
  })

  test('error: a revert that a node calls an internal error is passed on, and the endpoint kept', async () => {
    const page = world.open(SITE)
    const said = {
      code: -32603,
      message: 'VM Exception while processing transaction',
      data: { data: '0x12' },
    }
    world.intercept = (_url, { method }) => (method === 'eth_call' ? { error: said } : undefined)
    expect(await page.ask('eth_call', [{ to: USDC }, 'latest'])).toEqual({ ok: false, error: said })
  })

  test('error: what every endpoint refuses comes as the last one said it', async () => {
    const page = world.open(SITE)
    const said = { code: -32005, message: 'daily request count exceeded' }
    world.intercept = (_url, { method }) => (method === 'eth_call' ? { error: said } : undefined)
    expect(await page.ask('eth_call', [{ to: USDC }, 'latest'])).toEqual({ ok: false, error: said })
  })

  test('security: an answer that is too large is an error and costs the endpoint nothing', async () => {
    const page = world.open(SITE)
    world.intercept = (_url, { method }) =>
      method === 'eth_getLogs' ? { result: 'x'.repeat(2_100_000) } : undefined
    expect(await page.ask('eth_getLogs', [{}])).toMatchObject({
      error: { code: -32603, message: expect.stringContaining('2 MB') },
    })
    expect(asked('eth_getLogs')).toHaveLength(1)
  })
})

describe('eth_sendRawTransaction', () => {
  const account = privateKeyToAccount(`0x${'42'.repeat(32)}`)
  const sign = (nonce: number) =>
    account.signTransaction({
      chainId: 1,
      type: 'eip1559',
      to: ACCOUNTS[1],
      value: 1n,
      gas: 21_000n,
      nonce,
      maxFeePerGas: parseEther('0.000001'),
      maxPriorityFeePerGas: 1n,
    })

  test('behavior: a transaction that the page signed is passed on', async () => {
    await devnet.client.setBalance({ address: account.address, value: parseEther('1') })
    const page = world.open(SITE)
    const nonce = await devnet.client.getTransactionCount({ address: account.address })
    const hash = await page.request('eth_sendRawTransaction', [await sign(nonce)])
    const { from } = await devnet.client.getTransaction({ hash: hash as `0x${string}` })
    expect(from.toLowerCase()).toBe(account.address.toLowerCase())
    expect(await page.ask('eth_sendRawTransaction', [await sign(nonce)])).toMatchObject({
      ok: false,
      error: { code: expect.any(Number), message: expect.any(String) },
    })
  })

  test('behavior: passed on by a worker that was stopped then, it is answered by the next one', async () => {
    const page = world.open(SITE)
    const raw = await sign(7)
    const stopped = new Promise<void>((done) => {
      world.intercept = async (_url, { method }) => {
        if (method !== 'eth_sendRawTransaction') return undefined
        done()
        return new Promise(() => undefined)
      }
    })
    const answer = page.request('eth_sendRawTransaction', [raw])
    await stopped
    world.intercept = (_url, { method }) =>
      method === 'eth_sendRawTransaction' ? { error: { code: -32000, message: 'already known' } } : undefined
    world.restart()
    expect(await answer).toBe(keccak256(raw))
  })

  test('param: one signed transaction in hexadecimal, not too large', async () => {
    const page = world.open(SITE)
    const big = `0x02${'00'.repeat(400_001)}`
    for (const params of [
      [],
      [1],
      ['02'],
      ['0x'],
      ['0x02f'],
      ['0x0512'],
      ['0x7f00'],
      ['0xzz'],
      [big],
      ['0x02', 1],
      { 0: '0x02' },
      null,
    ])
      expect(await page.ask('eth_sendRawTransaction', params)).toMatchObject({ error: { code: -32602 } })
    expect(asked('eth_sendRawTransaction')).toHaveLength(0)
  })

  test('security: not from a page inside a page of another site', async () => {
    const frame = world.open(SITE, 'frame', true)
    expect(await frame.ask('eth_sendRawTransaction', ['0x02f8'])).toMatchObject({ error: { code: 4100 } })
  })
})

describe('answers without asking', () => {
  test.each([
    ['eth_mining', false],
    ['eth_hashrate', '0x0'],
    ['eth_submitWork', false],
    ['eth_submitHashrate', false],
    ['metamask_sendDomainMetadata', null],
    ['wallet_registerOnboarding', null],
    ['eth_chainId', '0x1'],
    ['net_version', '1'],
    ['eth_accounts', []],
  ])('behavior: %s is answered here', async (method, result) => {
    const page = world.open(SITE)
    const before = world.requests.length
    expect(await page.request(method, [{ name: 'App', icon: 'x' }])).toEqual(result)
    expect(world.requests.length).toBe(before)
  })

  test.each(['eth_protocolVersion', 'eth_syncing', 'net_listening', 'net_peerCount', 'eth_getWork'])(
    'behavior: %s is the node to answer',
    async (method) => {
      const page = world.open(SITE)
      await page.ask(method)
      expect(asked(method)).toHaveLength(1)
    },
  )

  test.each([
    'wallet_connect',
    'wallet_getAssets',
    'metamask_getProviderState',
    'metamask_logWeb3ShimUsage',
    'wallet_getSnaps',
    'wallet_requestSnaps',
    'wallet_snap',
    'wallet_invokeSnap',
    'wallet_upgradeAccount',
    'wallet_grantPermissions',
    'eth_sign',
    'eth_signTransaction',
    'eth_decrypt',
    'eth_getEncryptionPublicKey',
    'personal_unlockAccount',
    'personal_sendTransaction',
    'eth_newAccount',
    'miner_start',
    'txpool_content',
  ])('security: %s does not exist, and the answer names it', async (method) => {
    const page = world.open(SITE)
    expect(await page.ask(method, [])).toMatchObject({
      ok: false,
      error: { code: -32601, message: expect.stringContaining(`"${method}"`) },
    })
  })
})

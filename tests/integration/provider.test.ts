import { recoverMessageAddress, recoverTypedDataAddress } from 'viem'
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

const LOWER = ACCOUNTS.map((account) => account.toLowerCase())
const SITE = 'https://app.example'

async function connected(origin = SITE) {
  const page = world.open(origin)
  const ui = world.ui()
  const asked = page.request('eth_requestAccounts')
  await ui.approve('connect')
  await asked
  return { page, ui }
}

describe('connecting', () => {
  test('behavior: a site gets accounts only after consent, and the same ones afterwards', async () => {
    const page = world.open(SITE)
    const ui = world.ui()
    expect(await page.request('eth_accounts')).toEqual([])
    const asked = page.request('eth_requestAccounts')
    const view = await ui.approval('connect')
    expect(view.origin).toBe(SITE)
    expect(world.windows.size).toBe(1)
    await ui.approve('connect')
    expect(await asked).toEqual([LOWER[0]])
    expect(await page.request('eth_accounts')).toEqual([LOWER[0]])
    expect(await page.request('eth_requestAccounts')).toEqual([LOWER[0]])
    expect(world.windows.size).toBe(0)
  })

  test('error: a rejected connect is 4001, and closing the window rejects', async () => {
    const page = world.open(SITE)
    const ui = world.ui()
    const asked = page.ask('eth_requestAccounts')
    await ui.reject('connect')
    expect(await asked).toMatchObject({ ok: false, error: { code: 4001 } })
    const again = page.ask('eth_requestAccounts')
    await ui.approval('connect')
    await world.worker.background.windowClosed(Math.max(...world.windows))
    expect(await again).toMatchObject({ ok: false, error: { code: 4001 } })
  })

  test.each(['unlocked', 'locked'])(
    'security: of many connects at once one is asked, and a bounded number share its answer, while %s',
    async (status) => {
      const page = world.open(SITE)
      const ui = world.ui()
      if (status === 'locked') await ui.call('vault.lock', null)
      const asked = Array.from({ length: 1000 }, () => page.ask('eth_requestAccounts'))
      const answers = await Promise.all(asked.slice(21))
      expect(answers.every((answer) => !answer.ok && answer.error.code === -32002)).toBe(true)
      expect(world.windowsOpened).toBe(1)
      if (status === 'locked') await ui.call('vault.unlock', { password: 'a long enough pass phrase' })
      await ui.approve('connect')
      for (const answer of await Promise.all(asked.slice(0, 21)))
        expect(answer).toEqual({ ok: true, value: [LOWER[0]] })
      expect([...page.answers.values()].every((count) => count === 1)).toBe(true)
    },
  )

  test('security: of many questions at once a site has five open', async () => {
    const { page, ui } = await connected()
    const asked = Array.from({ length: 50 }, () => page.ask('personal_sign', ['0x00', ACCOUNTS[0]]))
    const refused = await Promise.all(asked.slice(5))
    expect(refused.every((answer) => !answer.ok && answer.error.code === -32005)).toBe(true)
    await ui.until((state) => state.approvals.length === 5)
  })

  test('behavior: two sites hold different accounts and networks at the same time', async () => {
    const ui = world.ui()
    const one = world.open('https://one.example')
    const two = world.open('https://two.example')
    const asked = [one.request('eth_requestAccounts')]
    await ui.approve('connect', { accounts: [ACCOUNTS[1]], chainId: 10 })
    await asked[0]
    const second = two.request('eth_requestAccounts')
    await ui.approve('connect', { accounts: [ACCOUNTS[2], ACCOUNTS[0]], chainId: 8453 })
    await second
    expect(await one.request('eth_accounts')).toEqual([LOWER[1]])
    // The account that the person uses now comes first.
    expect(await two.request('eth_accounts')).toEqual([LOWER[0], LOWER[2]])
    expect(await one.request('eth_chainId')).toBe('0xa')
    expect(await two.request('eth_chainId')).toBe('0x2105')
    expect(await two.request('net_version')).toBe('8453')
  })

  test('security: a locked wallet answers as if it had no accounts, and asks for the unlock once', async () => {
    const { page, ui } = await connected()
    await ui.call('vault.lock', null)
    expect(await page.request('eth_accounts')).toEqual([])
    expect(await page.ask('personal_sign', ['0x00', ACCOUNTS[0]])).toMatchObject({
      ok: false,
      error: { code: 4100 },
    })
    const asked = page.request('eth_requestAccounts')
    await ui.until((state) => state.waiting === 1)
    expect(ui.state?.approvals).toEqual([])
    await ui.call('vault.unlock', { password: 'a long enough pass phrase' })
    expect(await asked).toEqual([LOWER[0]])
  })

  test('security: consent does not survive a lock', async () => {
    const { page, ui } = await connected()
    const asked = page.ask('personal_sign', ['0x68656c6c6f', ACCOUNTS[0]])
    await ui.approval('message')
    await ui.call('vault.lock', null)
    expect(await asked).toMatchObject({ ok: false, error: { code: 4001 } })
  })

  test('security: consent does not survive the page going away, nor the site losing the account', async () => {
    const { page, ui } = await connected()
    void page.ask('personal_sign', ['0x68656c6c6f', ACCOUNTS[0]])
    await ui.approval('message')
    page.leave()
    await ui.until((state) => state.approvals.length === 0)
    const other = world.open(SITE)
    const asked = other.ask('personal_sign', ['0x68656c6c6f', ACCOUNTS[0]])
    await ui.approval('message')
    await ui.call('sites.disconnect', { origin: SITE })
    expect(await asked).toMatchObject({ ok: false, error: { code: 4001 } })
  })
})

test('security: a frame in a page of another origin sees no account and asks nobody', async () => {
  await connected()
  const frame = world.open(SITE, 'frame', true)
  expect(await frame.request('eth_accounts')).toEqual([])
  expect(await frame.request('candor_state')).toEqual({ chainId: '0x1', accounts: [], isUnlocked: false })
  expect(await frame.request('wallet_getPermissions')).toEqual([])
  for (const [method, params] of [
    ['eth_requestAccounts', []],
    ['wallet_requestPermissions', [{ eth_accounts: {} }]],
    ['personal_sign', ['0x00', ACCOUNTS[0]]],
    ['wallet_switchEthereumChain', [{ chainId: '0xa' }]],
    ['wallet_revokePermissions', [{ eth_accounts: {} }]],
  ] as const)
    expect(await frame.ask(method, params)).toMatchObject({ error: { code: 4100 } })
  expect(world.windows.size).toBe(0)
})

describe('events', () => {
  test('behavior: each site hears of its own changes, once, and of nothing else', async () => {
    const { page, ui } = await connected()
    const stranger = world.open('https://stranger.example')
    await page.request('candor_state')
    await stranger.request('candor_state')
    await ui.call('sites.setAccounts', { origin: SITE, accounts: [ACCOUNTS[1]] })
    await ui.call('sites.setNetwork', { origin: SITE, chainId: 10 })
    await ui.call('networks.select', { chainId: 137 })
    await ui.call('vault.lock', null)
    await ui.call('vault.unlock', { password: 'a long enough pass phrase' })
    await ui.call('sites.disconnect', { origin: SITE })
    await ui.until(() => page.events.length >= 5)
    expect(page.events).toEqual([
      { event: 'accountsChanged', data: [LOWER[1]] },
      { event: 'chainChanged', data: '0xa' },
      { event: 'accountsChanged', data: [] },
      { event: 'accountsChanged', data: [LOWER[1]] },
      { event: 'accountsChanged', data: [] },
    ])
    expect(stranger.events).toEqual([])
  })

  test('behavior: events survive a restart of the worker', async () => {
    const { page, ui } = await connected()
    await page.request('candor_state')
    world.restart()
    await ui.call('sites.setNetwork', { origin: SITE, chainId: 10 })
    await ui.until(() => page.events.length > 0)
    expect(page.events).toEqual([{ event: 'chainChanged', data: '0xa' }])
  })
})

describe('signing', () => {
  test('behavior: personal_sign gives a signature of the account', async () => {
    const { page, ui } = await connected()
    const asked = page.request('personal_sign', ['0x68656c6c6f', ACCOUNTS[0]])
    const view = await ui.approval('message')
    expect(view).toMatchObject({ kind: 'message', text: 'hello', origin: SITE })
    await ui.approve('message')
    const signature = await asked
    expect(await recoverMessageAddress({ message: 'hello', signature: signature as `0x${string}` })).toBe(
      ACCOUNTS[0],
    )
  })

  test('behavior: typed data v4, also as an object; another network is refused', async () => {
    const { page, ui } = await connected()
    const data = {
      domain: { name: 'Test', chainId: 1 },
      types: {
        EIP712Domain: [
          { name: 'name', type: 'string' },
          { name: 'chainId', type: 'uint256' },
        ],
        Mail: [{ name: 'text', type: 'string' }],
      },
      primaryType: 'Mail',
      message: { text: 'hi' },
    } as const
    for (const form of [data, JSON.stringify(data)]) {
      const asked = page.request('eth_signTypedData_v4', [ACCOUNTS[0], form])
      await ui.approve('typed-data')
      const signature = (await asked) as `0x${string}`
      expect(await recoverTypedDataAddress({ ...data, types: { Mail: data.types.Mail }, signature })).toBe(
        ACCOUNTS[0],
      )
    }
    const elsewhere = { ...data, domain: { ...data.domain, chainId: 10 } }
    expect(await page.ask('eth_signTypedData_v4', [ACCOUNTS[0], elsewhere])).toMatchObject({
      ok: false,
      error: { code: -32602 },
    })
  })

  test('security: a decision with the digest of something else signs nothing', async () => {
    const { page, ui } = await connected()
    const asked = page.ask('personal_sign', ['0x68656c6c6f', ACCOUNTS[0]])
    const { id } = await ui.approval('message')
    await expect(ui.call('approvals.approve', { id, digest: '00', edits: {} })).rejects.toMatchObject({
      name: 'ChangedError',
    })
    await ui.reject()
    expect(await asked).toMatchObject({ error: { code: 4001 } })
  })

  test('error: an account that the site was not given is 4100', async () => {
    const { page } = await connected()
    for (const [method, params] of [
      ['personal_sign', ['0x00', ACCOUNTS[1]]],
      [
        'eth_signTypedData_v4',
        [ACCOUNTS[1], { domain: {}, types: { A: [] }, primaryType: 'A', message: {} }],
      ],
      ['eth_sendTransaction', [{ from: ACCOUNTS[1], to: ACCOUNTS[0] }]],
    ] as const)
      expect(await page.ask(method, params)).toMatchObject({ error: { code: 4100 } })
  })
})

describe('networks', () => {
  test('behavior: a known network is asked for once, an unknown one is 4902', async () => {
    const { page, ui } = await connected()
    expect(await page.ask('wallet_switchEthereumChain', [{ chainId: '0x1234567' }])).toMatchObject({
      error: { code: 4902 },
    })
    const asked = page.request('wallet_switchEthereumChain', [{ chainId: '0xa' }])
    await ui.approve('switch-network')
    expect(await asked).toBeNull()
    expect(await page.request('eth_chainId')).toBe('0xa')
    expect(await page.request('wallet_switchEthereumChain', [{ chainId: '0x1' }])).toBeNull()
    expect(await page.request('wallet_switchEthereumChain', [{ chainId: '0xa' }])).toBeNull()
  })

  test('behavior: adding a network asks, probes, and then offers to switch; refusing that is no error', async () => {
    const other = await startDevnet({ chainId: 777_123 })
    try {
      const { page, ui } = await connected()
      const wanted = {
        chainId: '0xbdba3',
        chainName: 'Own',
        rpcUrls: [other.url],
        nativeCurrency: { name: 'Own', symbol: 'OWN', decimals: 18 },
      }
      const asked = page.request('wallet_addEthereumChain', [wanted])
      await ui.approve('add-network')
      await ui.reject('switch-network')
      expect(await asked).toBeNull()
      expect(await page.request('eth_chainId')).toBe('0x1')
      expect(ui.state?.networks.some((one) => one.chainId === 777_123)).toBe(true)
      const again = page.request('wallet_addEthereumChain', [wanted])
      await ui.approve('switch-network')
      expect(await again).toBeNull()
      expect(await page.request('eth_chainId')).toBe('0xbdba3')
      expect(await page.request('eth_blockNumber')).toBe('0x0')
    } finally {
      await other.stop()
    }
  })

  test('security: a site cannot change what is known, nor add an endpoint that lies', async () => {
    const { page } = await connected()
    const refused = async (change: object) => {
      const wanted = {
        chainId: '0x539',
        chainName: 'X',
        rpcUrls: [devnet.url],
        nativeCurrency: { symbol: 'X', decimals: 18 },
        ...change,
      }
      const { error } = (await page.ask('wallet_addEthereumChain', [wanted])) as { error: { code: number } }
      return error.code
    }
    expect(await refused({})).toBe(-32603)
    expect(await refused({ chainId: '0x1', nativeCurrency: { symbol: 'FAKE', decimals: 18 } })).toBe(-32602)
    expect(await refused({ chainName: 'Ethereum' })).toBe(-32602)
    expect(await refused({ rpcUrls: ['http://evil.example'] })).toBe(-32602)
    expect(await refused({ rpcUrls: [] })).toBe(-32602)
    expect(await refused({ chainId: '0x0' })).toBe(-32602)
    expect(await refused({ chainId: '1337' })).toBe(-32602)
    expect(await refused({ unknown: 1 })).toBe(-32602)
  })
})

describe('permissions', () => {
  test('behavior: EIP-2255 requests, shows and revokes one grant', async () => {
    const page = world.open(SITE)
    const ui = world.ui()
    expect(await page.request('wallet_getPermissions')).toEqual([])
    const asked = page.request('wallet_requestPermissions', [{ eth_accounts: {} }])
    await ui.approve('connect')
    const granted = await asked
    expect(granted).toMatchObject([
      {
        parentCapability: 'eth_accounts',
        invoker: SITE,
        caveats: [{ type: 'restrictReturnedAccounts', value: [LOWER[0]] }],
      },
      { parentCapability: 'endowment:permitted-chains', caveats: [{ value: ['0x1'] }] },
    ])
    expect(await page.request('wallet_getPermissions')).toEqual(granted)
    expect(await page.ask('wallet_requestPermissions', [{ nonsense: {} }])).toMatchObject({
      error: { code: -32602 },
    })
    expect(await page.request('wallet_revokePermissions', [{ eth_accounts: {} }])).toBeNull()
    expect(await page.request('eth_accounts')).toEqual([])
    expect(await page.request('wallet_getPermissions')).toEqual([])
  })
})

describe('security: what does not exist', () => {
  test.each([
    'eth_sign',
    'eth_signTransaction',
    'eth_decrypt',
    'eth_getEncryptionPublicKey',
    'personal_unlockAccount',
    'personal_importRawKey',
    'wallet_signAuthorization',
    '__proto__',
    'constructor',
    'toString',
    'vault.reveal',
    'debug_traceCall',
    'admin_peers',
    'anvil_setBalance',
    'evm_mine',
    'a'.repeat(100),
    '',
    'eth_',
  ])('%s is -32601', async (method) => {
    const page = world.open(SITE)
    const asked = world.requests.length
    expect(await page.ask(method, [])).toMatchObject({ ok: false, error: { code: -32601 } })
    expect(world.requests.length).toBe(asked)
  })
})

test('behavior: reads pass to the network of the site', async () => {
  const page = world.open(SITE)
  expect(await page.request('eth_getBalance', [ACCOUNTS[0], 'latest'])).toMatch(/^0x/)
  expect(await page.ask('eth_call', [{ to: ACCOUNTS[0] }, 'not a block'])).toMatchObject({
    ok: false,
    error: { code: -32602 },
  })
})

test('security: before there is a wallet nothing is asked of any network', async () => {
  const { World } = await import('./world')
  const fresh = new World()
  const page = fresh.open(SITE)
  expect(await page.ask('eth_blockNumber')).toMatchObject({ error: { code: 4900 } })
  expect(await page.request('eth_accounts')).toEqual([])
  expect(await page.request('eth_chainId')).toBe('0x1')
  expect(fresh.requests).toEqual([])
})

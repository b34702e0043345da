/** What sites ask to be signed, through the front door: every method, its answers and its refusals. */
import { personalSign, SignTypedDataVersion, signTypedData } from '@metamask/eth-sig-util'
import { keccak256, recoverMessageAddress, toHex } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Devnet, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, type Document, restoredWorld, type Ui, type World } from './world'

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
const [ME, OTHER] = ACCOUNTS
/** Of the first account of the test phrase. */
const KEY = Buffer.from('ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80', 'hex')

async function connected(origin = SITE): Promise<{ page: Document; ui: Ui }> {
  const page = world.open(origin)
  const ui = world.ui()
  const asked = page.request('eth_requestAccounts')
  await ui.approve('connect')
  await asked
  return { page, ui }
}
const code = (number: number) => ({ ok: false, error: { code: number } })

const LIST = [
  { type: 'string', name: 'Message', value: 'Hi, Alice!' },
  { type: 'uint32', name: 'A number', value: '1337' },
]
const TYPES = {
  EIP712Domain: [
    { name: 'name', type: 'string' },
    { name: 'chainId', type: 'uint256' },
  ],
  Person: [
    { name: 'name', type: 'string' },
    { name: 'friend', type: 'Person' },
  ],
}
const V3 = {
  domain: { name: 'Test', chainId: 1 },
  types: TYPES,
  primaryType: 'Person',
  message: { name: 'Cow' },
}
const V4 = {
  ...V3,
  types: { ...TYPES, Group: [{ name: 'members', type: 'Person[]' }] },
  primaryType: 'Group',
  message: { members: [{ name: 'Cow', friend: null }, null] },
}
/** Method, version, natural order of address and data, data. */
const TYPED = [
  ['eth_signTypedData', 'V1', 'data first', LIST],
  ['eth_signTypedData_v1', 'V1', 'data first', LIST],
  ['eth_signTypedData_v3', 'V3', 'address first', V3],
  ['eth_signTypedData_v4', 'V4', 'address first', V4],
] as const
// biome-ignore lint/suspicious/noExplicitAny: the library types less than it takes.
const expected = (data: any, version: 'V1' | 'V3' | 'V4') =>
  signTypedData({ privateKey: KEY, data, version: SignTypedDataVersion[version] })

describe.each(TYPED)('%s', (method, version, order, data) => {
  const params = (address: unknown, given: unknown) =>
    order === 'data first' ? [given, address] : [address, given]

  test('behavior: signs in either order of its parameters, an object or its JSON', async () => {
    const { page, ui } = await connected()
    const forms = [
      params(ME, data),
      params(ME.toLowerCase(), JSON.stringify(data)),
      params(ME, data).reverse(),
      [...params(ME, data), 'more'],
    ]
    for (const form of forms) {
      const asked = page.request(method, form)
      const view = await ui.approval('typed-data')
      expect(view).toMatchObject({ kind: 'typed-data', version: Number(version.slice(1)), blocked: null })
      await ui.approve('typed-data')
      expect(await asked).toBe(expected(data, version))
    }
  })

  test('error: refused by the person is 4001', async () => {
    const { page, ui } = await connected()
    const asked = page.ask(method, params(ME, data))
    await ui.reject('typed-data')
    expect(await asked).toMatchObject(code(4001))
  })

  test('error: a site that is not connected, an account that it was not given, a locked wallet: 4100', async () => {
    const stranger = world.open('https://stranger.example')
    expect(await stranger.ask(method, params(ME, data))).toMatchObject(code(4100))
    const { page, ui } = await connected()
    expect(await page.ask(method, params(OTHER, data))).toMatchObject(code(4100))
    expect(await page.ask(method, params(`0x${'12'.repeat(20)}`, data))).toMatchObject(code(4100))
    await ui.call('vault.lock', null)
    expect(await page.ask(method, params(ME, data))).toMatchObject(code(4100))
    expect(ui.state?.approvals).toEqual([])
  })

  test('param: what is not an address and data is -32602, and asks nobody', async () => {
    const { page, ui } = await connected()
    const bad: unknown[] = [
      undefined,
      null,
      {},
      'x',
      [],
      params(ME, undefined),
      params(ME, null),
      params(ME, 1),
      params(ME, true),
      params(ME, '{'),
      params(ME, 'null'),
      params(ME, '1'),
      params(ME, []),
      params(ME, {}),
      params(undefined, data),
      params(1, data),
      params('0x12', data),
      params('alice.eth', data),
      params(ME.replace('F', 'f'), data),
      params(ME, { big: 1n }),
      params(ME, [1n]),
      params(ME, 'x'.repeat(300_000)),
      params(ME, { text: '\u0000'.repeat(60_000) }),
    ]
    for (const one of bad) expect([one, await page.ask(method, one)]).toMatchObject([one, code(-32602)])
    const cycle: unknown[] = []
    cycle.push(cycle)
    const deep: unknown = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`)
    for (const one of [cycle, deep])
      expect(await page.ask(method, params(ME, one))).toMatchObject(code(-32602))
    expect(ui.state?.approvals).toEqual([])
  })

  test('security: keys that would reach a prototype are -32000', async () => {
    const { page } = await connected()
    const polluted = JSON.stringify(data).replace('"name"', '"__proto__"')
    for (const form of [polluted, JSON.parse(polluted)])
      expect(await page.ask(method, params(ME, form))).toMatchObject(code(-32000))
  })

  test('security: an account that is hidden or taken from the site while it asks signs nothing', async () => {
    const { page, ui } = await connected()
    const asked = page.ask(method, params(ME, data))
    const { id, digest } = await ui.approval('typed-data')
    await ui.call('accounts.hide', { address: ME, hidden: true })
    await expect(ui.call('approvals.approve', { id, digest, edits: {} })).rejects.toThrow()
    expect(await asked).toMatchObject({ ok: false })
    expect(await page.ask(method, params(ME, data))).toMatchObject(code(4100))
  })
})

describe.each([
  ['eth_signTypedData_v3', V3],
  ['eth_signTypedData_v4', V4],
] as const)('%s and its domain', (method, data) => {
  test('security: another network is refused, with both in the words', async () => {
    const { page } = await connected()
    const elsewhere = { ...data, domain: { ...data.domain, chainId: 137 } }
    expect(await page.ask(method, [ME, elsewhere])).toMatchObject({
      error: { code: -32602, message: 'Provided chainId "137" must match the active chainId "1"' },
    })
  })

  test('security: no account of the wallet is its contract, not even one that the site cannot see', async () => {
    const { page, ui } = await connected()
    await ui.call('accounts.hide', { address: OTHER, hidden: true })
    for (const verifyingContract of [ME, OTHER, OTHER.toLowerCase()])
      expect(
        await page.ask(method, [ME, { ...data, domain: { ...data.domain, verifyingContract } }]),
      ).toMatchObject(code(-32602))
  })

  test('security: a domain that is named and not signed is a danger', async () => {
    const { page, ui } = await connected()
    const unbound = { ...data, types: { ...data.types, EIP712Domain: [] } }
    const asked = page.ask(method, [ME, unbound])
    expect((await ui.approval('typed-data')).warnings[0]).toMatchObject({
      rule: 'unbound-signature',
      severity: 'danger',
    })
    await ui.reject()
    await asked
  })
})

test('security: the old format says what it is, and shows every line', async () => {
  const { page, ui } = await connected()
  const asked = page.ask('eth_signTypedData', [
    [...LIST, { type: 'address[]', name: 'To', value: [OTHER] }],
    ME,
  ])
  const view = await ui.approval('typed-data')
  expect(view).toMatchObject({
    domain: [],
    tree: [
      { name: 'Message', type: 'string', value: 'Hi, Alice!' },
      { name: 'A number', type: 'uint32', value: '1337' },
      { name: 'To', type: 'address[]', value: null },
      { depth: 1, name: '[0]', value: OTHER },
    ],
  })
  expect(view.warnings).toMatchObject([{ rule: 'old-format', severity: 'warning' }])
  await ui.reject()
  await asked
})

test('behavior: the domain alone can be signed', async () => {
  const { page, ui } = await connected()
  const data = { ...V4, primaryType: 'EIP712Domain', message: {} }
  const asked = page.request('eth_signTypedData_v4', [ME, data])
  const view = await ui.approval('typed-data')
  expect(view).toMatchObject({ tree: [] })
  expect(view.details.map(({ label }) => label)).toEqual(['Domain Hash', 'EIP-712 Digest', 'Format'])
  await ui.approve()
  expect(await asked).toBe(expected(data, 'V4'))
})

const NOW = Date.UTC(2026, 10, 23)
const signIn = (changes: Record<string, string> = {}) => {
  const { site, address, chain, issued, more } = {
    site: 'app.example',
    address: ME,
    chain: '1',
    issued: new Date(NOW).toISOString(),
    more: '',
    ...changes,
  }
  return `${site} wants you to sign in with your Ethereum account:\n${address}\n\nI accept the terms.\n\nURI: https://app.example/login\nVersion: 1\nChain ID: ${chain}\nNonce: abcdefgh\nIssued At: ${issued}${more}`
}

describe('personal_sign', () => {
  test('behavior: signs text, bytes, odd digits and the swapped form as other wallets do', async () => {
    const { page, ui } = await connected()
    for (const message of ['hello', '', '0x', '0x1', '0x68656c6c6f', 'deadbeef', '0xzz', 'ünïcode \u{1f600}'])
      for (const form of [
        [message, ME],
        [ME, message],
        [message, ME.toLowerCase(), 'password'],
      ]) {
        const asked = page.request('personal_sign', form)
        await ui.approve('message')
        expect(await asked).toBe(personalSign({ privateKey: KEY, data: message }))
      }
  })

  test('param: what is not a message and an address is -32602', async () => {
    const { page, ui } = await connected()
    const bad = [
      undefined,
      null,
      {},
      [],
      ['hello'],
      [ME],
      ['hello', 'alice.eth'],
      ['hello', ME.replace('F', 'f')],
      [1, ME],
      [null, ME],
      [{}, ME],
      [['hello'], ME],
      ['x'.repeat(65_537), ME],
      [`0x${'00'.repeat(65_537)}`, ME],
    ]
    for (const params of bad)
      expect([params, await page.ask('personal_sign', params)]).toMatchObject([params, code(-32602)])
    expect(ui.state?.approvals).toEqual([])
  })

  test('behavior: bytes that are no text are shown in hexadecimal', async () => {
    const { page, ui } = await connected()
    const asked = page.request('personal_sign', ['0xff00ff', ME])
    expect(await ui.approval('message')).toMatchObject({ text: null, hex: '0xff00ff' })
    await ui.approve('message')
    expect(await asked).toBe(personalSign({ privateKey: KEY, data: '0xff00ff' }))
  })

  test('error: 4100 without the permission, 4001 when refused', async () => {
    expect(await world.open('https://stranger.example').ask('personal_sign', ['x', ME])).toMatchObject(
      code(4100),
    )
    const { page, ui } = await connected()
    expect(await page.ask('personal_sign', ['x', OTHER])).toMatchObject(code(4100))
    const asked = page.ask('personal_sign', ['x', ME])
    await ui.reject('message')
    expect(await asked).toMatchObject(code(4001))
  })
})

describe('signing in', () => {
  test('behavior: a sign-in of the site itself, as text, as bytes, and swapped', async () => {
    const { page, ui } = await connected()
    const message = signIn({
      more: '\nExpiration Time: 2026-11-24T00:00:00Z\nResources:\n- https://app.example/a',
    })
    for (const form of [
      [message, ME],
      [toHex(message), ME],
      [ME, message],
    ]) {
      const asked = page.request('personal_sign', form)
      const view = await ui.approval('sign-in')
      expect(view).toMatchObject({
        kind: 'sign-in',
        domain: 'app.example',
        statement: 'I accept the terms.',
        resources: ['https://app.example/a'],
        expirationTime: Date.UTC(2026, 10, 24),
        text: message,
        warnings: [],
        blocked: null,
        summary: [
          [{ strong: 'Sign in' }, ' to ', { strong: 'app.example' }, ' as ', { strong: 'Account 1' }],
        ],
      })
      await ui.approve('sign-in')
      const signature = await asked
      expect(signature).toBe(personalSign({ privateKey: KEY, data: message }))
      expect(await recoverMessageAddress({ message, signature: signature as `0x${string}` })).toBe(ME)
    }
  })

  test('behavior: what is optional is shown where it is, and left out where it is not', async () => {
    const { page, ui } = await connected()
    const bare = signIn({ site: 'https://app.example', more: '\nRequest ID: a%20b' }).replace(
      'I accept the terms.\n',
      '',
    )
    const asked = page.request('personal_sign', [bare, ME])
    const view = await ui.approval('sign-in')
    expect(view).toMatchObject({
      statement: null,
      domain: 'https://app.example',
      resources: [],
      warnings: [],
    })
    expect(view.details).toContainEqual({ label: 'Request ID', value: 'a%20b', mono: true })
    await ui.approve('sign-in')
    expect(await asked).toBe(personalSign({ privateKey: KEY, data: bare }))
  })

  test('security: for another site it is shown with the reason, and no decision signs it', async () => {
    const { page, ui } = await connected('https://evil.example')
    for (const message of [
      signIn(),
      signIn({ site: 'evil.example:1' }),
      signIn({ site: 'app.example@evil.example' }),
    ]) {
      const asked = page.ask('personal_sign', [toHex(message), ME])
      const { id, digest, blocked, warnings } = await ui.approval('sign-in')
      expect(blocked).toContain('not for the site that asks')
      expect(warnings[0]).toMatchObject({ rule: 'sign-in-host', severity: 'danger' })
      await expect(ui.call('approvals.approve', { id, digest, edits: {} })).rejects.toMatchObject({
        name: 'BlockedError',
      })
      world.restart()
      await expect(ui.call('approvals.approve', { id, digest, edits: {} })).rejects.toMatchObject({
        name: 'BlockedError',
      })
      await world.worker.background.windowClosed(Math.max(...world.windows))
      expect(await asked).toMatchObject(code(4001))
      world.now += 120_000
    }
  })

  test('behavior: on this computer another host is a danger that can be taken', async () => {
    const { page, ui } = await connected('http://localhost:3000')
    const message = signIn()
    const asked = page.request('personal_sign', [message, ME])
    const view = await ui.approval('sign-in')
    expect(view.blocked).toBeNull()
    expect(view.warnings.map(({ rule }) => rule)).toEqual(['sign-in-host'])
    await ui.approve('sign-in')
    expect(await asked).toBe(personalSign({ privateKey: KEY, data: message }))
  })

  test.each([
    ['sign-in-chain', { chain: '137' }],
    ['sign-in-address', { address: OTHER }],
    ['sign-in-scheme', { site: 'http://app.example' }],
    ['sign-in-expired', { more: '\nExpiration Time: 2026-11-22T00:00:00Z' }],
    ['sign-in-early', { more: '\nNot Before: 2026-11-24T00:00:00Z' }],
    ['sign-in-future', { issued: '2026-11-24T00:00:00Z' }],
  ])('security: %s is a danger', async (rule, changes) => {
    const { page, ui } = await connected()
    const asked = page.ask('personal_sign', [signIn(changes), ME])
    const view = await ui.approval('sign-in')
    expect(view.warnings).toMatchObject([{ rule, severity: 'danger' }])
    expect(view.blocked).toBeNull()
    await ui.reject()
    await asked
  })

  test('security: what only looks like one is a message with a danger; for another site it is refused', async () => {
    const { page, ui } = await connected()
    const own = page.ask('personal_sign', [`${signIn()}\n`, ME])
    const view = await ui.approval('message')
    expect(view.warnings).toMatchObject([{ rule: 'sign-in-lookalike', severity: 'danger' }])
    expect(view.blocked).toBeNull()
    await ui.reject()
    await own
    const foreign = page.ask('personal_sign', [`${signIn({ site: 'other.example' })}\n`, ME])
    const { id, digest } = await ui.approval('message')
    await expect(ui.call('approvals.approve', { id, digest, edits: {} })).rejects.toMatchObject({
      name: 'BlockedError',
    })
    await ui.reject()
    expect(await foreign).toMatchObject(code(4001))
  })

  test('security: consent does not survive the account leaving the site', async () => {
    const { page, ui } = await connected()
    const asked = page.ask('personal_sign', [signIn(), ME])
    const { id, digest } = await ui.approval('sign-in')
    await ui.call('accounts.hide', { address: ME, hidden: true })
    await expect(ui.call('approvals.approve', { id, digest, edits: {} })).rejects.toThrow()
    expect(await asked).toMatchObject({ ok: false })
  })
})

describe('methods that need nobody', () => {
  test('behavior: personal_ecRecover tells who signed, connected or not, locked or not', async () => {
    const page = world.open('https://stranger.example')
    const ui = world.ui()
    for (const locked of [false, true]) {
      if (locked) await ui.call('vault.lock', null)
      for (const message of ['hello', '', '0x', '0x68656c6c6f', '0x1']) {
        const signature = personalSign({ privateKey: KEY, data: message })
        expect(await page.request('personal_ecRecover', [message, signature])).toBe(ME.toLowerCase())
        const v = Number.parseInt(signature.slice(-2), 16) - 27
        expect(await page.request('personal_ecRecover', [message, `${signature.slice(0, -2)}0${v}`])).toBe(
          ME.toLowerCase(),
        )
      }
    }
    expect(world.windowsOpened).toBe(0)
  })

  test('param: personal_ecRecover takes nothing but a message and 65 bytes', async () => {
    const page = world.open(SITE)
    const good = personalSign({ privateKey: KEY, data: 'x' })
    const zeros = (v: string) => `0x${'00'.repeat(64)}${v}`
    const bad = [
      undefined,
      [],
      ['x'],
      [1, good],
      ['x', 1],
      ['x', '0x'],
      ['x', good.slice(2)],
      ['x', good.slice(0, -2)],
      ['x', `${good}00`],
      ['x', `${good.slice(0, -2)}02`],
      ['x', `${good.slice(0, -2)}1d`],
      ['x', `${good.slice(0, -2)}ff`],
      ['x', zeros('1b')],
      ['x', `0x${'ff'.repeat(64)}1b`],
      ['x'.repeat(65_537), good],
    ]
    for (const params of bad)
      expect([params, await page.ask('personal_ecRecover', params)]).toMatchObject([params, code(-32602)])
  })

  test('behavior: web3_sha3 is Keccak-256', async () => {
    const page = world.open(SITE)
    expect(await page.request('web3_sha3', ['0x68656c6c6f20776f726c64'])).toBe(
      '0x47173285a8d7341e5e972fc677286384f802f8ef42a5ec5f03bbfa254cb01fad',
    )
    expect(await page.request('web3_sha3', ['0x'])).toBe(keccak256('0x'))
    expect(world.requests).toEqual([])
  })

  test('param: web3_sha3 takes whole bytes in hexadecimal', async () => {
    const page = world.open(SITE)
    for (const params of [undefined, [], ['hello'], ['0x1'], ['0xzz'], ['68'], [1], [null], {}])
      expect([params, await page.ask('web3_sha3', params)]).toMatchObject([params, code(-32602)])
  })
})

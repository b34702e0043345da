/** Contacts, ENS names and recipients, over the ENS of the devnet and a gateway of the test's own. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  encodeAbiParameters,
  encodeDeployData,
  encodePacked,
  getAddress,
  type Hex,
  hexToSignature,
  keccak256,
  labelhash,
  namehash,
  parseAbi,
  parseEther,
  stringToHex,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { UNIVERSAL_RESOLVER } from '../../src/ethereum/ens'
import type { SendRequest } from '../../src/messaging/protocol'
import type { Address } from '../../src/shared/hex'
import offchain from '../devnet/artifacts/offchain.json' with { type: 'json' }
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { respond, type ServicesServer, startServices } from './services-server'
import { ACCOUNTS, PASSWORD, restoredWorld, type Ui, World } from './world'

const [ME] = ACCOUNTS
const HERS = '0x1111111111111111111111111111111111111111'
const OTHER = '0x2222222222222222222222222222222222222222'
const USDC = devnetAddresses.usdc as Hex
const BASE = 8453
/** Owns the names of the devnet. */
const OWNER = privateKeyToAccount(keccak256(stringToHex('candor devnet deployer'))).address
const GATEWAY = 'https://gateway.example'

const REGISTRY = parseAbi([
  'function setSubnodeOwner(bytes32 node, bytes32 label, address owner)',
  'function setResolver(bytes32 node, address resolver)',
])
const RESOLVER = parseAbi([
  'function setAddr(bytes32 node, address addr)',
  'function setAddr(bytes32 node, uint256 coinType, bytes addr)',
  'function setName(bytes32 node, string name)',
  'function setText(bytes32 node, string key, string value)',
])

let devnet: Devnet
let world: World
let ui: Ui
let snapshot: Hex
beforeAll(async () => {
  devnet = await startDevnet()
  await devnet.client.impersonateAccount({ address: OWNER })
})
afterAll(() => devnet.stop())
beforeEach(async () => {
  if (snapshot !== undefined) await devnet.revert(snapshot)
  snapshot = await devnet.snapshot()
  world = await restoredWorld(devnet.url)
  ui = world.ui()
})
afterEach(() => world.worker.kill())

const write = async (
  address: string,
  abi: typeof REGISTRY | typeof RESOLVER,
  functionName: string,
  args: unknown[],
) => {
  const asked = { address, abi, functionName, args, account: OWNER, chain: null }
  const hash = await devnet.client.writeContract(asked as never)
  await devnet.client.waitForTransactionReceipt({ hash })
}
const register = async (name: string, resolver = devnetAddresses.ensResolver) => {
  const [label = '', ...parent] = name.split('.')
  const registry = devnetAddresses.ensRegistry
  await write(registry, REGISTRY, 'setSubnodeOwner', [namehash(parent.join('.')), labelhash(label), OWNER])
  await write(registry, REGISTRY, 'setResolver', [namehash(name), resolver])
}
const point = (name: string, to: string) =>
  write(devnetAddresses.ensResolver, RESOLVER, 'setAddr', [namehash(name), to])
const pointOn = (name: string, coinType: bigint, to: string) =>
  write(devnetAddresses.ensResolver, RESOLVER, 'setAddr', [namehash(name), coinType, to])
/** What the owner of an address says that it is called: nobody checks it but the reader. */
const call = async (address: string, name: string) => {
  const reverse = `${address.slice(2).toLowerCase()}.addr.reverse`
  await register(reverse)
  await write(devnetAddresses.ensResolver, RESOLVER, 'setName', [namehash(reverse), name])
}
const ITEMS = parseAbi(['function mint(address to)', 'function totalSupply() view returns (uint256)'])
/** Of the collectible; its number. */
const mintItem = async (to: Address) => {
  const address = devnetAddresses.collectible as Address
  await write(address, ITEMS as never, 'mint', [to])
  return String(await devnet.client.readContract({ address, abi: ITEMS, functionName: 'totalSupply' }))
}
const resolve = (name: string, chainId = 1) => ui.call('names.resolve', { name, chainId })
const form: SendRequest = { chainId: 1, from: ME, token: 'native', to: HERS, amount: { typed: '0.5' } }
const rulesOf = (warnings: readonly { rule: string }[]) => warnings.map(({ rule }) => rule)
const hostsAsked = () => new Set(world.requests.map(({ url }) => new URL(url).origin))

describe('names', () => {
  test('behavior: a name has its address, of the network that is asked for and of no other', async () => {
    await register('alice.eth')
    await point('alice.eth', HERS)
    expect(await resolve('alice.eth')).toEqual({ kind: 'address', name: 'alice.eth', address: HERS })
    expect(await resolve('alice.eth', BASE)).toMatchObject({
      kind: 'none',
      text: expect.stringContaining('no address for Base, only one for Ethereum'),
    })
    await pointOn('alice.eth', 0x8000_0000n + BigInt(BASE), OTHER)
    expect(await resolve('alice.eth', BASE)).toMatchObject({ kind: 'address', address: OTHER })
    // Only the person's own Ethereum endpoint was asked, for Base too.
    expect([...hostsAsked()]).toEqual([devnet.url])
  })

  test('error: what no resolver knows has no address, and a record that is none is not made into one', async () => {
    expect(await resolve('nobody.eth')).toMatchObject({ kind: 'none', text: 'nobody.eth has no address.' })
    await register('short.eth')
    await pointOn('short.eth', 0x8000_0000n + BigInt(BASE), '0x1234')
    expect(await resolve('short.eth', BASE)).toMatchObject({ kind: 'none' })
  })

  test.each(['Alice.eth', 'alice', 'a..eth', 'al ice.eth', 'ali\u200bce.eth', `${'a'.repeat(254)}.eth`])(
    'security: %j is not looked up',
    async (name) => {
      const before = world.requests.length
      await expect(resolve(name)).rejects.toThrow()
      expect(world.requests).toHaveLength(before)
    },
  )

  test('error: an endpoint that is down says so, and no name has an address then', async () => {
    world.intercept = () => new Error('no route')
    await expect(resolve('candor.eth')).rejects.toMatchObject({ name: 'UnreachableError' })
  })

  test('security: a locked wallet looks nothing up, and shows no name', async () => {
    await call(HERS, 'alice.eth')
    await ui.call('vault.lock', null)
    const before = world.requests.length
    await expect(resolve('candor.eth')).rejects.toMatchObject({ name: 'LockedError' })
    await expect(ui.call('names.look', { addresses: [HERS] })).rejects.toMatchObject({ name: 'LockedError' })
    expect(world.requests).toHaveLength(before)
    expect(ui.state?.people).toEqual({ contacts: [], names: {}, recent: [], gateways: [] })
  })

  test('security: a primary name is shown only when it leads back to the address', async () => {
    await register('alice.eth')
    await point('alice.eth', HERS)
    await call(HERS, 'alice.eth')
    // Says that it is alice.eth, which leads elsewhere; and one whose name hides a character.
    await call(OTHER, 'alice.eth')
    const before = world.requests.length
    await ui.call('names.look', { addresses: [HERS, OTHER, '0x3333333333333333333333333333333333333333'] })
    await ui.until(({ people }) => people.names[HERS] === 'alice.eth')
    expect(Object.keys(ui.state?.people.names ?? {})).toEqual([HERS])
    expect(world.requests).toHaveLength(before + 1)
    // Neither those found nor those without are asked for again on the same day.
    await ui.call('names.look', { addresses: [HERS, OTHER] })
    expect(world.requests).toHaveLength(before + 1)
    // The next day the name has moved, and is not shown any more.
    await point('alice.eth', OTHER)
    await world.advance(25 * 3_600_000)
    await ui.call('vault.unlock', { password: PASSWORD })
    await ui.call('names.look', { addresses: [HERS, OTHER] })
    await ui.until(({ people }) => people.names[OTHER] === 'alice.eth' && people.names[HERS] === undefined)
  })
})

describe('sending to a name', () => {
  beforeEach(async () => {
    await register('alice.eth')
    await point('alice.eth', HERS)
  })

  test('behavior: the review has name and address, and the money goes to that address', async () => {
    await ui.call('send.prepare', { ...form, name: 'alice.eth' })
    const view = await ui.approval('transaction')
    expect(view.summary[0]).toContainEqual({ address: HERS, name: 'alice.eth' })
    expect(view).toMatchObject({ to: HERS, blocked: null })
    await ui.approve('transaction')
    await expect.poll(() => devnet.client.getBalance({ address: HERS })).toBe(parseEther('0.5'))
    await ui.until(({ people }) => people.recent[0] === HERS)
  })

  test('security: a name that leads elsewhere by the time of the review stops it', async () => {
    await point('alice.eth', OTHER)
    await expect(ui.call('send.prepare', { ...form, name: 'alice.eth' })).rejects.toMatchObject({
      name: 'FieldError',
      message: expect.stringContaining(OTHER),
      data: { field: 'recipient' },
    })
    await point('alice.eth', HERS)
    // Between the form and the review, with the same answer for the form.
    let asked = 0
    world.intercept = async (_url, { method, params }) => {
      const [{ to } = { to: '' }] = params as [{ to?: string }]
      if (method === 'eth_call' && to === UNIVERSAL_RESOLVER && ++asked === 2) await point('alice.eth', OTHER)
      return undefined
    }
    await ui.call('send.prepare', { ...form, name: 'alice.eth' })
    const view = await ui.approval('transaction')
    expect(view.blocked).toContain(`alice.eth leads to another address now: ${OTHER}`)
    const { id, digest } = view
    await expect(ui.call('approvals.approve', { id, digest, edits: {} })).rejects.toThrow(/Nothing was sent/)
    expect(await devnet.client.getBalance({ address: HERS })).toBe(0n)
  })

  test('security: an NFT goes to a name only while that leads there, at the form and at the review', async () => {
    const [address, tokenId] = [devnetAddresses.collectible as Address, await mintItem(ME)]
    await ui.call('nfts.add', { chainId: 1, address, tokenId })
    const item = { chainId: 1, address, tokenId, from: ME, to: HERS, amount: '1', name: 'alice.eth' }
    await point('alice.eth', OTHER)
    await expect(ui.call('nfts.send', item)).rejects.toMatchObject({
      message: expect.stringContaining(OTHER),
      data: { field: 'recipient' },
    })
    await point('alice.eth', HERS)
    await ui.call('nfts.send', item)
    const { summary, blocked } = await ui.approval('transaction')
    expect(blocked).toBeNull()
    expect(JSON.stringify(summary)).toContain('alice.eth')
    await ui.reject('transaction')
    let asked = 0
    world.intercept = async (_url, { method, params }) => {
      const [{ to } = { to: '' }] = params as [{ to?: string }]
      if (method === 'eth_call' && to === UNIVERSAL_RESOLVER && ++asked === 2) await point('alice.eth', OTHER)
      return undefined
    }
    await ui.call('nfts.send', item)
    expect((await ui.approval('transaction')).blocked).toContain(
      `alice.eth leads to another address now: ${OTHER}`,
    )
  })
})

describe('names behind a gateway (EIP-3668)', () => {
  const signer = privateKeyToAccount(generatePrivateKey())
  let server: Server
  let served: string[]
  let lies: 'no' | 'address' | 'nothing' | 'error' | 'elsewhere'

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      served.push(`${request.method} ${request.url}`)
      const { data } = JSON.parse(body) as { data: Hex }
      if (lies === 'error') return response.writeHead(500).end('{}')
      if (lies === 'nothing') return response.end('<html>')
      if (lies === 'elsewhere') return response.writeHead(302, { location: 'https://other.example/' }).end()
      const result = encodeAbiParameters([{ type: 'address' }], [HERS])
      const extra = encodeAbiParameters([{ type: 'bytes' }], [data])
      const hash = keccak256(encodePacked(['bytes', 'bytes'], [extra, result]))
      const { r, s, v } = hexToSignature(await signer.sign({ hash }))
      const told = lies === 'address' ? encodeAbiParameters([{ type: 'address' }], [OTHER]) : result
      const types = [{ type: 'bytes' }, { type: 'bytes32' }, { type: 'bytes32' }, { type: 'uint8' }] as const
      const answer = encodeAbiParameters(types, [told, r, s, Number(v)])
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ data: answer }))
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  })
  beforeEach(async () => {
    served = []
    lies = 'no'
    const { port } = server.address() as AddressInfo
    world.redirect = (url) => (url.startsWith(GATEWAY) ? `http://127.0.0.1:${port}/` : url)
    const deploy = async (
      bytecode: string,
      types: Parameters<typeof encodeDeployData>[0]['abi'],
      args: unknown[],
    ) => {
      const data = encodeDeployData({ abi: types, bytecode: bytecode as Hex, args } as never)
      const hash = await devnet.client.sendTransaction({ account: OWNER, data, chain: null } as never)
      const { contractAddress } = await devnet.client.waitForTransactionReceipt({ hash })
      return contractAddress ?? HERS
    }
    const resolver = await deploy(
      offchain.OffchainResolver,
      parseAbi(['constructor(address signer, string[] urls)']),
      [signer.address, ['http://plain.example/', `${GATEWAY}/`]],
    )
    const universal = await deploy(offchain.UniversalOffchain, parseAbi(['constructor(address registry)']), [
      devnetAddresses.ensRegistry,
    ])
    const code = await devnet.client.getCode({ address: universal })
    await devnet.client.setCode({ address: UNIVERSAL_RESOLVER, bytecode: code ?? '0x' })
    await register('off.eth', resolver)
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  test('security: nobody is asked before the person allowed the host, by its name', async () => {
    expect(await resolve('off.eth')).toEqual({ kind: 'gateway', hosts: ['gateway.example'] })
    expect(world.fetched).toEqual([])
    await ui.call('names.setGateway', { host: 'gateway.example', allowed: true })
    expect(await resolve('off.eth')).toEqual({ kind: 'address', name: 'off.eth', address: HERS })
    expect(world.fetched.map(({ url, method }) => `${method} ${url}`)).toEqual([`POST ${GATEWAY}/`])
    await ui.call('send.prepare', { ...form, name: 'off.eth' })
    expect((await ui.approval('transaction')).blocked).toBeNull()
    await ui.reject('transaction')
    await ui.call('names.setGateway', { host: 'gateway.example', allowed: false })
    expect(await resolve('off.eth')).toEqual({ kind: 'gateway', hosts: ['gateway.example'] })
  })

  test.each(['address', 'nothing', 'error', 'elsewhere'] as const)(
    'security: a gateway that answers with "%s" gives no address',
    async (how) => {
      await ui.call('names.setGateway', { host: 'gateway.example', allowed: true })
      lies = how
      await expect(resolve('off.eth')).rejects.toMatchObject({ name: 'ResourceUnavailableError' })
      expect(served).toHaveLength(1)
      expect(world.fetched.map(({ url }) => new URL(url).host)).toEqual(['gateway.example'])
    },
  )

  test.each([
    ['of another contract', OTHER, 1],
    ['without an end', UNIVERSAL_RESOLVER, 5],
  ])('security: a lookup %s is not followed', async (_what, sender, rounds) => {
    await ui.call('names.setGateway', { host: 'gateway.example', allowed: true })
    const types = ['address', 'string[]', 'bytes', 'bytes4', 'bytes'].map((type) => ({ type }))
    const lookup = encodeAbiParameters(types, [sender, [`${GATEWAY}/`], '0x12', '0xaaaaaaaa', '0x'])
    let asked = 0
    world.intercept = (_url, { method }) => {
      if (method !== 'eth_call') return undefined
      asked += 1
      return { error: { code: 3, message: 'execution reverted', data: `0x556f1830${lookup.slice(2)}` } }
    }
    await expect(resolve('off.eth')).rejects.toMatchObject({ name: 'ResourceUnavailableError' })
    expect(asked).toBe(rounds)
  })
})

describe('recipients', () => {
  const check = (to: Hex, token: SendRequest['token'] = 'native') =>
    ui.call('recipients.check', { chainId: 1, from: ME, token, to })

  test('behavior: new, then used before; own; a contract; a forwarder; an exchange of the contacts', async () => {
    expect(rulesOf(await check(HERS))).toEqual(['recipient-new'])
    await ui.call('send.prepare', form)
    expect(rulesOf((await ui.approval('transaction')).warnings)).toEqual(['recipient-new'])
    await ui.approve('transaction')
    await expect.poll(() => check(HERS)).toEqual([])
    expect(rulesOf(await check(ACCOUNTS[1]))).toEqual(
      ui.state?.accounts.some(({ address }) => address === ACCOUNTS[1])
        ? ['recipient-own']
        : ['recipient-new'],
    )
    expect(rulesOf(await check(devnetAddresses.permit2 as Hex))).toEqual([
      'recipient-new',
      'recipient-contract',
    ])
    const forwarder = getAddress(`0x${'77'.repeat(20)}`)
    const proxy = `0x363d3d373d3d3d363d73${USDC.slice(2)}5af43d82803e903d91602b57fd5bf3` as Hex
    await devnet.client.setCode({ address: forwarder, bytecode: proxy })
    expect(rulesOf(await check(forwarder))).toEqual(['recipient-new', 'recipient-deposit'])
    await ui.call('contacts.save', { address: HERS, name: 'Kraken', exchange: true, before: null })
    const [exchange] = await check(HERS, USDC)
    expect(exchange).toMatchObject({
      rule: 'recipient-exchange',
      text: expect.stringContaining('USDC on Ethereum'),
    })
  })

  test('security: an address that begins and ends like one used before is a danger, also when a site asks', async () => {
    await ui.call('send.prepare', form)
    await ui.approve('transaction')
    await expect.poll(() => check(HERS)).toEqual([])
    const poison = getAddress(`0x1111${'ab'.repeat(16)}1111`)
    expect(await check(poison)).toMatchObject([
      { rule: 'recipient-look-alike', severity: 'danger', text: expect.stringContaining(HERS) },
    ])
    const page = world.open('https://app.example')
    const connecting = page.request('eth_requestAccounts')
    await ui.approve('connect')
    await connecting
    const data = `0xa9059cbb${poison.slice(2).toLowerCase().padStart(64, '0')}${'1'.padStart(64, '0')}`
    const asked = page.ask('eth_sendTransaction', [{ from: ME, to: USDC, data }])
    expect((await ui.approval('transaction')).warnings).toContainEqual(
      expect.objectContaining({ rule: 'recipient-look-alike', severity: 'danger' }),
    )
    await ui.reject('transaction')
    await asked
  })

  test('security: nothing, and tokens that nobody vouches for, make no recipient', async () => {
    const page = world.open('https://app.example')
    const connecting = page.request('eth_requestAccounts')
    await ui.approve('connect')
    await connecting
    const zero = `0xa9059cbb${OTHER.slice(2).padStart(64, '0')}${''.padStart(64, '0')}`
    for (const to of [USDC, OTHER]) {
      const asked = page.ask('eth_sendTransaction', [
        { from: ME, to, ...(to === USDC ? { data: zero } : {}) },
      ])
      await ui.approve('transaction')
      expect(await asked).toMatchObject({ ok: true })
    }
    expect(rulesOf(await check(OTHER))).toEqual(['recipient-new'])
    expect(ui.state?.people.recent).toEqual([])
  })
})

describe('contacts', () => {
  const save = (name: string, address: string = HERS, before: Hex | null = null) =>
    ui.call('contacts.save', { name, address, exchange: false, before })

  test('behavior: kept, changed, removed, and carried to another machine in the backup file', async () => {
    await save('  Ada\u202e  Lovelace ')
    await ui.until(({ people }) => people.contacts[0]?.name === 'Ada Lovelace')
    // With a space, which no ciphertext in base64 has by chance.
    await save('Ada King', OTHER, HERS)
    await ui.until(({ people }) => people.contacts[0]?.address === OTHER && people.contacts.length === 1)
    const { text } = await ui.call('backup.make', { password: PASSWORD, filePassword: null })
    expect(text).not.toContain('Ada King')
    const other = new World()
    const there = other.ui()
    await there.call('networks.setEndpoints', { chainId: 1, endpoints: [devnet.url] })
    await there.call('backup.restore', { file: text, password: PASSWORD, walletPassword: null })
    await there.until(({ people }) =>
      people.contacts.some(({ name, address }) => name === 'Ada King' && address === OTHER),
    )
    other.worker.kill()
    await ui.call('contacts.remove', { address: OTHER })
    await ui.until(({ people }) => people.contacts.length === 0)
  })

  test.each([
    ['the same name in other letters', 'aDA', OTHER, 'name'],
    ['an address that has a name', 'Grace', HERS, 'address'],
    ['a name of an own account', 'account 1', OTHER, 'name'],
    ['an own account', 'Me', ME, 'address'],
    ['no name', ' \u200b ', OTHER, 'name'],
    ['a name like an address', '0x1234abcd', OTHER, 'name'],
    ['no address', 'Grace', '0x12', 'address'],
    ['the zero address', 'Grace', `0x${'0'.repeat(40)}`, 'address'],
  ])('error: %s is refused', async (_what, name, address, field) => {
    await save('Ada')
    await expect(save(name, address)).rejects.toMatchObject({ name: 'FieldError', data: { field } })
  })
})

describe('the picture of a name', () => {
  const CID = 'bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi'
  const HOST = 'faces.example'
  const PNG =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  let server: ServicesServer
  beforeAll(async () => {
    server = await startServices()
  })
  afterAll(() => server.close())
  beforeEach(async () => {
    server.act.clear()
    server.asked.length = 0
    server.serve(world)
    await register('alice.eth')
    await point('alice.eth', HERS)
    await call(HERS, 'alice.eth')
  })
  const chooses = (value: string) =>
    write(devnetAddresses.ensResolver, RESOLVER, 'setText', [namehash('alice.eth'), 'avatar', value])
  const allow = (id: string, allowed = true) => ui.call('services.allow', { id, allowed })
  const avatar = (address: Address = HERS) => ui.call('names.avatar', { address })
  const tomorrow = async () => {
    world.now += 25 * 3_600_000
    await ui.call('vault.lock', null)
    await ui.call('vault.unlock', { password: PASSWORD })
  }
  const none = { picture: { problem: { kind: 'none' } } }
  const drawing =
    '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script><circle r="5"/></svg>'

  test('security: a server is asked only where pictures may be loaded, and what comes is made harmless', async () => {
    await chooses(`https://${HOST}/me.svg`)
    server.act.set(HOST, respond(200, drawing, { 'content-type': 'image/svg+xml' }))
    const before = world.requests.length
    expect(await avatar()).toMatchObject({ name: null, picture: { problem: { kind: 'not-allowed' } } })
    expect([world.requests.length - before, server.asked.length]).toEqual([0, 0])
    // What may be asked for elsewhere is not asked for here.
    await allow('ipfs')
    expect(await avatar()).toMatchObject({ picture: { problem: { kind: 'not-allowed' } } })
    expect(server.asked).toEqual([])
    await allow('nft-web')
    const { name, picture } = await avatar()
    expect([name, picture]).toMatchObject(['alice.eth', { type: 'image/svg+xml', kept: false }])
    const text = 'data' in picture ? atob(picture.data) : ''
    expect(text).toContain('<circle')
    expect(text).not.toMatch(/script|onload/)
    // A small copy is shown until the name is looked up anew, or nothing may be loaded any more.
    await ui.call('names.keepAvatar', { address: HERS, data: PNG })
    const asked = server.asked.length
    expect((await avatar()).picture).toEqual({ type: 'image/png', data: PNG, kept: true })
    expect(server.asked).toHaveLength(asked)
    await tomorrow()
    expect((await avatar()).picture).toMatchObject({ kept: false })
    await allow('nft-web', false)
    await allow('ipfs', false)
    expect(await avatar()).toMatchObject({ picture: { problem: { kind: 'not-allowed' } } })
  })

  test('behavior: from IPFS at the chosen gateway, within the text, and of an NFT that the address holds', async () => {
    await allow('ipfs')
    await ui.call('nfts.gateway', { url: 'https://gateway.example' })
    server.act.set('gateway.example', (asked, response) => {
      response.writeHead(200, { 'content-type': 'image/png' })
      response.end(Buffer.from(asked.url.pathname === `/ipfs/${CID}/7.png` ? PNG : '', 'base64'))
    })
    await chooses(`ipfs://${CID}/7.png`)
    expect((await avatar()).picture).toEqual({ type: 'image/png', data: PNG, kept: false })
    await chooses(`data:image/png;base64,${PNG}`)
    expect((await avatar()).picture).toEqual({ type: 'image/png', data: PNG, kept: false })
    const id = await mintItem(HERS)
    await chooses(`eip155:1/erc721:${devnetAddresses.collectible}/${id}`)
    const { picture } = await avatar()
    expect('data' in picture && atob(picture.data)).toContain(`>${id}</text></svg>`)
    expect(server.asked).toHaveLength(1)
    // Also of an account of one's own, and of a contact.
    await point('alice.eth', ME)
    await call(ME, 'alice.eth')
    await chooses(`data:image/png;base64,${PNG}`)
    expect(await avatar(ME)).toMatchObject({ name: 'alice.eth', picture: { data: PNG } })
  })

  test('security: none of a name that does not lead back, of an NFT of somebody else, or of what makes no sense', async () => {
    await allow('nft-web')
    const id = await mintItem(ME)
    for (const value of [
      `eip155:1/erc721:${devnetAddresses.collectible}/${id}`,
      `eip155:1/erc1155:${devnetAddresses.items}/99`,
      `eip155:56/erc721:${devnetAddresses.collectible}/${id}`,
      '',
    ]) {
      await chooses(value)
      expect(await avatar(), value).toMatchObject(none)
    }
    for (const value of [
      `http://${HOST}/a.png`,
      'https://192.168.1.1/a.png',
      'javascript:alert(1)',
      'x'.repeat(999),
    ]) {
      await chooses(value)
      expect((await avatar()).picture, value).toMatchObject({ problem: { kind: 'failed' } })
    }
    await chooses(`https://${HOST}/a.png`)
    await point('alice.eth', OTHER)
    await tomorrow()
    expect(await avatar()).toMatchObject({ name: null, ...none })
    expect(server.asked).toEqual([])
    await ui.call('vault.lock', null)
    await expect(avatar()).rejects.toMatchObject({ name: 'LockedError' })
  })
})

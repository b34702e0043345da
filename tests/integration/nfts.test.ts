import { type Address, concatHex, type Hex, keccak256, parseAbi, toBytes } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { NftId } from '../../src/messaging/protocol'
import addresses from '../devnet/artifacts/addresses.json' with { type: 'json' }
import { abiAddress, abiString, abiUint, constantContract } from '../devnet/constant-contract'
import { type Devnet, startDevnet } from '../devnet/devnet'
import { respond, type ServicesServer, startServices } from './services-server'
import { ACCOUNTS, PASSWORD, restoredWorld, type Ui, World } from './world'

const collectible = addresses.collectible as Address
const items = addresses.items as Address
const [ME, OTHER] = ACCOUNTS
/** None of the phrase's accounts. */
const STRANGER = '0x1111111254EEB25477B68fb85Ed929f73A960582'
const abi = parseAbi([
  'function mint(address to) returns (uint256)',
  'function mint(address to, uint256 id, uint256 amount)',
  'function ownerOf(uint256) view returns (address)',
  'function balanceOf(address, uint256) view returns (uint256)',
  'function totalSupply() view returns (uint256)',
  'function transferFrom(address from, address to, uint256 id)',
])

let devnet: Devnet
let server: ServicesServer
let world: World
let ui: Ui
let before: Hex
beforeAll(async () => {
  ;[devnet, server] = await Promise.all([startDevnet(), startServices()])
})
afterAll(() => Promise.all([devnet.stop(), server.close()]))
beforeEach(async () => {
  before = await devnet.snapshot()
  server.asked.length = 0
  server.act.clear()
  world = await restoredWorld(devnet.url)
  world.patience = 500
  server.serve(world)
  ui = world.ui()
  await ui.until((state) => state.status === 'unlocked')
})
afterEach(async () => {
  world.worker.kill()
  await devnet.revert(before)
})

type Call = Pick<Parameters<Devnet['client']['writeContract']>[0], 'address'> & {
  functionName: 'mint' | 'transferFrom'
  args: readonly unknown[]
  from?: Address
}
async function write({ from = STRANGER, ...call }: Call): Promise<void> {
  await devnet.client.impersonateAccount({ address: from })
  if (from === STRANGER) await devnet.client.setBalance({ address: from, value: 10n ** 18n })
  // viem's types of an overloaded mint ask for one of its two lists of arguments.
  const hash = await devnet.client.writeContract({ abi, account: from, ...call } as never)
  await devnet.client.waitForTransactionReceipt({ hash })
}
const owned = (tokenId: bigint) =>
  devnet.client.readContract({ abi, address: collectible, functionName: 'ownerOf', args: [tokenId] })
const held = (who: Address, id: bigint) =>
  devnet.client.readContract({ abi, address: items, functionName: 'balanceOf', args: [who, id] })
/** Mints one to an account; its number. */
async function mintTo(who: Address): Promise<string> {
  await write({ address: collectible, functionName: 'mint', args: [who] })
  const supply = await devnet.client.readContract({ abi, address: collectible, functionName: 'totalSupply' })
  return String(supply)
}
const add = (address: Address, tokenId: string | null) =>
  ui.call('nfts.add', { chainId: 1, address, tokenId })
const shown = () => ui.state?.nfts ?? []
const one = (tokenId: string, address = collectible): NftId => ({ chainId: 1, address, tokenId })
const wrong = (field: string, message: RegExp) => ({
  data: { field },
  message: expect.stringMatching(message),
})

const lakes = (uri: string): Hex =>
  constantContract({
    '0x01ffc9a7': abiUint(1n),
    '0x06fdde03': abiString('Lakes'),
    '0x6352211e': abiAddress(ME),
    '0x70a08231': abiUint(0n),
    '0xc87b56dd': abiString(uri),
  })
/** Code that says of an item that it came to me: PUSH32 of each topic, PUSH0 twice for no data, LOG4. */
const transferLog = (tokenId: bigint): Hex =>
  concatHex([
    ...[
      abiUint(tokenId),
      abiAddress(ME),
      abiUint(0n),
      keccak256(toBytes('Transfer(address,address,uint256)')),
    ].map((topic) => concatHex(['0x7f', topic])),
    '0x5f5fa400',
  ])

/** An ERC-721 with one item of mine, whose description is at `uri`. */
async function namedBy(uri: string): Promise<NftId> {
  const address = `0x${'ab'.repeat(19)}${(++made).toString(16).padStart(2, '0')}` as Address
  await devnet.client.setCode({ address, bytecode: lakes(uri) })
  await add(address, '7')
  return one('7', ui.state?.nfts[0]?.address)
}
let made = 0

describe('the list', () => {
  test('behavior: all of a contract that lists; what comes is found, what goes disappears', async () => {
    const first = await mintTo(ME)
    const count = 1 + shown().length
    const added = await add(collectible, null)
    expect(added.name).toBe('Candor Test Collectible')
    expect(added.count).toBeGreaterThanOrEqual(count)
    await ui.until((state) => state.nfts.some(({ tokenId }) => tokenId === first))
    const second = await mintTo(ME)
    await write({
      address: collectible,
      functionName: 'transferFrom',
      args: [ME, STRANGER, BigInt(first)],
      from: ME,
    })
    await ui.call('nfts.refresh', null)
    await ui.until((state) => state.nfts.some(({ tokenId }) => tokenId === second))
    expect(shown().some(({ tokenId }) => tokenId === first)).toBe(false)
    // What is stored is there at once after a restart.
    world.restart()
    await ui.until((state) => state.nfts.some(({ tokenId }) => tokenId === second))
  })

  test('behavior: some of an ERC-1155, with how many there are', async () => {
    await write({ address: items, functionName: 'mint', args: [ME, 41n, 12n] })
    expect(await add(items, '#41')).toEqual({ name: 'Collection without a name', count: 1 })
    await ui.until((state) => state.nfts.length === 1)
    expect(shown()[0]).toMatchObject({ standard: 'ERC1155', tokenId: '41', quantity: '12', owner: ME })
    await write({ address: items, functionName: 'mint', args: [ME, 41n, 3n] })
    await ui.call('nfts.refresh', null)
    await ui.until((state) => state.nfts[0]?.quantity === '15')
  })

  test('error: what is no collection, cannot be listed, is not held, or is no number', async () => {
    await expect(add(addresses.usdc as Address, '1')).rejects.toMatchObject(
      wrong('address', /no NFT collection/),
    )
    await expect(add(STRANGER, '1')).rejects.toMatchObject(wrong('address', /no NFT collection/))
    await expect(add(items, null)).rejects.toMatchObject(wrong('tokenId', /cannot list/))
    await expect(add(collectible, '99999')).rejects.toMatchObject(wrong('tokenId', /not held/))
    await expect(add(items, '123456')).rejects.toMatchObject(wrong('tokenId', /not held/))
    await expect(add(collectible, '-1')).rejects.toMatchObject(wrong('tokenId', /digits/))
    await expect(add('0x12' as Address, '1')).rejects.toMatchObject(wrong('address', /address/))
    expect(shown()).toEqual([])
  })

  test('behavior: hidden one by one or as a collection, shown again, taken off the list for good', async () => {
    const first = await mintTo(ME)
    const second = await mintTo(ME)
    await add(collectible, null)
    const choose = (tokenId: string | null, choice: 'hidden' | null) =>
      ui.call('nfts.choose', { chainId: 1, address: collectible, tokenId, choice })
    const hidden = () =>
      shown()
        .filter(({ choice }) => choice === 'hidden')
        .map(({ tokenId }) => tokenId)
    await choose(first, 'hidden')
    await ui.until(() => hidden().length === 1)
    expect(hidden()).toEqual([first])
    await choose(null, 'hidden')
    await ui.until((state) => state.nfts.every(({ choice }) => choice === 'hidden'))
    await choose(null, null)
    await choose(first, null)
    await ui.until(() => hidden().length === 0)
    await ui.call('nfts.remove', one(second))
    await ui.call('nfts.refresh', null)
    await ui.until((state) => state.nfts.length > 0)
    expect(shown().some(({ tokenId }) => tokenId === second)).toBe(false)
  })

  test('behavior: a network that is not there changes nothing; many are read in a few requests', async () => {
    for (let i = 0; i < 12; i++) await mintTo(ME)
    const { count } = await add(collectible, null)
    world.requests.length = 0
    await ui.call('nfts.refresh', null)
    expect(world.requests.filter(({ method }) => method === 'eth_call').length).toBeLessThanOrEqual(2)
    world.intercept = () => new Error('gone')
    await ui.call('nfts.refresh', null)
    expect(shown()).toHaveLength(count)
  })

  test('security: a contract that burns all gas, and one that lists what is another’s, harm nobody', async () => {
    const mine = await mintTo(ME)
    await add(collectible, mine)
    const evil = `0x${'cd'.repeat(20)}` as Address
    await devnet.client.setCode({
      address: evil,
      bytecode: constantContract({
        '0x01ffc9a7': abiUint(1n),
        '0x06fdde03': abiString('Evil'),
        '0x6352211e': abiAddress(ME),
        '0x70a08231': abiUint(2n ** 255n),
        '0x2f745c59': abiUint(5n),
      }),
    })
    await add(evil, '1')
    // JUMPDEST PUSH0 JUMP: for ever.
    await devnet.client.setCode({ address: evil, bytecode: '0x5b5f56' })
    await ui.call('nfts.refresh', null)
    await ui.until((state) => state.nfts.some(({ tokenId }) => tokenId === mine))
    await devnet.client.setCode({
      address: evil,
      bytecode: constantContract({
        '0x01ffc9a7': abiUint(1n),
        '0x6352211e': abiAddress(STRANGER),
        '0x70a08231': abiUint(2n ** 255n),
        '0x2f745c59': abiUint(5n),
      }),
    })
    await expect(add(evil, null)).rejects.toMatchObject(wrong('address', /None of your accounts/))
  })
})

describe('what transfers bring', () => {
  test('behavior: what arrives unasked is found, folded, and its picture asked for by nobody', async () => {
    const id = await mintTo(ME)
    await write({ address: items, functionName: 'mint', args: [ME, 77n, 3n] })
    await ui.call('activity.scan', null)
    const mine = () => shown().filter(({ tokenId }) => tokenId === id || tokenId === '77')
    await ui.until(() => mine().length === 2)
    expect(
      mine()
        .map(({ origin, choice, quantity }) => [origin, choice, quantity])
        .sort(),
    ).toEqual([
      ['found', null, '1'],
      ['found', null, '3'],
    ])
    // A wallet that did not hear of it finds it in what is stored.
    await write({
      address: collectible,
      functionName: 'transferFrom',
      args: [ME, STRANGER, BigInt(id)],
      from: ME,
    })
    await ui.call('nfts.refresh', null)
    await ui.until(() => mine().length === 1)
    await write({ address: collectible, functionName: 'transferFrom', args: [STRANGER, ME, BigInt(id)] })
    world.restart()
    await ui.until((state) => state.nfts.length > 0)
    await ui.call('nfts.refresh', null)
    await ui.until(() => mine().length === 2)
  })

  test('security: a picture of what came unasked is not loaded before the person lets it in', async () => {
    const which = await namedBy('https://nft.example/7.json')
    for (const id of ['ipfs', 'nft-web', 'arweave']) await ui.call('services.allow', { id, allowed: true })
    server.act.set('nft.example', respond(200, JSON.stringify({ name: 'Bait' })))
    await ui.call('nfts.remove', which)
    // The log that its contract makes by itself: JUMPI to it is left out, every call is this one.
    await devnet.client.setCode({ address: which.address, bytecode: transferLog(7n) })
    await devnet.client.impersonateAccount({ address: STRANGER })
    await devnet.client.setBalance({ address: STRANGER, value: 10n ** 18n })
    const hash = await devnet.client.sendTransaction({ account: STRANGER, to: which.address, chain: null })
    await devnet.client.waitForTransactionReceipt({ hash })
    await devnet.client.setCode({ address: which.address, bytecode: lakes('https://nft.example/7.json') })
    await ui.call('activity.scan', null)
    await ui.until((state) => state.nfts.some(({ origin }) => origin === 'found'))
    expect((await ui.call('nfts.describe', which)).problem?.kind).toBe('unasked')
    expect(world.fetched).toEqual([])
    await ui.call('nfts.choose', { ...which, tokenId: null, choice: 'shown' })
    expect((await ui.call('nfts.describe', which)).title).toBe('Bait')
  })

  test('behavior: what comes from an own account, or by an own transaction, is welcome', async () => {
    const id = await mintTo(OTHER)
    await write({
      address: collectible,
      functionName: 'transferFrom',
      args: [OTHER, ME, BigInt(id)],
      from: OTHER,
    })
    await ui.call('activity.scan', null)
    const found = await ui.until((state) => state.nfts.find(({ tokenId }) => tokenId === id))
    expect(found).toMatchObject({ origin: 'found', choice: 'shown' })
  })
})

describe('sending', () => {
  test('behavior: an ERC-721, said in plain words, gone from the list when it is confirmed', async () => {
    const id = await mintTo(ME)
    await add(collectible, id)
    const { approvalId } = await ui.call('nfts.send', { ...one(id), from: ME, to: OTHER, amount: '1' })
    const view = await ui.approval('transaction')
    expect(view).toMatchObject({ id: approvalId, origin: 'wallet', blocked: null })
    expect(view.summary[0]).toEqual([
      'Send ',
      { strong: `Candor Test Collectible #${id}` },
      ' (',
      { address: collectible },
      ')',
      ' to ',
      { address: OTHER },
    ])
    await ui.approve('transaction')
    await ui.until((state) => state.activity.some(({ status }) => status === 'confirmed'))
    expect(await owned(BigInt(id))).toBe(OTHER)
    await ui.until((state) => !state.nfts.some(({ tokenId }) => tokenId === id))
  })

  test('behavior: some of an ERC-1155', async () => {
    await write({ address: items, functionName: 'mint', args: [ME, 42n, 10n] })
    await add(items, '42')
    const send = (amount: string) =>
      ui.call('nfts.send', { ...one('42', items), from: ME, to: STRANGER, amount })
    await expect(send('11')).rejects.toMatchObject(wrong('amount', /You have 10/))
    await expect(send('0')).rejects.toMatchObject(wrong('amount', /above zero/))
    await expect(send('1.5')).rejects.toMatchObject(wrong('amount', /whole number/))
    await send('4')
    const view = await ui.approval('transaction')
    expect(JSON.stringify(view.summary[0])).toContain('4 of Collection without a name #42')
    await ui.approve('transaction')
    await ui.until((state) => state.nfts[0]?.quantity === '6')
    expect([await held(ME, 42n), await held(STRANGER, 42n)]).toEqual([6n, 4n])
  })

  test('security: refused before anything is signed: who takes none, who gets none, who has it not', async () => {
    const id = await mintTo(ME)
    await add(collectible, id)
    const send = (to: string, from: string = ME) =>
      ui.call('nfts.send', { ...one(id), from: from as Address, to, amount: '1' })
    await expect(send(addresses.multicall3)).rejects.toMatchObject(wrong('recipient', /does not take NFTs/))
    await expect(send(collectible)).rejects.toMatchObject(
      wrong('recipient', /contract of a token|does not take/),
    )
    await expect(send(`0x${'0'.repeat(40)}`)).rejects.toMatchObject(wrong('recipient', /[Nn]obody/))
    await expect(send(ME)).rejects.toMatchObject(wrong('recipient', /already/))
    await expect(send('0x12')).rejects.toMatchObject(wrong('recipient', /./))
    await write({
      address: collectible,
      functionName: 'transferFrom',
      args: [ME, STRANGER, BigInt(id)],
      from: ME,
    })
    await expect(send(OTHER)).rejects.toMatchObject(wrong('amount', /not hold/))
    expect(ui.state?.approvals).toEqual([])
  })
})

describe('descriptions and pictures', () => {
  const allow = (id: string, allowed = true) => ui.call('services.allow', { id, allowed })
  const describe_ = (which: NftId) => ui.call('nfts.describe', which)
  const picture = (which: NftId, size: 'small' | 'full' = 'full') =>
    ui.call('nfts.picture', { ...which, size })
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'
  const json = (value: unknown) => respond(200, JSON.stringify(value))
  const HOST = 'nft.example'
  const CID = 'bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi'

  test('behavior: what is on the chain needs nobody’s leave, and asks nobody', async () => {
    const id = await mintTo(ME)
    await add(collectible, id)
    expect(await describe_(one(id))).toMatchObject({
      title: `Collectible #${id}`,
      source: 'chain',
      problem: null,
    })
    const shownPicture = await picture(one(id))
    expect(shownPicture).toMatchObject({ type: 'image/svg+xml' })
    expect('data' in shownPicture && atob(shownPicture.data)).toContain(`>${id}</text></svg>`)
    await ui.until((state) => state.nfts.some(({ title }) => title === `Collectible #${id}`))
    expect(world.fetched).toEqual([])
  })

  test('security: a server is asked only after a yes, and no more after a no', async () => {
    server.act.set(HOST, (asked, response) =>
      (asked.url.pathname.endsWith('.json')
        ? json({
            name: 'Lake',
            description: 'Water',
            image: `https://${HOST}/7.svg`,
            attributes: [{ trait_type: 'a', value: 'b' }],
          })
        : respond(200, svg, { 'content-type': 'text/html' }))(asked, response),
    )
    const which = await namedBy(`https://${HOST}/7.json`)
    expect((await describe_(which)).problem?.kind).toBe('not-allowed')
    expect(await picture(which)).toMatchObject({ problem: { kind: 'not-allowed' } })
    await allow('ipfs')
    expect((await describe_(which)).problem?.kind).toBe('not-allowed')
    expect(world.fetched).toEqual([])
    await allow('nft-web')
    expect(await describe_(which)).toMatchObject({
      title: 'Lake',
      description: 'Water',
      attributes: [{ name: 'a', value: 'b' }],
      source: { host: HOST },
    })
    expect(await picture(which)).toMatchObject({ type: 'image/svg+xml' })
    expect(server.asked.map(({ headers }) => [headers.cookie, headers.referer, headers.origin])).toEqual([
      [undefined, undefined, undefined],
      [undefined, undefined, undefined],
    ])
    await allow('nft-web', false)
    expect((await describe_(which)).problem?.kind).toBe('not-allowed')
    expect(world.fetched).toHaveLength(2)
  })

  test('behavior: IPFS is asked at the gateway that was chosen, and at no other', async () => {
    server.act.set('gateway.example', json({ name: 'On IPFS', image: `ipfs://${CID}/7.png` }))
    const which = await namedBy(`https://elsewhere.example/ipfs/${CID}/7.json`)
    await allow('nft-web')
    await allow('ipfs')
    expect((await describe_(which)).problem?.kind).toBe('not-allowed')
    await expect(ui.call('nfts.gateway', { url: 'http://x' })).rejects.toMatchObject(
      wrong('gateway', /https/),
    )
    await ui.call('nfts.gateway', { url: 'https://gateway.example/ipfs/' })
    expect(await describe_(which)).toMatchObject({ title: 'On IPFS', source: { host: 'gateway.example' } })
    expect(world.fetched.map(({ url }) => url)).toEqual([`https://gateway.example/ipfs/${CID}/7.json`])
    expect(ui.state?.nftGateway).toBe('https://gateway.example')
    // A gateway gives each file a host of its own, and leads there.
    server.act.set('gateway.example', respond(302, '', { location: `https://${CID}.gateway.example/` }))
    server.act.set(`${CID.toLowerCase()}.gateway.example`, json({ name: 'On its own host' }))
    expect(await describe_(await namedBy(`ipfs://${CID}/8.json`))).toMatchObject({
      title: 'On its own host',
      source: { host: `${CID}.gateway.example`.toLowerCase() },
    })
  })

  test('behavior: what was added and chosen, and the gateway, are in the backup file', async () => {
    const first = await mintTo(ME)
    await add(collectible, first)
    await ui.call('nfts.choose', { chainId: 1, address: collectible, tokenId: first, choice: 'hidden' })
    await ui.call('nfts.gateway', { url: 'https://gateway.example' })
    const { text } = await ui.call('backup.make', { password: PASSWORD, filePassword: null })
    world.worker.kill()
    world = new World()
    ui = world.ui()
    await ui.call('networks.setEndpoints', { chainId: 1, endpoints: [devnet.url] })
    const report = await ui.call('backup.restore', { file: text, password: PASSWORD, walletPassword: null })
    expect(report.added).toContainEqual({ what: 'nfts', count: 1 })
    const there = await ui.until((state) => state.nfts?.find(({ tokenId }) => tokenId === first))
    expect(there).toMatchObject({ owner: ME, choice: 'hidden' })
    expect(ui.state?.nftGateway).toBe('https://gateway.example')
  })

  test('security: HTML, too much, without end, elsewhere, broken: each is said, and nothing of it is shown', async () => {
    await allow('nft-web')
    const endless = (_: unknown, response: import('node:http').ServerResponse) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write('{"name":"'), 5)
      response.on('close', () => clearInterval(timer))
    }
    const silent = () => undefined
    const acts: Record<string, Parameters<typeof server.act.set>[1]> = {
      'html.example': respond(200, '<html><script>1</script></html>'),
      'huge.example': respond(200, `{"name":"${'x'.repeat(1_100_000)}"}`),
      'endless.example': endless,
      'silent.example': silent,
      'gone.example': respond(404, 'no'),
      'full.example': respond(429, 'no'),
      'private.example': respond(302, '', { location: 'https://192.168.1.1/admin.json' }),
      'plain.example': respond(302, '', { location: 'http://nft.example/7.json' }),
      'moved.example': respond(302, '', { location: `https://${HOST}/7.json` }),
      'list.example': respond(200, '[1,2]'),
    }
    for (const [host, act] of Object.entries(acts)) server.act.set(host, act)
    server.act.set(HOST, json({ name: 'Where a redirect leads' }))
    for (const host of Object.keys(acts)) {
      const which = await namedBy(`https://${host}/7.json`)
      const found = await describe_(which)
      expect([host, found.problem?.kind, found.title]).toEqual([host, 'failed', null])
      expect(await picture(which)).toMatchObject({ problem: { kind: 'failed' } })
    }
    expect(server.asked.filter(({ host }) => host === HOST)).toEqual([])
    // One server that says no says it for itself alone.
    server.act.set(HOST, json({ name: 'Fine' }))
    expect((await describe_(await namedBy(`https://${HOST}/1`))).title).toBe('Fine')
  })

  test('security: pictures are what their bytes are; a drawing comes without what it must not have', async () => {
    await allow('nft-web')
    let body: string | Buffer = ''
    server.act.set(HOST, (asked, response) => {
      if (asked.url.pathname.endsWith('.json'))
        return json({ name: 'x', image: `https://${HOST}/7.png` })(asked, response)
      response.writeHead(200, { 'content-type': 'image/png' })
      response.end(body)
    })
    const which = await namedBy(`https://${HOST}/7.json`)
    const bad = ['<html></html>', 'GIF89a', Buffer.from([0x89, 0x50, 0x4e, 0x47]), '<svg><g></svg>', '']
    for (const one of bad) {
      body = one
      expect(await picture(which)).toMatchObject({ problem: { kind: 'failed' } })
    }
    body =
      '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script><image href="https://evil.example/a"/></svg>'
    const drawn = await picture(which)
    expect('data' in drawn && atob(drawn.data)).not.toMatch(/script|onload|evil/)
    body = Buffer.alloc(5_100_000)
    expect(await picture(which)).toMatchObject({ problem: { kind: 'failed' } })
  })

  test('behavior: a small copy is kept and shown without asking again; what is no small picture is refused', async () => {
    await allow('nft-web')
    server.act.set(HOST, json({ name: 'x', image: `data:image/png;base64,${PNG}` }))
    const which = await namedBy(`https://${HOST}/7.json`)
    expect(await picture(which, 'small')).toMatchObject({ type: 'image/png', kept: false })
    await ui.call('nfts.keepPicture', { ...which, data: PNG })
    world.restart()
    const asked = world.fetched.length
    expect(await picture(which, 'small')).toEqual({ type: 'image/png', data: PNG, kept: true })
    expect(world.fetched).toHaveLength(asked)
    for (const data of ['', 'AAAA', btoa('<svg/>'), PNG.repeat(2_000)])
      await expect(ui.call('nfts.keepPicture', { ...which, data })).rejects.toThrow(/not a? ?small/)
  })
})

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

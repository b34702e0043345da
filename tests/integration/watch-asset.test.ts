import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import addresses from '../devnet/artifacts/addresses.json' with { type: 'json' }
import { type Devnet, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, type Document, restoredWorld, type Ui, type World } from './world'

let devnet: Devnet
let world: World
let page: Document
let ui: Ui
beforeAll(async () => {
  devnet = await startDevnet()
})
afterAll(() => devnet.stop())
beforeEach(async () => {
  world = await restoredWorld(devnet.url)
  page = world.open(SITE)
  ui = world.ui()
})

const SITE = 'https://app.example'
const { usdc, usdt, collectible, items, vault } = addresses
const METHOD = 'wallet_watchAsset'
const token = (options: object, type = 'ERC20') => ({ type, options })
const settle = () => new Promise((done) => setTimeout(done, 50))
const error = (code: number, message: RegExp) => ({
  ok: false,
  error: { code, message: expect.stringMatching(message) },
})

async function connect(account: string = ACCOUNTS[0]) {
  const asked = page.request('eth_requestAccounts')
  await ui.approve('connect', { accounts: [account as `0x${string}`] })
  await asked
}

describe('a token', () => {
  test('behavior: the site has true when the person is asked; on a yes the token is on the list', async () => {
    const wanted = token({
      address: vault,
      symbol: 'tvusdc',
      decimals: '6',
      image: 'https://evil.example/x.png',
    })
    expect(await page.request(METHOD, wanted)).toBe(true)
    const view = await ui.approval('watch-asset')
    expect(view).toMatchObject({
      origin: SITE,
      asset: { standard: 'ERC20', symbol: 'tvUSDC', name: 'USDC test vault', decimals: 6 },
    })
    expect(view.kind === 'watch-asset' && view.balance).toMatch(/^\d+$/)
    expect(world.windows.size).toBe(1)
    await ui.approve('watch-asset')
    await ui.call('assets.refresh', null)
    await ui.until((state) =>
      state.balances?.rows.some((row) => row.token.toLowerCase() === vault.toLowerCase() && row.added),
    )
    expect(world.windows.size).toBe(0)
    // Nothing but the chain was asked: no picture.
    expect(new Set(world.requests.map(({ url }) => url))).toEqual(new Set([devnet.url]))
  })

  test('behavior: also in a list, as old code sends it; USDT and others without symbol and decimals', async () => {
    expect(await page.request(METHOD, [token({ address: usdt })])).toBe(true)
    expect(await ui.approval('watch-asset')).toMatchObject({ asset: { symbol: 'USDT', decimals: 6 } })
  })

  test('security: a no is not told, nor is the back-off after it, nor that it is on the list', async () => {
    const wanted = token({ address: usdc })
    for (let no = 0; no < 2; no++) {
      expect(await page.request(METHOD, wanted)).toBe(true)
      await ui.reject('watch-asset')
    }
    expect(await page.request(METHOD, wanted)).toBe(true)
    await settle()
    expect(ui.state?.approvals).toEqual([])
    expect(ui.state?.balances?.rows.some((row) => row.added)).not.toBe(true)
    world.now += 120_000
    expect(await page.request(METHOD, wanted)).toBe(true)
    await ui.approve('watch-asset')
    expect(await page.request(METHOD, wanted)).toBe(true)
    const view = await ui.approval('watch-asset')
    expect(view.warnings.map(({ rule }) => rule)).toEqual(['asset-known'])
  })

  test('error: what the site claims is held against the chain, and both are named', async () => {
    expect(await page.ask(METHOD, token({ address: usdc, symbol: 'DAI' }))).toMatchObject(
      error(-32602, /"DAI".*"USDC"/),
    )
    expect(await page.ask(METHOD, token({ address: usdc, symbol: 'USDC', decimals: 18 }))).toMatchObject(
      error(-32602, /18.*6/),
    )
    expect(await page.ask(METHOD, token({ address: ACCOUNTS[1] }))).toMatchObject(
      error(-32602, /no ERC20 token/),
    )
    expect(await page.ask(METHOD, token({ address: collectible }))).toMatchObject(
      error(-32602, /ERC721 collection/),
    )
    expect(world.windowsOpened).toBe(0)
  })

  test('param: everything that is not exactly it', async () => {
    for (const bad of [
      undefined,
      null,
      [],
      {},
      { type: 'ERC20' },
      token({ address: usdc }, 'ERC777'),
      token({ address: usdc }, 'erc20'),
      token({ address: '0x12' }),
      token({ address: usdc, symbol: '' }),
      token({ address: usdc, symbol: 'TWELVELETTER' }),
      token({ address: usdc, symbol: 7 }),
      token({ address: usdc, decimals: 37 }),
      token({ address: usdc, decimals: -1 }),
      token({ address: usdc, decimals: 6.5 }),
      token({ address: usdc, decimals: 'six' }),
      token({ address: usdc, image: {} }),
      token({ address: collectible, tokenId: 1 }, 'ERC721'),
      token({ address: collectible, tokenId: '0x1' }, 'ERC721'),
      token({ address: collectible, tokenId: '-1' }, 'ERC721'),
      token({ address: collectible, tokenId: '9'.repeat(78) }, 'ERC721'),
      token({ address: collectible, tokenId: 'vitalik.eth' }, 'ERC721'),
      token({ address: collectible }, 'ERC1155'),
    ])
      expect(await page.ask(METHOD, bad), JSON.stringify(bad)).toMatchObject({ error: { code: -32602 } })
    expect(world.windowsOpened).toBe(0)
  })

  test('security: a name like that of a well-known token is a danger', async () => {
    // The runtime code of USDC at another address, with its storage: symbol and all.
    const fake = '0x00000000000000000000000000000000000f4ce0'
    const code = await devnet.client.getCode({ address: usdc as `0x${string}` })
    await devnet.client.setCode({ address: fake, bytecode: code ?? '0x' })
    for (let slot = 0; slot < 12; slot++) {
      const index = `0x${slot.toString(16)}` as const
      const value = await devnet.client.getStorageAt({ address: usdc as `0x${string}`, slot: index })
      if (value) await devnet.client.setStorageAt({ address: fake, index, value })
    }
    expect(await page.request(METHOD, token({ address: fake, symbol: 'USDC', decimals: 6 }))).toBe(true)
    const view = await ui.approval('watch-asset')
    expect(view.warnings[0]).toMatchObject({ rule: 'token-look-alike', severity: 'danger' })
  })

  test('behavior: the question outlives a quiet port and a restart, not the page', async () => {
    expect(await page.request(METHOD, token({ address: usdc }))).toBe(true)
    await ui.approval('watch-asset')
    page.quiet()
    await settle()
    expect(ui.state?.approvals).toHaveLength(1)
    world.restart()
    await ui.until((state) => state.approvals.length === 1)
    page.leave()
    world.restart()
    await ui.until((state) => state.approvals.length === 0)
  })

  test('behavior: the same twice is one question, and a lock withdraws it', async () => {
    expect(await page.request(METHOD, token({ address: usdc }))).toBe(true)
    expect(await page.request(METHOD, token({ address: usdc }))).toBe(true)
    await ui.approval('watch-asset')
    expect(ui.state?.approvals).toHaveLength(1)
    await ui.call('vault.lock', null)
    await ui.call('vault.unlock', { password: 'a long enough pass phrase' })
    await settle()
    expect(ui.state?.approvals).toEqual([])
  })

  test('security: a site has five questions open, and a frame of another site none', async () => {
    for (const name of ['usdc', 'usdt', 'dai', 'weth', 'steth'] as const)
      expect(await page.request(METHOD, token({ address: addresses[name] }))).toBe(true)
    expect(await page.ask(METHOD, token({ address: vault }))).toMatchObject({ error: { code: -32005 } })
    const frame = world.open(SITE, 'frame', true)
    expect(await frame.ask(METHOD, token({ address: usdc }))).toMatchObject({ error: { code: 4100 } })
  })
})

describe('an NFT', () => {
  const nft = (address: string, tokenId: string, type: string) => token({ address, tokenId }, type)

  test('behavior: of the account, of the standard, is on the list of NFTs after a yes', async () => {
    await connect()
    const mine: [string, string, string][] = [
      [collectible, '1', 'ERC721'],
      [items, '7', 'ERC1155'],
    ]
    for (const [address, id, type] of mine) {
      expect(await page.request(METHOD, nft(address, id, type))).toBe(true)
      expect(await ui.approval('watch-asset')).toMatchObject({
        account: ACCOUNTS[0],
        asset: { standard: type, tokenId: id },
      })
      await ui.approve('watch-asset')
    }
    const shown = await ui.until((state) => state.nfts.length === 2 && state.nfts)
    expect(shown.map(({ tokenId, standard }) => [tokenId, standard])).toEqual([
      ['7', 'ERC1155'],
      ['1', 'ERC721'],
    ])
    const [first] = shown
    if (first) await ui.call('nfts.remove', { chainId: 1, address: first.address, tokenId: '7' })
    await ui.until((state) => state.nfts.length === 1)
    await ui.call('accounts.select', { address: ACCOUNTS[1] }).catch(() => undefined)
  })

  test('error: not connected 4100, not owned or of another standard -32000, unknown -32002', async () => {
    expect(await page.ask(METHOD, nft(collectible, '1', 'ERC721'))).toMatchObject({ error: { code: 4100 } })
    await connect()
    expect(await page.ask(METHOD, nft(collectible, '1', 'ERC1155'))).toMatchObject({
      error: { code: -32000 },
    })
    expect(await page.ask(METHOD, nft(items, '7', 'ERC721'))).toMatchObject({ error: { code: -32000 } })
    expect(await page.ask(METHOD, nft(items, '8', 'ERC1155'))).toMatchObject({ error: { code: -32000 } })
    expect(await page.ask(METHOD, nft(collectible, '99', 'ERC721'))).toMatchObject({
      error: { code: -32002 },
    })
    expect(await page.ask(METHOD, nft(usdc, '1', 'ERC721'))).toMatchObject({ error: { code: -32002 } })
  })

  test('error: of another account than the one that the site has', async () => {
    const added = await ui
      .call('accounts.add', { keyringId: ui.state?.keyrings[0]?.id ?? '' })
      .catch(() => null)
    const other = added ?? ACCOUNTS[1]
    await connect(other)
    expect(await page.ask(METHOD, nft(collectible, '1', 'ERC721'))).toMatchObject({ error: { code: -32000 } })
  })
})

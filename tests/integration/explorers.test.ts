/** Coins that others sent, as explorers tell: only with consent and a key, distrusted, and never told twice. */
import { type Hex, pad, parseAbi, parseEther, toHex } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ActivityPage, ActivityRow } from '../../src/messaging/protocol'
import { type Devnet, devnetAddresses, etchBrokenTokens, startDevnet } from '../devnet/devnet'
import { respond, type ServicesServer, startServices } from './services-server'
import { ACCOUNTS, restoredWorld, type Ui, type World } from './world'

const [ME, SECOND] = ACCOUNTS
const STRANGER = '0x90f79bf6eb2c4f870365e785982e1f101e93b906'
const HOSTS = {
  etherscan: 'api.etherscan.io',
  blockscout: 'api.blockscout.com',
  alchemy: 'eth-mainnet.g.alchemy.com',
} as const
type Id = keyof typeof HOSTS
const HALF = parseEther('0.5').toString()
const hashOf = (n: number): Hex => pad(toHex(n), { size: 32 })

let devnet: Devnet
let server: ServicesServer
let world: World
let ui: Ui
beforeAll(async () => {
  ;[devnet, server] = await Promise.all([startDevnet(), startServices()])
}, 60_000)
afterAll(() => Promise.all([devnet.stop(), server.close()]))
beforeEach(async () => {
  server.act.clear()
  server.asked.length = 0
  world = await restoredWorld(devnet.url)
  server.serve(world)
  ui = world.ui()
  await ui.until((state) => state.status === 'unlocked')
})
afterEach(() => world.worker.kill())

const allow = async (id: Id, ...keys: string[]) => {
  await ui.call('services.allow', { id, allowed: true })
  for (const key of keys) await ui.call('services.addKey', { id, key, label: '' })
}
const list = (account: typeof ME | null = ME): Promise<ActivityPage> =>
  ui.call('activity.list', {
    query: { account, text: '', chainId: null, group: null, since: null, until: null, spam: false },
    cursor: null,
    limit: 50,
  })
const scanned = async (): Promise<ActivityRow[]> => {
  world.now += 61_000
  await ui.call('activity.scan', null)
  return (await list()).rows
}
const words = (row: ActivityRow | undefined): string =>
  (row?.title ?? [])
    .map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.address))
    .join('')

const tx = (more: Record<string, string> = {}) => ({
  blockNumber: '100',
  timeStamp: '1790000000',
  hash: hashOf(1),
  from: STRANGER,
  to: ME.toLowerCase(),
  value: HALF,
  isError: '0',
  ...more,
})
const ok = (result: unknown) => respond(200, JSON.stringify({ status: '1', message: 'OK', result }))
const none = respond(200, JSON.stringify({ status: '0', message: 'No transactions found', result: [] }))
/** By the action that is asked for. */
const etherscan = (txlist: unknown[], internal: unknown[] = []) =>
  server.act.set(HOSTS.etherscan, (asked, response) => {
    const rows = asked.url.searchParams.get('action') === 'txlist' ? txlist : internal
    const mine = asked.url.searchParams.get('address') === ME
    ;(mine && rows.length > 0 ? ok(rows) : none)(asked, response)
  })

describe('coins that others sent', () => {
  test('security: nobody is asked before the person has said yes', async () => {
    etherscan([tx()])
    expect(await scanned()).toEqual([])
    expect((await list()).notes.join()).toContain('only an explorer')
    expect(server.asked).toEqual([])
  })

  test('behavior: Etherscan: of transactions and of calls inside of them; the list says nothing is missing', async () => {
    etherscan(
      [
        tx(),
        tx({
          hash: hashOf(2),
          blockNumber: '101',
          timeStamp: '1790000012',
          from: ME.toLowerCase(),
          to: STRANGER,
          value: '7',
        }),
      ],
      [tx({ hash: hashOf(3), blockNumber: '90' })],
    )
    await allow('etherscan', 'goodkey-1')
    const rows = await scanned()
    expect(rows.map((row) => row.hash)).toEqual([hashOf(2), hashOf(1), hashOf(3)])
    expect(rows[1]).toMatchObject({ source: 'explorer', status: 'confirmed', account: ME, spam: false })
    expect(words(rows[1])).toMatch(/^Received 0\.5 ETH from 0x90F7/)
    expect((await list()).notes.join()).not.toContain('only an explorer')
    const [first] = server.asked
    expect(first?.url.searchParams.get('chainid')).toBe('1')
    expect(first?.url.searchParams.get('apikey')).toBe('goodkey-1')
  })

  test('behavior: Blockscout', async () => {
    const item = {
      timestamp: '2026-09-20T10:00:00Z',
      from: { hash: STRANGER },
      to: { hash: ME },
      value: HALF,
    }
    server.act.set(HOSTS.blockscout, (asked, response) => {
      const items = !asked.url.pathname.includes(ME)
        ? []
        : asked.url.pathname.endsWith('/internal-transactions')
          ? [{ ...item, block_number: 5, transaction_hash: hashOf(2), success: true, index: 3 }]
          : asked.url.pathname.endsWith('/token-transfers')
            ? []
            : [
                { ...item, block_number: 6, hash: hashOf(1), status: 'ok' },
                { ...item, block_number: 7, hash: hashOf(4), status: 'error' },
              ]
      respond(200, JSON.stringify({ items, next_page_params: null }))(asked, response)
    })
    await allow('blockscout', 'akey-0001')
    expect((await scanned()).map((row) => row.hash)).toEqual([hashOf(1), hashOf(2)])
    expect(server.asked[0]?.headers.authorization).toBe('Bearer akey-0001')
  })

  test('behavior: Alchemy', async () => {
    server.act.set(HOSTS.alchemy, (asked, response) => {
      const [filter] = JSON.parse(asked.body).params
      const transfer = {
        blockNum: '0x10',
        uniqueId: `${hashOf(1)}:external`,
        hash: hashOf(1),
        from: STRANGER,
        to: ME.toLowerCase(),
        category: 'external',
        rawContract: { value: toHex(BigInt(HALF)) },
        metadata: { blockTimestamp: '2026-09-20T10:00:00.000Z' },
      }
      const transfers = filter.toAddress === ME ? [transfer] : []
      respond(200, JSON.stringify({ jsonrpc: '2.0', id: 1, result: { transfers } }))(asked, response)
    })
    await allow('alchemy', 'secretkey')
    expect((await scanned()).map(words)).toEqual([expect.stringContaining('Received 0.5 ETH')])
    expect(server.asked[0]?.url.pathname).toBe('/v2/secretkey')
  })

  test('behavior: what this wallet sent itself is not told again', async () => {
    await ui.call('send.prepare', {
      chainId: 1,
      from: ME,
      token: 'native',
      to: SECOND,
      amount: { typed: '1' },
    })
    const { hash } = await ui.approve('transaction')
    await ui.until((state) => state.activity[0]?.status === 'confirmed')
    etherscan([tx({ hash: String(hash), from: ME, to: SECOND, value: parseEther('1').toString() })])
    await allow('etherscan', 'key-00001')
    const rows = await scanned()
    expect(rows.map((row) => [row.hash, row.source])).toEqual([[hash, 'wallet']])
  })
})

describe('explorers that fail or lie', () => {
  test('security: rows that name others, make no sense or failed are dropped', async () => {
    etherscan([
      tx({ hash: hashOf(1), to: STRANGER }),
      tx({ hash: '0x12' }),
      tx({ hash: hashOf(2), isError: '1' }),
      tx({ hash: hashOf(3), value: '0' }),
      tx({ hash: hashOf(4), from: 'nobody' }),
      tx({ hash: hashOf(5), timeStamp: '0' }),
      tx({ hash: hashOf(7), blockNumber: '9007199254740000' }),
      tx({ hash: hashOf(8), timeStamp: '8900000000000' }),
      tx({ hash: hashOf(6) }),
    ])
    await allow('etherscan', 'key-00001')
    expect((await scanned()).map((row) => row.hash)).toEqual([hashOf(6)])
    // None of them keeps what is true from being looked for.
    etherscan([tx({ hash: hashOf(9), blockNumber: '110' })])
    expect((await scanned()).map((row) => row.hash)).toContain(hashOf(9))
  })

  test('behavior: a key that is refused in words at status 200, or used up, gives way to the next', async () => {
    const says = (result: string) => respond(200, JSON.stringify({ status: '0', message: 'NOTOK', result }))
    server.act.set(HOSTS.etherscan, (asked, response) => {
      const key = asked.url.searchParams.get('apikey')
      const mine =
        asked.url.searchParams.get('address') === ME && asked.url.searchParams.get('action') === 'txlist'
      const reply =
        key === 'badkey-01'
          ? says('Invalid API Key (#err2)')
          : key === 'tiredkey-1'
            ? says('Max rate limit reached, please use API Key for higher rate limit')
            : mine
              ? ok([tx()])
              : none
      reply(asked, response)
    })
    await allow('etherscan', 'badkey-01', 'tiredkey-1', 'goodkey-1')
    expect(await scanned()).toHaveLength(1)
    const own = ui.state?.services.find(({ id }) => id === 'etherscan')?.keys.map(({ state }) => state)
    expect(own).toEqual(['rejected', { limitedUntil: expect.any(Number) }, 'ok'])
  })

  test('error: HTML, and a network that the plan leaves out: the next explorer is asked, the list stays', async () => {
    server.act.set(HOSTS.etherscan, respond(200, '<html>busy</html>', { 'content-type': 'text/html' }))
    server.act.set(HOSTS.blockscout, (asked, response) => {
      const item = {
        timestamp: '2026-09-20T10:00:00Z',
        from: { hash: STRANGER },
        to: { hash: ME },
        value: HALF,
      }
      const first = asked.url.pathname.endsWith(`${ME}/transactions`)
      const items = first ? [{ ...item, block_number: 6, hash: hashOf(1), status: 'ok' }] : []
      respond(200, JSON.stringify({ items }))(asked, response)
    })
    await allow('etherscan', 'key-00001')
    await allow('blockscout', 'key-00001')
    expect(await scanned()).toHaveLength(1)
    server.act.set(HOSTS.blockscout, respond(500, ''))
    expect(await scanned()).toHaveLength(1)
    const why = JSON.stringify({
      status: '0',
      message: 'NOTOK',
      result: 'Free API access is not supported for this chain.',
    })
    server.act.set(HOSTS.etherscan, respond(200, why))
    expect(await scanned()).toHaveLength(1)
  })

  test('behavior: at most once a minute', async () => {
    etherscan([tx()])
    await allow('etherscan', 'key-00001')
    await scanned()
    const before = server.asked.length
    await ui.call('activity.scan', null)
    expect(server.asked).toHaveLength(before)
  })
})

describe('tokens, and what is older', () => {
  const USDC = devnetAddresses.usdc as Hex
  const MINT = parseAbi(['function mint(address to, uint256 amount)'])
  const refuseLogs = () => {
    world.intercept = (_url, { method }) =>
      method === 'eth_getLogs' ? { error: { code: -32601, message: 'method not found' } } : undefined
  }
  const tokens = (rows: unknown[]) =>
    server.act.set(HOSTS.etherscan, (asked, response) => {
      const { searchParams } = asked.url
      const mine = searchParams.get('action') === 'tokentx' && searchParams.get('address') === ME
      ;(mine ? ok(rows) : none)(asked, response)
    })
  async function mint(token: Hex, amount: bigint) {
    const [account] = await devnet.client.getAddresses()
    const call = { address: token, abi: MINT, functionName: 'mint', args: [ME, amount], account, chain: null }
    const hash = await devnet.client.writeContract(call as never)
    const { blockNumber } = await devnet.client.waitForTransactionReceipt({ hash })
    return { hash, blockNumber: String(blockNumber), contractAddress: token, value: String(amount) }
  }

  test('behavior: tokens are told where no log was read, once, and are found by it; the balance is the chain’s', async () => {
    const { spam } = await etchBrokenTokens(devnet, ME)
    const known = await mint(USDC, 5_000_000n)
    const from = '0x0000000000000000000000000000000000000000'
    tokens([
      tx({ hash: hashOf(67), contractAddress: spam, value: '999999' }),
      tx({ ...known, from }),
      tx({ ...known, hash: hashOf(66), from: STRANGER, value: '1' }),
    ])
    refuseLogs()
    await allow('etherscan', 'key-00001')
    expect((await scanned()).map(({ hash, source }) => [hash, source])).toEqual([
      [known.hash, 'explorer'],
      [hashOf(66), 'explorer'],
    ])
    await ui.call('assets.refresh', null)
    const found = await ui.until((state) => state.portfolio?.rows.find(({ token }) => token === spam))
    expect(found).toMatchObject({ origin: 'found', balance: '5000000000', value: null })
    // Now the chain tells: what it does not confirm is gone, and nothing stands twice.
    world.intercept = undefined
    expect((await scanned()).map(({ hash, source }) => [hash, source])).toEqual([[known.hash, 'network']])
  })

  test('behavior: a long list is loaded on request down to its end, without a gap or a double', async () => {
    refuseLogs()
    await devnet.client.mine({ blocks: 900 })
    const all = Array.from({ length: 700 }, (_, i) =>
      tx({ hash: hashOf(i + 1), blockNumber: String(i + 1), timeStamp: String(1_780_000_000 + i) }),
    ).toReversed()
    server.act.set(HOSTS.etherscan, (asked, response) => {
      const { searchParams: asks } = asked.url
      const [low, high] = [Number(asks.get('startblock')), Number(asks.get('endblock'))]
      const mine = asks.get('action') === 'txlist' && asks.get('address') === ME
      const rows = all.filter(({ blockNumber }) => Number(blockNumber) >= low && Number(blockNumber) <= high)
      ;(mine && rows.length > 0 ? ok(rows.slice(0, Number(asks.get('offset')))) : none)(asked, response)
    })
    await allow('etherscan', 'key-00001')
    const read = async () => {
      const query = { account: ME, text: '', chainId: 1, group: null, since: null, until: null, spam: false }
      const rows: ActivityRow[] = []
      let cursor: ActivityPage['cursor'] = null
      for (;;) {
        const page: ActivityPage = await ui.call('activity.list', { query, cursor, limit: 200 })
        rows.push(...page.rows)
        if (page.cursor === null) return { rows, older: page.older }
        cursor = page.cursor
      }
    }
    await scanned()
    const first = await read()
    expect([first.rows.length, first.older]).toEqual([499, true])
    const asked = server.asked.length
    expect(await ui.call('activity.older', { account: ME, chainId: 1 })).toBe(201)
    expect(server.asked.length).toBeGreaterThan(asked)
    const last = await read()
    expect(last.older).toBe(false)
    expect(last.rows.map(({ hash }) => hash)).toEqual(all.map(({ hash }) => hash))
    server.act.set(HOSTS.etherscan, respond(500, ''))
    expect(await ui.call('activity.older', { account: ME, chainId: 1 })).toBe(0)
  })

  test('behavior: a page of Blockscout that is cut off takes nothing away; what it left out comes on request', async () => {
    refuseLogs()
    await devnet.client.mine({ blocks: 40 })
    const at = { timestamp: '2026-09-20T10:00:00Z', from: { hash: STRANGER }, to: { hash: ME }, value: HALF }
    const row = (n: number) => ({ ...at, hash: hashOf(n), block_number: n, status: 'ok' })
    const page = (rows: number[], next: unknown) => (asked: { url: URL }) =>
      asked.url.pathname.endsWith(`${ME}/transactions`)
        ? { items: rows.map(row), next_page_params: next }
        : { items: [], next_page_params: null }
    let told = page([12, 11, 10], null)
    server.act.set(HOSTS.blockscout, (asked, response) =>
      respond(200, JSON.stringify(told(asked)))(asked, response),
    )
    await allow('blockscout', 'key-00001')
    const numbers = async () => (await scanned()).map(({ hash }) => Number(hash))
    expect((await numbers()).toSorted((a, b) => a - b)).toEqual([10, 11, 12])
    told = page([30, 29, 28], { block_number: 28, index: 0 })
    expect((await numbers()).toSorted((a, b) => a - b)).toEqual([10, 11, 12, 29, 30])
    expect((await list()).older).toBe(true)
    told = page([28, 20], null)
    await ui.call('activity.older', { account: ME, chainId: null })
    expect(server.asked.at(-3)?.url.searchParams.get('block_number')).toBe('29')
    const after = (await list()).rows.map(({ hash }) => Number(hash)).toSorted((a, b) => a - b)
    expect(after).toEqual([10, 11, 12, 20, 28, 29, 30])
    expect((await list()).older).toBe(false)
  })
})

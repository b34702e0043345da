/**
 * The worker is stopped at random while a site asks for all sorts of things and a person answers: every request is
 * answered once, nothing is asked, signed or sent twice, and no nonce is left out.
 */
import type { CDPSession, Page } from '@playwright/test'
import { type Hex, verifyMessage, verifyTypedData } from 'viem'
import { startDevnet } from '../devnet/devnet'
import { expect, test } from './fixtures'
import { openUiPort } from './hostile/ui-port'

const REQUESTS = 100
const KILLS = 200
const SEEDS = process.env.SOAK === undefined ? [20_261_123] : [20_261_123, 1, 2, 3, 4]
const account = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const other = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Request = { method: string; params: unknown[]; number: number }
type Answer = { result?: unknown; error?: { code: number; message: string } }

const typedData = (number: number) => ({
  types: { EIP712Domain: [], A: [{ name: 'a', type: 'string' }] },
  primaryType: 'A' as const,
  domain: {},
  message: { a: `storm ${number}` },
})
/** Told from every other by its number, but for those that have none. */
const paramsOf: Record<string, (number: number) => unknown[]> = {
  personal_sign: (number) => [`storm ${number}`, account],
  eth_signTypedData_v4: (number) => [account, typedData(number)],
  eth_sendTransaction: (number) => [{ from: account, to: other, value: `0x${(1000 + number).toString(16)}` }],
  eth_getBalance: () => [account, 'latest'],
  wallet_revokePermissions: () => [{ eth_accounts: {} }],
}

/** Requests in rounds: those of one round are asked at once. */
function script(random: () => number): Request[][] {
  const rounds: Request[][] = []
  let number = 0
  let onSecond = false
  const request = (method: string, params = paramsOf[method]?.(number) ?? []) => ({
    method,
    params,
    number: number++,
  })
  while (number < REQUESTS) {
    const dice = random()
    if (dice < 0.2) {
      onSecond = !onSecond
      rounds.push([request('wallet_switchEthereumChain', [{ chainId: onSecond ? '0x89' : '0x1' }])])
    } else if (dice < 0.4)
      rounds.push([request('wallet_revokePermissions')], [request('eth_requestAccounts')])
    else {
      const asking = ['personal_sign', 'eth_signTypedData_v4', 'eth_sendTransaction']
      const reads = [
        'eth_blockNumber',
        'eth_accounts',
        'eth_chainId',
        'eth_getBalance',
        'wallet_getPermissions',
      ]
      const pick = (from: string[]) => from[Math.floor(random() * from.length)] ?? ''
      rounds.push(
        [...asking.filter(() => random() < 0.8), pick(reads), pick(reads)].map((method) => request(method)),
      )
    }
  }
  return rounds
}

/** What the site has to hear: without a grant it is on the wallet's own network, of which it hears when it has one. */
function changesOf(requests: readonly Request[]): string[] {
  const changes: string[] = []
  let now = '0x1'
  for (const { method, params } of requests) {
    if (method === 'wallet_revokePermissions') now = '0x1'
    if (method === 'wallet_switchEthereumChain') now = String(Reflect.get(Object(params[0]), 'chainId'))
    const hears = method === 'wallet_switchEthereumChain' || method === 'eth_requestAccounts'
    if (hears && now !== (changes.at(-1) ?? '0x1')) changes.push(now)
  }
  return changes
}

/** The person refuses now and then, always the same. */
const isRefused = ({ method, number }: Request) => method === 'personal_sign' && number % 5 === 0

/** Stops the worker if it runs. */
async function stop(session: CDPSession, extensionId: string): Promise<boolean> {
  const { targetInfos } = await session.send('Target.getTargets')
  const worker = targetInfos.find(
    ({ type, url }) => type === 'service_worker' && url.startsWith(`chrome-extension://${extensionId}/`),
  )
  if (worker === undefined) return false
  return session.send('Target.closeTarget', { targetId: worker.targetId }).then(
    ({ success }) => success,
    () => false,
  )
}

const rest = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** Answers every question as soon as it can be answered, until told to stop. */
async function decideAll(page: Page, refused: string[]): Promise<void> {
  await page.evaluate((refused) => {
    const state = Reflect.get(globalThis, 'uiState')
    const call = Reflect.get(globalThis, 'uiCall')
    const person = async () => {
      while (Reflect.get(globalThis, 'storm') !== 'over') {
        for (const { id, digest, raw, kind, preparing, accounts, chainId } of [...state.approvals]) {
          if (preparing) continue
          const edits = kind === 'connect' ? { accounts, chainId } : {}
          const decided = refused.some((text: string) => raw.includes(text))
            ? call('approvals.reject', { id })
            : call('approvals.approve', { id, digest, edits })
          // Lost with the worker: it is asked again, or gone.
          await decided.catch(() => undefined)
        }
        await new Promise((done) => setTimeout(done, 20))
      }
    }
    void person()
  }, refused)
}

for (const seed of SEEDS)
  test(`security: ${KILLS} stops of the worker over ${REQUESTS} requests, seed ${seed}`, async ({
    readyWallet,
    devnet,
    pages,
  }) => {
    test.setTimeout(240_000)
    const second = await startDevnet({ chainId: 137 })
    const { context, extensionId, page } = readyWallet
    await openUiPort(page)
    await page.evaluate(
      (url) => Reflect.get(globalThis, 'uiCall')('networks.setEndpoints', { chainId: 137, endpoints: [url] }),
      second.url,
    )
    const site = await context.newPage()
    await site.goto(`${pages.localhost}dapp.html`)
    const random = randomOf(seed)
    const rounds = script(random)
    const requests = rounds.flat()
    await decideAll(
      page,
      requests.filter(isRefused).map(({ number }) => `"storm ${number}"`),
    )
    const ask = ({ method, params }: Pick<Request, 'method' | 'params'>): Promise<Answer> =>
      site.evaluate(`ask(${JSON.stringify(method)}, ${JSON.stringify(params)})`)
    expect((await ask({ method: 'eth_requestAccounts', params: [] })).error).toBeUndefined()
    const chains = [devnet, second]
    const nonces = () =>
      Promise.all(chains.map(({ client }) => client.getTransactionCount({ address: account })))
    const before = await nonces()
    const blocks = await Promise.all(chains.map(({ client }) => client.getBlockNumber()))
    await site.evaluate('events.length = 0; 0')

    const session = await context.browser()?.newBrowserCDPSession()
    if (!session) throw new Error('The browser is closed')
    let kills = 0
    let asked = 0
    const due = (count: number) => Math.floor((KILLS * count) / requests.length)
    const killing = (async () => {
      while (kills < KILLS) {
        await rest(20 + random() * 180)
        if (kills < due(asked) && (await stop(session, extensionId))) kills += 1
      }
    })()
    const answers = new Map<Request, Answer>()
    for (const round of rounds) {
      asked += round.length
      await Promise.all(round.map(async (request) => answers.set(request, await ask(request))))
      // The stops are spread over the whole of it.
      while (kills < due(answers.size)) await rest(20)
    }
    await killing
    await page.evaluate(`globalThis.storm = 'over'`)
    expect(kills).toBe(KILLS)
    expect(answers.size).toBe(requests.length)

    const seen: Record<string, Record<string, true>> = await page.evaluate('uiSeen')
    const sent: { hash: Hex; value: bigint }[] = []
    for (const [request, { result, error }] of answers) {
      const { method, number } = request
      await test.step(`${method} ${number}`, async () => {
        expect(error?.code).toBe(isRefused(request) ? 4001 : undefined)
        if (/personal_sign|_v4|sendTransaction/.test(method)) {
          const marker =
            method === 'eth_sendTransaction' ? `"0x${(1000 + number).toString(16)}"` : `"storm ${number}"`
          const ids = Object.entries(seen).flatMap(([raw, ids]) =>
            raw.includes(marker) ? Object.keys(ids) : [],
          )
          expect(ids, 'asked once').toHaveLength(1)
        }
        if (isRefused(request)) return
        const signature = result as Hex
        if (method === 'personal_sign')
          expect(await verifyMessage({ address: account, message: `storm ${number}`, signature })).toBe(true)
        if (method === 'eth_signTypedData_v4')
          expect(await verifyTypedData({ address: account, ...typedData(number), signature })).toBe(true)
        if (method === 'eth_sendTransaction') sent.push({ hash: result as Hex, value: BigInt(1000 + number) })
      })
    }

    const after = await nonces()
    const used: { value: bigint; hash: Hex }[] = []
    for (const [index, { client }] of chains.entries()) {
      const latest = await client.getBlockNumber()
      for (let block = (blocks[index] ?? 0n) + 1n; block <= latest; block++) {
        const { transactions } = await client.getBlock({ blockNumber: block, includeTransactions: true })
        const ours = transactions.filter(({ from }) => from === account.toLowerCase())
        used.push(...ours.map(({ value, hash }) => ({ value, hash })))
      }
    }
    const byValue = (a: { value: bigint }, b: { value: bigint }) => Number(a.value - b.value)
    expect(used.sort(byValue), 'each transaction once on its chain').toEqual(
      sent.map(({ hash, value }) => ({ value, hash })).sort(byValue),
    )
    const spent = after.reduce((sum, nonce, index) => sum + nonce - (before[index] ?? 0), 0)
    expect(spent, 'no nonce left out').toBe(sent.length)
    // A worker that was stopped between an answer and its event tells the event when it starts again.
    const changed = `events.filter(([name]) => name === 'chainChanged').map(([, id]) => id)`
    await expect.poll(() => site.evaluate(changed)).toEqual(changesOf(requests))
    await second.stop()
  })

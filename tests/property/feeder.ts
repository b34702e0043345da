/**
 * Feeds methods of the policy over the whole background: there is always an answer, always with a code that a site
 * may be given, and the person is asked only what can be shown and decided.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect } from 'vitest'
import type { Entry } from '../../src/background/approvals/entry'
import { POLICY } from '../../src/background/rpc/policy'
import { startDevnet } from '../devnet/devnet'
import { type Document, restoredWorld, type Ui, type World } from '../integration/world'
import { anyJson, type Json, nearly } from './garbage'
import { RIGHT } from './right'

/** Of each method: a fourth of the long form in `npm test`. */
export const INPUTS = process.env.SOAK === undefined ? 2500 : 10_000
/** Another one in `SEED` looks elsewhere; a failure names its own. */
export const SEED = Number(process.env.SEED ?? 20_261_123)
const SITE = 'https://app.example'

let world: World
let page: Document
let ui: Ui
let count = 0
let questions = 0
let asked = 0
const unhandled: unknown[] = []
const note = (reason: unknown) => unhandled.push(reason)

/** To be called by each file of tests: a wallet whose endpoints fail fast. */
export function setUp(): void {
  beforeAll(async () => {
    const devnet = await startDevnet()
    world = await restoredWorld(devnet.url)
    await devnet.stop()
    world.intercept = (url, { method, params }) => {
      if (method === 'eth_chainId') return { result: url === devnet.url ? '0x1' : '0x539' }
      const answer = method === 'eth_call' ? tokenAnswer(params) : undefined
      return answer === undefined ? { error: { code: -32000, message: 'a stub' } } : { result: answer }
    }
    process.on('unhandledRejection', note)
  })
  afterAll(() => {
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
  })
}

/** Every address is a token named TKN, with 18 decimals: what is right for wallet_watchAsset can be asked. */
function tokenAnswer(params: unknown): string | undefined {
  const [call] = Array.isArray(params) ? params : []
  if (call?.data === '0x95d89b41' || call?.data === '0x06fdde03') return `0x544b4e${'0'.repeat(58)}`
  return call?.data === '0x313ce567' ? `0x${'12'.padStart(64, '0')}` : undefined
}

/** A new document of the site, with a fresh grant or with none. */
export async function openSite(connected = true): Promise<Document> {
  world.documents.clear()
  world.requests = []
  world.operations = []
  page = world.open(SITE, `doc-${++count}`)
  ui = world.ui()
  await page.request('wallet_revokePermissions', [{ eth_accounts: {} }])
  questions = 0
  if (!connected) return page
  const asked = page.request('eth_requestAccounts')
  await ui.approve('connect')
  await asked
  return page
}
type Settled = Awaited<ReturnType<Document['ask']>>
const turn = () => new Promise((done) => setImmediate(done))

/** The entries of the queue as they are stored. */
export async function entries(): Promise<Entry[]> {
  const { approvals } = await world.session.get(['approvals'])
  return Object.values((approvals ?? {}) as Record<string, Entry>)
}

/** The answer, or the question that has to be decided first. */
export async function answerOrQuestion(method: string, params: Json): Promise<Settled | Entry> {
  // Time passes, or the limits would be what is tested; and the person is there, or the wallet would lock.
  world.now += 1000
  if (++asked % 100 === 0) ui.connect().receive({ gesture: true })
  let settled: Settled | undefined
  void page.ask(method, params).then((one) => {
    settled = one
  })
  for (const end = Date.now() + 30_000; Date.now() < end; await turn()) {
    // Some have their answer as soon as the person is asked.
    const known = settled
    const [entry] = await entries()
    if (entry !== undefined && !entry.view.preparing) return entry
    if (entry === undefined && known !== undefined) return known
  }
  throw new Error('neither an answer nor a question')
}

/** What a site may be told. The endpoint of these tests says -32000 to everything. */
const CODES = new Set([
  ...[-32600, -32601, -32602, -32603, -32000, -32002, -32005, 4100, 4900, 4902],
  ...[5700, 5710, 5720, 5730, 5740, 5750, 5760],
])

/** Words of a fault of ours. */
const UNFIT = /^Internal error|undefined is not|cannot read|is not a function|chrome-extension:|\bat \w+ \(/i

/** A question has to be one that its kind can show, and one that ends with the person's no. */
async function checkQuestion(entry: Entry, method: string): Promise<void> {
  questions += 1
  const policy = POLICY.get(method)
  expect(policy?.approval, 'a method without an approval asks nothing').not.toBeNull()
  const kinds = method === 'wallet_addEthereumChain' ? ['add-network', 'switch-network'] : [policy?.approval]
  expect([...kinds, ...(KINDS_OF[method] ?? [])]).toContain(entry.view.kind)
  expect(entry.view.digest).toMatch(/^[0-9a-f]{32}$/)
  expect(entry.view.origin).toBe(SITE)
  expect(entry.view.summary.length).toBeGreaterThan(0)
  expect(JSON.parse(JSON.stringify(entry.view))).toEqual(entry.view)
  await ui.call('approvals.reject', { id: entry.id })
  // A site that is refused rests.
  world.now += 120_000
  ui.connect().receive({ gesture: true })
  await turn()
  expect(await entries()).toEqual([])
}

/** Kinds that a method may ask besides the one of its row. */
const KINDS_OF: Record<string, string[]> = { personal_sign: ['sign-in'] }

async function check(method: string, params: Json): Promise<void> {
  const found = await answerOrQuestion(method, params)
  if ('view' in found) return checkQuestion(found, method)
  if (found.ok) return
  const { code, message } = found.error
  // Without `expect`, which would be a third of what these tests cost.
  if (!CODES.has(code) || message.length < 4 || UNFIT.test(message))
    throw new Error(`answered with ${code}: ${message}`)
}

export function assert<T extends [unknown, ...unknown[]]>(
  property: fc.IAsyncPropertyWithHooks<T>,
  numRuns = INPUTS,
): Promise<void> {
  return fc.assert(property, { numRuns, seed: SEED, endOnFailure: true })
}

/** @returns how often the person was asked */
export async function feed(method: string): Promise<number> {
  await openSite()
  await assert(fc.asyncProperty(paramsOf(method), (one) => check(method, one)))
  expect(unhandled).toEqual([])
  return questions
}

/** Mostly right parameters with something wrong in them; of a method that takes any, anything. */
export function paramsOf(method: string): fc.Arbitrary<Json> {
  const right = RIGHT[method]
  if (right === undefined) return anyJson
  return fc.oneof({ weight: 1, arbitrary: anyJson }, { weight: 3, arbitrary: nearly(...right) })
}

/**
 * Requests of the corpus tried on a chain with the real contracts: what the approval shows of balances and rights is
 * what stands in the corpus. There $me is the first account of the devnet, and some names are contracts of it.
 */
import { type Address, type Hex, parseAbi } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isUnlimited } from '../../src/ethereum/calls'
import { textOf } from '../../src/ethereum/explain/told'
import { formatAmount } from '../../src/ethereum/units'
import type {
  ApprovalView,
  BalanceChange,
  CallsApproval,
  RightChange,
  TransactionApproval,
} from '../../src/messaging/protocol'
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { makeReady } from '../drainer/stage'
import { addressOf, type Case, corpus, dataOf, NAMES, named, place, weiOf } from '../vectors/clarity/corpus'
import { ACCOUNTS, type Document, restoredWorld, type Ui, type World } from './world'

const ME = ACCOUNTS[0] as Address
// Other tests of the same worker read the same names.
const placed = [
  place('me', ME),
  place('apes', devnetAddresses.collectible),
  place('items', devnetAddresses.items),
]

let devnet: Devnet
let world: World
let ui: Ui
let sites = 0
beforeAll(async () => {
  devnet = await startDevnet()
  await makeReady(devnet)
  await makeCorpusReady(devnet)
  world = await restoredWorld(devnet.url)
  ui = world.ui()
})
afterAll(async () => {
  for (const undo of placed) undo()
  world.worker.kill()
  await devnet.stop()
})

const abi = parseAbi([
  'function approve(address spender, uint256 amount)',
  'function supply(address asset, uint256 amount, address onBehalfOf, uint16 code)',
])

/** What the corpus takes for granted: contracts stand where it says so, and routers may take what they swap. */
async function makeCorpusReady({ client }: Devnet): Promise<void> {
  const { usdc, dai, weth, uniswapV2Router, uniswapV3Router, uniswapRouter02, aavePool } = devnetAddresses
  for (const { address, code } of Object.values(NAMES)) {
    const isThere = code === false || (await client.getCode({ address: address as Address })) !== undefined
    if (!isThere && address !== ME) await client.setCode({ address: address as Address, bytecode: '0x00' })
  }
  await client.impersonateAccount({ address: ME })
  const call = { account: ME, abi } as const
  const allow = (token: string, spender: string, amount: bigint) =>
    client.writeContract({
      ...{ ...call, address: token as Address },
      functionName: 'approve',
      args: [spender as Address, amount],
    })
  for (const token of [usdc, dai, weth])
    for (const spender of [uniswapV2Router, uniswapV3Router, uniswapRouter02, aavePool])
      await allow(token, spender, 2n ** 255n)
  await allow(usdc, addressOf('$thief'), 77n)
  await client.writeContract({
    ...{ ...call, address: aavePool as Address },
    functionName: 'supply',
    args: [usdc as Address, 4_500_000_000n, ME, 0],
  })
  await client.stopImpersonatingAccount({ address: ME })
}

async function connected(): Promise<Document> {
  // Another site each time: one that was refused has to wait.
  const document = world.open(`https://app${++sites}.example`)
  const asked = document.request('eth_requestAccounts')
  await ui.approve('connect')
  await asked
  return document
}

/** The chain goes by today's clock, and the deadlines of the corpus by its own: they are put off by ten years. */
const deadline = (date: string) => (Date.parse(date) / 1000).toString(16).padStart(64, '0')
const dates = new Set(JSON.stringify(corpus()).match(/2026-\d\d-\d\dT[\d:]+Z/g) ?? [])
const putOff = (data: Hex): Hex =>
  [...dates].reduce<string>(
    (text, date) => text.replaceAll(deadline(date), deadline(date.replace('2026', '2036'))),
    data,
  ) as Hex

const plain = ({ to, value, ...call }: { to?: string | null; value?: string; call?: string }) => ({
  ...(to == null ? {} : { to: addressOf(to) }),
  value: `0x${weiOf(value).toString(16)}` as Hex,
  data: putOff(dataOf(call)),
})

/** What the person would be shown; the request is refused after. */
async function told({ request }: Case): Promise<ApprovalView> {
  const page = await connected()
  const { calls } = request
  const batch = { version: '2.0.0', chainId: '0x1', from: ME, atomicRequired: false }
  if (calls === undefined) void page.ask('eth_sendTransaction', [{ from: ME, ...plain(request) }])
  else void page.ask('wallet_sendCalls', [{ ...batch, calls: calls.map(plain) }])
  const view = await ui.approval(calls === undefined ? 'transaction' : 'calls')
  await ui.call('approvals.reject', { id: view.id })
  return view
}

function changeText({ amount, decimals, symbol, item, token }: BalanceChange): string {
  const [sign, size] = amount.startsWith('-') ? ['-', amount.slice(1)] : ['+', amount]
  const what =
    item === undefined ? `${formatAmount(BigInt(size), decimals)} ${symbol}` : `item ${item} of ${token}`
  return named(`${sign}${what}`)
}

function rightText({ spender, over, amount, token, item, symbol, decimals, permit2 }: RightChange): string {
  const size = isUnlimited(BigInt(amount)) ? 'unlimited' : formatAmount(BigInt(amount), decimals)
  const what = { amount: `${size} ${symbol}`, item: `item ${item} of ${token}`, all: `all of ${token}` }[over]
  return named(`${spender}: ${what}${permit2 ? ' through Permit2' : ''}`)
}

function sentencesOf(view: TransactionApproval | CallsApproval): string[] {
  const parts = view.kind === 'calls' ? view.calls.flatMap(({ summary }) => summary) : view.summary
  return parts.map((one) => named(textOf(one)).replaceAll('2036', '2026'))
}

const amountIn = (text: string): number => Number(/[+-][\d ]+(?:\.\d+)?/.exec(text)?.[0].replaceAll(' ', ''))
const unitIn = (text: string): string => text.slice(text.lastIndexOf(' '))

/** "about +3 USDC" in the place of what is that within one in a hundred. */
function roughly(shown: readonly string[], expected: readonly string[]): string[] {
  return shown.map((text) => {
    const about = expected.find((one) => one.startsWith('about ') && unitIn(one) === unitIn(text))
    if (about === undefined) return text
    return Math.abs(amountIn(text) / amountIn(about) - 1) < 0.01 ? about : text
  })
}

const tried = corpus().flatMap(({ topic }) =>
  topic.cases.flatMap((one) => {
    const { tried: expected } = one.expect
    return expected === undefined ? [] : [{ name: one.name, one, expected, malicious: topic.malicious }]
  }),
)

test('param: forty requests and more are tried, honest ones and thefts', () => {
  expect(tried.length).toBeGreaterThanOrEqual(40)
  expect(tried.filter(({ malicious }) => malicious).length).toBeGreaterThanOrEqual(20)
})

test.each(tried)('behavior: $name', async ({ one, expected, malicious }) => {
  const view = await told(one)
  if (view.kind !== 'transaction' && view.kind !== 'calls') throw new Error('another kind')
  expect(view.looked).toBe('simulated')
  const changes = roughly(view.changes.map(changeText), expected.changes)
  expect(changes.sort()).toEqual([...expected.changes].sort())
  expect(view.rights.map(rightText).sort()).toEqual([...expected.rights].sort())
  expect(sentencesOf(view)).toEqual(one.expect.sentences)
  // What only a case knows, such as the age of a contract, the chain does not tell.
  const isBad = view.warnings.some(({ severity }) => severity === 'danger')
  if (one.facts === undefined) expect(isBad).toBe(malicious)
})

/** What others say of a request: asked only with consent, believed only where it is true of the bytes, told as theirs. */
import { createHash } from 'node:crypto'
import { AbiCoder, Interface, id } from 'ethers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Part } from '../../src/messaging/protocol'
import { type Devnet, startDevnet } from '../devnet/devnet'
import { type Reply, respond, type ServicesServer, startServices } from './services-server'
import { ACCOUNTS, type Document, restoredWorld, type Ui, type World } from './world'

const [ME, EVE] = ACCOUNTS
const SOURCIFY = 'sourcify.dev'
const DATABASE = 'api.4byte.sourcify.dev'
const LIST = 'api.github.com'
const RAW = 'raw.githubusercontent.com'
/** A contract of the devnet that no descriptor of ours is for. */
const VAULT = '0xcA11bde05977b3631167028862bE2a173976CA11'
const WETH = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2'
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'

let devnet: Devnet
let server: ServicesServer
let world: World
let page: Document
let ui: Ui
beforeAll(async () => {
  ;[devnet, server] = await Promise.all([startDevnet(), startServices()])
  world = await restoredWorld(devnet.url)
  server.serve(world)
  ui = world.ui()
  await ui.until((state) => state.status === 'unlocked')
})
afterAll(() => Promise.all([devnet.stop(), server.close()]))
let sites = 0
beforeEach(async () => {
  server.asked.length = 0
  server.act.clear()
  for (const one of ui.state?.services ?? [])
    if (one.kind === 'code' && one.allowed === true) await allow(one.id, false)
  for (const file of ui.state?.clearSigning.files ?? [])
    await ui.call('clearSigning.removeFile', { id: file.id })
})
/** Each question from a site of its own: one that is refused twice has to wait. */
async function fromNewSite() {
  sites += 1
  page = world.open(`https://told${sites}.example`)
  const asked = page.request('eth_requestAccounts')
  await ui.approve('connect')
  await asked
}

const allow = (service: string, allowed = true) => ui.call('services.allow', { id: service, allowed })
const text = (part: Part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.address)
const words = (summary: readonly (readonly Part[])[]) => summary.map((parts) => parts.map(text).join(''))
/** Every selector once: what was found is remembered. */
let number = 0
const fresh = () => {
  number += 1
  return `frobnicate${number}(uint256,address)`
}
const encoded = (signature: string) =>
  `${id(signature).slice(0, 10)}${AbiCoder.defaultAbiCoder().encode(['uint256', 'address'], [7, EVE]).slice(2)}`
async function shown(data: string, to = VAULT, value?: string) {
  await fromNewSite()
  const asked = page.ask('eth_sendTransaction', [{ from: ME, to, data, ...(value ? { value } : {}) }])
  const view = await ui.approval('transaction')
  await ui.reject()
  await asked
  return view
}
const sentences = async (data: string, to = VAULT, value?: string) =>
  words((await shown(data, to, value)).summary)
const outside = () => server.asked.filter(({ host }) => [SOURCIFY, DATABASE, LIST, RAW].includes(host))
const json = (value: unknown): Reply => respond(200, JSON.stringify(value))
const abiOf = (signature: string, names: string[]) => [
  'nonsense',
  { type: 'event', name: 'Frobnicated', inputs: [] },
  {
    type: 'function',
    name: signature.slice(0, signature.indexOf('(')),
    stateMutability: 'nonpayable',
    inputs: [
      { name: names[0], type: 'uint256', internalType: 'uint256' },
      { name: names[1], type: 'address', internalType: 'address' },
    ],
    outputs: [],
  },
]
const UNKNOWN = 'Candor cannot tell what this call does.'

describe('forms of functions', () => {
  test('security: nobody is asked before the person has said yes', async () => {
    expect(await sentences(encoded(fresh()))).toContain(UNKNOWN)
    expect(outside()).toEqual([])
  })

  test('behavior: verified source of the contract, told as that, and asked once', async () => {
    const signature = fresh()
    server.act.set(SOURCIFY, json({ abi: abiOf(signature, ['amount', 'who']), match: 'exact_match' }))
    await allow('sourcify')
    const view = await shown(encoded(signature))
    expect(words(view.summary)).toEqual([
      `Call ${signature.slice(0, signature.indexOf('('))} on ${VAULT}`,
      'Its form is known from source code that Sourcify verified; what it does is up to that code.',
    ])
    expect(view.details).toContainEqual({ label: 'who', value: EVE, mono: true })
    await shown(encoded(signature))
    expect(outside().map(({ url }) => url.pathname + url.search)).toEqual([
      `/server/v2/contract/1/${VAULT}?fields=abi,proxyResolution`,
    ])
    await allow('sourcify', false)
    expect(await sentences(encoded(signature))).toContain(UNKNOWN)
  })

  test('behavior: of a proxy, that of the contract behind it', async () => {
    const signature = fresh()
    server.act.set(SOURCIFY, (asked, response) => {
      const isProxy = asked.url.pathname.includes(VAULT)
      const answer = isProxy
        ? { abi: [], proxyResolution: { isProxy: true, implementations: [{ address: EVE, name: 'X' }] } }
        : { abi: abiOf(signature, ['a', 'b']) }
      json(answer)(asked, response)
    })
    await allow('sourcify')
    expect((await sentences(encoded(signature)))[0]).toMatch(/^Call frobnicate\d+ on/)
  })

  test('behavior: where its source is not known, the database of signatures, told as a guess', async () => {
    const signature = fresh()
    server.act.set(SOURCIFY, respond(404, '{"match":null,"creationMatch":null,"runtimeMatch":null}'))
    const selector = id(signature).slice(0, 10)
    const name = { name: signature, filtered: false, hasVerifiedContract: true }
    server.act.set(DATABASE, json({ ok: true, result: { event: {}, function: { [selector]: [name] } } }))
    await allow('sourcify')
    await allow('signature-database')
    const said = await sentences(encoded(signature))
    expect(said[1]).toContain('a guess by its first four bytes')
    expect(outside().map(({ host }) => host)).toEqual([SOURCIFY, DATABASE])
    expect(ui.state?.services.find((one) => one.id === 'sourcify')?.problem).toBeNull()
  })

  test.each<[string, (signature: string) => [Reply, Reply]]>([
    [
      'names of other functions',
      (signature) => [
        json({ abi: abiOf('transfer(uint256,address)', ['a', 'b']) }),
        json({
          result: { function: { [id(signature).slice(0, 10)]: [{ name: 'claimReward(uint256,address)' }] } },
        }),
      ],
    ],
    ['what is no JSON', () => [respond(200, '<html>'), respond(200, '\u0000')]],
    ['another shape', () => [json({ abi: 'all' }), json({ result: [] })]],
    [
      'more than anybody reads',
      () => [respond(200, `"${'x'.repeat(2_000_000)}"`), respond(200, `"${'x'.repeat(200_000)}"`)],
    ],
    ['errors', () => [respond(500, 'no'), respond(429, 'no')]],
  ])('security: %s are worth nothing', async (_, replies) => {
    const signature = fresh()
    const [sourcify, database] = replies(signature)
    server.act.set(SOURCIFY, sourcify)
    server.act.set(DATABASE, database)
    await allow('sourcify')
    await allow('signature-database')
    expect(await sentences(encoded(signature))).toContain(UNKNOWN)
    expect(outside()).toHaveLength(2)
  })

  test('security: signs of direction and markup in names stay what they are', async () => {
    const signature = fresh()
    server.act.set(SOURCIFY, json({ abi: abiOf(signature, ['\u202eelbakcolb', '<b>x</b>']) }))
    await allow('sourcify')
    expect(await sentences(encoded(signature))).toContain(UNKNOWN)
  })

  test('error: one that never answers holds no question back for long', async () => {
    server.act.set(SOURCIFY, () => undefined)
    await allow('sourcify')
    const before = Date.now()
    expect(await sentences(encoded(fresh()))).toContain(UNKNOWN)
    expect(Date.now() - before).toBeLessThan(9000)
  })
})

const V2 = 'https://eips.ethereum.org/assets/eip-7730/erc7730-v2.schema.json'
const descriptor = (to: string, signature: string, intent: string, more: object = {}) => ({
  $schema: V2,
  context: { contract: { deployments: [{ chainId: 1, address: to }] } },
  metadata: { owner: 'Frob Labs' },
  display: {
    formats: {
      [signature.replace('uint256', 'uint256 amount').replace('address', 'address who')]: {
        intent,
        interpolatedIntent: `${intent} {amount} for {who}`,
        fields: [
          { path: 'amount', label: 'Amount', format: 'raw' },
          { path: 'who', label: 'Who', format: 'addressName' },
        ],
      },
    },
  },
  ...more,
})

describe('files that a person adds', () => {
  const add = (value: unknown, name = 'frob.json') =>
    ui.call('clearSigning.addFile', { name, text: typeof value === 'string' ? value : JSON.stringify(value) })

  test('behavior: its words are told as those of the file, until it is removed', async () => {
    const signature = fresh()
    await add(descriptor(VAULT, signature, 'Frobnicate'))
    expect(ui.state?.clearSigning.files).toMatchObject([
      { name: 'frob.json', owner: 'Frob Labs', contracts: 1, formats: 1 },
    ])
    const said = [
      `Frobnicate 7 for ${EVE}`,
      `Asked of ${VAULT}, called “Frob Labs” there. The words are from a file that you added: frob.json.`,
    ]
    expect(await sentences(encoded(signature))).toEqual(said)
    await world.restart()
    ui = world.ui()
    expect(await sentences(encoded(signature))).toEqual(said)
    await ui.call('clearSigning.removeFile', { id: ui.state?.clearSigning.files[0]?.id ?? '' })
    expect(await sentences(encoded(signature))).toContain(UNKNOWN)
  })

  test('security: it takes the place of nothing that Candor knows itself, and no warning away', async () => {
    const approve = new Interface(['function approve(address,uint256)']).encodeFunctionData('approve', [
      EVE,
      2n ** 256n - 1n,
    ]) as string
    const deposit = id('deposit()').slice(0, 10)
    const before = [await shown(approve, USDC), await shown(deposit, WETH, '0x1')]
    await add({
      ...descriptor(USDC, 'approve(address,uint256)', 'Claim a reward of'),
    })
    await add({
      $schema: V2,
      context: { contract: { deployments: [{ chainId: 1, address: WETH }] } },
      display: { formats: { 'deposit()': { intent: 'Claim a reward', fields: [] } } },
    })
    const after = [await shown(approve, USDC), await shown(deposit, WETH, '0x1')]
    for (const [i, view] of after.entries()) {
      expect(words(view.summary)).toEqual(words(before[i]?.summary ?? []))
      expect(view.warnings.map(({ rule }) => rule)).toEqual(before[i]?.warnings.map(({ rule }) => rule))
    }
  })

  test('security: typed data that only a file explains is still said to be of an unknown kind', async () => {
    const types = {
      EIP712Domain: [{ name: 'verifyingContract', type: 'address' }],
      Frob: [{ name: 'amount', type: 'uint256' }],
    }
    const data = {
      domain: { verifyingContract: VAULT },
      primaryType: 'Frob',
      types,
      message: { amount: '7' },
    }
    const ask = async (title: string) => {
      await fromNewSite()
      const asked = page.ask('eth_signTypedData_v4', [ME, data])
      await ui.until((state) => state.approvals.some((one) => words(one.summary)[0]?.startsWith(title)))
      const view = await ui.approval('typed-data')
      await ui.reject()
      await asked
      return view
    }
    const before = await ask('Sign')
    await add({
      $schema: V2,
      context: { eip712: { domain: { verifyingContract: VAULT } } },
      display: {
        formats: {
          'Frob(uint256 amount)': {
            intent: 'Frobnicate',
            fields: [{ path: 'amount', label: 'Amount', format: 'raw' }],
          },
        },
      },
    })
    const after = await ask('Frobnicate')
    expect(words(after.summary).slice(0, 2)).toEqual([
      'Frobnicate',
      'The words are from a file that you added: frob.json.',
    ])
    expect(after.warnings).toEqual(before.warnings)
    expect(after.warnings.map(({ rule }) => rule)).toContain('unknown-format')
  })

  test.each<[string, unknown, RegExp]>([
    ['what is no JSON', '{', /no JSON/],
    ['what is no descriptor', { hello: 1 }, /no descriptor/],
    [
      'one for any contract',
      { ...descriptor(VAULT, 'a(uint256,address)', 'A'), context: { contract: {} } },
      /names no contract/,
    ],
    [
      'one of a later version',
      descriptor(VAULT, 'a(uint256,address)', 'A', { $schema: 'https://x/erc7730-v3.schema.json' }),
      /later version/,
    ],
    [
      'one that includes another',
      descriptor(VAULT, 'a(uint256,address)', 'A', { includes: 'b.json' }),
      /includes another/,
    ],
    ['one that is too large', descriptor(VAULT, 'a(uint256,address)', 'A'.repeat(400_000)), /too large/],
  ])('error: %s is refused, and says why', async (_, value, why) => {
    await expect(add(value)).rejects.toMatchObject({ message: expect.stringMatching(why) })
    expect(ui.state?.clearSigning.files).toEqual([])
  })

  test('security: its name is shown as text', async () => {
    await add(descriptor(VAULT, fresh(), 'Frobnicate'), 'a\u202egpj.json\n')
    expect(ui.state?.clearSigning.files[0]?.name).not.toMatch(/[\u202e\n]/)
  })
})

describe('the public registry', () => {
  const shaOf = (content: string) => {
    const bytes = Buffer.from(content)
    return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
  }
  /** As GitHub has it: a list with hashes, and the files. */
  function publish(files: Record<string, unknown>, list: object = {}) {
    const texts = new Map(
      Object.entries(files).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value, null, 2),
      ]),
    )
    const tree = [...texts].map(([path, content]) => ({
      path,
      mode: '100644',
      type: 'blob',
      sha: shaOf(content),
      size: content.length,
    }))
    server.act.set(
      LIST,
      json({
        sha: 'x',
        truncated: false,
        tree: [{ path: 'registry', type: 'tree', sha: 'y' }, ...tree],
        ...list,
      }),
    )
    server.act.set(RAW, (asked, response) => {
      const name = decodeURIComponent(asked.url.pathname.split('/master/')[1] ?? '')
      const content = texts.get(name)
      respond(content === undefined ? 404 : 200, content ?? 'no')(asked, response)
    })
  }
  const read = () => ui.call('clearSigning.refresh', null)
  const registry = () => ui.state?.clearSigning.registry
  const asked = (host: string) => server.asked.filter((one) => one.host === host).length

  test('behavior: read whole with consent, and only what changed again', async () => {
    const signature = fresh()
    const { context, ...common } = descriptor(VAULT, signature, 'Frobnicate')
    publish({
      'registry/frob/calldata-frob.json': { context, includes: '../../ercs/common.json' },
      'ercs/common.json': common,
      'registry/frob/tests/calldata-frob.tests.json': { tests: [] },
      'registry/broken/calldata-a.json': '{',
      'registry/open/calldata-any.json': { ...common, context: { contract: {} } },
      'README.md': 'hello',
    })
    await read()
    expect(outside()).toEqual([])
    await allow('erc7730-registry')
    await ui.until((state) => state.clearSigning.registry.at !== null)
    expect(registry()).toMatchObject({ count: 1, problem: null })
    expect([asked(LIST), asked(RAW)]).toEqual([1, 4])
    expect(await sentences(encoded(signature))).toEqual([
      `Frobnicate 7 for ${EVE}`,
      `Asked of ${VAULT}, called “Frob Labs” there. The words are from the public registry, which Candor did not check.`,
    ])
    await read()
    // What is no JSON is never kept, so it is asked for again.
    expect([asked(LIST), asked(RAW)]).toEqual([2, 5])
    await allow('erc7730-registry', false)
    expect(await sentences(encoded(signature))).toContain(UNKNOWN)
  })

  test('security: what was swapped on the way, is too much, or no list is refused, and the old stays', async () => {
    const signature = fresh()
    publish({ 'registry/a/calldata-a.json': descriptor(VAULT, signature, 'Frobnicate') })
    await allow('erc7730-registry')
    await ui.until(
      (state) => state.clearSigning.registry.count === 1 && state.clearSigning.registry.at !== null,
    )
    await read()
    const tries: [() => void, RegExp | null][] = [
      [
        () => {
          publish({ 'registry/a/calldata-a.json': descriptor(VAULT, signature, 'Claim') })
          server.act.set(RAW, json(descriptor(VAULT, signature, 'Steal')))
        },
        /not the one that the list names/,
      ],
      [() => publish({}, { truncated: true }), /not one that can be read/],
      [
        () =>
          publish(
            Object.fromEntries(
              Array.from({ length: 6 }, (_, i) => [
                `registry/a/calldata-${i}.json`,
                descriptor(VAULT, `f${i}(uint256,address)`, 'x'.repeat(350_000)),
              ]),
            ),
          ),
        /larger than/,
      ],
      [() => publish({ 'registry/a/calldata-a.json': { hello: 1 } }), /Nothing in the registry/],
      [() => server.act.set(LIST, respond(200, '<html>')), null],
      [() => server.act.set(LIST, respond(503, 'no')), null],
    ]
    for (const [act, why] of tries) {
      act()
      await read()
      if (why !== null) expect(registry()?.problem).toMatch(why)
      else expect(ui.state?.services.find((one) => one.id === 'erc7730-registry')?.problem).not.toBeNull()
      expect((await sentences(encoded(signature)))[0]).toBe(`Frobnicate 7 for ${EVE}`)
    }
  })
})

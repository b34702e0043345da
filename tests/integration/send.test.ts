import { parseEther, parseUnits } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, type Death, deathsIn, restoredWorld, type Ui, type World } from './world'

const [ME, YOU] = ACCOUNTS
const USDC = devnetAddresses.usdc as `0x${string}`
const SITE = 'https://app.example'

let devnet: Devnet
let world: World
let ui: Ui
let snapshot: `0x${string}`
beforeAll(async () => {
  devnet = await startDevnet()
})
afterAll(() => devnet.stop())
beforeEach(async () => {
  if (snapshot !== undefined) await devnet.revert(snapshot)
  snapshot = await devnet.snapshot()
  world = await restoredWorld(devnet.url)
  ui = world.ui()
})

// A worker left alive would send what it still has pending to the chain of the next test.
afterEach(() => world.worker.kill())

const form = { chainId: 1, from: ME, token: 'native', to: YOU } as const
const balance = (address: `0x${string}`) => devnet.client.getBalance({ address })
const usdc = (owner: `0x${string}`) =>
  devnet.client.readContract({
    address: USDC,
    abi: [
      {
        type: 'function',
        name: 'balanceOf',
        stateMutability: 'view',
        inputs: [{ type: 'address' }],
        outputs: [{ type: 'uint256' }],
      },
    ],
    functionName: 'balanceOf',
    args: [owner],
  })
const mined = (hash: string | undefined) =>
  ui.until((state) => state.activity.find((row) => row.hash === hash && row.status !== 'pending'))

describe('sending', () => {
  test('behavior: ETH arrives, the receipt is in the activity, the fee is what the chain charged', async () => {
    const [mine, yours] = [await balance(ME), await balance(YOU)]
    await ui.call('send.prepare', { ...form, amount: { typed: '1.25' } })
    const view = await ui.approval('transaction')
    expect(view).toMatchObject({
      origin: 'wallet',
      blocked: null,
      changes: [{ token: 'native', amount: `-${parseEther('1.25')}` }],
    })
    const { hash } = await ui.approve('transaction', { tier: 'fast' })
    const row = await mined(hash)
    expect(row).toMatchObject({ status: 'confirmed', kind: 'send', to: YOU, nonce: 0 })
    expect(await balance(YOU)).toBe(yours + parseEther('1.25'))
    expect(await balance(ME)).toBe(mine - parseEther('1.25') - BigInt(row.fee ?? 0))
    expect(BigInt(row.fee ?? 0)).toBeLessThanOrEqual(BigInt(row.maxFee))
  })

  test('behavior: max leaves exactly the highest fee, at each speed', async () => {
    for (const tier of ['slow', 'normal', 'fast'] as const) {
      await devnet.client.setBalance({ address: ME, value: parseEther('2') })
      await ui.call('send.prepare', { ...form, amount: 'max' })
      const { hash } = await ui.approve('transaction', { tier })
      const row = await mined(hash)
      const { value } = await devnet.client.getTransaction({ hash: row.hash })
      expect(value + BigInt(row.maxFee)).toBe(parseEther('2'))
    }
  })

  test('behavior: an ERC-20 is sent, typed and max', async () => {
    const [mine, yours] = [await usdc(ME), await usdc(YOU)]
    await ui.call('send.prepare', { ...form, token: USDC, amount: { typed: '12.5' } })
    expect(await ui.approval('transaction')).toMatchObject({
      changes: [{ symbol: 'USDC', amount: '-12500000' }],
    })
    const { hash } = await ui.approve('transaction')
    expect(await mined(hash)).toMatchObject({ status: 'confirmed', kind: 'token-send' })
    expect(await usdc(YOU)).toBe(yours + parseUnits('12.5', 6))
    await ui.call('send.prepare', { ...form, token: USDC, amount: 'max' })
    await mined((await ui.approve('transaction')).hash)
    expect(await usdc(ME)).toBe(0n)
    expect(await usdc(YOU)).toBe(yours + mine)
  })

  test.each([
    ['not enough for amount plus fee', { amount: { typed: '9999.99999' } }, 'amount', /Not enough ETH/],
    ['a bad address', { to: '0x1234' }, 'recipient', /address/],
    [
      'a wrong checksum',
      { to: '0x70997970c51812dc3A010C7d01b50e0d17dc79C8' },
      'recipient',
      /checksum|mistyped|capital/i,
    ],
    ['the zero address', { to: '0x0000000000000000000000000000000000000000' }, 'recipient', /lost/],
    ["the token's own contract", { token: USDC, to: USDC }, 'recipient', /contract of a token/],
    [
      'more decimals than the token has',
      { token: USDC, amount: { typed: '1.1234567' } },
      'amount',
      /decimal|places/i,
    ],
    [
      'more than there is of a token',
      { token: USDC, amount: { typed: '99999999999' } },
      'amount',
      /Not enough USDC/,
    ],
    ['nothing', { amount: { typed: '0' } }, 'amount', /above zero/],
    ['words', { amount: { typed: 'all' } }, 'amount', /./],
  ])('error: %s is refused before anything is asked', async (_what, change, field, message) => {
    const asked = ui.call('send.prepare', { ...form, amount: { typed: '1' }, ...change } as never)
    await expect(asked).rejects.toMatchObject({
      name: 'FieldError',
      data: { field },
      message: expect.stringMatching(message),
    })
    expect(ui.state?.approvals).toEqual([])
  })

  test('behavior: a site sends, gets the hash, and the nonces of several follow one another', async () => {
    const page = world.open(SITE)
    const asked = page.request('eth_requestAccounts')
    await ui.approve('connect')
    await asked
    const hashes = [1, 2, 3].map((n) =>
      page.request('eth_sendTransaction', [{ from: ME, to: YOU, value: `0x${n}` }]),
    )
    await ui.until((state) => state.approvals.length === 3 && state.approvals.every((one) => !one.preparing))
    await Promise.all(
      (ui.state?.approvals ?? []).map(({ id, digest }) =>
        ui.call('approvals.approve', { id, digest, edits: {} }),
      ),
    )
    const nonces = await Promise.all(
      (await Promise.all(hashes)).map(
        async (hash) => (await devnet.client.getTransaction({ hash: hash as `0x${string}` })).nonce,
      ),
    )
    expect(nonces.toSorted()).toEqual([0, 1, 2])
  })

  test('behavior: a call that stops at an invalid opcode may be sent, with a warning', async () => {
    // Solidity before 0.8 and Vyper end a failed assertion like this; nodes answer it with their own words.
    const stops = '0x00000000000000000000000000000000000057a9'
    await devnet.client.setCode({ address: stops, bytecode: '0xfe' })
    const page = world.open(SITE)
    const asked = page.request('eth_requestAccounts')
    await ui.approve('connect')
    await asked
    const sending = page.request('eth_sendTransaction', [{ from: ME, to: stops, gas: '0x7530' }])
    expect(await ui.approval('transaction')).toMatchObject({
      blocked: null,
      warnings: [{ rule: 'will-fail', severity: 'danger' }],
    })
    await ui.approve('transaction')
    const hash = (await sending) as `0x${string}`
    expect(await devnet.client.waitForTransactionReceipt({ hash })).toMatchObject({ status: 'reverted' })
  })

  test('behavior: a gas limit of the site that is too low is told before it costs anything', async () => {
    // Stores a word, which takes more than a plain transfer.
    const stores = '0x0000000000000000000000000000000000005704'
    await devnet.client.setCode({ address: stores, bytecode: '0x60015f5500' })
    const page = world.open(SITE)
    const asked = page.request('eth_requestAccounts')
    await ui.approve('connect')
    await asked
    const ask = (gas: string) => page.ask('eth_sendTransaction', [{ from: ME, to: stores, gas }])
    const low = ask('0x5208')
    const view = await ui.approval('transaction')
    expect(view).toMatchObject({ blocked: null, warnings: [{ rule: 'will-fail' }] })
    expect(JSON.stringify(view)).toMatch(/it takes 4\d{4} gas, and the site allows 21000/)
    await ui.reject('transaction')
    expect(await low).toMatchObject({ error: { code: 4001 } })
    const enough = ask('0x186a0')
    expect(await ui.approval('transaction')).toMatchObject({ warnings: [] })
    await ui.reject('transaction')
    expect(await enough).toMatchObject({ error: { code: 4001 } })
  })

  test('behavior: what the network refuses is told, and its nonce is free again', async () => {
    world.intercept = (_url, { method }) =>
      method === 'eth_sendRawTransaction'
        ? { error: { code: -32000, message: 'insufficient funds for gas' } }
        : undefined
    await ui.call('send.prepare', { ...form, amount: { typed: '1' } })
    await expect(ui.approve('transaction')).rejects.toMatchObject({ name: 'NotSentError' })
    await ui.until((state) => state.activity[0]?.status === 'dropped')
    world.intercept = undefined
    await ui.call('send.prepare', { ...form, amount: { typed: '2' } })
    expect(await mined((await ui.approve('transaction')).hash)).toMatchObject({
      status: 'confirmed',
      nonce: 0,
    })
  })

  test('behavior: a transaction signed while no endpoint answers is sent when one does', async () => {
    await ui.call('send.prepare', { ...form, amount: { typed: '1' } })
    await ui.approval('transaction')
    world.intercept = (_url, { method }) =>
      method === 'eth_sendRawTransaction' ? new Error('offline') : undefined
    const yours = await balance(YOU)
    const { hash } = await ui.approve('transaction')
    expect(await balance(YOU)).toBe(yours)
    world.intercept = undefined
    expect(await mined(hash)).toMatchObject({ status: 'confirmed' })
    expect(await balance(YOU)).toBe(yours + parseEther('1'))
  })
})

describe('the worker dies', () => {
  /** The whole way of a site's transaction, driven by people and pages that do not give up. */
  async function flow(death?: Death) {
    world.restart(death)
    const page = world.open(SITE, `doc-${Math.random()}`)
    const started = world.worker
    const begun = world.operations.length
    const until = Date.now() + 30_000
    // The browser starts a dead worker again as soon as somebody needs it.
    const reviver = setInterval(() => {
      if (!world.worker.alive) world.restart()
    }, 10)
    try {
      const hash = page.ask('eth_sendTransaction', [{ from: ME, to: YOU, value: '0x7' }])
      let settled: Awaited<typeof hash> | undefined
      void hash.then((answer) => {
        settled = answer
      })
      while (settled === undefined && Date.now() < until) {
        const view = await Promise.race([ui.approval('transaction').catch(() => null), hash.then(() => null)])
        if (view === null || settled !== undefined) break
        await Promise.race([
          ui
            .call('approvals.approve', { id: view.id, digest: view.digest, edits: {} })
            .catch(() => undefined),
          hash,
          new Promise((done) => setTimeout(done, 300)),
        ])
      }
      const answer = await hash
      return { answer, operations: world.operations.slice(begun, begun + started.count), page }
    } finally {
      clearInterval(reviver)
    }
  }

  test('behavior: at every single operation of a send: one transaction, one answer, nothing lost', async () => {
    const connect = world.open(SITE)
    const asked = connect.request('eth_requestAccounts')
    await ui.approve('connect')
    await asked
    connect.leave()
    const smooth = await flow()
    expect(smooth.answer.ok).toBe(true)
    // Mined before the loop reads balance and nonce: both are to start after it.
    const first = smooth.answer.ok ? String(smooth.answer.value) : ''
    await devnet.client.waitForTransactionReceipt({ hash: first as `0x${string}` })
    // Until the answer is there; what follows is the watching.
    const last = smooth.operations
    let nonce = await devnet.client.getTransactionCount({ address: ME })
    for (const when of ['before', 'after'] as const) {
      for (const at of deathsIn(last)) {
        const yours = await balance(YOU)
        const { answer, page } = await flow({ at, when })
        expect(
          answer,
          `killed ${when} operation ${at} of ${last.length}: ${JSON.stringify(answer)}`,
        ).toMatchObject({
          ok: true,
        })
        const hash = answer.ok ? String(answer.value) : ''
        await devnet.client.waitForTransactionReceipt({ hash: hash as `0x${string}` })
        expect(await balance(YOU), `killed ${when} operation ${at}`).toBe(yours + 7n)
        expect(await devnet.client.getTransactionCount({ address: ME })).toBe(++nonce)
        expect([...page.answers.values()]).toEqual([1])
        page.leave()
        // Dead again after the answer: what is pending wakes it by its alarm.
        if (!world.worker.alive) world.restart()
        await ui.until(
          (state) => state.approvals.length === 0 && state.activity.every((row) => row.status !== 'pending'),
        )
      }
    }
  }, 300_000)
})

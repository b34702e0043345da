import { afterEach, expect, test } from 'vitest'
import { createTestPage, type Serve } from '../../tests/page/provider-page.ts'

const opened: { close(): void }[] = []
async function openPage(serve: Serve = (method) => method) {
  const page = createTestPage(serve)
  opened.push(page)
  page.provider.isConnected()
  await page.settle()
  return page
}
afterEach(() => {
  for (const page of opened.splice(0)) page.close()
})
const refuse: Serve = () => {
  throw { code: 4001, message: 'no' }
}
const callback = (use: (done: (...args: unknown[]) => void) => unknown): Promise<unknown[]> =>
  new Promise((resolve) => use((...args) => resolve(args)))
const thrown = (act: () => unknown): unknown => {
  try {
    return act()
  } catch (error) {
    return error
  }
}

test('behavior: enable asks for accounts', async () => {
  const { provider } = await openPage((method) => [method])
  expect(await provider.enable()).toEqual(['eth_requestAccounts'])
})

test('behavior: send with a method gives an envelope', async () => {
  const { provider } = await openPage((_method, params) => params)
  expect(await provider.send('echo', [1])).toEqual({ id: undefined, jsonrpc: '2.0', result: [1] })
  await expect(provider.send('')).rejects.toMatchObject({ code: -32600 })
})

test('behavior: send and sendAsync with a callback give error first, then the envelope', async () => {
  const { provider } = await openPage()
  for (const send of [provider.send, provider.sendAsync])
    expect(await callback((done) => send({ id: 7, method: 'a' }, done))).toEqual([
      null,
      { id: 7, jsonrpc: '2.0', result: 'a' },
    ])
  const failing = await openPage(refuse)
  const [error, response] = await callback((done) => failing.provider.sendAsync({ id: 8, method: 'a' }, done))
  expect(error).toMatchObject({ code: 4001 })
  expect(response).toMatchObject({ id: 8, error: { code: 4001 } })
})

test('behavior: a callback comes after the call returned, even for what is refused at once', async () => {
  const { provider } = await openPage()
  let returned = false
  const told = callback((done) =>
    provider.sendAsync('nonsense', (...args: unknown[]) => done(returned, ...args)),
  )
  returned = true
  expect(await told).toMatchObject([true, { code: -32600 }, { error: { code: -32600 } }])
})

test('behavior: a batch is answered whole and in order', async () => {
  const { provider } = await openPage((method) => {
    if (method === 'b') throw { code: 4001, message: 'no' }
    return method
  })
  const batch = [{ id: 1, method: 'a' }, { id: 2, method: 'b' }, null]
  expect(await callback((done) => provider.sendAsync(batch, done))).toMatchObject([
    null,
    [
      { id: 1, result: 'a' },
      { id: 2, error: { code: 4001 } },
      { id: undefined, error: { code: -32600 } },
    ],
  ])
  expect(await callback((done) => provider.sendAsync([], done))).toMatchObject([{ code: -32600 }])
})

test('error: an envelope holds the error as plain JSON, with its data', async () => {
  const { provider } = await openPage(() => {
    throw { code: -32602, message: 'no', data: { a: 1 } }
  })
  const [error, response] = await callback((done) => provider.sendAsync({ id: 1, method: 'a' }, done))
  expect(error).toBeInstanceOf(Error)
  expect(JSON.parse(JSON.stringify(response))).toEqual({
    id: 1,
    jsonrpc: '2.0',
    error: { code: -32602, message: 'no', data: { a: 1 } },
  })
})

test('error: a payload whose members throw is answered, not thrown', async () => {
  const { provider } = await openPage()
  const trap = {
    get id() {
      throw new Error('trap')
    },
    get method() {
      throw new Error('trap')
    },
  }
  expect(await callback((done) => provider.sendAsync(trap, done))).toMatchObject([{ code: -32600 }, {}])
  expect(await callback((done) => provider.sendAsync([trap], done))).toMatchObject([
    null,
    [{ error: { code: -32600 } }],
  ])
})

test('behavior: the first call without a callback fetches what later ones answer', async () => {
  const page = createTestPage()
  opened.push(page)
  expect(page.provider.send({ method: 'eth_accounts' })).toMatchObject({ result: [] })
  await page.settle()
  expect(page.provider.send({ method: 'eth_accounts' })).toMatchObject({ result: ['0xaa'] })
})

test('error: without a callback nothing breaks', async () => {
  const page = await openPage()
  page.provider.sendAsync({ method: 'a' }, undefined)
  await page.settle()
  expect(page.methods()).toEqual(['candor_state', 'a'])
})

test('behavior: send without a callback answers from what is known', async () => {
  const page = await openPage()
  const send = (method: string) => page.provider.send({ id: 1, method })
  expect(send('eth_accounts')).toEqual({ id: 1, jsonrpc: '2.0', result: ['0xaa'] })
  expect(send('eth_coinbase')).toMatchObject({ result: '0xaa' })
  expect(send('net_version')).toMatchObject({ result: '1' })
  expect(send('eth_uninstallFilter')).toMatchObject({ result: true })
  await page.settle()
  expect(page.methods()).toEqual(['candor_state', 'eth_uninstallFilter'])
  page.emit({ event: 'accountsChanged', data: [] })
  await page.settle()
  expect(send('eth_accounts')).toMatchObject({ result: [] })
  expect(send('eth_coinbase')).toMatchObject({ result: null })
})

test('error: send without a callback throws for the rest, with a code', async () => {
  const { provider } = await openPage()
  expect(thrown(() => provider.send({ method: 'eth_chainId' }))).toMatchObject({ code: 4200 })
  expect(thrown(() => provider.send(undefined))).toMatchObject({ code: -32600 })
})

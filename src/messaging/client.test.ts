import { describe, expect, test } from 'vitest'
import { type CallError, createClient, INTERRUPTED, type PortLike, REPEATABLE } from './client.ts'
import type { UiMessage, UiPush } from './protocol.ts'

type FakePort = PortLike & {
  sent: UiMessage[]
  hear: (message: unknown) => void
  die: () => void
  closed: boolean
}

function fakePort(): FakePort {
  let onMessage: (message: unknown) => void = () => {}
  let onDisconnect: () => void = () => {}
  const port: FakePort = {
    sent: [],
    closed: false,
    post: (message) => void port.sent.push(message),
    onMessage: (listener) => {
      onMessage = listener
    },
    onDisconnect: (listener) => {
      onDisconnect = listener
    },
    close: () => {
      port.closed = true
    },
    hear: (message) => onMessage(message),
    die: () => onDisconnect(),
  }
  return port
}

/** A client over ports that the test holds, and waits that the test ends. */
function setup() {
  const ports: FakePort[] = []
  const waits: { run: () => void; milliseconds: number }[] = []
  let refuse = false
  const client = createClient({
    connect: () => {
      if (refuse) throw new Error('no background')
      const port = fakePort()
      ports.push(port)
      return port
    },
    later: (run, milliseconds) => void waits.push({ run, milliseconds }),
  })
  const last = () => {
    const port = ports.at(-1)
    if (!port) throw new Error('no port')
    return port
  }
  const elapse = () => waits.shift()?.run()
  const setRefuse = (value: boolean) => {
    refuse = value
  }
  return { client, ports, waits, last, elapse, setRefuse }
}

const failure = (promise: Promise<unknown>): Promise<CallError> =>
  promise.then(
    () => Promise.reject(new Error('it resolved')),
    (error: CallError) => error,
  )

describe('client', () => {
  test('behavior: a call goes out and its answer comes back, whatever the order', async () => {
    const { client, last } = setup()
    const first = client.call('vault.checkPhrase', { phrase: 'a' })
    const second = client.call('send.max', { chainId: 1, from: '0x1', token: 'native', to: '0x2' })
    expect(last().sent).toEqual([
      { id: 1, call: 'vault.checkPhrase', params: { phrase: 'a' } },
      { id: 2, call: 'send.max', params: { chainId: 1, from: '0x1', token: 'native', to: '0x2' } },
    ])
    last().hear({ id: 2, result: { amount: '1', fee: '2' } })
    last().hear({ id: 1, result: { ok: true, words: 12 } })
    expect(await second).toEqual({ amount: '1', fee: '2' })
    expect(await first).toEqual({ ok: true, words: 12 })
  })

  test('error: a refusal keeps its code, name, message and data', async () => {
    const { client, last } = setup()
    const call = failure(client.call('vault.unlock', { password: 'x' }))
    last().hear({
      id: 1,
      error: { code: -32602, name: 'WrongPasswordError', message: 'No.', data: { field: 'a' } },
    })
    expect(await call).toMatchObject({
      code: -32602,
      name: 'WrongPasswordError',
      message: 'No.',
      data: { field: 'a' },
    })
  })

  test('error: a refusal without a name is a CallError', async () => {
    const { client, last } = setup()
    const call = failure(client.call('vault.lock', null))
    last().hear({ id: 1, error: { code: -32603, message: 'Internal' } })
    expect((await call).name).toBe('CallError')
  })

  test('behavior: snapshots and patches reach every listener until it stops', () => {
    const { client, last } = setup()
    const heard: UiPush[] = []
    const stop = client.subscribe((push) => heard.push(push))
    last().hear({ patch: { waiting: 1 } })
    last().hear({ snapshot: {} })
    stop()
    last().hear({ patch: { waiting: 2 } })
    expect(heard).toEqual([{ patch: { waiting: 1 } }, { snapshot: {} }])
  })

  test('behavior: noise and answers to nothing are passed over', () => {
    const { last } = setup()
    for (const noise of [null, 'text', 7, {}, { id: 'x' }, { id: 99, result: 1 }]) last().hear(noise)
  })

  test('behavior: when the worker dies, what may be repeated is sent again on the new port', async () => {
    const { client, ports, last, elapse } = setup()
    const unlock = client.call('vault.unlock', { password: 'x' })
    last().die()
    expect(ports).toHaveLength(1)
    elapse()
    expect(ports).toHaveLength(2)
    expect(last().sent).toEqual([{ id: 1, call: 'vault.unlock', params: { password: 'x' } }])
    last().hear({ id: 1, result: null })
    expect(await unlock).toBeNull()
  })

  test('error: when the worker dies, what must not be repeated is told as interrupted', async () => {
    const { client, last, elapse } = setup()
    const create = failure(client.call('vault.create', { words: 12, password: 'x' }))
    last().die()
    expect(await create).toMatchObject({ name: 'DisconnectedError', message: INTERRUPTED })
    elapse()
    expect(last().sent).toEqual([])
  })

  test('behavior: a call made while there is no port waits for one, repeatable or not', async () => {
    const { client, last, elapse } = setup()
    last().die()
    const add = client.call('accounts.add', { keyringId: 'k' })
    elapse()
    expect(last().sent).toHaveLength(1)
    last().hear({ id: 1, result: '0x1' })
    expect(await add).toBe('0x1')
  })

  test('behavior: waits grow while nothing answers, and start again after an answer', () => {
    const { waits, last, elapse, setRefuse } = setup()
    last().die()
    setRefuse(true)
    for (let i = 0; i < 8; i++) elapse()
    expect(waits[0]?.milliseconds).toBe(2_000)
    setRefuse(false)
    elapse()
    last().hear({ patch: {} })
    last().die()
    expect(waits[0]?.milliseconds).toBe(50)
  })

  test('behavior: an old port is not listened to any more', () => {
    const { client, ports, last, elapse } = setup()
    const heard: UiPush[] = []
    client.subscribe((push) => heard.push(push))
    last().die()
    elapse()
    ports[0]?.hear({ patch: {} })
    ports[0]?.die()
    expect(heard).toEqual([])
    expect(ports).toHaveLength(2)
  })

  test('behavior: a port that refuses a message keeps the call for the next port', async () => {
    const { client, last, elapse } = setup()
    const dying = last()
    dying.post = () => {
      throw new Error('disconnected')
    }
    client.gesture()
    const call = client.call('accounts.add', { keyringId: 'k' })
    dying.die()
    elapse()
    last().hear({ id: 1, result: '0x1' })
    expect(await call).toBe('0x1')
  })

  test('behavior: a gesture is told, and forgotten when nobody is there', () => {
    const { client, last } = setup()
    client.gesture()
    expect(last().sent).toEqual([{ gesture: true }])
    last().die()
    client.gesture()
  })

  test('behavior: closing settles what is under way and opens nothing again', async () => {
    const { client, ports, last, waits, elapse } = setup()
    const call = failure(client.call('vault.lock', null))
    client.close()
    expect(last().closed).toBe(true)
    expect((await call).message).toBe(INTERRUPTED)
    expect((await failure(client.call('vault.lock', null))).message).toBe(INTERRUPTED)
    last().die()
    elapse()
    expect(ports).toHaveLength(1)
    expect(waits).toHaveLength(0)
  })

  test('behavior: closing while a new port is waited for opens none', () => {
    const { client, ports, last, elapse } = setup()
    last().die()
    client.close()
    elapse()
    expect(ports).toHaveLength(1)
  })

  test('security: nothing that makes, signs away or erases is repeated on its own', () => {
    const once = Object.entries(REPEATABLE)
      .filter(([, repeatable]) => !repeatable)
      .map(([name]) => name)
    expect(once.sort()).toEqual([
      'accounts.add',
      'accounts.importKey',
      'accounts.importKeystore',
      'accounts.remove',
      'accounts.watch',
      'allowances.revoke',
      'allowances.setAmount',
      'assets.addToken',
      'backup.restore',
      'clearSigning.addFile',
      'contacts.save',
      'keyrings.create',
      'keyrings.remove',
      'keyrings.restore',
      'networks.add',
      'networks.remove',
      'networks.setEndpoints',
      'nfts.send',
      'send.prepare',
      'services.addKey',
      'smart.revoke',
      'swap.cancel',
      'swap.start',
      'vault.changePassword',
      'vault.create',
      'vault.erase',
      'vault.restore',
    ])
  })
})

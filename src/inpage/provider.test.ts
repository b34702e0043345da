import { afterEach, describe, expect, test } from 'vitest'
import { createTestPage, type Serve, STATE } from '../../tests/page/provider-page.ts'

const opened: { close(): void }[] = []
function openPage(serve?: Serve, state?: () => unknown) {
  const page = createTestPage(serve, state)
  opened.push(page)
  return page
}
afterEach(() => {
  for (const page of opened.splice(0)) page.close()
})

const refusal = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => 'resolved',
    (reason) => reason,
  )
  expect(error).toBeInstanceOf(Error)
  expect(Number.isInteger(error.code)).toBe(true)
  return error
}

describe('request', () => {
  test('behavior: answers by id, in whatever order they come', async () => {
    const page = openPage(() => undefined)
    const first = page.provider.request({ method: 'first' })
    const second = page.provider.request({ method: 'second', params: [{ a: 1 }] })
    await page.settle()
    const ids = page.asked.map(([id]) => id)
    expect(page.asked.slice(1).map(([, method, params]) => [method, params])).toEqual([
      ['first', undefined],
      ['second', [{ a: 1 }]],
    ])
    page.answer(ids[2] ?? 0, true, 2)
    page.answer(ids[1] ?? 0, true, 1)
    page.answer(999, true, 'unknown id')
    expect(await Promise.all([first, second])).toEqual([1, 2])
  })

  test.each([
    [undefined, 'Expected a single, non-array, object argument.'],
    [null, 'Expected a single, non-array, object argument.'],
    ['eth_chainId', 'Expected a single, non-array, object argument.'],
    [[{ method: 'eth_chainId' }], 'Expected a single, non-array, object argument.'],
    [{}, "'args.method' must be a non-empty string."],
    [{ method: '' }, "'args.method' must be a non-empty string."],
    [{ method: 1 }, "'args.method' must be a non-empty string."],
    [{ method: 'a', params: null }, "'args.params' must be an object or array if provided."],
    [{ method: 'a', params: 'b' }, "'args.params' must be an object or array if provided."],
  ])('param: %o is an invalid request', async (args, message) => {
    const error = await refusal(openPage().provider.request(args))
    expect(error).toMatchObject({ code: -32600, message })
  })

  test('param: an argument that throws when read is an invalid request', async () => {
    const args = {
      get method() {
        throw new Error('trap')
      },
    }
    expect(await refusal(openPage().provider.request(args))).toMatchObject({ code: -32600 })
  })

  test('param: a revoked Proxy is an invalid request, and as params they cannot be sent', async () => {
    const revoked = (target: object) => {
      const { proxy, revoke } = Proxy.revocable(target, {})
      revoke()
      return proxy
    }
    const { provider } = openPage()
    expect(await refusal(provider.request(revoked({})))).toMatchObject({ code: -32600 })
    expect(await refusal(provider.request(revoked([])))).toMatchObject({ code: -32600 })
    for (const params of [revoked([]), revoked({})])
      expect(await refusal(provider.request({ method: 'a', params }))).toMatchObject({ code: -32602 })
    const told = new Promise((done) => provider.sendAsync(revoked([]), done))
    expect(await told).toMatchObject({ code: -32600 })
  })

  test('security: each argument is read once', async () => {
    const page = openPage()
    const reads = { method: 0, params: 0 }
    await page.provider.request({
      get method() {
        return ++reads.method === 1 ? 'innocent' : 'evil'
      },
      get params() {
        return ++reads.params === 1 ? ['innocent'] : ['evil']
      },
    })
    expect(reads).toEqual({ method: 1, params: 1 })
    expect(page.asked[1]?.slice(1)).toEqual(['innocent', ['innocent']])
  })

  test('param: what cannot be cloned gives -32602, and the channel lives', async () => {
    const page = openPage()
    const trap = {
      get x() {
        throw new Error('trap')
      },
    }
    for (const params of [[() => 1], [Symbol('s')], [trap], [new WeakMap()], { promise: Promise.resolve() }])
      expect(await refusal(page.provider.request({ method: 'a', params }))).toMatchObject({ code: -32602 })
    expect(await page.provider.request({ method: 'a' })).toBe('ok')
  })

  test('behavior: a getter in params may itself ask, and both are answered', async () => {
    const page = openPage((method) => method)
    let inner: Promise<unknown> | undefined
    const params = {
      get x() {
        inner = page.provider.request({ method: 'inner' })
        return 1
      },
    }
    expect(await page.provider.request({ method: 'outer', params })).toBe('outer')
    expect(await inner).toBe('inner')
    expect(page.asked.map(([id]) => id)).toEqual([1, 2, 3])
  })

  test('error: errors are real, with code, message and data', async () => {
    const page = openPage(() => {
      throw { code: 4001, message: 'User rejected the request.', data: { a: 1 } }
    })
    const error = await refusal(page.provider.request({ method: 'a' }))
    expect(error).toMatchObject({ code: 4001, message: 'User rejected the request.', data: { a: 1 } })
  })

  test.each([null, 'text', {}, { code: '4001', message: 'm' }, { code: 1.5, message: 'm' }])(
    'error: an answer of unknown kind %o has a code too',
    async (thrown) => {
      const page = openPage(() => {
        throw thrown
      })
      const error = await refusal(page.provider.request({ method: 'a' }))
      expect(error).toMatchObject({ code: -32603 })
      expect('data' in error).toBe(false)
    },
  )

  test('error: without the other end, what waits and what comes is refused with 4900', async () => {
    const page = openPage(() => undefined)
    const waiting = page.provider.request({ method: 'a' })
    await page.settle()
    page.close()
    expect(await refusal(waiting)).toMatchObject({ code: 4900 })
    expect(await refusal(page.provider.request({ method: 'b' }))).toMatchObject({ code: 4900 })
  })

  test('behavior: 10 000 requests are each answered, and nothing is kept of them', async () => {
    const page = openPage((_method, params) => params)
    const results = await Promise.all(
      Array.from({ length: 10_000 }, (_, i) => page.provider.request({ method: 'echo', params: [i] })),
    )
    expect(results.every((result, i) => Array.isArray(result) && result[0] === i)).toBe(true)
    // A second answer finds nobody.
    page.answer(5_000, true, 'again')
    expect(await page.provider.request({ method: 'echo', params: ['end'] })).toEqual(['end'])
  })
})

describe('object', () => {
  test('security: frozen, without a prototype; assignments to members are ignored, not thrown', () => {
    const { provider } = openPage()
    expect(Object.isFrozen(provider)).toBe(true)
    expect(Object.getPrototypeOf(provider)).toBeNull()
    const { request } = provider
    Reflect.set(provider, 'request', () => 'hooked')
    Reflect.set(provider, 'autoRefreshOnNetworkChange', true)
    Reflect.set(provider, 'constructor', () => 'hooked')
    expect(provider.request).toBe(request)
    expect(provider.autoRefreshOnNetworkChange).toBe(false)
    expect(Reflect.defineProperty(provider, 'request', { value: 1 })).toBe(false)
    expect(Reflect.defineProperty(provider, 'extra', { value: 1 })).toBe(false)
    expect(Reflect.setPrototypeOf(provider, {})).toBe(false)
    expect(Reflect.deleteProperty(provider, 'request')).toBe(false)
    expect(Object.isFrozen(provider._metamask)).toBe(true)
  })

  test('behavior: what a library adds is kept beside the members, and can go again', () => {
    const { provider } = openPage()
    expect(Reflect.set(provider, 'disconnect', 'added')).toBe(true)
    expect(Reflect.get(provider, 'disconnect')).toBe('added')
    expect('disconnect' in provider).toBe(true)
    expect(Object.keys(provider)).not.toContain('disconnect')
    expect(Reflect.deleteProperty(provider, 'disconnect')).toBe(true)
    expect('disconnect' in provider).toBe(false)
    expect(Reflect.set(provider, '__proto__', { isAdmin: true })).toBe(true)
    expect(Object.getPrototypeOf(provider)).toBeNull()
    expect('isAdmin' in provider).toBe(false)
  })

  test('behavior: wrappers may override what they inherit, bind, copy or hold privately', async () => {
    const { provider } = openPage()
    const heir = Object.create(provider)
    heir.request = () => 'own'
    expect([heir.request(), heir.isCandor]).toEqual(['own', true])
    const proxy = new Proxy(provider, {})
    Reflect.set(proxy, 'request', () => 'hooked')
    Reflect.set(proxy, 'extra', 1)
    expect(await proxy.request({ method: 'a' })).toBe('ok')
    expect(Reflect.get(proxy, 'extra')).toBe(1)
    class Wrapper {
      #inner = provider
      request = (args: unknown) => this.#inner.request(args)
    }
    expect(await new Wrapper().request({ method: 'a' })).toBe('ok')
    expect(await { ...provider }.request({ method: 'a' })).toBe('ok')
    expect(await Object.assign({}, provider).request({ method: 'a' })).toBe('ok')
  })

  test('behavior: looking at it breaks nothing, and hides nothing', async () => {
    const page = openPage()
    page.provider.isConnected()
    await page.settle()
    const { provider } = page
    const keys =
      'request on once off removeListener emit send sendAsync enable chainId selectedAddress isCandor'
    expect(Object.keys(provider)).toEqual(expect.arrayContaining(keys.split(' ')))
    for (const hidden of ['constructor', 'hasOwnProperty', 'toString'])
      expect(Object.keys(provider)).not.toContain(hidden)
    const has = Reflect.get(provider, 'hasOwnProperty')
    expect([has('request'), has('isMetaMask'), Object.hasOwn(provider, 'request')]).toEqual([
      true,
      false,
      true,
    ])
    expect(typeof Reflect.get(provider, 'constructor').name).toBe('string')
    expect(JSON.parse(JSON.stringify({ provider }))).toEqual({
      provider: {
        chainId: '0x1',
        networkVersion: '1',
        selectedAddress: '0xaa',
        isCandor: true,
        autoRefreshOnNetworkChange: false,
        _metamask: {},
      },
    })
    expect(() => structuredClone(provider)).toThrow('could not be cloned')
    expect(await provider).toBe(provider)
    expect(Object.prototype.toString.call(provider)).toBe('[object Object]')
    for (const key of ['then', '$$typeof', 'toJSON', 'nodeType', Symbol.toStringTag, Symbol.iterator])
      expect(Reflect.get(provider, key)).toBeUndefined()
  })

  test('behavior: a Proxy may bind its methods, and they work unbound', async () => {
    const { provider } = openPage()
    const proxy = new Proxy(provider, {
      get(target, key) {
        const value = Reflect.get(target, key)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    expect(await proxy.request({ method: 'a' })).toBe('ok')
    const { request } = provider
    expect(await request({ method: 'a' })).toBe('ok')
    expect(`${provider}`).toBe('[object Object]')
    expect(Object.hasOwn(provider, 'isMetaMask')).toBe(false)
    expect(Object.hasOwn(provider, 'isCandor')).toBe(true)
  })
})

describe('state', () => {
  test('behavior: nothing leaves the page before it uses the provider, and no event is heeded', async () => {
    const page = openPage()
    page.emit({ event: 'accountsChanged', data: ['0xbb'] })
    page.restore()
    await page.settle()
    expect(page.asked).toEqual([])
    expect(page.provider.chainId).toBeNull()
    await page.settle()
    expect(page.methods()).toEqual(['candor_state'])
    const { chainId, networkVersion, selectedAddress } = page.provider
    expect([chainId, networkVersion, selectedAddress]).toEqual(['0x1', '1', '0xaa'])
    expect(page.provider.isConnected()).toBe(true)
    expect(page.methods()).toEqual(['candor_state'])
  })

  test('behavior: the first use brings connect, and no other event', async () => {
    const page = openPage()
    const told = record(page)
    await page.settle()
    expect(told).toEqual([['connect', { chainId: '0x1' }]])
  })

  test('behavior: events are told when something changed, after the properties', async () => {
    const page = openPage()
    const told = record(page)
    const seen: unknown[] = []
    page.provider.on('chainChanged', () => seen.push(page.provider.networkVersion))
    page.provider.on('accountsChanged', () => seen.push(page.provider.selectedAddress))
    await page.settle()
    told.length = 0
    for (const data of [['0xaa'], ['0xbb', '0xaa'], ['0xbb', '0xaa'], []])
      page.emit({ event: 'accountsChanged', data })
    for (const data of ['0x1', '0xa', '0xa']) page.emit({ event: 'chainChanged', data })
    const data = { subscription: '0x9', result: { number: '0x1' } }
    page.emit({ event: 'message', data: { type: 'eth_subscription', data } })
    page.emit({ event: 'unknown', data: 1 })
    await page.settle()
    expect(told).toEqual([
      ['accountsChanged', ['0xbb', '0xaa']],
      ['accountsChanged', []],
      ['chainChanged', '0xa'],
      ['networkChanged', '10'],
      ['message', { type: 'eth_subscription', data }],
      ['data', { jsonrpc: '2.0', method: 'eth_subscription', params: data }],
      ['notification', { number: '0x1' }],
    ])
    expect(seen).toEqual(['0xbb', null, '10'])
  })

  test('behavior: accounts of an answer are told before it settles, once', async () => {
    const page = openPage(
      () => ['0xbb'],
      () => ({ ...STATE, accounts: [] }),
    )
    const told = record(page)
    await page.settle()
    told.length = 0
    const result = await page.provider.request({ method: 'eth_requestAccounts' })
    expect(told).toEqual([['accountsChanged', ['0xbb']]])
    expect(page.provider.selectedAddress).toBe('0xbb')
    page.emit({ event: 'accountsChanged', data: ['0xbb'] })
    await page.provider.request({ method: 'eth_accounts' })
    expect(told).toHaveLength(1)
    // What the page does to what it got changes nothing of ours.
    if (Array.isArray(result)) result[0] = '0xcc'
    expect(page.provider.selectedAddress).toBe('0xbb')
  })

  test('behavior: an event that overtakes an older answer wins', async () => {
    const page = openPage(
      () => undefined,
      () => undefined,
    )
    const told = record(page)
    const read = page.provider.request({ method: 'eth_accounts' })
    await page.settle()
    page.emit({ event: 'accountsChanged', data: [] })
    page.emit({ event: 'chainChanged', data: '0xa' })
    page.answer(1, true, STATE)
    page.answer(2, true, ['0xaa'])
    expect(await read).toEqual(['0xaa'])
    expect(page.provider.selectedAddress).toBeNull()
    expect(told).toEqual([['connect', { chainId: '0xa' }]])
  })

  test('behavior: disconnect is told once with an error, and the next use connects again', async () => {
    let chainId = '0x1'
    const page = openPage(undefined, () => ({ ...STATE, chainId }))
    const told = record(page)
    await page.settle()
    const gone = { code: 4900, message: 'gone' }
    page.emit({ event: 'disconnect', data: gone })
    page.emit({ event: 'disconnect', data: gone })
    await page.settle()
    expect(told.map(([event]) => event)).toEqual(['connect', 'disconnect', 'close'])
    expect(told[1]?.[1]).toBeInstanceOf(Error)
    expect(told[1]?.[1]).toMatchObject(gone)
    told.length = 0
    chainId = '0xa'
    expect(page.provider.isConnected()).toBe(false)
    await page.settle()
    expect(told).toEqual([
      ['connect', { chainId: '0xa' }],
      ['chainChanged', '0xa'],
      ['networkChanged', '10'],
    ])
    page.emit({ event: 'disconnect', data: gone })
    page.emit({ event: 'connect', data: { chainId: '0x1' } })
    page.emit({ event: 'connect', data: { chainId: '0x1' } })
    await page.settle()
    expect(told.slice(5).map(([event]) => event)).toEqual(['connect', 'chainChanged', 'networkChanged'])
  })

  test('behavior: what was missed in the back-forward cache is told on return', async () => {
    let accounts = ['0xaa']
    const page = openPage(undefined, () => ({ ...STATE, accounts }))
    const told = record(page)
    await page.settle()
    accounts = []
    page.restore()
    await page.settle()
    expect(told.slice(1)).toEqual([['accountsChanged', []]])
  })

  test('error: a state that fails or is malformed leaves the page unconnected, and is asked for again', async () => {
    let answer: unknown = 'malformed'
    const page = openPage(undefined, () => answer)
    const told = record(page)
    await page.settle()
    expect(told).toEqual([])
    expect(await refusal(page.provider._metamask.isUnlocked())).toMatchObject({ code: -32603 })
    answer = { ...STATE, isUnlocked: false }
    expect(await page.provider._metamask.isUnlocked()).toBe(false)
    expect(told).toEqual([['connect', { chainId: '0x1' }]])
  })
})

function record(page: ReturnType<typeof createTestPage>): [string, unknown][] {
  const told: [string, unknown][] = []
  const events =
    'connect disconnect close accountsChanged chainChanged networkChanged message data notification'
  for (const event of events.split(' ')) page.provider.on(event, (data: unknown) => told.push([event, data]))
  return told
}

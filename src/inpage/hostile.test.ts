/** A page that replaced the built-ins: the channel works on, and none of the replacements is ever called. */
import { expect, test } from 'vitest'
import type { PageAnswer, PageAsk, PageEvent } from '../messaging/channel.ts'
import { createProvider } from './provider.ts'

function openPage() {
  const asked: PageAsk[] = []
  let receive: (message: PageAnswer | PageEvent) => void = () => {}
  let count = 0
  const provider = createProvider(
    {
      // Not push: the test replaces that.
      post: (message) => {
        asked[count++] = message
      },
      listen: (onMessage) => {
        receive = onMessage
      },
    },
    () => {},
  )
  return { provider, asked, receive: (message: PageAnswer | PageEvent) => receive(message) }
}

/** Replaces, acts without giving way, and puts back. @returns the names of the replacements that were called */
function whileReplaced(targets: [object, PropertyKey][], act: () => void): string[] {
  const called: string[] = []
  const { defineProperty, deleteProperty, getOwnPropertyDescriptor } = Reflect
  // In the same order: what a descriptor could inherit from Object.prototype goes first.
  const undo: (() => void)[] = []
  try {
    // By index from here on: the iterator is replaced on the way.
    for (let i = 0; i < targets.length; i++) {
      const target = targets[i]?.[0] ?? {}
      const key = targets[i]?.[1] ?? ''
      const before = getOwnPropertyDescriptor(target, key)
      const spy = () => {
        called[called.length] = String(key)
      }
      const spied = { __proto__: null, value: spy, configurable: true, writable: true }
      undo[undo.length] = () => {
        if (before) defineProperty(target, key, before)
        else deleteProperty(target, key)
      }
      defineProperty(target, key, spied)
    }
    act()
  } finally {
    for (let i = 0; i < undo.length; i++) undo[i]?.()
  }
  return called
}

test('security: requests, answers and events use no built-in that the page replaced', async () => {
  const { provider, asked, receive } = openPage()
  const told: unknown[] = []
  const results: Promise<unknown>[] = []
  const methods = (prototype: object, ...keys: PropertyKey[]) =>
    keys.map((key): [object, PropertyKey] => [prototype, key])
  const called = whileReplaced(
    [
      ...methods(Object.prototype, 'toJSON', 'get', 'set', 'event'),
      ...methods(Array.prototype, 'push', 'map', 'forEach', 'slice', 'concat', 'join', Symbol.iterator),
      ...methods(Map.prototype, 'get', 'set', 'delete', 'has', 'forEach', Symbol.iterator),
      ...methods(Promise.prototype, 'then', 'catch', 'finally'),
      ...methods(Function.prototype, 'call', 'apply', 'bind'),
      ...methods(String.prototype, 'toLowerCase', 'split'),
      ...methods(Object, 'freeze', 'defineProperty', 'create', 'setPrototypeOf'),
      ...methods(Reflect, 'apply', 'ownKeys'),
      ...methods(globalThis, 'structuredClone', 'setTimeout', 'queueMicrotask', 'Promise', 'Map', 'Error'),
      ...methods(Array, 'isArray'),
    ],
    () => {
      provider.on('accountsChanged', (accounts: unknown) => {
        told[told.length] = accounts
      })
      results[0] = provider.request({ method: 'a', params: [{ b: 1 }] })
      results[1] = provider.request({ method: 'c', params: [() => 1] })
      results[2] = provider.request({ method: 'd' })
      receive([1, true, { chainId: '0x1', accounts: [], isUnlocked: true }])
      receive({ event: 'accountsChanged', data: ['0xaa'] })
      receive([2, true, ['answer']])
      receive([3, false, { code: 4001, message: 'no' }])
    },
  )
  expect(called).toEqual([])
  expect(told).toEqual([['0xaa']])
  expect(asked.map(([, method, params]) => [method, params])).toEqual([
    ['candor_state', undefined],
    ['a', [{ b: 1 }]],
    ['d', undefined],
  ])
  expect(await Promise.allSettled(results)).toMatchObject([
    { status: 'fulfilled', value: ['answer'] },
    { status: 'rejected', reason: { code: -32602 } },
    { status: 'rejected', reason: { code: 4001 } },
  ])
})

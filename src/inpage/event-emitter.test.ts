import { expect, test } from 'vitest'
import { createEventEmitter } from './event-emitter.ts'

const self = { name: 'self' }
const create = (onUse = () => {}) => createEventEmitter(() => self, onUse)

test('behavior: listeners hear in order, with arguments and this', () => {
  const emitter = create()
  const told: unknown[] = []
  expect(emitter.on('a', (...args: unknown[]) => told.push(['on', ...args]))).toBe(self)
  emitter.prependListener('a', function (this: unknown) {
    told.push(this)
  })
  expect(emitter.emit('a', 1, 2)).toBe(true)
  expect(emitter.emit('b')).toBe(false)
  expect(told).toEqual([self, ['on', 1, 2]])
})

test('behavior: once hears once, even when it emits again itself', () => {
  const emitter = create()
  let count = 0
  emitter.once('a', () => {
    count += 1
    emitter.emit('a')
  })
  emitter.prependOnceListener('a', () => {
    count += 10
  })
  emitter.emit('a')
  emitter.emit('a')
  expect(count).toBe(11)
  expect(emitter.listenerCount('a')).toBe(0)
})

test('behavior: removing takes the listener added last, and one only', () => {
  const emitter = create()
  const one = () => {}
  emitter.on('a', one)
  emitter.once('a', one)
  expect(emitter.off('a', one)).toBe(self)
  expect(emitter.listeners('a')).toEqual([one])
  emitter.removeListener('a', () => {})
  emitter.removeListener('b', one)
  expect(emitter.rawListeners('a')).toEqual([one])
  emitter.removeListener('a', one)
  expect(emitter.eventNames()).toEqual([])
})

test('behavior: what is added or removed during an emit counts from the next', () => {
  const emitter = create()
  const told: string[] = []
  const second = () => told.push('second')
  emitter.on('a', () => {
    emitter.off('a', second)
    emitter.on('a', () => told.push('late'))
  })
  emitter.on('a', second)
  emitter.emit('a')
  expect(told).toEqual(['second'])
})

test('behavior: all listeners of one event, or of all, can go', () => {
  const emitter = create()
  const symbol = Symbol('s')
  for (const event of ['a', 'b', symbol, '__proto__']) emitter.addListener(event, () => {})
  expect(emitter.eventNames()).toEqual(['a', 'b', '__proto__', symbol])
  emitter.removeAllListeners('a')
  expect(emitter.listenerCount('a')).toBe(0)
  emitter.removeAllListeners()
  expect(emitter.eventNames()).toEqual([])
})

test('behavior: each new listener counts as use', () => {
  let uses = 0
  const emitter = create(() => {
    uses += 1
  })
  emitter.emit('a')
  emitter.off('a', () => {})
  expect(uses).toBe(0)
  emitter.on('a', () => {})
  emitter.once('a', () => {})
  expect(uses).toBe(2)
})

test('behavior: the limit of listeners is kept and never warned of', () => {
  const emitter = create()
  expect(emitter.getMaxListeners()).toBe(100)
  expect(emitter.setMaxListeners(5)).toBe(self)
  expect(emitter.getMaxListeners()).toBe(5)
})

test('param: a listener must be a function', () => {
  expect(() => create().on('a', 'text')).toThrow(TypeError)
})

test('error: what a listener throws is reported as uncaught, and the others hear', async () => {
  // The runner's own listeners would take it for a failure of the test.
  const runners = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  const uncaught = new Promise((done) => process.once('uncaughtException', done))
  const emitter = create()
  let heard = false
  emitter.on('a', () => {
    throw new Error('of the page')
  })
  emitter.on('a', () => {
    heard = true
  })
  emitter.emit('a')
  expect(heard).toBe(true)
  expect(await uncaught).toMatchObject({ message: 'of the page' })
  for (const listener of runners) process.on('uncaughtException', listener)
})

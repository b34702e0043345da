import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPage } from '../../tests/page/relay-page.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('behavior: nothing is bound or opened before the page asks', () => {
  const page = createPage()
  expect(page.control).toMatchObject({ connects: 0, bound: 0 })
  expect(page.hear).toEqual([])
})

test('behavior: a request goes out rebuilt, and its answer comes back', () => {
  const page = createPage()
  page.send([1, 'eth_chainId', undefined, 'more'])
  page.send([2, 'echo', [{ a: 1, b: undefined, d: new Date(0) }]])
  const [first, second] = page.last().requests()
  expect(Object.keys(first ?? {})).toEqual(['id', 'method'])
  expect(second).toEqual({
    id: second?.id,
    method: 'echo',
    params: [{ a: 1, d: '1970-01-01T00:00:00.000Z' }],
  })
  expect(first?.id).toMatch(/^[\d-]+:1$/)
  expect(second?.id).not.toBe(first?.id)
  page.last().reply({ id: second?.id ?? '', result: 'two' })
  page.last().reply({ id: first?.id ?? '', error: { code: 4001, message: 'no', name: 'Ours' } })
  expect(page.answers).toEqual([
    [2, true, 'two'],
    [1, false, { code: 4001, message: 'no', data: undefined }],
  ])
  expect(page.control.connects).toBe(1)
})

test('behavior: ids are unique beyond their document', () => {
  const ids = [createPage(), createPage()].map((page) => {
    page.send([1, 'a'])
    return page.last().requests()[0]?.id
  })
  expect(ids[0]).not.toBe(ids[1])
})

test.each([
  ['a BigInt', [1n]],
  [
    'a cycle',
    (() => {
      const list: unknown[] = []
      list.push(list)
      return list
    })(),
  ],
  ['more than 1 MB', ['x'.repeat(1_000_001)]],
])('param: %s gives -32602, and nothing is sent', (_name, params) => {
  const page = createPage()
  page.send([1, 'a', params])
  expect(page.answers).toMatchObject([[1, false, { code: -32602 }]])
  expect(page.control.connects).toBe(0)
})

test('param: what is not a request of ours is dropped or refused', () => {
  const page = createPage()
  for (const data of [undefined, null, 'text', {}, [], ['1', 'a']]) page.send(data)
  expect(page.answers).toEqual([])
  page.send([1, 5])
  expect(page.answers).toMatchObject([[1, false, { code: -32600 }]])
  page.unreadable()
  expect(page.answers[1]).toMatchObject([2, false, { code: -32602 }])
  expect(page.control.connects).toBe(0)
})

test('behavior: the port closes a second after the last answer, not while something waits', () => {
  const page = createPage()
  page.send([1, 'a'])
  page.send([2, 'b'])
  const [a, b] = page.last().requests()
  page.last().reply({ id: a?.id ?? '', result: 1 })
  vi.advanceTimersByTime(60_000)
  expect(page.last().open).toBe(true)
  page.last().reply({ id: b?.id ?? '', result: 1 })
  vi.advanceTimersByTime(900)
  page.send([3, 'c'])
  vi.advanceTimersByTime(60_000)
  expect(page.last().open).toBe(true)
  page.last().reply({ id: page.last().requests()[2]?.id ?? '', result: 1 })
  vi.advanceTimersByTime(1_000)
  expect(page.last().open).toBe(false)
  expect(vi.getTimerCount()).toBe(0)
  page.send([4, 'd'])
  expect(page.control.connects).toBe(2)
})

test('behavior: after a loss all that is unanswered is sent again under the same ids, and answered once', () => {
  const page = createPage()
  for (const id of [1, 2, 3]) page.send([id, `m${id}`, [id]])
  const before = page.last().requests()
  page.last().reply({ id: before[1]?.id ?? '', result: 'two' })
  page.last().die()
  page.send([4, 'm4'])
  expect(page.control.connects).toBe(1)
  vi.advanceTimersByTime(10)
  expect(page.control.connects).toBe(2)
  const again = page.last().requests()
  expect(again.slice(0, 2)).toEqual([before[0], before[2]])
  expect(again.map(({ method }) => method)).toEqual(['m1', 'm3', 'm4'])
  for (const { id, method } of again) page.last().reply({ id, result: method })
  for (const { id } of before) page.last().reply({ id, result: 'a second answer' })
  expect(page.answers).toEqual([
    [2, true, 'two'],
    [1, true, 'm1'],
    [3, true, 'm3'],
    [4, true, 'm4'],
  ])
})

test('behavior: a port that breaks while it is written to is a loss too', () => {
  const page = createPage()
  page.send([1, 'a'])
  page.last().open = false
  page.send([2, 'b'])
  vi.advanceTimersByTime(10)
  expect(
    page
      .last()
      .requests()
      .map(({ method }) => method),
  ).toEqual(['a', 'b'])
})

test('behavior: a stored answer is acknowledged, even one that nobody waits for', () => {
  const page = createPage()
  page.send([1, 'a'])
  const id = page.last().requests()[0]?.id ?? ''
  page.last().reply({ id, result: 'kept', stored: true })
  page.last().reply({ id, result: 'kept', stored: true })
  page.last().reply({ id: 'other', error: { code: 4001, message: 'no' }, stored: true })
  expect(page.last().acks()).toEqual([id, id, 'other'])
  expect(page.answers).toEqual([[1, true, 'kept']])
  page.last().broken = true
  page.last().reply({ id, result: 'kept', stored: true })
  expect(page.last().open).toBe(false)
  expect(vi.getTimerCount()).toBe(0)
})

test('behavior: a loss with nothing outstanding opens nothing', () => {
  const page = createPage()
  page.send([1, 'a'])
  page.last().reply({ id: page.last().requests()[0]?.id ?? '', result: 1 })
  page.last().die()
  vi.advanceTimersByTime(60_000)
  expect(page.control.connects).toBe(1)
  expect(vi.getTimerCount()).toBe(0)
})

test('error: a background that never comes back means 4900 for what waits, one disconnect, and service when it returns', () => {
  const page = createPage()
  page.control.broken = true
  page.send([1, 'a'])
  page.send([2, 'b'])
  vi.advanceTimersByTime(60_000)
  expect(page.control.connects).toBe(7)
  expect(page.answers).toMatchObject([
    [1, false, { code: 4900 }],
    [2, false, { code: 4900 }],
    { event: 'disconnect', data: { code: 4900 } },
  ])
  page.send([3, 'c'])
  expect(page.answers[3]).toMatchObject([3, false, { code: 4900 }])
  page.control.broken = false
  page.send([4, 'd'])
  page.last().reply({ id: page.last().requests()[0]?.id ?? '', result: 'back' })
  expect(page.answers[5]).toEqual([4, true, 'back'])
  page.send([5, 'e'])
  page.last().die()
  vi.advanceTimersByTime(10)
  expect(
    page
      .last()
      .requests()
      .map(({ method }) => method),
  ).toEqual(['e'])
})

test('error: an extension that was replaced, so that even its name is gone, is not waited for', () => {
  const page = createPage()
  page.send([1, 'a'])
  page.control.gone = true
  page.last().die()
  page.send([2, 'b'])
  expect(page.answers).toMatchObject([
    [1, false, { code: 4900 }],
    { event: 'disconnect' },
    [2, false, { code: 4900 }],
    { event: 'disconnect' },
  ])
  expect(vi.getTimerCount()).toBe(0)
})

test('behavior: a background that is stopped again and again while a person thinks is come back to each time', () => {
  const page = createPage()
  page.send([1, 'a'])
  for (let stops = 1; stops <= 30; stops++) {
    vi.advanceTimersByTime(30_000)
    page.last().die()
    vi.advanceTimersByTime(10)
    expect(page.control.connects).toBe(1 + stops)
  }
  expect(page.answers).toEqual([])
  page.last().reply({ id: page.last().requests()[0]?.id ?? '', result: 'at last' })
  expect(page.answers).toEqual([[1, true, 'at last']])
})

test('error: an extension that was replaced is not waited for', () => {
  const page = createPage()
  page.control.fails = true
  page.control.id = undefined
  page.send([1, 'a'])
  expect(page.answers).toMatchObject([[1, false, { code: 4900 }], { event: 'disconnect' }])
  expect(vi.getTimerCount()).toBe(0)
})

test('behavior: a page that goes closes its port at once; back again, what waited is refused and new requests are served', () => {
  const page = createPage()
  page.send([1, 'a'])
  page.win.dispatchEvent(new Event('pagehide'))
  expect(page.last().open).toBe(false)
  page.send([2, 'asked while leaving'])
  vi.advanceTimersByTime(60_000)
  expect(page.control.connects).toBe(1)
  expect(page.answers).toEqual([])
  page.win.dispatchEvent(new Event('pageshow'))
  expect(page.answers).toMatchObject([
    [1, false, { code: 4900 }],
    [2, false, { code: 4900 }],
  ])
  page.send([3, 'c'])
  expect(
    page
      .last()
      .requests()
      .map(({ method }) => method),
  ).toEqual(['c'])
})

test('behavior: the first pageshow refuses nothing', () => {
  const page = createPage()
  page.send([1, 'a'])
  page.win.dispatchEvent(new Event('pageshow'))
  expect(page.answers).toEqual([])
})

test('behavior: a page that goes while a reconnection waits is not reconnected', () => {
  const page = createPage()
  page.send([1, 'a'])
  page.last().die()
  page.win.dispatchEvent(new Event('pagehide'))
  vi.advanceTimersByTime(60_000)
  expect(page.control.connects).toBe(1)
})

test('behavior: a prerendered document asks when it is shown', () => {
  const page = createPage({ prerendering: true })
  page.send([1, 'a'])
  page.send([2, 'b'])
  vi.advanceTimersByTime(60_000)
  expect(page.control.bound).toBe(0)
  page.doc.prerendering = false
  page.send([3, 'c'])
  page.doc.dispatchEvent(new Event('prerenderingchange'))
  expect(page.control.connects).toBe(1)
  expect(
    page
      .last()
      .requests()
      .map(({ method }) => method),
  ).toEqual(['a', 'b', 'c'])
})

test('security: events of the background reach the page; anything else does not', () => {
  const page = createPage()
  page.send([1, 'a'])
  page.last().die()
  vi.advanceTimersByTime(10)
  expect(page.hear).toHaveLength(1)
  const tell = (message: unknown, id?: string) => page.hear[0]?.(message, id === undefined ? {} : { id })
  const event = { event: 'chainChanged', data: '0x1' }
  for (const message of [null, 'text', {}, { event: 1, data: 1 }, { event: 'chainChanged' }])
    tell(message, 'ours')
  tell(event, 'theirs')
  tell(event)
  expect(page.answers).toEqual([])
  expect(tell({ ...event, more: 1 }, 'ours')).toBeUndefined()
  expect(page.answers).toEqual([event])
})

test('behavior: 10 000 requests leave nothing behind', () => {
  const page = createPage()
  for (let i = 1; i <= 10_000; i++) page.send([i, 'a'])
  for (const { id } of page.last().requests()) page.last().reply({ id, result: 1 })
  expect(page.answers).toHaveLength(10_000)
  page.last().die()
  vi.advanceTimersByTime(60_000)
  expect(page.control.connects).toBe(1)
  expect(vi.getTimerCount()).toBe(0)
})

const TOP = 'https://top.example'
const OWN = 'https://app.example'
test.each<[string, string[], string[] | undefined, string]>([
  ['at the top', [], [], 'page'],
  ['in pages of its own origin', [OWN, OWN], [OWN, OWN], 'page'],
  ['in a page of another origin', [TOP], [TOP], `frame ${TOP}`],
  ['with its own and that origin around', [TOP, OWN, TOP], [TOP, OWN, TOP], `frame ${TOP}`],
  ['with a third origin around', [TOP, 'https://third.example'], ['https://third.example', TOP], 'frame'],
  ['with an opaque origin around', [TOP, 'null'], ['null', TOP], 'frame'],
  ['in a browser that does not tell', [TOP], undefined, 'frame'],
])('security: a page %s names itself so', (_where, parents, ancestorOrigins, portName) => {
  // Frames from the top down, each the parent of the next.
  const frames: { location: { origin: string }; parent?: unknown }[] = []
  for (const origin of parents) frames.push({ location: { origin }, parent: frames.at(-1) })
  const [top] = frames
  if (top) top.parent = top
  const own: { location: { origin: string }; parent?: unknown } = { location: { origin: OWN } }
  own.parent = frames.at(-1) ?? own
  vi.stubGlobal('window', own)
  vi.stubGlobal('location', { origin: OWN, ancestorOrigins })
  const page = createPage({ portName })
  page.send([1, 'a'])
  expect(page.control.connects).toBe(1)
})

test('behavior: an event with a number that was heard already does not come again', () => {
  const page = createPage()
  page.send([1, 'eth_chainId', undefined])
  const tell = (seq: number, data: string) => page.hear[0]?.({ event: 'message', data, seq }, { id: 'ours' })
  for (const [seq, data] of [
    [5, 'a'],
    [6, 'b'],
    [6, 'b'],
    [5, 'a'],
    [9, 'c'],
  ] as const)
    tell(seq, data)
  expect(page.answers).toEqual(['a', 'b', 'c'].map((data) => ({ event: 'message', data })))
})

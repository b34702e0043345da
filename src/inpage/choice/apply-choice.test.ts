import { expect, test } from 'vitest'
import { createTestPage } from '../../../tests/page/provider-page.ts'
import { announce } from '../announce.ts'
import { applyChoice, type Choice } from './apply-choice.ts'

/** A page with our provider announced, and `ethereum` as `place` left it before the choice is applied. */
function openPage(place: (page: object, ours: object) => void) {
  const { provider, close, emit, settle } = createTestPage()
  const page = new EventTarget()
  announce(provider, page)
  place(page, provider)
  return { page, provider, close, emit, settle, ethereum: () => Reflect.get(page, 'ethereum') }
}
const ours = (page: object, provider: object) =>
  void Object.defineProperty(page, 'ethereum', {
    value: provider,
    writable: true,
    enumerable: true,
    configurable: true,
  })
const other = { isOther: true }
const theirs = (descriptor: PropertyDescriptor) => (page: object) =>
  void Object.defineProperty(page, 'ethereum', descriptor)
const choice = (place: Choice['place'], asMetaMask = false): Choice => ({ place, asMetaMask })

test('behavior: none takes ours away, and leaves another wallet alone', () => {
  const page = openPage(ours)
  applyChoice(choice('none'), page.page)
  expect('ethereum' in page.page).toBe(false)
  page.close()
  const shared = openPage(theirs({ value: other, configurable: true }))
  applyChoice(choice('none'), shared.page)
  expect(shared.ethereum()).toBe(other)
  shared.close()
})

test('behavior: shared as MetaMask dresses ours, and leaves another wallet alone', async () => {
  const page = openPage(ours)
  applyChoice(choice('shared', true), page.page)
  const shown = page.ethereum()
  expect(shown).not.toBe(page.provider)
  expect([shown.isMetaMask, shown.isCandor, Object.hasOwn(shown, 'isMetaMask')]).toEqual([true, true, true])
  expect(Object.keys(shown)).toContain('isMetaMask')
  expect(Object.isFrozen(shown) && Object.getPrototypeOf(shown) === null).toBe(true)
  expect('isMetaMask' in page.provider).toBe(false)
  expect(Object.getOwnPropertyDescriptor(page.page, 'ethereum')).toMatchObject({
    writable: true,
    configurable: true,
  })

  const told: unknown[] = []
  shown.on('chainChanged', (id: unknown) => told.push(['shown', id, shown.chainId]))
  page.provider.on('chainChanged', (id: unknown) => told.push(['announced', id, page.provider.chainId]))
  await page.settle()
  page.emit({ event: 'chainChanged', data: '0xa' })
  await page.settle()
  expect(told).toEqual([
    ['shown', '0xa', '0xa'],
    ['announced', '0xa', '0xa'],
  ])
  page.close()

  const shared = openPage(theirs({ value: other, configurable: true }))
  applyChoice(choice('shared', true), shared.page)
  expect(shared.ethereum()).toBe(other)
  shared.close()
})

test.each([
  ['writable', { value: other, writable: true, configurable: true }],
  ['read-only', { value: other, configurable: true }],
  ['a getter only', { get: () => other, configurable: true }],
  ['locked but writable', { value: other, writable: true }],
])('behavior: candor takes a place that is %s', (_name, descriptor: PropertyDescriptor) => {
  const page = openPage(theirs({ ...descriptor }))
  applyChoice(choice('candor'), page.page)
  expect(page.ethereum()).toBe(page.provider)
  page.close()
})

test.each([
  ['read-only', { value: other }],
  ['a getter only', { get: () => other }],
])('behavior: a place that is locked as %s stays with its wallet, without an error', (_name, descriptor) => {
  const page = openPage(theirs({ ...descriptor }))
  applyChoice(choice('candor', true), page.page)
  expect(page.ethereum()).toBe(other)
  page.close()
})

test('behavior: with candor a later assignment changes nothing, a later definition does', () => {
  const page = openPage(ours)
  applyChoice(choice('candor', true), page.page)
  expect(Reflect.set(page.page, 'ethereum', other)).toBe(true)
  expect(page.ethereum()).toMatchObject({ isCandor: true, isMetaMask: true })
  expect(Reflect.defineProperty(page.page, 'ethereum', { value: other })).toBe(true)
  expect(page.ethereum()).toBe(other)
  page.close()
})

test('behavior: where we are not announced there is nothing to choose about', () => {
  const page = new EventTarget()
  ours(page, other)
  page.addEventListener('eip6963:requestProvider', () => {
    page.dispatchEvent(
      new CustomEvent('eip6963:announceProvider', {
        detail: { info: { rdns: 'com.example' }, provider: other },
      }),
    )
    page.dispatchEvent(new CustomEvent('eip6963:announceProvider'))
  })
  for (const place of ['none', 'candor', 'shared'] as const) applyChoice(choice(place, true), page)
  expect(Reflect.get(page, 'ethereum')).toBe(other)
})

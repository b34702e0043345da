import { expect, test } from 'vitest'
import { MARK } from '../shared/mark.ts'
import { announce } from './announce.ts'

type Announced = { info: Record<string, string>; provider: object }

function listen(target: EventTarget): Announced[] {
  const told: Announced[] = []
  target.addEventListener('eip6963:announceProvider', (event) => {
    if (event instanceof CustomEvent) told.push(event.detail)
  })
  return told
}

test('behavior: announced at once, and again on each request, with the same frozen detail', () => {
  const target = new EventTarget()
  const told = listen(target)
  const provider = {}
  announce(provider, target)
  expect(told).toHaveLength(1)
  target.dispatchEvent(new Event('eip6963:requestProvider'))
  target.dispatchEvent(new Event('eip6963:requestProvider'))
  expect(told).toHaveLength(3)
  const [detail] = told
  expect(told.every((one) => one === detail)).toBe(true)
  expect(detail?.provider).toBe(provider)
  expect(Object.isFrozen(detail) && Object.isFrozen(detail?.info)).toBe(true)
  expect(detail?.info).toMatchObject({ name: 'Candor', rdns: 'io.candor.wallet' })
})

test('behavior: the icon is our mark, square, as a data URI without script', () => {
  const target = new EventTarget()
  const told = listen(target)
  announce({}, target)
  const [head, body] = told[0]?.info.icon?.split(',') ?? []
  expect(head).toBe('data:image/svg+xml;base64')
  expect(atob(body ?? '')).toBe(MARK)
  expect(MARK).not.toMatch(/script|href|onload/)
  expect(MARK.length).toBeLessThan(400)
})

test('security: the uuid is a version 4 of its document alone', () => {
  const uuids = Array.from({ length: 200 }, () => {
    const target = new EventTarget()
    const told = listen(target)
    announce({}, target)
    return told[0]?.info.uuid ?? ''
  })
  for (const uuid of uuids)
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set(uuids).size).toBe(200)
})

import { expect, test } from 'vitest'
import { memoryStorage } from '../../storage/storage'
import { createField } from '../state/field'
import type { Rejections } from '../state/schema'
import { createBackOff } from './back-off'

const SITE = 'https://app.example'

const make = (now: () => number) =>
  createBackOff(
    createField<Record<string, Rejections>>({
      key: 'rejections',
      storage: memoryStorage(),
      initial: {},
      parse: () => ({}),
    }),
    now,
  )

test('security: ten rejections of whatever kinds rest all of them, and the next ones for longer', async () => {
  let now = 0
  const backOff = make(() => now)
  const kinds = ['connect', 'message', 'transaction', 'typed-data', 'calls', 'add-network', 'watch-asset']
  const rests: number[] = []
  for (let i = 0; i < 12; i++) {
    await backOff.note(SITE, new Set([kinds[i % kinds.length] ?? '']))
    const start = now
    while (backOff.isResting(SITE, 'switch-network')) now += 500
    rests.push((now - start) / 1000)
  }
  expect(rests).toEqual([...Array(9).fill(0), 8, 16, 32])
  expect(backOff.count(SITE)).toBe(12)
  expect(backOff.isResting('https://other.example', 'connect')).toBe(false)
  await backOff.clear(SITE)
  expect(backOff.count(SITE)).toBe(0)
})

test('behavior: one act that refuses many kinds counts once', async () => {
  const backOff = make(() => 0)
  await backOff.note(SITE, new Set(['connect', 'message', 'transaction', 'typed-data', 'calls']))
  expect(backOff.isResting(SITE, 'connect')).toBe(false)
  await backOff.note(SITE, new Set())
  expect(backOff.count(SITE)).toBe(1)
})

test('security: who asks again as soon as it may is kept waiting longer, and as long as ever after', async () => {
  let now = 0
  const backOff = make(() => now)
  const rests: number[] = []
  for (let i = 0; i < 9; i++) {
    await backOff.note(SITE, new Set(['connect']))
    const start = now
    while (backOff.isResting(SITE, 'connect')) now += 500
    rests.push((now - start) / 1000)
  }
  expect(rests).toEqual([0, 8, 16, 32, 60, 60, 60, 60, 60])
  now += 120_001
  await backOff.note(SITE, new Set(['connect']))
  expect(backOff.isResting(SITE, 'connect')).toBe(false)
})

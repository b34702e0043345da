import { expect, test } from 'vitest'
import { memoryStorage } from '../../storage/storage'
import { createField } from '../state/field'
import type { Rejections } from '../state/schema'
import { createBackOff } from './back-off'

const SITE = 'https://app.example'

test('security: who asks again as soon as it may is kept waiting longer, and as long as ever after', async () => {
  let now = 0
  const field = createField<Record<string, Rejections>>({
    key: 'rejections',
    storage: memoryStorage(),
    initial: {},
    parse: () => ({}),
  })
  const backOff = createBackOff(field, () => now)
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

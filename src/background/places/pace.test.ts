import { expect, test } from 'vitest'
import type { Services } from '../services.ts'
import { createBlockAgo } from './pace.ts'

const HOUR_MS = 3_600_000
const DAY_S = 24 * 3600

/** An endpoint of a chain with a block each twelve seconds, `height` of them. */
function stage(height: number) {
  const asked: string[] = []
  let time = HOUR_MS
  let answers = true
  const request = async (_: number, __: string, [block]: string[]) => {
    asked.push(String(block))
    if (!answers) throw new Error('not there')
    const number = block === 'latest' ? height : Number(block)
    return { number: `0x${number.toString(16)}`, timestamp: `0x${(number * 12).toString(16)}` }
  }
  const services = { rpc: { request }, ports: { clock: { now: () => time } } } as unknown as Services
  return {
    asked,
    blockAgo: createBlockAgo(() => services),
    pass: (ms: number) => {
      time += ms
    },
    answer: (whether: boolean) => {
      answers = whether
    },
  }
}

test('behavior: the block of so long ago, for two questions over all that ask within an hour', async () => {
  const { asked, blockAgo, pass } = stage(1_000_000)
  const [week, month] = await Promise.all([blockAgo(1, 7 * DAY_S), blockAgo(1, 30 * DAY_S)])
  expect([Number(week), Number(month)]).toEqual([1_000_000 - 7 * 7200, 1_000_000 - 30 * 7200])
  expect(asked).toEqual(['latest', `0x${(990_000).toString(16)}`])
  pass(HOUR_MS - 1)
  await blockAgo(1, DAY_S)
  expect(asked).toHaveLength(2)
  await blockAgo(10, DAY_S)
  expect(asked).toHaveLength(4)
  pass(1)
  await blockAgo(1, DAY_S)
  expect(asked).toHaveLength(6)
})

test('behavior: a chain that is younger has no such block', async () => {
  expect(await stage(9000).blockAgo(1, DAY_S)).toBeNull()
  expect(await stage(20_000).blockAgo(1, 30 * DAY_S)).toBeNull()
})

test('behavior: what the endpoint does not tell now it is asked again', async () => {
  const { blockAgo, answer } = stage(1_000_000)
  answer(false)
  expect(await blockAgo(1, DAY_S)).toBeNull()
  answer(true)
  expect(Number(await blockAgo(1, DAY_S))).toBe(1_000_000 - 7200)
})

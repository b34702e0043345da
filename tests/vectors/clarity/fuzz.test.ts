/**
 * The corpus with other numbers, other people and broken bytes: nothing throws, nothing takes long, and no sentence
 * names an amount that the request does not have. `npm run soak` makes 100 000 of them and holds each to 50 ms.
 */
import { formatUnits } from 'ethers'
import { expect, test } from 'vitest'
import { type Argument, type Case, corpus, dataOf, meant, NAMES, resolved } from './corpus.ts'
import { say } from './say.ts'

const isSoak = process.env.SOAK === '1'
const RUNS = isSoak ? 100_000 : 500
const MOST_MS = 50
/** Sums of several lists stand in these sentences, and the corpus holds them. */
const SUMMED = new Set(['13-seaport.json'])
const PEOPLE = Object.keys(NAMES).map((name) => `$${name}`)
const HOSTILE = ['\u202eCDSU', '<b>0 ETH</b>', 'a'.repeat(3000), '\u200b', '%s{0}', '\0', '5 USDC to you']

/** Mulberry32: the same numbers in every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below)
  }
}
const random = createRandom(Number(process.env.SEED ?? 7702))
const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T

function integer(): string {
  const bits = pick([1, 8, 24, 64, 96, 128, 160, 255, 256])
  const digits = Array.from({ length: 64 }, () => random(16).toString(16)).join('')
  return (BigInt(`0x${digits}`) >> BigInt(256 - bits)).toString()
}

/** One leaf in four is another: a number for a number, an address for an address, hostile text for text. */
function changed(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => changed(one))
  if (typeof value === 'object' && value !== null) {
    const fixed = /^(?:call|encode|packed|types|domain|primaryType|operation|origin|chainId)$/
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, fixed.test(name) ? one : changed(one, name)]),
    )
  }
  if (typeof value !== 'string' || random(4) > 0) return value
  if (value.startsWith('$')) return pick(PEOPLE)
  if (/^0x/.test(value)) return key === 'to' ? value : broken(value)
  return typeof meant(value) === 'bigint' || /^\d+$/.test(value) ? integer() : pick(HOSTILE)
}

function broken(data: string): string {
  const at = 2 + random(Math.max(1, data.length - 2))
  const kind = random(5)
  if (kind === 0) return data.slice(0, at - (at % 2))
  if (kind === 1) return `${data}${'ff'.repeat(random(80))}`
  if (kind === 2) return `${data.slice(0, at)}${random(16).toString(16)}${data.slice(at + 1)}`
  if (kind === 3) return `${data.slice(0, 10)}${data.slice(10).repeat(1 + random(6))}`
  return `0x${Array.from({ length: random(400) }, () => random(256).toString(16).padStart(2, '0')).join('')}`
}

const bases = corpus().flatMap(({ file, topic }) =>
  topic.cases
    .filter(({ request }) => request.message === undefined && request.more === undefined)
    .map((one) => ({ file, one })),
)

/** What cannot be encoded is no request: another is made. `exact` where its numbers are known. */
function next(): { one: Case; exact: boolean; hasAmounts: boolean } {
  for (;;) {
    const { file, one } = pick(bases)
    const request: Case['request'] = JSON.parse(JSON.stringify(changed(one.request)))
    try {
      for (const call of request.calls ?? [request]) dataOf(call)
      if (request.typedData !== undefined) resolved(request.typedData)
      const asBytes = request.typedData === undefined && request.calls === undefined && random(3) === 0
      const { call: _call, args: _args, ...rest } = request
      const bytes = asBytes ? { ...rest, data: broken(dataOf(request)) } : request
      return {
        one: { ...one, request: bytes },
        exact: !asBytes && request.data === undefined,
        hasAmounts: !SUMMED.has(file),
      }
    } catch {
      // A number too large for its type, and the like.
    }
  }
}

function numbersIn(value: unknown): bigint[] {
  if (typeof value === 'string') {
    const found = meant(value as Argument)
    if (typeof found === 'bigint') return [found]
    return /^\d{1,78}$/.test(value) ? [BigInt(value)] : []
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(numbersIn)
}

/** Amounts of tokens whose decimals names.json has: found again among the numbers of the request, or a lie. */
function lie(one: Case, sentences: readonly string[]): string | null {
  const numbers = [0n, ...numbersIn(one.request)]
  for (const sentence of sentences)
    for (const [, amount = '', symbol = ''] of sentence.matchAll(
      /(?<![“\w.#$])(\d{1,3}(?: \d{3})+(?:\.\d+)?|\d+(?:\.\d+)?) ([A-Za-z]+)/g,
    )) {
      const decimals = symbol === 'ETH' || symbol === 'POL' ? 18 : NAMES[symbol]?.decimals
      if (decimals === undefined) continue
      const said = amount.replaceAll(' ', '')
      if (!numbers.some((number) => formatUnits(number, decimals).replace(/\.0$/, '') === said))
        return `${one.name}: ${sentence}`
    }
  return null
}

const cpu = (run: () => void): number => {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

test('security: requests that nobody meant are read without a throw, in bounds, and without a wrong amount', {
  timeout: 3_600_000,
}, () => {
  const times: number[] = []
  let amounts = 0
  for (let i = 0; i < RUNS; i++) {
    const { one, exact, hasAmounts } = next()
    let sentences: string[] = []
    let rows: string[] = []
    const run = () => {
      const said = say(one)
      sentences = said.sentences
      rows = said.rows
    }
    const first = cpu(run)
    // Once more: a collection of garbage is not the work of the request.
    const time = isSoak && first > MOST_MS ? Math.min(first, cpu(run)) : first
    times.push(time)
    if (isSoak && time > MOST_MS) expect.fail(`${time} ms: ${JSON.stringify(one.request).slice(0, 2000)}`)
    expect(sentences.length).toBeLessThan(120)
    expect(rows.length).toBeLessThan(6000)
    for (const sentence of sentences) expect(sentence.length).toBeLessThan(6000)
    if (!exact || !hasAmounts) continue
    amounts++
    expect(lie(one, sentences)).toBeNull()
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1)
  if (isSoak)
    console.log(
      `${RUNS} requests, ${amounts} with amounts held; ms: p50 ${at(0.5)}, p99 ${at(0.99)}, max ${at(1)}`,
    )
  expect(amounts).toBeGreaterThan(RUNS / 4)
})

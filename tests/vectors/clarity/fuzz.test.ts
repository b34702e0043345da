/**
 * The corpus with other numbers, other people and broken bytes: nothing throws, nothing takes long, and no sentence
 * names an amount that the request does not have. `npm run soak` makes 100 000 of them and holds each to 50 ms.
 */
import { formatUnits } from 'ethers'
import { expect, test } from 'vitest'
import { type Argument, type Case, corpus, dataOf, meant, NAMES, resolved } from './corpus.ts'
import { type Said, say } from './say.ts'

const isSoak = process.env.SOAK === '1'
const RUNS = Number(process.env.RUNS ?? (isSoak ? 100_000 : 500))
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
  if (Array.isArray(value)) return longer(value).map((one: unknown) => changed(one))
  if (typeof value === 'object' && value !== null) {
    const fixed = /^(?:from|call|encode|packed|types|domain|primaryType|operation|origin|chainId)$/
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, fixed.test(name) ? one : changed(one, name)]),
    )
  }
  if (typeof value !== 'string' || random(4) > 0) return value
  if (value.startsWith('$')) return pick(PEOPLE)
  if (/^0x/.test(value)) return key === 'to' ? value : broken(value)
  return typeof meant(value) === 'bigint' || /^\d+$/.test(value) ? integer() : pick(HOSTILE)
}

/** Now and then a list of hundreds: one that may be of any length is a way to make a wallet slow. */
function longer(list: readonly unknown[]): readonly unknown[] {
  if (list.length === 0 || random(40) > 0) return list
  return Array.from({ length: list.length + random(400) }, (_, i) => list[i % list.length])
}

function broken(data: string): string {
  const at = 2 + random(Math.max(1, data.length - 2))
  const kind = random(6)
  if (kind === 0) return data.slice(0, at - (at % 2))
  if (kind === 1) return `${data}${'ff'.repeat(random(80))}`
  if (kind === 2) return `${data.slice(0, at)}${random(16).toString(16)}${data.slice(at + 1)}`
  if (kind === 3) return `${data.slice(0, 10)}${data.slice(10).repeat(1 + random(6))}`
  if (kind === 4 && random(10) === 0) return `${data.slice(0, 10)}${hugeOf(data)}`
  return `0x${Array.from({ length: random(400) }, () => random(256).toString(16).padStart(2, '0')).join('')}`
}

/** Up to 128 kB, the most that a network takes. */
const hugeOf = (data: string): string => {
  const body = data.slice(10) || '20'.padStart(64, '0')
  return body.repeat(Math.ceil(random(262_144) / body.length))
}

/** As bytes: what is measured is the wallet's work, not that of writing the request. */
function written(request: Case['request']): Case['request'] {
  const { call: _call, args: _args, calls, typedData, ...rest } = request
  if (calls !== undefined)
    return {
      ...rest,
      calls: calls.map((one) => ({
        to: one.to,
        data: dataOf(one),
        ...(one.value === undefined ? {} : { value: one.value }),
      })),
    }
  return typedData === undefined
    ? { ...rest, data: dataOf(request) }
    : { ...rest, typedData: resolved(typedData) }
}

const bases = corpus().flatMap(({ file, topic }) =>
  topic.cases
    .filter(({ request }) => request.message === undefined && request.more === undefined)
    .map((one) => ({ file, one })),
)

type Asked = { one: Case; written: Case; exact: boolean; hasAmounts: boolean }

/** What cannot be encoded is no request: another is made. `exact` where its numbers are known. */
function next(): Asked {
  for (;;) {
    const { file, one } = pick(bases)
    const request: Case['request'] = JSON.parse(JSON.stringify(changed(one.request)))
    try {
      const plain = written(request)
      const asBytes = request.typedData === undefined && request.calls === undefined && random(3) === 0
      const bytes = asBytes ? { ...plain, data: broken(plain.data ?? '0x') } : plain
      return {
        one: { ...one, request },
        written: { ...one, request: bytes },
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

/** The least of several: a collection of garbage, or code that was never run before, is not the work of a request. */
function least(run: () => void, first: number): number {
  let time = first
  for (let again = 0; again < 10 && time > MOST_MS; again++) time = Math.min(time, cpu(run))
  return time
}

const short = ({ name, request }: Case): string => {
  const text = JSON.stringify(request)
  return `${name}: ${text.length} characters, ${text.slice(0, 2000)}`
}

/** Everything that is wrong with what is said of a request. */
function faults(one: Case, { sentences, rows }: Said, hasKnownAmounts: boolean): string[] {
  const lied = hasKnownAmounts ? lie(one, sentences) : null
  return [
    // Each call of a batch has its own.
    ...(sentences.length < 120 * (one.request.calls?.length ?? 1) ? [] : [`${sentences.length} sentences`]),
    ...(rows.length < 6000 ? [] : [`${rows.length} rows`]),
    ...sentences.filter(({ length }) => length >= 6000).map(({ length }) => `a sentence of ${length}`),
    ...(lied === null ? [] : [`a wrong amount: ${lied}`]),
  ]
}

test('security: requests that nobody meant are read without a throw, in bounds, and without a wrong amount', {
  timeout: 3_600_000,
}, () => {
  const times: number[] = []
  const wrong: string[] = []
  let amounts = 0
  for (let i = 0; i < RUNS; i++) {
    const { one, written, exact, hasAmounts } = next()
    let said: Said | undefined
    const run = () => {
      said = say(written)
    }
    try {
      const first = cpu(run)
      const time = isSoak ? least(run, first) : first
      times.push(time)
      if (isSoak && time > MOST_MS) wrong.push(`${time.toFixed(1)} ms: ${short(written)}`)
    } catch (error) {
      wrong.push(`${error instanceof Error ? error.stack : error}: ${short(written)}`)
    }
    if (said === undefined) continue
    if (exact && hasAmounts) amounts++
    wrong.push(...faults(one, said, exact && hasAmounts).map((fault) => `${fault}: ${short(written)}`))
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1)
  if (isSoak)
    console.log(
      `${RUNS} requests, ${amounts} with amounts held, ${wrong.length} wrong; ` +
        `ms: p50 ${at(0.5)}, p99 ${at(0.99)}, p99.9 ${at(0.999)}, max ${at(1)}`,
    )
  expect(wrong.slice(0, 20)).toEqual([])
  expect(amounts).toBeGreaterThan(RUNS / 4)
})

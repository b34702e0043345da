/** The corpus: what the wallet says of each of its requests, as somebody who read the request would say it. */
import { formatUnits } from 'ethers'
import { describe, expect, test } from 'vitest'
import { corpus, meant, NAMES, weiOf } from './corpus.ts'
import { textsOf } from './fuzz/leaves.ts'
import { say } from './say.ts'

const all = corpus()
const count = (malicious: boolean): number =>
  all.reduce((sum, { topic }) => sum + (topic.malicious === malicious ? topic.cases.length : 0), 0)

describe.each(all)('$topic.topic ($file)', ({ topic }) => {
  test.each(topic.cases)('behavior: $name', (one) => {
    const { expect: expected } = one
    const said = say(one)
    expect(said.refused ?? '').toContain(expected.refused ?? '')
    expect(said.refused === null).toBe(expected.refused === undefined)
    expect(said.sentences).toEqual(expected.sentences ?? [])
    expect(said.rows).toEqual(expect.arrayContaining(expected.rows ?? []))
    expect(said.changes).toEqual(expected.changes ?? [])
    expect(said.rights).toEqual(expected.rights ?? [])
    const warnings = said.warnings.map(({ rule, severity }) => ({ id: rule, severity }))
    expect(warnings).toEqual(expected.warnings ?? [])
    const isBad = said.refused !== null || said.warnings.some(({ severity }) => severity === 'danger')
    expect(isBad).toBe(topic.malicious)
  })
})

describe('the corpus', () => {
  test('param: 300 requests and more, 100 of them and more to steal', () => {
    expect(count(true)).toBeGreaterThanOrEqual(100)
    expect(count(true) + count(false)).toBeGreaterThanOrEqual(300)
  })

  test('param: every case has a name of its own and says where it comes from', () => {
    for (const { topic } of all) {
      expect(new Set(topic.cases.map(({ name }) => name)).size).toBe(topic.cases.length)
      for (const { source } of topic.cases) expect(source).not.toBe('')
    }
  })

  /** Independent of how the wallet reads: each amount in an expected sentence is one of the numbers of the request. */
  test('security: no sentence names an amount that the request does not have', () => {
    let checked = 0
    for (const { topic } of all)
      for (const { name, request, facts, expect: expected } of topic.cases) {
        if (request.data !== undefined && request.data !== '0x') continue
        const numbers = new Set(numbersIn(request))
        for (const sentence of expected.sentences ?? []) {
          for (const [, amount = '', symbol = ''] of sentence.matchAll(AMOUNT)) {
            const decimals = decimalsOf(symbol, facts)
            if (decimals === null) continue
            const units = [...numbers].map((number) => formatUnits(number, decimals).replace(/\.0$/, ''))
            const exact = [...units, ...textsOf(request.typedData)]
            expect(exact, `${name}: ${sentence}`).toContain(amount.replaceAll(' ', ''))
            checked++
          }
        }
      }
    expect(checked).toBeGreaterThan(200)
  })
})

const AMOUNT = /(?<![“\w.#$])(\d{1,3}(?: \d{3})+(?:\.\d+)?|\d+(?:\.\d+)?) ([A-Za-z]+)/g

function decimalsOf(
  symbol: string,
  facts: (typeof all)[number]['topic']['cases'][number]['facts'],
): number | null {
  if (symbol === 'ETH' || symbol === 'POL') return 18
  if (symbol === 'base') return 0
  const own = Object.values(facts?.tokens ?? {}).find((one) => one.symbol === symbol)
  return own?.decimals ?? NAMES[symbol]?.decimals ?? null
}

/** Every number in a request. */
function numbersIn(value: unknown): bigint[] {
  if (typeof value === 'bigint') return [value]
  if (typeof value === 'string') {
    const found = meant(value)
    if (typeof found === 'bigint') return [found]
    return /^\d{1,78}$/.test(value) ? [weiOf(value)] : []
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(numbersIn)
}

import { readFileSync } from 'node:fs'
import { AbiCoder, formatUnits, id } from 'ethers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { growthOf } from '../../../tests/growth.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import type { ExplainContext } from './context.ts'
import { explainTransaction } from './explain.ts'
import { createLibrary } from './library.ts'

const read = (file: string) => readFileSync(new URL(`../../../public/${file}`, import.meta.url), 'utf8')
const signatures = read('signatures.txt')
const library = createLibrary(read('descriptors.json'), signatures)
const ME: Address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const TO: Address = '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'
const context: ExplainContext = {
  symbol: 'ETH',
  token: () => ({ address: TO, symbol: 'TKN', name: 'Token', decimals: 6 }),
  name: () => null,
  isContract: true,
  library,
}

const isSoak = process.env.SOAK === '1'
const RUNS = isSoak ? 100_000 : 1000

/** Words that look like offsets, lengths, addresses and limits: what makes a decoder stumble. */
const word = fc.oneof(
  fc.bigInt({ min: 0n, max: 0x200n }).map((n) => n * 32n),
  fc.bigInt({ min: 0n, max: 4n }),
  fc.constantFrom(2n ** 256n - 1n, 2n ** 255n, 2n ** 160n - 1n, 2n ** 64n, BigInt(TO)),
  fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
)
const known = [...new Set(signatures.match(/(?<=\n)[0-9a-f]{8}(?= )/g) ?? [])]
const programs = [
  '3593564c',
  '24856bc3',
  '8d80ff0a',
  'ac9650d8',
  '6a761202',
  '82ad56cb',
  'b88d4fde',
  '2eb2c2d6',
]
const calldata = fc
  .tuple(
    fc.oneof(fc.constantFrom(...programs), fc.constantFrom(...known), fc.stringMatching(/^[0-9a-f]{8}$/)),
    fc.array(word, { maxLength: 24 }),
    fc.stringMatching(/^(?:[0-9a-f]{2}){0,8}$/),
  )
  .map(
    ([selector, words, rest]): Hex =>
      `0x${selector}${words.map((n) => n.toString(16).padStart(64, '0')).join('')}${rest}`,
  )

describe('security: calldata that nobody meant', () => {
  it('behavior: never throws, and always says something', () => {
    let slowest = 0
    fc.assert(
      fc.property(calldata, fc.bigInt({ min: 0n, max: 10n ** 20n }), (data, value) => {
        const start = performance.now()
        const { summary, details } = explainTransaction(
          { chainId: 1, from: ME, to: TO, value, data },
          context,
        )
        slowest = Math.max(slowest, performance.now() - start)
        expect(summary[0]?.length).toBeGreaterThan(0)
        expect(details.length).toBeGreaterThan(3)
      }),
      { numRuns: RUNS },
    )
    // 50 ms, and room for the collector; on a busy machine times show nothing.
    if (isSoak) expect(slowest).toBeLessThan(250)
  })
  it('security: a sentence names the amount that another decoder finds, or says that there is no limit', () => {
    const calls = fc.constantFrom(
      ['transfer(address,uint256)', 1],
      ['approve(address,uint256)', 1],
      ['transferFrom(address,address,uint256)', 2],
      ['increaseAllowance(address,uint256)', 1],
    ) as fc.Arbitrary<[string, number]>
    fc.assert(
      fc.property(
        calls,
        fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
        fc.integer({ min: 0, max: 256 }),
        (call, seed, bits) => {
          const [signature, at] = call
          const amount = seed >> BigInt(bits)
          const types = signature.slice(signature.indexOf('(') + 1, -1).split(',')
          const coder = AbiCoder.defaultAbiCoder()
          const args = coder.encode(
            types,
            types.map((_, i) => (i === at ? amount : i === 0 ? ME : TO)),
          )
          const data: Hex = `0x${id(signature).slice(2, 10)}${args.slice(2)}`
          const { summary } = explainTransaction({ chainId: 1, from: ME, to: TO, value: 0n, data }, context)
          const said = JSON.stringify(summary).replace(/(?<=\d)[\s,\u00a0\u202f\u2009](?=\d{3})/g, '')
          const decoded: bigint = coder.decode(types, args)[at]
          const exact = formatUnits(decoded, 6).replace(/\.0$/, '')
          const numbers = [...said.matchAll(/(?<![\w.#])(\d+(?:\.\d+)?) TKN/g)].map(([, number]) => number)
          if (numbers.length > 0) expect(numbers).toEqual(numbers.map(() => exact))
          else if (decoded > 0n) expect(said).toMatch(/unlimited|no limit|any amount/i)
        },
      ),
      { numRuns: RUNS },
    )
  })
  it('security: lists in lists, as deep as they fit, end soon: four times as many take about four times as long', () => {
    const nest = (inner: string): string => {
      const length = inner.length / 2
      const padded = inner.padEnd(Math.ceil(length / 32) * 64, '0')
      const w = (n: number) => n.toString(16).padStart(64, '0')
      return `ac9650d8${w(32)}${w(1)}${w(32)}${w(length)}${padded}`
    }
    const read = (digits: number) => {
      let data = 'a9059cbb'
      while (data.length < digits) data = nest(data)
      const call = { chainId: 1, from: ME, to: TO, value: 0n, data: `0x${data}` } as const
      for (let i = 0; i < 20; i++) {
        const { summary, calls } = explainTransaction(call, context)
        expect(summary.length).toBeLessThan(20)
        expect(calls.length).toBeLessThanOrEqual(64)
      }
    }
    expect(growthOf(read, 25_000)).toBeLessThan(9)
  })
})

/** Functions by their selectors, hashed anew: from the table and from the descriptors that come with the wallet. */
import { readFileSync } from 'node:fs'
import { Interface, id } from 'ethers'

const file = (name: string): string =>
  readFileSync(new URL(`../../../../public/${name}`, import.meta.url), 'utf8')

type Formats = Record<string, { display?: { formats?: Record<string, unknown> } }>

export const SIGNATURES: readonly string[] = file('signatures.txt')
  .split('\n')
  .filter((line) => /^[0-9a-f]{8} /.test(line))
  .map((line) => line.slice(9))
const described = Object.values(JSON.parse(file('descriptors.json')) as Formats).flatMap(({ display }) =>
  Object.keys(display?.formats ?? {}).filter((key) => /^\w+\(.*\)$/.test(key) && !/\)\w/.test(key)),
)

const bySelector = new Map<string, string[]>()
for (const signature of new Set([...described, ...SIGNATURES])) {
  try {
    const name = new Interface([`function ${signature}`]).fragments[0]?.format('sighash')
    if (name === undefined) continue
    const selector = id(name).slice(0, 10)
    bySelector.set(selector, [...(bySelector.get(selector) ?? []), signature])
  } catch {
    // A type of typed data.
  }
}

export const signaturesOf = (selector: string): readonly string[] =>
  bySelector.get(selector.toLowerCase()) ?? []

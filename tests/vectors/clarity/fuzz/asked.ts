/** What every kind of random request has: how it is asked, and what is wrong with what is said of it. */
import type { Case } from '../corpus.ts'
import { dataOf, resolved } from '../corpus.ts'
import type { Said } from '../say.ts'
import { plainText } from './amounts.ts'
import type { Random } from './random.ts'

export type Asked = {
  one: Case
  /** Where every amount is known and held against what is said. */
  isHeld: boolean
  faultsOf(said: Said): string[]
}
export type Kind = (random: Random) => Asked

/** As bytes: what is measured is the wallet's work, not that of writing the request. */
export function asBytes(one: Case): Case {
  const { call: _call, args: _args, calls, typedData, ...rest } = one.request
  if (typedData !== undefined) return { ...one, request: { ...rest, typedData: resolved(typedData) } }
  if (calls === undefined) return { ...one, request: { ...rest, data: dataOf(one.request) } }
  const plain = calls.map(({ to, value, ...call }) => ({
    to,
    data: dataOf(call),
    ...(value === undefined ? {} : { value }),
  }))
  return { ...one, request: { ...rest, calls: plain } }
}

export const linesOf = ({ sentences, changes, rights }: Said): string[][] =>
  [sentences, changes, rights].map((lines) => lines.map(plainText))

/** Line by line, what is said and was not to be said. */
export function differences(said: readonly string[][], due: readonly string[][]): string[] {
  return due.flatMap((lines, i) => {
    const found = said[i] ?? []
    const longer = Math.max(lines.length, found.length)
    return Array.from({ length: longer }, (_, k) =>
      lines[k] === found[k] ? [] : [`said “${found[k] ?? 'nothing'}”, due “${lines[k] ?? 'nothing'}”`],
    ).flat()
  })
}

/** What a contract logged, by the table of events: a name and its fields, or nothing where that is not certain. */
import { keccak256 } from 'viem/utils'
import type { Hex } from '../../shared/hex.ts'
import { visibleLine } from '../text.ts'
import type { Value } from '../typed-data-values.ts'
import { treeOf } from '../typed-data-view.ts'
import { decodeArguments } from './decode.ts'
import { canonical, type Parameter, parseSignature } from './signature.ts'

export type Log = { topics: readonly Hex[]; data: Hex }
export type Event = { name: string; fields: { name: string; value: string; depth: number }[] }

/** @param signatures of the table, for its first topic. Null for what none of them fits byte for byte. */
export function readEvent(log: Log, signatures: readonly string[]): Event | null {
  for (const text of signatures) {
    const found = readAs(log, text)
    if (found !== null) return found
  }
  return null
}

function readAs({ topics, data }: Log, text: string): Event | null {
  const signature = parseSignature(text)
  const [topic, ...indexed] = topics
  if (signature === null || topic === undefined) return null
  const { name, inputs } = signature
  if (keccak256(new TextEncoder().encode(canonical(signature))) !== topic.toLowerCase()) return null
  const marked = inputs.filter((one) => one.indexed === true)
  // The same event of items has one more among the topics: those stand first.
  const inTopics = new Set(marked.length === indexed.length ? marked : inputs.slice(0, indexed.length))
  if (inTopics.size !== indexed.length) return null
  const rest = inputs.filter((one) => !inTopics.has(one))
  const body = decodeArguments(rest, data)
  if (body === null) return null
  const members = new Map(body.fields.map((field, i) => [rest[i], field.value]))
  const found = inputs.filter((one) => inTopics.has(one))
  for (const [i, input] of found.entries()) {
    const value = ofTopic(input, indexed[i] ?? '0x')
    if (value === null) return null
    members.set(input, value)
  }
  const fields = inputs.flatMap((input) => {
    const value = members.get(input)
    return value === undefined ? [] : [{ name: input.name || input.type, value }]
  })
  return {
    name: visibleLine(name, 80),
    fields: treeOf(fields).map((row) => ({
      name: visibleLine(row.name, 60),
      value: row.value ?? row.type,
      depth: row.depth,
    })),
  }
}

/** Of what has no fixed size only a hash is logged. */
function ofTopic(input: Parameter, topic: Hex): Value | null {
  if (/^(?:string|bytes$|tuple)|\[/.test(input.type)) return { kind: 'fixed', type: 'hash', value: topic }
  return decodeArguments([input], topic)?.fields[0]?.value ?? null
}

/**
 * Human-readable Solidity signatures: "supply(address asset,uint256 amount,(bytes32 id,uint8[] kinds)[] items)".
 * Read once into parameters with their names; the canonical text, without names, gives the selector.
 */
import { keccak256 } from 'viem/utils'
import type { Hex } from '../../shared/hex.ts'

export type Parameter = {
  /** Empty when the signature gives none. */
  name: string
  /** `tuple` stands for the components, with array suffixes as in `tuple[2][]`. */
  type: string
  components: readonly Parameter[]
  /** Of an event: it stands among the topics. */
  indexed?: true
}
export type Signature = { name: string; inputs: readonly Parameter[] }

const TYPE =
  /^(?:address|bool|string|bytes(?:[1-9]|[12]\d|3[0-2])?|function|u?int\d{0,3}|tuple)(?:\[\d{0,4}\])*$/
/** Words that stand between a type and a name and mean nothing here. */
const NOISE = new Set(['memory', 'calldata', 'storage', 'payable', 'indexed'])
const DEEPEST = 12

/** Null for what is no signature; never throws. */
export function parseSignature(text: string): Signature | null {
  const match = /^\s*(?:function\s+)?([A-Za-z_$][\w$:]*)\s*(\(.*)$/s.exec(text)
  if (match === null || text.length > 8192) return null
  const [, name = '', rest = ''] = match
  try {
    const { inside, after } = bracketed(rest)
    // What a function returns, and its modifiers, change no selector.
    if (after.includes('(') && !/\breturns\b/.test(after)) return null
    return { name, inputs: parseParameters(inside, 0) }
  } catch {
    return null
  }
}

/** The text in the first pair of parentheses and what follows it. @throws RangeError */
function bracketed(text: string): { inside: string; after: string } {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++
    if (text[i] === ')' && --depth === 0) return { inside: text.slice(1, i), after: text.slice(i + 1) }
  }
  throw new RangeError('unbalanced')
}

function parseParameters(text: string, depth: number): Parameter[] {
  if (depth > DEEPEST) throw new RangeError('too deep')
  if (text.trim() === '') return []
  return splitList(text).map((part) => parseParameter(part.trim(), depth))
}

function splitList(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++
    if (text[i] === ')') depth--
    if (text[i] === ',' && depth === 0) {
      parts.push(text.slice(start, i))
      start = i + 1
    }
  }
  return [...parts, text.slice(start)]
}

function parseParameter(text: string, depth: number): Parameter {
  const tuple = /^(?:tuple)?\s*\(/.test(text)
  if (!tuple) {
    const [type = '', ...words] = text.split(/\s+/)
    return { name: nameOf(words), type: checked(canonicalType(type)), components: [], ...marked(words) }
  }
  const { inside, after } = bracketed(text.slice(text.indexOf('(')))
  const [, suffix = '', rest = ''] = /^((?:\[\d*\])*)(.*)$/s.exec(after) ?? []
  const words = rest.trim().split(/\s+/)
  return {
    name: nameOf(words),
    type: checked(`tuple${suffix}`),
    components: parseParameters(inside, depth + 1),
    ...marked(words),
  }
}

const marked = (words: readonly string[]): { indexed?: true } =>
  words.includes('indexed') ? { indexed: true } : {}
const nameOf = (words: readonly string[]): string => words.filter((word) => !NOISE.has(word)).join(' ')
const canonicalType = (type: string): string => type.replace(/^(u?int)(?=\[|$)/, '$1256')

function checked(type: string): string {
  const bits = /^u?int(\d+)/.exec(type)?.[1]
  const wrong = bits !== undefined && (Number(bits) % 8 !== 0 || Number(bits) > 256 || Number(bits) === 0)
  if (wrong || !TYPE.test(type)) throw new RangeError('no type')
  return type
}

/** "transfer(address,uint256)". */
export const canonical = ({ name, inputs }: Signature): string => `${name}(${inputs.map(typeText).join(',')})`

const typeText = ({ type, components }: Parameter): string =>
  type.startsWith('tuple') ? `(${components.map(typeText).join(',')})${type.slice('tuple'.length)}` : type

export const selectorOf = (signature: Signature): Hex => {
  const hash = keccak256(new TextEncoder().encode(canonical(signature)))
  return `0x${hash.slice(2, 10)}`
}

/**
 * The paths of ERC-7730: `#.a.[0].b`, `a.[]`, `path.[-20:]`, `@.value`, `$.metadata.enums.mode`
 * (https://eips.ethereum.org/EIPS/eip-7730, "Path references").
 */
import type { Hex } from '../../../shared/hex.ts'
import type { Value } from '../../typed-data-values.ts'

export type Step = { name: string } | { index: number } | { from: number | null; to: number | null }
export type Path = { root: '#' | '$' | '@' | ''; steps: readonly Step[] }

/** A value, and which elements of lists led to it. */
export type Found = { value: Value; at: readonly number[] }

export class PathError extends Error {
  override name = 'PathError'
}

export function parsePath(text: string): Path {
  const root = /^[#$@](?=\.|$|\[)/.exec(text)?.[0]
  const rest = root === undefined ? text : text.slice(1).replace(/^\./, '')
  const steps = rest === '' ? [] : (rest.match(/\[[^\]]*\]|[^.[\]]+/g) ?? []).map(parseStep)
  return { root: root === '#' || root === '$' || root === '@' ? root : '', steps }
}

function parseStep(text: string): Step {
  if (!text.startsWith('[')) return { name: text }
  const inside = text.slice(1, -1).trim()
  if (inside === '') return { from: null, to: null }
  if (/^-?\d{1,6}$/.test(inside)) return { index: Number(inside) }
  const [, from, to] = /^(-?\d{1,6})?:(-?\d{1,6})?$/.exec(inside) ?? []
  if (!inside.includes(':') || (from === undefined && to === undefined && inside !== ':'))
    throw new PathError(`"${inside}" selects nothing`)
  return { from: from === undefined ? null : Number(from), to: to === undefined ? null : Number(to) }
}

/** One text for one path, however it is written. */
export const pathKey = ({ root, steps }: Path): string =>
  `${root === '' ? '#' : root}${steps.map((step) => `.${stepKey(step)}`).join('')}`

function stepKey(step: Step): string {
  if ('name' in step) return step.name
  return 'index' in step ? `[${step.index}]` : `[${step.from ?? ''}:${step.to ?? ''}]`
}

/**
 * Every value that the steps lead to. @throws PathError when there is none to be had
 * @param near only what may belong to the element there: of a long list not each is looked at for each
 */
export function walk(start: Found, steps: readonly Step[], near: readonly number[] = []): Found[] {
  return steps.reduce<Found[]>((found, step) => found.flatMap((one) => follow(one, step, near)), [start])
}

function follow({ value, at }: Found, step: Step, near: readonly number[]): Found[] {
  if ('name' in step) return [{ value: member(value, step.name), at }]
  if (value.kind === 'array') {
    const { items } = value
    if ('index' in step) {
      const item = items.at(step.index)
      if (item === undefined) throw new PathError(`there is no element ${step.index}`)
      return [{ value: item, at }]
    }
    const [from, to] = bounds(step, items.length)
    return elements({ value, at }, near, from, to)
  }
  return [{ value: sliceOf(value, step), at }]
}

function elements({ value, at }: Found, near: readonly number[], from: number, to: number): Found[] {
  if (value.kind !== 'array') return []
  const wanted = near[at.length]
  const [first, end] = wanted === undefined ? [from, to] : [Math.max(from, wanted), Math.min(to, wanted + 1)]
  return value.items
    .slice(first, Math.max(first, end))
    .map((item, i) => ({ value: item, at: [...at, first + i] }))
}

function member(value: Value, name: string): Value {
  if (value.kind === 'struct') {
    const found = value.fields.find((field) => field.name === name)
    if (found !== undefined) return found.value
  }
  if (value.kind === 'array' && name === 'length')
    return { kind: 'integer', type: 'uint256', value: BigInt(value.items.length) }
  throw new PathError(`there is no "${name}"`)
}

function bounds(step: { from: number | null; to: number | null }, length: number): [number, number] {
  const place = (at: number) => Math.min(length, Math.max(0, at < 0 ? length + at : at))
  return [place(step.from ?? 0), place(step.to ?? length)]
}

/** Bytes of a value that is no list, as it is encoded. Fewer than were asked for are none. */
function sliceOf(value: Value, step: Exclude<Step, { name: string }>): Value {
  const digits = bytesOf(value).slice(2)
  const length = digits.length / 2
  const range = 'index' in step ? { from: step.index, to: step.index === -1 ? null : step.index + 1 } : step
  const needed = Math.max(Math.abs(range.from ?? 0), range.to ?? 0)
  const [from, to] = bounds(range, length)
  if (needed > length || from >= to) throw new PathError('there are fewer bytes')
  return { kind: 'bytes', type: 'bytes', value: `0x${digits.slice(2 * from, 2 * to)}` }
}

export function bytesOf(value: Value): Hex {
  switch (value.kind) {
    case 'bytes':
    case 'fixed':
    case 'address':
      return value.value
    case 'integer':
      return `0x${BigInt.asUintN(256, value.value).toString(16).padStart(64, '0')}`
    case 'bool':
      return value.value ? '0x01' : '0x00'
    case 'string':
      return `0x${Array.from(new TextEncoder().encode(value.value), (b) => b.toString(16).padStart(2, '0')).join('')}`
    default:
      throw new PathError('it has no bytes of its own')
  }
}

/** Lists are taken apart to their elements: a format applies to each. */
export function leavesOf(found: Found, near: readonly number[] = []): Found[] {
  if (found.value.kind !== 'array') return [found]
  return elements(found, near, 0, found.value.items.length).flatMap((one) => leavesOf(one, near))
}

/** Of several values that a parameter leads to, the one that belongs to the element at `at`. @throws PathError */
export function matching(found: readonly Found[], at: readonly number[]): Value {
  const fits = found.filter((one) => one.at.every((index, i) => i >= at.length || index === at[i]))
  const [first, ...more] = fits
  if (first === undefined) throw new PathError('the lists differ in length')
  // Two that fit equally well would be a guess.
  if (more.length > 0) throw new PathError('it is not clear which element is meant')
  return first.value
}

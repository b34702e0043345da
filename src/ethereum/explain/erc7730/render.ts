/**
 * A call or a message by its descriptor: the intent, a sentence, and a row for each field. Whatever the descriptor
 * says that does not fit the data makes it not applicable: nothing is shown by halves.
 */
import type { Part } from '../../../messaging/protocol.ts'
import type { Address } from '../../../shared/hex.ts'
import { isAddressLike, sameAddress } from '../../../shared/hex.ts'
import { visibleLine } from '../../text.ts'
import type { Struct, Value } from '../../typed-data-values.ts'
import type { Container, Facts } from '../facts.ts'
import {
  asText,
  type Descriptor,
  type FieldSpec,
  type Format,
  type GroupSpec,
  isRecord,
  type Json,
  own,
  type Spec,
} from './descriptor.ts'
import { type EmbeddedCall, type Formatted, plain, raw } from './format-tools.ts'
import { formatValue } from './formats.ts'
import { interpolate } from './interpolate.ts'
import { type Found, leavesOf, matching, type Path, PathError, parsePath, pathKey, walk } from './path.ts'
import { literal } from './values.ts'
import { isShown } from './visible.ts'

/** `value`: what is shown, as it stands in the data. */
export type RenderedField<N> = Formatted<N> & { label: string; format: string; value: Value }
export type Rendered<N> = {
  intent: string
  /** Null when the descriptor gives none, or it does not fit. */
  sentence: Part[] | null
  /** Lists that are too long for it, which have to be read all the same. */
  below: Part[][]
  owner: string | null
  contractName: string | null
  fields: RenderedField<N>[]
}

export type RenderInput<N> = {
  descriptor: Descriptor
  format: Format
  data: Struct
  container: Container
  facts: Facts
  embedded(call: EmbeddedCall): Nested<N>
}
type Nested<N> = N | null

/** Fields that one descriptor may bring out of one request. */
const MOST_FIELDS = 1000

/** @throws PathError, DescriptorError when the descriptor does not fit the data */
export function render<N>(input: RenderInput<N>): Rendered<N> {
  const { descriptor, format } = input
  const texts = new Map<string, Formatted<N>[]>()
  const fields = renderSpecs(input, format.fields, { value: input.data, at: [] }, [], texts)
  if (fields.length > MOST_FIELDS) throw new PathError('there are too many fields')
  const below: Part[][] = []
  const { interpolated } = format
  const sentence = interpolated === null ? null : interpolate(interpolated, texts, descriptor.root, below)
  return {
    intent: visibleLine(format.intent, 80),
    sentence,
    below: sentence === null ? [] : below,
    owner: descriptor.owner === null ? null : visibleLine(descriptor.owner, 40),
    contractName: descriptor.contractName === null ? null : visibleLine(descriptor.contractName, 40),
    fields: fields.map(({ field }) => field),
  }
}

const NONE: Value = { kind: 'none', type: 'none' }
const WHOLE_LIST = { from: null, to: null }

type Placed<N> = { field: RenderedField<N>; at: readonly number[] }
type Texts<N> = Map<string, Formatted<N>[]>

function renderSpecs<N>(
  input: RenderInput<N>,
  specs: readonly Spec[],
  scope: Found,
  prefix: Path['steps'],
  texts: Texts<N>,
): Placed<N>[] {
  return specs.flatMap((spec) =>
    'fields' in spec
      ? renderGroup(input, spec, scope, prefix, texts)
      : renderField(input, spec, scope, prefix, texts),
  )
}

function renderGroup<N>(
  input: RenderInput<N>,
  group: GroupSpec,
  scope: Found,
  prefix: Path['steps'],
  texts: Texts<N>,
): Placed<N>[] {
  const path = group.path === undefined ? null : parsePath(group.path)
  const found = path === null ? [scope] : resolve(input, path, scope)
  const scopes = found.flatMap((each) => leavesOf(each))
  const within = path === null ? prefix : path.root === '' ? [...prefix, ...path.steps] : path.steps
  // A list that is named without saying so is of all its elements.
  const steps = found.some(({ value }) => value.kind === 'array') ? [...within, WHOLE_LIST] : within
  const cells = (spec: Spec) => scopes.map((one) => renderSpecs(input, [spec], one, steps, texts))
  const columns = group.fields.map(cells)
  const ordered =
    group.iteration === 'sequential' ? columns.flat(2) : byElement(group, columns, scope.at.length)
  const [first, ...rest] = ordered
  if (group.label === undefined || first === undefined) return ordered
  const heading = { ...plain(''), label: visibleLine(group.label, 80), format: 'group', value: NONE }
  return [{ field: heading, at: first.at }, first, ...rest]
}

/** All fields of the first element, then of the next. Bundled, the lists inside of the group go side by side too. */
function byElement<N>(group: GroupSpec, columns: Placed<N>[][][], depth: number): Placed<N>[] {
  const count = columns[0]?.length ?? 0
  const rows = Array.from({ length: count }, (_, i) => columns.map((column) => column[i] ?? []))
  if (group.iteration !== 'bundled') return rows.flat(2)
  return rows.flatMap((cells) => {
    const lists = cells.filter((cell) => cell.some(({ at }) => at.length > depth))
    if (new Set(lists.map((cell) => cell.length)).size > 1) throw new PathError('the lists differ in length')
    const longest = Math.max(0, ...cells.map((cell) => cell.length))
    return Array.from({ length: longest }, (_, i) => cells.flatMap((cell) => cell[i] ?? [])).flat()
  })
}

function renderField<N>(
  input: RenderInput<N>,
  spec: FieldSpec,
  scope: Found,
  prefix: Path['steps'],
  texts: Texts<N>,
): Placed<N>[] {
  // What is never shown need not be there.
  if (spec.visible === 'never') return []
  const path = spec.path === undefined ? null : parsePath(spec.path)
  const found =
    path === null
      ? [{ value: literal(deref(input, spec.value ?? '')), at: scope.at }]
      : resolve(input, path, scope).flatMap((each) => leavesOf(each))
  const label = visibleLine(spec.label, 80)
  const placed = found.flatMap((one): Placed<N>[] => {
    if (!isShown(spec.visible, one.value)) return []
    const formatted = formatOne(input, spec, one, scope)
    const separator = spec.separator?.replaceAll('{index}', String(one.at.at(-1) ?? 0))
    const before =
      separator === undefined
        ? []
        : [{ ...plain(visibleLine(separator, 80)), label: '', format: 'separator', value: NONE }]
    const { value } = one
    return [...before, { ...formatted, label, format: spec.format, value }].map((field) => ({
      field,
      at: one.at,
    }))
  })
  if (path !== null) {
    const full: Path = path.root === '' ? { root: '#', steps: [...prefix, ...path.steps] } : path
    const values = placed.filter(({ field }) => field.format !== 'separator').map(({ field }) => field)
    texts.set(pathKey(full), [...(texts.get(pathKey(full)) ?? []), ...values])
  }
  return placed
}

function formatOne<N>(input: RenderInput<N>, spec: FieldSpec, one: Found, scope: Found): Formatted<N> {
  if (spec.encryption !== undefined) {
    const label = visibleLine(spec.encryption.fallbackLabel, 60)
    // The row has the handle too, by which one encrypted value is told from another.
    return { ...plain(`${label} ${raw<N>(one.value).text}`), parts: [{ strong: label }] }
  }
  const { container, facts, embedded, descriptor } = input
  return formatValue<N>(spec.format, one.value, {
    facts,
    container,
    embedded,
    constant: (name) => constantOf(input, own(spec.params, name), one, scope),
    pointed(name) {
      const text = asText(own(spec.params, name))
      if (text === null) return null
      if (isAddressLike(text)) return literal(text)
      return belonging(input, text, scope, one)
    },
    ownToken() {
      const isNamed = ['token', 'tokenPath'].some((name) => own(spec.params, name) === '$.metadata.token')
      if (isNamed && descriptor.token === null) throw new PathError('the token is not declared')
      return isNamed ? descriptor.token : null
    },
    token: (address: Address) =>
      container.to !== null && sameAddress(address, container.to) ? descriptor.token : null,
  })
}

/** A constant, a path to one, or a map and the path to its key; of a list, each. */
function constantOf<N>(
  input: RenderInput<N>,
  json: Json | undefined,
  one: Found,
  scope: Found,
): Json | undefined {
  if (json === undefined) return undefined
  if (Array.isArray(json)) return json.map((item: Json) => deref(input, item))
  if (!isRecord(json)) return deref(input, json)
  const map = deref(input, json.map ?? '')
  const keyPath = asText(own(json, 'keyPath'))
  const values = isRecord(map) ? own(map, 'values') : undefined
  if (keyPath === null || !isRecord(values)) throw new PathError('the map is missing')
  const key = raw(belonging(input, keyPath, scope, one)).text
  const name = Object.keys(values).find((each) => each.toLowerCase() === key.toLowerCase())
  const value = name === undefined ? undefined : own(values, name)
  if (value === undefined) throw new PathError('the map has no such key')
  return deref(input, value)
}

function deref<N>({ descriptor }: RenderInput<N>, json: Json): Json {
  return typeof json === 'string' && json.startsWith('$.') ? lookUp(descriptor.root, parsePath(json)) : json
}

/** @throws PathError */
export function lookUp(root: Json, { steps }: Path): Json {
  return steps.reduce<Json>((json, step) => {
    const next = 'name' in step && isRecord(json) ? own(json, step.name) : undefined
    if (next === undefined) throw new PathError('the constant is missing')
    return next
  }, root)
}

/** What a parameter leads to for an element. @throws PathError */
function belonging<N>(input: RenderInput<N>, path: string, scope: Found, { at }: Found): Value {
  const found = resolve(input, parsePath(path), scope, at)
  return matching(
    found.flatMap((each) => leavesOf(each, at)),
    at,
  )
}

function resolve<N>(input: RenderInput<N>, path: Path, scope: Found, near: readonly number[] = []): Found[] {
  if (path.root === '') return walk(scope, path.steps, near)
  if (path.root === '#') return walk({ value: input.data, at: [] }, path.steps, near)
  if (path.root === '$') return [{ value: literal(lookUp(input.descriptor.root, path)), at: scope.at }]
  return walk({ value: containerValue(input.container), at: [] }, path.steps)
}

/** What is not known has no member: whatever refers to it does not fit. */
function containerValue({ from, to, value, chainId }: Container): Value {
  const address = (name: string, at: Address | null) =>
    at === null ? [] : [{ name, value: { kind: 'address', type: 'address', value: at } satisfies Value }]
  const integer = (name: string, number: bigint | null) =>
    number === null
      ? []
      : [{ name, value: { kind: 'integer', type: 'uint256', value: number } satisfies Value }]
  const fields = [
    ...address('from', from),
    ...address('to', to),
    ...integer('value', value),
    ...integer('chainId', chainId === null ? null : BigInt(chainId)),
  ]
  return { kind: 'struct', type: 'container', fields }
}

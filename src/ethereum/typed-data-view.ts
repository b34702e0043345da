/** Typed data as it is shown: exactly what is signed, with invisible characters made visible. */
import type { Detail, TypedDataApproval } from '../messaging/protocol.ts'
import type { Address } from '../shared/hex.ts'
import { visibleLine, visibleText } from './text.ts'
import type { TypedData } from './typed-data.ts'
import type { Member, Value } from './typed-data-values.ts'

type Row = TypedDataApproval['tree'][number]

/** The message as rows; nothing when the domain alone is signed. */
export const typedDataTree = (data: TypedData): Row[] => treeOf(data.message?.fields ?? [])

/** Rows, depth first; a struct or a list has no value of its own, unless it is empty. */
export function treeOf(members: readonly Member[]): Row[] {
  const rows: Row[] = []
  const visit = ({ name, value }: Member, depth: number): void => {
    const children = childrenOf(value)
    rows.push({
      depth,
      name: visibleLine(name, 128),
      type: visibleLine(value.type, 128),
      value: leafText(value),
    })
    for (const child of children) visit(child, depth + 1)
  }
  for (const member of members) visit(member, 0)
  return rows
}

function childrenOf(value: Value): readonly Member[] {
  if (value.kind === 'struct') return value.fields
  return value.kind === 'array' ? value.items.map((item, i) => ({ name: `[${i}]`, value: item })) : []
}

/** A leaf in words; null for a struct or list with something in it. */
export function leafText(value: Value): string | null {
  switch (value.kind) {
    case 'struct':
      return value.fields.length === 0 ? 'empty' : null
    case 'array':
      return value.items.length === 0 ? 'empty list' : null
    case 'string':
      return visibleText(value.value)
    case 'none':
      return 'none'
    case 'absent':
      return 'not given, not signed'
    default:
      return String(value.value)
  }
}

const LABELS: Readonly<Record<string, string>> = {
  name: 'Name',
  version: 'Version',
  chainId: 'Network',
  verifyingContract: 'Contract',
  salt: 'Salt',
}

/** The fields of the domain that are signed. What a site calls itself here is its own claim. */
export const domainDetails = (data: TypedData): Detail[] =>
  data.domain.fields.map(({ name, value }) => ({
    label: Object.hasOwn(LABELS, name) ? (LABELS[name] ?? name) : visibleLine(name, 40),
    value: leafText(value) ?? value.type,
    mono: value.kind === 'address' || value.kind === 'bytes' || value.kind === 'fixed',
  }))

/** The member of a struct at a path of names, or undefined. */
export function valueAt(value: Value | null | undefined, ...path: string[]): Value | undefined {
  const [head, ...rest] = path
  if (head === undefined || value === undefined || value === null) return value ?? undefined
  if (value.kind !== 'struct') return undefined
  return valueAt(value.fields.find(({ name }) => name === head)?.value, ...rest)
}

export const integerAt = (value: Value, ...path: string[]): bigint | null => {
  const found = valueAt(value, ...path)
  return found?.kind === 'integer' ? found.value : null
}
export const addressAt = (value: Value, ...path: string[]): Address | null => {
  const found = valueAt(value, ...path)
  return found?.kind === 'address' ? found.value : null
}
/** The elements of a list; none where there is no list. */
export const itemsAt = (value: Value, ...path: string[]): readonly Value[] => {
  const found = valueAt(value, ...path)
  return found?.kind === 'array' ? found.items : []
}

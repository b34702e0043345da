/**
 * A second, small reading of ERC-7730: what a sentence and the rows of amounts have to be, from the descriptor and
 * from what ethers decodes. It knows amounts, dates and addresses; of every other format anything may stand there.
 */
import { getAddress, type ParamType } from 'ethers'
import { PRESETS } from '../../../../src/ethereum/networks.ts'
import { named } from '../corpus.ts'
import { dateText, tokensOn, unitsText } from './amounts.ts'

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
type Params = Record<string, Json>
export type Field = {
  path?: string
  value?: Json
  label?: string
  format?: string
  params?: Params
  visible?: Json
  fields?: Field[]
  $ref?: string
}
export type Format = { intent: string; interpolatedIntent?: string; fields: Field[] }
export type Descriptor = {
  includes?: string
  context: {
    contract?: { deployments?: { chainId: number; address: string }[] }
    eip712?: { deployments?: { chainId: number; address: string }[]; domain?: Record<string, Json> }
  }
  metadata?: Json
  display?: { formats?: Record<string, Format>; definitions?: Record<string, Field> }
}
export type Read = {
  root: Descriptor
  types: readonly ParamType[]
  values: readonly unknown[]
  container: { from: string; to: string; value: bigint; chainId: number }
  /** What an address stands for, in the mouth of who is asked. */
  names: Record<string, string>
}
/** What the descriptor reads does not stand there: nothing is due. */
export class Unreadable extends Error {}
type At = { type: ParamType | null; value: unknown; at: number[] }

const LAST = 253_402_300_799n
/** The coin of a network; data, like the lists of tokens. */
const coinOn = (chainId: number): string => PRESETS.find((one) => one.chainId === chainId)?.symbol ?? 'ETH'
const text = (json: Json | undefined): string => (typeof json === 'string' ? json : '')

/** Every value that a path leads to. */
export function follow(read: Read, path: string): At[] {
  const steps = path.replace(/^#\.?/, '').match(/\[[^\]]*\]|[^.[\]]+/g) ?? []
  if (path.startsWith('@.')) {
    const value = { ...read.container }[path.slice(2)]
    return [{ type: null, value, at: [] }]
  }
  const [first = '', ...rest] = steps
  const index = read.types.findIndex(({ name }) => name === first)
  const type = read.types[index]
  if (type === undefined) throw new Error(`no ${path}`)
  return rest.reduce<At[]>(
    (found, step) => found.flatMap((one) => next(one, step)),
    [{ type, value: read.values[index], at: [] }],
  )
}

function next({ type, value, at }: At, step: string): At[] {
  if (type === null) throw new Error('no members')
  const inside = /^\[(.*)\]$/.exec(step)?.[1]
  if (inside === undefined) {
    const index = (type.components ?? []).findIndex(({ name }) => name === step)
    return [{ type: type.components?.[index] ?? null, value: (value as unknown[])[index], at }]
  }
  const [from = '', to] = inside.split(':')
  if (type.arrayChildren === null) {
    const digits = String(value).slice(2)
    const [start, end] = [2 * Number(from), to === undefined || to === '' ? digits.length : 2 * Number(to)]
    if (digits.length < Math.max(Math.abs(start), end)) throw new Unreadable()
    return [{ type: null, value: `0x${digits.slice(start, end)}`, at }]
  }
  const items = value as unknown[]
  const { arrayChildren } = type
  if (inside === '') return items.map((item, i) => ({ type: arrayChildren, value: item, at: [...at, i] }))
  return [{ type: arrayChildren, value: items.at(Number(from)), at }]
}

const elements = (one: At): At[] =>
  one.type?.arrayChildren
    ? (one.value as unknown[]).flatMap((value, i) =>
        elements({ type: one.type?.arrayChildren ?? null, value, at: [...one.at, i] }),
      )
    : [one]

const ofElement = (read: Read, path: string, at: number[]): unknown =>
  follow(read, path)
    .flatMap(elements)
    .find((one) => one.at.every((index, i) => i >= at.length || index === at[i]))?.value

function lookedUp({ root }: Read, json: Json | undefined): Json | undefined {
  if (typeof json !== 'string' || !json.startsWith('$.')) return json
  return json
    .slice(2)
    .split('.')
    .reduce<Json | undefined>((at, key) => (at as Params | undefined)?.[key], root as unknown as Json)
}

function mapped(read: Read, json: Json | undefined, at: number[]): string | null {
  if (typeof json === 'string') return text(lookedUp(read, json))
  const { map, keyPath } = json as Params
  const key = String(ofElement(read, text(keyPath), at)).toLowerCase()
  const { values = {} } = lookedUp(read, map) as { values?: Params }
  const found = Object.entries(values).find(([name]) => name.toLowerCase() === key)?.[1]
  return found === undefined ? null : text(found)
}

/** 20 bytes, or 32 with nothing in front of them; null for what is no address. */
function addressIn(value: unknown): string | null {
  const digits =
    typeof value === 'bigint' ? value.toString(16).padStart(64, '0') : String(value).slice(2).toLowerCase()
  if (digits.length === 40) return `0x${digits}`
  return digits.length === 64 && /^0{24}/.test(digits) ? `0x${digits.slice(24)}` : null
}

/** Of bytes, those of one word. */
function numberIn(value: unknown): bigint {
  const digits = String(value)
  if (digits === '0x' || digits.length > 78) throw new Unreadable()
  return BigInt(digits)
}

const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** As it has to stand in a sentence; null where this reading knows nothing. */
function formatted(read: Read, field: Field, one: At): string | null {
  const { container } = read
  const params = field.params ?? {}
  const coin = coinOn(container.chainId)
  if (field.format === 'amount') return `${unitsText(numberIn(one.value), 18)} ${coin}`
  if (field.format === 'tokenAmount') return tokenText(read, params, one, coin)
  if (field.format === 'date') {
    const seconds = numberIn(one.value)
    return seconds > LAST ? 'the end of time' : dateText(seconds, true)
  }
  return field.format === 'raw' && typeof one.value === 'bigint' ? String(one.value) : null
}

/** With the name that it has in a list, or that a descriptor may give it, in front of it. */
function party({ container, names }: Read, { params = {} }: Field, value: unknown): string {
  const found = String(value).toLowerCase()
  const marks = [params.senderAddress].flat().map((mark) => text(mark).toLowerCase())
  const isSender = marks.includes(found)
  const shown = escaped(named(isSender ? container.from : getAddress(found)))
  const name = names[found] ?? tokensOn(container.chainId).find(({ address }) => address === found)?.symbol
  if (isSender || container.from.toLowerCase() === found) return shown
  return name === undefined
    ? `(?:[^()]{1,60} \\()?${shown}\\)?`
    : escaped(`${name} (${named(getAddress(found))})`)
}

/** What may stand in a sentence. */
function pattern(read: Read, field: Field, one: At): string {
  if (field.format === 'addressName' && one.type?.baseType === 'address') return party(read, field, one.value)
  const told = formatted(read, field, one)
  return told === null ? '.*' : escaped(told)
}

function tokenText(read: Read, params: Params, { value, at }: At, coin: string): string | null {
  // Nobody answers here what contracts are asked: one that has to be known makes all of it unreadable.
  if (params.$required === true) throw new Unreadable()
  if (params.$getter !== undefined) return null
  if (params.chainId !== undefined || params.chainIdPath !== undefined) return null
  const path = text(params.tokenPath)
  const token = /^0x/.test(path)
    ? path.toLowerCase()
    : path !== ''
      ? addressIn(ofElement(read, path, at))
      : params.token === undefined
        ? null
        : (mapped(read, params.token, at)?.toLowerCase() ?? null)
  const amount = numberIn(value)
  const threshold = lookedUp(read, params.threshold)
  const message = threshold !== undefined && amount >= BigInt(String(threshold)) ? text(params.message) : null
  const natives = [lookedUp(read, params.nativeCurrencyAddress)].flat().map((one) => text(one).toLowerCase())
  if (token !== null && natives.includes(token)) return `${message ?? unitsText(amount, 18)} ${coin}`
  const known = tokensOn(read.container.chainId).find(({ address }) => address === token)
  if (known !== undefined) return `${message ?? unitsText(amount, known.decimals)} ${known.symbol}`
  const whose = token === null ? 'a token that is not known' : named(getAddress(token))
  return `${message?.replace(/ of$/, '') ?? `${amount} base units`} of ${whose}`
}

/** Fields of groups as fields, with their paths from the outside. */
const flat = (fields: readonly Field[], prefix = ''): Field[] =>
  fields.flatMap((field) => {
    const outer = (path: string): string => (/^[@#$]|^0x/.test(path) ? path : `${prefix}${path}`)
    const params = Object.entries(field.params ?? {}).map(([key, value]): [string, Json] => [
      key,
      key.endsWith('Path') ? outer(text(value)) : value,
    ])
    const path = outer(field.path ?? '')
    if (field.fields !== undefined) return flat(field.fields, `${path}.`)
    return [{ ...field, path: field.path === undefined ? '' : path, params: Object.fromEntries(params) }]
  })

const shown = (read: Read, format: Format): Field[] =>
  flat(format.fields.map((field) => definition(read, field))).filter(
    ({ visible, path }) => visible !== 'never' && path !== '',
  )

/** Of a field that is declared elsewhere, with what it says itself. */
function definition({ root }: Read, field: Field): Field {
  const name = field.$ref?.split('.').at(-1) ?? ''
  const declared = root.display?.definitions?.[name] ?? {}
  return { ...declared, ...field, params: { ...declared.params, ...field.params } }
}

/** What the sentence has to be. */
export function sentenceOf(read: Read, format: Format): RegExp {
  const fields = shown(read, format)
  if (fields.some(({ params }) => params?.$required === true)) throw new Unreadable()
  const pieces = (format.interpolatedIntent ?? format.intent).split(/(\{[^{}]+\})/)
  const words = pieces.map((piece) => {
    if (!piece.startsWith('{')) return escaped(piece)
    const path = piece.slice(1, -1)
    if (path.startsWith('$.')) return escaped(text(lookedUp(read, path)))
    const field = fields.find((one) => sameList(one.path, path))
    if (field === undefined) throw new Error(`no field ${path}`)
    const values = follow(read, field.path ?? '').flatMap(elements)
    const texts = values.map((one) => pattern(read, field, one))
    // Each has a sentence of its own.
    if (texts.length > 8) return escaped(`${texts.length} things (each named below)`)
    const last = texts.pop() ?? ''
    return texts.length === 0 ? last : `${texts.join(', ')} and ${last}`
  })
  return new RegExp(`^${words.join('')}$`, 's')
}

const plainPath = (path = ''): string => path.replace(/^#\./, '').replace(/\.\[\]$/, '')
const sameList = (one: string | undefined, other: string): boolean => plainPath(one) === plainPath(other)

/** The rows of amounts. */
export function amountRowsOf(read: Read, format: Format): string[] {
  return shown(read, format)
    .filter(({ format }) => format === 'amount' || format === 'tokenAmount')
    .flatMap((field) =>
      follow(read, field.path ?? '')
        .flatMap(elements)
        .flatMap((one) => {
          const told = formatted(read, field, one)
          return told === null || told.includes(' of ') ? [] : [`${field.label}: ${told}`]
        }),
    )
}

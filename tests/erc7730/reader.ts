/**
 * A second reading of ERC-7730 (https://eips.ethereum.org/EIPS/eip-7730), written from the specification alone and
 * sharing nothing with the wallet's: raw JSON and values decoded by ethers in, the rows and the embedded calls out.
 */
import { formatUnits, getAddress, type ParamType, type Result, toUtf8Bytes } from 'ethers'

export type Raw = null | boolean | number | string | readonly Raw[] | { [key: string]: Raw }
export type Plain = bigint | string | boolean | Plain[] | { [name: string]: Plain }
export type World = {
  coin: string
  chainId: number
  from: string
  to: string
  value: bigint
  tokens: Record<string, { symbol: string; decimals: number }>
  names: Record<string, string>
  networks: Record<number, string>
}
export type Row = { label: string; format: string; value: string }
export type Embedded = { to: string; value: bigint; from: string; data: string }
export type Reading = {
  intent: string | undefined
  owner: string | undefined
  rows: Row[]
  embedded: Embedded[]
  /** The values in it. */
  sentence: string[] | null
}

const isMap = (raw: Raw | undefined): raw is { [key: string]: Raw } =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw)
const isList = (raw: Raw | undefined): raw is readonly Raw[] => Array.isArray(raw)
export const map = (raw: Raw | undefined): Record<string, Raw> => (isMap(raw) ? raw : {})
const list = (raw: Raw | undefined): readonly Raw[] => (isList(raw) ? raw : [])
const text = (raw: Raw | undefined): string | undefined => (typeof raw === 'string' ? raw : undefined)

/** The descriptor says something that the data does not have. */
export class Unreadable extends Error {}

/** Types beside the values: only addresses and bytes look alike. */
type Typed = { type: string; value: Plain; members?: Typed[]; names?: string[] }
type At = { typed: Typed; index: number[] }

export function typedOf(param: ParamType, value: unknown): Typed {
  if (param.isArray()) {
    const members = [...(value as Result)].map((one) => typedOf(param.arrayChildren, one))
    return { type: 'list', value: members.map((one) => one.value), members }
  }
  if (param.isTuple()) return tupleOf(param.components, value as Result)
  return { type: param.type, value: value as Plain }
}

export function tupleOf(params: readonly ParamType[], values: readonly unknown[]): Typed {
  const members = params.map((one, i) => typedOf(one, values[i]))
  return {
    type: 'tuple',
    value: members.map((one) => one.value),
    members,
    names: params.map(({ name }) => name),
  }
}

/** Another file under this one. */
export function included(file: Raw, load: (name: string) => Raw): Raw {
  const { includes, ...own } = map(file)
  const name = text(includes)
  return name === undefined ? file : over(included(load(name), load), own)
}

function over(under: Raw, top: Raw, key = ''): Raw {
  if (key === 'fields') return fieldsOver(list(under), list(top))
  if (!isMap(under) || !isMap(top)) return top
  const made: Record<string, Raw> = { ...map(under) }
  if (key === 'params' && ('token' in map(top) || 'tokenPath' in map(top))) {
    delete made.token
    delete made.tokenPath
  }
  for (const [name, one] of Object.entries(map(top)))
    made[name] = made[name] === undefined ? one : over(made[name], one, name)
  return made
}

function fieldsOver(under: readonly Raw[], top: readonly Raw[]): Raw[] {
  const all = [...under]
  for (const field of top) {
    const { path } = map(field)
    const at = all.findIndex((one) => path !== undefined && map(one).path === path)
    const before = all[at]
    if (before === undefined) all.push(field)
    else all[at] = over(before, field)
  }
  return all
}

const steps = (path: string): string[] => path.split('.').filter((step) => step !== '')

export function readBy(file: Raw, given: Raw | undefined, data: Typed, world: World): Reading {
  const format = map(given)
  const metadata = map(map(file).metadata)
  const embedded: Embedded[] = []
  const texts = new Map<string, string[]>()
  const constant = (json: Raw | undefined): Raw | undefined =>
    text(json)?.startsWith('$.') === true
      ? steps(text(json) ?? '')
          .slice(1)
          .reduce<Raw | undefined>((at, step) => map(at)[step], file)
      : json

  function follow(path: string, scope: At): At[] {
    const [first = '', ...rest] = steps(path)
    if (first === '@') return [{ typed: ofContainer(rest[0] ?? ''), index: [] }]
    const start = first === '#' ? { typed: data, index: [] } : scope
    return walk([start], first === '#' ? rest : [first, ...rest])
  }

  function ofContainer(name: string): Typed {
    const known: Record<string, Typed> = {
      from: { type: 'address', value: world.from },
      to: { type: 'address', value: world.to },
      value: { type: 'uint256', value: world.value },
      chainId: { type: 'uint256', value: BigInt(world.chainId) },
    }
    return known[name] ?? fail(`no @.${name}`)
  }

  /** What belongs to the same element as a field's value. */
  function beside(path: string, scope: At, index: number[]): Typed {
    const found = elements(follow(path, scope)).filter((one) =>
      one.index.every((n, i) => i >= index.length || index[i] === n),
    )
    return found.length === 1 ? (found[0]?.typed as Typed) : fail(`${found.length} fit ${path}`)
  }

  function rowsOf(fields: readonly Raw[], scope: At, prefix: string): Row[] {
    return fields.flatMap((one) => {
      const field = defined(map(one))
      const path = text(field.path)
      const full = path === undefined || /^[#@$]/.test(path) ? path : `${prefix}${path}`
      if (field.fields !== undefined) {
        const scopes = path === undefined ? [scope] : elements(follow(path, scope))
        const within = full === undefined ? prefix : `${full}.`
        return scopes.flatMap((each) => rowsOf(list(field.fields), each, within))
      }
      if (field.visible === 'never') return []
      const found: At[] =
        path === undefined
          ? [{ typed: literal(constant(field.value)), index: scope.index }]
          : elements(follow(path, scope))
      return found.map((each) => {
        const value = formatted(field, each, scope)
        if (full !== undefined) texts.set(keyOf(full), [...(texts.get(keyOf(full)) ?? []), value])
        return { label: text(field.label) ?? '', format: text(field.format) ?? 'raw', value }
      })
    })
  }

  function defined(field: Record<string, Raw>): Record<string, Raw> {
    const { $ref, ...top } = field
    if ($ref === undefined) return field
    const under = map(constant($ref))
    if (top.path === undefined && top.value === undefined) return map(over(under, top))
    const { path: _path, value: _value, ...rest } = under
    return map(over(rest, top))
  }

  function formatted(field: Record<string, Raw>, at: At, scope: At): string {
    const params = map(field.params)
    const { typed } = at
    const point: Point = (name) => {
      const path = text(params[name])
      return path === undefined ? undefined : beside(path, scope, at.index)
    }
    switch (field.format) {
      case 'amount':
        return `${exact(number(typed), 18)} ${world.coin}`
      case 'tokenAmount':
        return tokenText(number(typed), params, point)
      case 'addressName':
        return partyText(typed, params)
      case 'date':
        return params.encoding === 'blockheight' ? `block ${number(typed)}` : dateText(number(typed))
      case 'duration':
        return durationText(number(typed))
      case 'unit':
        return unitText(number(typed), params, constant)
      case 'enum':
        return enumText(typed, map(constant(params.$ref)))
      case 'nftName': {
        const given = text(constant(params.collection))
        const collection =
          given === undefined ? address(point('collectionPath')) : getAddress(given.toLowerCase())
        return `${number(typed)} of ${collection}`
      }
      case 'calldata':
        return embeddedText(typed, point)
      default:
        return plain(typed)
    }
  }

  function embeddedText(typed: Typed, point: Point): string {
    const [value, from, data] = [point('amountPath'), point('spenderPath'), bytes(typed)]
    const call = {
      to: address(point('calleePath')) ?? fail('no callee'),
      value: value === undefined ? 0n : number(value),
      from: from === undefined ? world.from : (address(from) ?? fail('no spender')),
      data,
    }
    if (data === '0x' && call.value === 0n) return 'no call'
    embedded.push(call)
    return data
  }

  function tokenText(amount: bigint, params: Record<string, Raw>, point: Point): string {
    const limit = text(constant(params.threshold))
    const isOver = limit !== undefined && amount >= BigInt(limit)
    const message = isOver ? (text(constant(params.message)) ?? 'Unlimited') : undefined
    const own = map(metadata.token)
    const declared = { symbol: text(own.ticker) ?? '', decimals: Number(own.decimals) }
    if ([params.token, params.tokenPath].some((one) => one === '$.metadata.token'))
      return `${message ?? exact(amount, declared.decimals)} ${declared.symbol}`
    const given = text(constant(params.token))
    const token = address(given === undefined ? point('tokenPath') : { type: 'string', value: given })
    if (token !== undefined && isAmong(token, params.nativeCurrencyAddress))
      return `${message ?? exact(amount, 18)} ${world.coin}`
    const ownHere = token === world.to && metadata.token !== undefined ? declared : undefined
    const known = token === undefined ? undefined : (world.tokens[token] ?? ownHere)
    if (known !== undefined) return `${message ?? exact(amount, known.decimals)} ${known.symbol}`
    const whole = `${amount} base units of ${token ?? 'a token that is not known'}`
    return message === undefined ? whole : `${message}: ${whole}`
  }

  /** One address, or a list of them, each as it is or by a constant. */
  function isAmong(one: string, given: Raw | undefined): boolean {
    const json = constant(given)
    const all = Array.isArray(json) ? json : json === undefined ? [] : [json]
    return all.some((each) => String(constant(each)).toLowerCase() === one.toLowerCase())
  }

  function partyText(typed: Typed, params: Record<string, Raw>): string {
    const party = address(typed)
    if (party === undefined) return plain(typed)
    if (isAmong(party, params.senderAddress))
      return typed.type === 'uint256' ? `Sender: ${plain(typed)}` : 'Sender'
    const isToken = list(params.types).includes('token')
    const name = world.names[party] ?? (isToken ? world.tokens[party]?.symbol : undefined)
    const shown = name === undefined ? party : `${name} (${party})`
    return /^(?:address|bytes|string)$/.test(typed.type) ? shown : `${shown}: ${plain(typed)}`
  }

  const rows = rowsOf(list(format.fields), { typed: data, index: [] }, '')
  const sentence = sentenceOf(text(format.interpolatedIntent), texts, constant)
  return { intent: text(format.intent), owner: text(metadata.owner), rows, embedded, sentence }
}

type Point = (name: string) => Typed | undefined

/** A path is the same however it says that it is of a whole list. */
const keyOf = (path: string): string => path.replace(/^#\./, '').replace(/\.\[\]/g, '')

/** The values that it names, in their order; null where one of them is not shown. */
function sentenceOf(
  template: string | undefined,
  texts: Map<string, string[]>,
  constant: (json: Raw) => Raw | undefined,
): string[] | null {
  if (template === undefined) return null
  const paths = [...template.matchAll(/\{([^{}]+)\}/g)].map(([, path = '']) => path)
  const values = paths.map((path) =>
    path.startsWith('$.') ? [String(constant(path))] : (texts.get(keyOf(path)) ?? []),
  )
  return values.some((all) => all.length === 0) ? null : values.flat()
}

const fail = (why: string): never => {
  throw new Unreadable(why)
}

function walk(start: At[], path: string[]): At[] {
  return path.reduce<At[]>((all, step) => all.flatMap((one) => next(one, step)), start)
}

function next({ typed, index }: At, step: string): At[] {
  const inside = /^\[(.*)\]$/.exec(step)?.[1]
  if (inside === undefined) {
    const at = typed.names?.indexOf(step) ?? -1
    const member = typed.members?.[at]
    return member === undefined ? fail(`no ${step}`) : [{ typed: member, index }]
  }
  const { members } = typed
  if (typed.type === 'list' && members !== undefined) {
    if (inside === '') return members.map((one, i) => ({ typed: one, index: [...index, i] }))
    const slice = /^(-?\d*):(-?\d*)$/.exec(inside)
    if (slice !== null) fail('slices of lists are in no descriptor')
    const member = members.at(Number(inside))
    return member === undefined ? fail(`no element ${inside}`) : [{ typed: member, index }]
  }
  const [, from = '', to = ''] = /^(-?\d*):(-?\d*)$/.exec(inside) ?? fail('no slice')
  const body = bytes(typed).slice(2)
  const length = body.length / 2
  const start = from === '' ? 0 : Number(from) < 0 ? length + Number(from) : Number(from)
  const end = to === '' ? length : Number(to) < 0 ? length + Number(to) : Number(to)
  if (start < 0 || end > length || start >= end) fail('too few bytes')
  return [{ typed: { type: 'bytes', value: `0x${body.slice(2 * start, 2 * end)}` }, index }]
}

const elements = (found: At[]): At[] =>
  found.flatMap((one) =>
    one.typed.type === 'list'
      ? elements((one.typed.members ?? []).map((member, i) => ({ typed: member, index: [...one.index, i] })))
      : [one],
  )

function literal(json: Raw | undefined): Typed {
  if (typeof json === 'boolean') return { type: 'bool', value: json }
  if (typeof json === 'number') return { type: 'int256', value: BigInt(json) }
  return { type: 'string', value: String(json) }
}

function bytes({ type, value }: Typed): string {
  if (typeof value === 'bigint') return `0x${BigInt.asUintN(256, value).toString(16).padStart(64, '0')}`
  if (type === 'string') return `0x${Buffer.from(toUtf8Bytes(String(value))).toString('hex')}`
  if (typeof value === 'string') return value.toLowerCase()
  return fail('no bytes')
}

function number({ type, value }: Typed): bigint {
  if (typeof value === 'bigint') return value
  if (typeof value === 'boolean') return value ? 1n : 0n
  if (type === 'string') return /^\d+$/.test(String(value)) ? BigInt(String(value)) : fail('no number')
  return typeof value === 'string' && value !== '0x' && value.length <= 66 ? BigInt(value) : fail('no number')
}

function address(typed: Typed | undefined): string | undefined {
  if (typed === undefined) return undefined
  if (typed.type === 'address') return getAddress(String(typed.value).toLowerCase())
  if (typed.type === 'string')
    return /^0x[0-9a-f]{40}$/i.test(String(typed.value))
      ? getAddress(String(typed.value).toLowerCase())
      : undefined
  const body = bytes(typed).slice(2)
  if (body.length === 40) return getAddress(`0x${body}`)
  return body.length === 64 && /^0{24}/.test(body) ? getAddress(`0x${body.slice(24)}`) : undefined
}

function plain({ type, value }: Typed): string {
  if (type === 'address') return getAddress(String(value).toLowerCase())
  if (type === 'list' || type === 'tuple') return fail('no value')
  return String(value)
}

/** Without the ".0" of ethers. */
const exact = (value: bigint, decimals: number): string => formatUnits(value, decimals).replace(/\.0$/, '')

const LAST_DAY = 253402300799n
const dateText = (seconds: bigint): string =>
  seconds > LAST_DAY
    ? String(seconds)
    : new Date(Number(seconds) * 1000).toISOString().replace('T', ' ').replace('.000Z', 'Z')

function unitText(
  value: bigint,
  params: Record<string, Raw>,
  constant: (json: Raw) => Raw | undefined,
): string {
  if (params.prefix === true && value !== 0n) return fail('prefixes are read nowhere in the registry')
  const decimals = Number(constant(params.decimals ?? 0))
  return `${exact(value, decimals)}${String(constant(params.base ?? '')).trimEnd()}`
}

function durationText(seconds: bigint): string {
  const two = (n: bigint) => String(n).padStart(2, '0')
  return `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`
}

/** Bytes may be named by their number. */
function enumText(typed: Typed, names: Record<string, Raw>): string {
  const { type, value } = typed
  const isShort = type.startsWith('bytes') && /^0x.{1,64}$/.test(String(value))
  const keys = [plain(typed).toLowerCase(), ...(isShort ? [String(BigInt(String(value)))] : [])]
  const found = Object.entries(names).find(([name]) => keys.includes(name.toLowerCase()))
  return text(found?.[1]) ?? plain(typed)
}

/** A descriptor of ERC-7730, version 1 or 2, as it is used: everything of a file that is not of its form is refused. */
import { type Address, isAddressLike } from '../../../shared/hex.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type Scalar = string | number | boolean | null

export type Deployment = { chainId: number; address: Address }
export type Visible = 'always' | 'never' | 'optional' | { ifNotIn: Scalar[] } | { mustMatch: Scalar[] }
export type Params = { readonly [key: string]: Json }

export type FieldSpec = {
  path?: string
  value?: Json
  label: string
  format: string
  params: Params
  visible: Visible
  separator?: string
  encryption?: { fallbackLabel: string }
}
export type GroupSpec = {
  path?: string
  label?: string
  iteration: 'sequential' | 'bundled' | null
  fields: readonly Spec[]
}
export type Spec = FieldSpec | GroupSpec

export type Format = { intent: string; interpolated: string | null; fields: readonly Spec[] }

export type Binding =
  | {
      kind: 'contract'
      deployments: readonly Deployment[]
      factory: { deployments: readonly Deployment[]; event: string } | null
    }
  | {
      kind: 'eip712'
      deployments: readonly Deployment[]
      domain: readonly [string, Scalar][]
      separator: string | null
    }

export type Descriptor = {
  binding: Binding
  owner: string | null
  contractName: string | null
  token: { symbol: string; decimals: number } | null
  /** By the text that they are declared with. Each may throw a DescriptorError when it is read. */
  formats: readonly (readonly [string, () => Format])[]
  /** The whole file, for paths that begin with `$`. */
  root: Json
  /** Version 1: names of the parameters, and types of messages. */
  abi: readonly Json[]
  schemas: readonly Json[]
}

export class DescriptorError extends Error {
  override name = 'DescriptorError'
}

export type JsonRecord = { readonly [key: string]: Json }
export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const asList = (value: Json | undefined): readonly Json[] => (isList(value) ? value : [])
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)
export const asRecord = (value: Json | undefined): JsonRecord => (isRecord(value) ? value : {})
export const asText = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null)
export const own = (record: JsonRecord, key: string): Json | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined
const isScalar = (value: Json): value is Scalar => value === null || typeof value !== 'object'

/** @param file parsed JSON whose includes have been merged. @throws DescriptorError */
export function parseDescriptor(file: Json): Descriptor {
  const descriptor = openDescriptor(file)
  for (const [, format] of descriptor.formats) format()
  return descriptor
}

/** The same, its formats left for when they are needed: of hundreds a request needs one or two. */
export function openDescriptor(file: Json): Descriptor {
  if (!isRecord(file)) throw new DescriptorError('A descriptor is an object.')
  const major = /erc7730-v(\d+)/.exec(asText(own(file, '$schema')) ?? '')?.[1]
  if (major !== undefined && !['1', '2'].includes(major))
    throw new DescriptorError('The descriptor is of a later version.')
  const metadata = asRecord(file.metadata)
  const display = asRecord(file.display)
  const token = asRecord(metadata.token)
  const contract = asRecord(asRecord(file.context).contract)
  const eip712 = asRecord(asRecord(file.context).eip712)
  const formats = Object.entries(asRecord(display.formats))
  return {
    binding: parseBinding(asRecord(file.context)),
    owner: asText(own(metadata, 'owner')),
    contractName: asText(own(metadata, 'contractName')),
    token:
      typeof token.ticker === 'string' && typeof token.decimals === 'number'
        ? { symbol: token.ticker, decimals: token.decimals }
        : null,
    formats: formats.map(
      ([key, format]) => [key, once(() => parseFormat(key, asRecord(format), file))] as const,
    ),
    root: file,
    abi: asList(contract.abi),
    schemas: asList(eip712.schemas),
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function parseBinding(context: JsonRecord): Binding {
  if (isRecord(context.contract)) {
    const { deployments, factory } = context.contract
    const made = isRecord(factory) ? asText(factory.deployEvent) : null
    return {
      kind: 'contract',
      deployments: parseDeployments(deployments),
      factory:
        isRecord(factory) && made !== null
          ? { deployments: parseDeployments(factory.deployments), event: made }
          : null,
    }
  }
  if (!isRecord(context.eip712)) throw new DescriptorError('The descriptor says not what it is for.')
  const { deployments, domain, domainSeparator } = context.eip712
  const pairs = Object.entries(asRecord(domain))
  if (pairs.some(([, value]) => !isScalar(value))) throw new DescriptorError('The domain is malformed.')
  return {
    kind: 'eip712',
    deployments: parseDeployments(deployments),
    domain: pairs
      .flatMap(([key, value]) => (isScalar(value) ? [[key, value] as const] : []))
      .map(([k, v]) => [k, v]),
    separator: asText(domainSeparator),
  }
}

const parseDeployments = (value: Json | undefined): Deployment[] =>
  asList(value).flatMap((one) => {
    const { chainId, address } = asRecord(one)
    return typeof chainId === 'number' && isAddressLike(address) ? [{ chainId, address }] : []
  })

function parseFormat(key: string, format: JsonRecord, file: JsonRecord): Format {
  const excluded = new Set(asList(format.excluded).flatMap((path) => rooted(asText(path), '') ?? []))
  return {
    // Without an intent the name of the function, or of the message, says at least that.
    intent: intentText(format.intent) || (/^[\w$:]+/.exec(key.trim())?.[0] ?? ''),
    interpolated: asText(format.interpolatedIntent),
    fields: parseFields(format.fields, { file, excluded, prefix: '', depth: 0 }),
  }
}

/** A short text, or pairs of a label and a text. */
function intentText(intent: Json | undefined): string {
  if (typeof intent === 'string') return intent
  return Object.entries(asRecord(intent))
    .map(([label, text]) => `${label}: ${String(text)}`)
    .join(', ')
}

/** `prefix`: the path of the groups around a field, as version 1 writes it where it leaves one out. */
type Place = { file: JsonRecord; excluded: ReadonlySet<string>; prefix: string; depth: number }

function parseFields(fields: Json | undefined, place: Place): Spec[] {
  const { file, excluded, prefix, depth } = place
  if (depth > 8) throw new DescriptorError('The fields are nested too deep.')
  return asList(fields).map((raw) => {
    const field = withDefinition(asRecord(raw), file)
    const path = asText(own(field, 'path'))
    const full = rooted(path, prefix)
    if (isList(field.fields)) {
      const iteration =
        field.iteration === 'bundled' || field.iteration === 'sequential' ? field.iteration : null
      const label = asText(own(field, 'label'))
      return {
        ...(path === null ? {} : { path }),
        ...(label === null ? {} : { label }),
        iteration,
        fields: parseFields(field.fields, {
          file,
          excluded,
          prefix: full === null ? prefix : `${full}.`,
          depth: depth + 1,
        }),
      }
    }
    return parseField(field, path, full !== null && excluded.has(full))
  })
}

/** A path into the data as version 1 lists it: from the top, without the root. */
const rooted = (path: string | null, prefix: string): string | null =>
  path === null || /^[$@]/.test(path) ? path : path.startsWith('#.') ? path.slice(2) : `${prefix}${path}`

function parseField(field: JsonRecord, path: string | null, isExcluded: boolean): FieldSpec {
  const separator = asText(own(field, 'separator'))
  const encryption = own(field, 'encryption')
  return {
    ...(path === null ? {} : { path }),
    ...(field.value === undefined ? {} : { value: field.value }),
    label: asText(own(field, 'label')) ?? path ?? '',
    format: asText(own(field, 'format')) ?? 'raw',
    params: asRecord(field.params),
    visible: isExcluded ? 'never' : parseVisible(field.visible),
    ...(separator === null ? {} : { separator }),
    ...(isRecord(encryption)
      ? { encryption: { fallbackLabel: asText(encryption.fallbackLabel) ?? '[Encrypted]' } }
      : {}),
  }
}

/** A field with what it refers to under it; its own words and parameters come first. */
function withDefinition(field: JsonRecord, file: JsonRecord): JsonRecord {
  const name = /^\$\.display\.definitions\.(.+)$/.exec(asText(own(field, '$ref')) ?? '')?.[1]
  if (name === undefined) return field
  const definition = own(asRecord(asRecord(file.display).definitions), name)
  if (!isRecord(definition)) throw new DescriptorError(`The definition "${name}" is missing.`)
  const kept = Object.entries(definition).filter(
    ([key]) => (key !== 'path' && key !== 'value') || !('path' in field || 'value' in field),
  )
  const params = overriddenParams(asRecord(definition.params), asRecord(field.params))
  return { ...Object.fromEntries(kept), ...field, params }
}

/** What may be said by a constant or by a path, and only by one of them. */
const EITHER = ['token', 'collection', 'callee', 'selector', 'amount', 'spender', 'chainId']

/** Parameters over others: a path there takes the place of a constant here, and the other way round. */
export function overriddenParams(under: JsonRecord, over: JsonRecord): JsonRecord {
  const replaced = new Set(
    EITHER.filter((name) => Object.hasOwn(over, name) || Object.hasOwn(over, `${name}Path`)).flatMap(
      (name) => [name, `${name}Path`],
    ),
  )
  const kept = Object.entries(under).filter(([name]) => !replaced.has(name))
  return { ...Object.fromEntries(kept), ...over }
}

function parseVisible(value: Json | undefined): Visible {
  if (value === 'never' || value === 'optional') return value
  const { ifNotIn, mustMatch } = asRecord(value)
  if (isList(ifNotIn)) return { ifNotIn: ifNotIn.filter(isScalar) }
  if (isList(mustMatch)) return { mustMatch: mustMatch.filter(isScalar) }
  return 'always'
}

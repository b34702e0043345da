/** Which format of a descriptor is for a call or a message; null when it is not bound to it. */
import type { Hex } from '../../../shared/hex.ts'
import { isHex, sameAddress } from '../../../shared/hex.ts'
import type { TypedData } from '../../typed-data.ts'
import { typedDataHashes } from '../../typed-data.ts'
import { encodeType } from '../../typed-data-hash.ts'
import type { Struct } from '../../typed-data-values.ts'
import { leafText } from '../../typed-data-view.ts'
import { decodeLoosely } from '../decode.ts'
import type { Container, Facts } from '../facts.ts'
import { canonical, type Parameter, parseSignature, type Signature, selectorOf } from '../signature.ts'
import {
  asList,
  asRecord,
  asText,
  type Binding,
  type Deployment,
  type Descriptor,
  DescriptorError,
  type Format,
  type Json,
  type Scalar,
} from './descriptor.ts'

/** `extra`: bytes behind the arguments, as sites append them to be recognised. */
export type Bound = { format: Format; data: Struct; extra: Hex | null }

const isAmong = (
  deployments: readonly Deployment[],
  { chainId, to }: Pick<Container, 'chainId' | 'to'>,
): boolean =>
  to !== null && deployments.some((one) => one.chainId === chainId && sameAddress(one.address, to))

/** Whether the contract is one that the descriptor is for. */
export function isBoundTo(binding: Binding, container: Container, facts: Facts): boolean {
  if (binding.kind !== 'contract') return false
  const { deployments, factory } = binding
  if (isAmong(deployments, container)) return true
  if (factory === null || container.chainId === null || container.to === null) return false
  const makers = factory.deployments
    .filter((one) => one.chainId === container.chainId)
    .map(({ address }) => address)
  return makers.length > 0 && facts.madeBy(container.chainId, container.to, makers, factory.event)
}

/** The function that calldata is of, by its selector, and its arguments by their names. */
export function bindCall(descriptor: Descriptor, data: Hex): Bound | null {
  const chosen = functionsOf(descriptor).get(data.slice(0, 10).toLowerCase())
  if (chosen === undefined) return null
  const decoded = decodeLoosely(chosen.signature.inputs, `0x${data.slice(10)}`)
  const format = readable(chosen.format)
  return decoded === null || format === null ? null : { format, data: decoded.values, extra: decoded.extra }
}

/** One that is malformed is as good as none. */
function readable(format: () => Format): Format | null {
  try {
    return format()
  } catch (error) {
    if (error instanceof DescriptorError) return null
    throw error
  }
}

type Declared = { signature: Signature; format: () => Format }
type Functions = ReadonlyMap<string, Declared>
const functions = new WeakMap<Descriptor, Functions>()

/** By selector. A descriptor that declares one function twice is invalid: which of the two is meant nobody knows. */
function functionsOf(descriptor: Descriptor): Functions {
  const known = functions.get(descriptor)
  if (known !== undefined) return known
  const declared = descriptor.formats.flatMap(([key, format]) => {
    const signature = signatureOf(key, descriptor.abi)
    return signature === null ? [] : [[selectorOf(signature), { signature, format }] as const]
  })
  const bySelector = new Map(declared)
  const made: Functions = bySelector.size === declared.length ? bySelector : new Map()
  functions.set(descriptor, made)
  return made
}

/** A format of a descriptor by the name that it declares. */
export function formatNamed(
  descriptor: Descriptor,
  name: string,
): { signature: Signature; format: Format } | null {
  const named = [...functionsOf(descriptor).values()].find(({ signature }) => signature.name === name)
  const format = named && readable(named.format)
  return named && format ? { signature: named.signature, format } : null
}

/** Version 1 may name the function by its types or its selector alone, and the parameters in its ABI. */
function signatureOf(key: string, abi: readonly Json[]): Signature | null {
  const signature = parseSignature(key)
  if (signature !== null && (abi.length === 0 || signature.inputs.some(({ name }) => name !== '')))
    return signature
  const text = signature === null ? key.toLowerCase() : canonical(signature)
  const declared = abi.flatMap((entry) => signatureOfAbi(entry) ?? [])
  const fit = declared.find((one) => canonical(one) === text || selectorOf(one) === text)
  return fit ?? signature
}

function signatureOfAbi(entry: Json): Signature | null {
  const { type, name, inputs } = asRecord(entry)
  return type === 'function' && typeof name === 'string'
    ? { name, inputs: asList(inputs).map(parameterOf) }
    : null
}

function parameterOf(entry: Json): Parameter {
  const { name, type, components } = asRecord(entry)
  return {
    name: asText(name) ?? '',
    type: asText(type) ?? '',
    components: asList(components).map(parameterOf),
  }
}

/** The format of a message, when the descriptor is bound to its domain and its exact type. */
export function bindMessage(descriptor: Descriptor, data: TypedData, container: Container): Bound | null {
  const { binding } = descriptor
  if (binding.kind !== 'eip712') return null
  if (binding.deployments.length > 0 && !isAmong(binding.deployments, container)) return null
  if (binding.separator !== null && typedDataHashes(data).domainHash !== binding.separator.toLowerCase())
    return null
  return hasDomain(data, binding.domain) ? bindType(descriptor, data) : null
}

/**
 * The same where the domain has another name or version than the descriptor says, and the rest of it fits: the
 * contract is one that the descriptor names by its address, and the type is exactly its own.
 */
export function bindRenamed(descriptor: Descriptor, data: TypedData, container: Container): Bound | null {
  const { binding } = descriptor
  if (binding.kind !== 'eip712' || binding.separator !== null) return null
  if (!isAmong(binding.deployments, container)) return null
  const rest = binding.domain.filter(([name]) => name !== 'name' && name !== 'version')
  return hasDomain(data, rest) ? bindType(descriptor, data) : null
}

function hasDomain(data: TypedData, wanted: readonly [string, Scalar][]): boolean {
  const domain = new Map(data.domain.fields.map(({ name, value }) => [name, leafText(value)]))
  return wanted.every(([name, value]) => {
    const given = domain.get(name)
    // Of bytes the case says nothing; of a name and a version it does.
    if (typeof given !== 'string' || typeof value !== 'string' || !isHex(value))
      return given === String(value)
    return given.toLowerCase() === value.toLowerCase()
  })
}

function bindType(descriptor: Descriptor, data: TypedData): Bound | null {
  if (data.message === null) return null
  const type = encodeType(data.types, data.primaryType)
  const chosen = descriptor.formats.find(
    ([key]) => key === type || (key === data.primaryType && isDeclared(descriptor.schemas, data, type)),
  )
  const format = chosen === undefined ? null : readable(chosen[1])
  return format === null ? null : { format, data: data.message, extra: null }
}

/** Version 1 names the message, and gives its types beside it. */
function isDeclared(schemas: readonly Json[], data: TypedData, type: string): boolean {
  return schemas.some((schema) => {
    const { primaryType, types } = asRecord(schema)
    if (primaryType !== data.primaryType) return false
    const declared = Object.entries(asRecord(types)).map(([name, fields]) => {
      const list = asList(fields).map((field) => ({
        name: asText(asRecord(field).name) ?? '',
        type: asText(asRecord(field).type) ?? '',
      }))
      return [name, list] as const
    })
    return encodeType(new Map(declared), data.primaryType) === type
  })
}

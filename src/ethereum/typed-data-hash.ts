/** Hashes of EIP-712, over values that have been checked (https://eips.ethereum.org/EIPS/eip-712). */
import { keccak256 } from 'viem/utils'
import { bytesToHex, type Hex, hexToBytes } from '../shared/hex.ts'
import type { TypedData } from './typed-data.ts'
import type { Types } from './typed-data-types.ts'
import type { Struct, Value } from './typed-data-values.ts'

/** The 32 bytes to sign: keccak(0x1901 ‖ hash of the domain ‖ hash of the message). */
export function typedDataDigest(data: TypedData): Uint8Array {
  const hashing = createHasher(data.types)
  const message = data.message === null ? [] : [hashing(data.message)]
  return keccak(joinBytes([Uint8Array.of(0x19, 0x01), hashing(data.domain), ...message]))
}

/** The three hashes that ERC-8213 asks a wallet to show. */
export function typedDataHashes(data: TypedData): { domainHash: Hex; messageHash: Hex | null; digest: Hex } {
  const hashing = createHasher(data.types)
  return {
    domainHash: bytesToHex(hashing(data.domain)),
    messageHash: data.message === null ? null : bytesToHex(hashing(data.message)),
    digest: bytesToHex(typedDataDigest(data)),
  }
}

const keccak = (bytes: Uint8Array): Uint8Array => keccak256(bytes, 'bytes')
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** hashStruct for one set of types; the hash of each type is made once. */
function createHasher(types: Types): (struct: Struct) => Uint8Array {
  const typeHashes = new Map<string, Uint8Array>()
  const typeHash = (type: string): Uint8Array => {
    const known = typeHashes.get(type) ?? keccak(utf8(encodeType(types, type)))
    typeHashes.set(type, known)
    return known
  }
  const hashStruct = (struct: Struct): Uint8Array =>
    keccak(
      joinBytes([
        typeHash(struct.type),
        ...struct.fields
          .filter((field) => field.value.kind !== 'absent')
          .map((field) => encodeValue(field.value)),
      ]),
    )

  /** One word of encodeData. */
  const encodeValue = (node: Value): Uint8Array => {
    switch (node.kind) {
      case 'struct':
        return hashStruct(node)
      case 'array':
        return keccak(joinBytes(node.items.map(encodeValue)))
      case 'string':
        return keccak(utf8(node.value))
      case 'bytes':
        return keccak(hexToBytes(node.value))
      case 'fixed':
        return word(hexToBytes(node.value), 'left')
      case 'address':
        return word(hexToBytes(node.value), 'right')
      case 'bool':
        return word(Uint8Array.of(node.value ? 1 : 0), 'right')
      case 'integer':
        return hexToBytes(BigInt.asUintN(256, node.value).toString(16).padStart(64, '0'))
      case 'none':
      case 'absent':
        return new Uint8Array(32)
    }
  }
  return hashStruct
}

/** "Mail(Person from,…)Person(…)": the type itself, then all that it refers to, sorted by name. */
export function encodeType(types: Types, type: string): string {
  const found = new Set<string>()
  const visit = (name: string): void => {
    if (found.has(name) || !types.has(name)) return
    found.add(name)
    for (const field of types.get(name) ?? []) visit(field.type.replace(/\[.*$/, ''))
  }
  visit(type)
  found.delete(type)
  return [type, ...[...found].sort()]
    .map((name) => {
      const fields = types.get(name) ?? []
      return `${name}(${fields.map((field) => `${field.type} ${field.name}`).join(',')})`
    })
    .join('')
}

/** 32 bytes with the value at its left (bytesN) or right end (everything else). */
function word(value: Uint8Array, end: 'left' | 'right'): Uint8Array {
  const bytes = new Uint8Array(32)
  bytes.set(value, end === 'left' ? 0 : 32 - value.length)
  return bytes
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}

/**
 * What comes with the wallet to read requests by: descriptors of ERC-7730 bound to known contracts, the same for
 * interfaces that any contract may have, and a table of signatures. Each is parsed when it is first needed.
 */
import type { Hex } from '../../shared/hex.ts'
import {
  asRecord,
  type Binding,
  type Descriptor,
  isRecord,
  type Json,
  openDescriptor,
} from './erc7730/descriptor.ts'
import { resolveIncludes } from './erc7730/merge.ts'
import type { Outside } from './outside.ts'

export type Library = {
  /** Those for known contracts and messages, in the order of the file. */
  bound(kind: Binding['kind']): readonly Descriptor[]
  /** Those that are for no contract in particular. */
  interfaces(kind: Binding['kind']): readonly Descriptor[]
  /** Those that did not come with the wallet. */
  outside(kind: Binding['kind']): readonly Outside[]
  /** Signatures with names of their parameters, the likeliest first. */
  signatures(selector: Hex): readonly string[]
  /** The same of an event, by its first topic. */
  events(topic: Hex): readonly string[]
}

/**
 * @param descriptors JSON of an object of descriptors by name; an `includes` names another of them
 * @param signatures lines "selector signature" and "event topic signature", without 0x, of the topic 16 digits
 */
export function createLibrary(descriptors: string, signatures: string): Library {
  let read: { descriptor: Descriptor; isBound: boolean }[] | undefined
  const all = () => {
    read ??= readDescriptors(descriptors)
    return read
  }
  const pick = (kind: Binding['kind'], isBound: boolean) =>
    all()
      .filter((one) => one.isBound === isBound && one.descriptor.binding.kind === kind)
      .map(({ descriptor }) => descriptor)
  return {
    bound: (kind) => pick(kind, true),
    interfaces: (kind) => pick(kind, false),
    outside: () => [],
    signatures: (selector) => linesAt(signatures, selector.slice(2).toLowerCase()),
    events: (topic) => linesAt(signatures, `event ${topic.slice(2, 18).toLowerCase()}`),
  }
}

/** The same, and what did not come with it, in this order. */
export function withOutside(library: Library, outside: readonly Outside[]): Library {
  const of = (kind: Binding['kind']) => outside.filter(({ descriptor }) => descriptor.binding.kind === kind)
  const [contract, eip712] = [of('contract'), of('eip712')]
  return { ...library, outside: (kind) => (kind === 'contract' ? contract : eip712) }
}

/** Found by scanning: the table is read once and never taken apart. */
function linesAt(table: string, start: string): string[] {
  const found: string[] = []
  const key = `\n${start} `
  for (let at = table.indexOf(key); at >= 0 && found.length < 4; at = table.indexOf(key, at + 1)) {
    const from = at + key.length
    const end = table.indexOf('\n', from)
    found.push(table.slice(from, end < 0 ? undefined : end))
  }
  return found
}

/** One that is malformed is left out: it must not take the others with it. */
function readDescriptors(text: string): { descriptor: Descriptor; isBound: boolean }[] {
  const files = asRecord(parseJson(text))
  const load = (reference: string) => {
    const file = Object.hasOwn(files, reference) ? files[reference] : undefined
    return file === undefined ? null : { file, place: reference }
  }
  return Object.entries(files).flatMap(([name, file]) => {
    if (!isRecord(file) || file.context === undefined) return []
    try {
      const descriptor = openDescriptor(resolveIncludes(file, name, load))
      return [{ descriptor, isBound: isBound(descriptor.binding) }]
    } catch {
      return []
    }
  })
}

function parseJson(text: string): Json {
  try {
    const parsed: Json = JSON.parse(text)
    return parsed
  } catch {
    return null
  }
}

function isBound(binding: Binding): boolean {
  if (binding.deployments.length > 0) return true
  return binding.kind === 'contract'
    ? binding.factory !== null
    : binding.domain.length > 0 || binding.separator !== null
}

/**
 * Descriptors that did not come with the wallet: from the public registry, or from a file that the person added. They
 * are read only where nothing of our own knows the request, only for the contracts that they name, and what they say
 * is told as theirs; no warning hangs on them.
 */
import {
  asText,
  type Descriptor,
  DescriptorError,
  isRecord,
  type Json,
  openDescriptor,
  parseDescriptor,
} from './erc7730/descriptor.ts'
import { resolveIncludes } from './erc7730/merge.ts'

export type Source = { kind: 'registry' } | { kind: 'file'; name: string }
export type Outside = { descriptor: Descriptor; source: Source }
/** `name` is a path, by which files include each other. */
export type DescriptorFile = { name: string; text: string }

/**
 * Those of the files that are of the form and bound to contracts, be it by what they include; one that is not does not
 * take others with it.
 */
export function readOutside(files: readonly DescriptorFile[], source: Source): Outside[] {
  const byName = new Map(files.map((file) => [file.name, file.text]))
  const parsed = new Map<string, Json>()
  const json = (name: string): Json | undefined => {
    const text = byName.get(name)
    if (text === undefined) return undefined
    const known = parsed.get(name)
    if (known !== undefined) return known
    const read: Json = JSON.parse(text)
    parsed.set(name, read)
    return read
  }
  return files.flatMap(({ name }) => {
    try {
      const file = json(name)
      if (!isRecord(file)) return []
      const whole = resolveIncludes(file, name, (reference, from) => {
        const place = placeOf(reference, from)
        const included = json(place)
        return included === undefined ? null : { file: included, place }
      })
      const descriptor = openDescriptor(whole)
      return isBound(descriptor) && descriptor.formats.length > 0 ? [{ descriptor, source }] : []
    } catch {
      return []
    }
  })
}

/** "../../ercs/a.json" beside "registry/b/c.json". */
function placeOf(reference: string, from: string): string {
  const steps = [...from.split('/').slice(0, -1), ...reference.split('/')]
  const path: string[] = []
  for (const step of steps) {
    if (step === '..') path.pop()
    else if (step !== '.' && step !== '') path.push(step)
  }
  return path.join('/')
}

/** One that is for any contract of its form would speak of contracts that its author never saw. */
export function isBound({ binding }: Descriptor): boolean {
  if (binding.deployments.length > 0) return true
  if (binding.kind === 'contract') return false
  return binding.separator !== null || binding.domain.some(([name]) => name === 'verifyingContract')
}

export type FileFacts = { owner: string | null; contracts: number; formats: number }

/** What a file is for. @throws DescriptorError in words for a person */
export function factsOfFile(text: string): FileFacts {
  const file = parseJson(text)
  if (!isRecord(file) || file.context === undefined || file.display === undefined)
    throw new DescriptorError('This is no descriptor of ERC-7730: "context" or "display" is missing.')
  if (asText(file.includes) !== null || Array.isArray(file.includes))
    throw new DescriptorError('It includes another file. Add one that has everything in it.')
  const descriptor = parseDescriptor(file)
  if (descriptor.formats.length === 0) throw new DescriptorError('It describes no function and no message.')
  if (!isBound(descriptor))
    throw new DescriptorError('It names no contract that it is for, so it would be used for any.')
  return {
    owner: descriptor.owner,
    contracts: Math.max(1, descriptor.binding.deployments.length),
    formats: descriptor.formats.length,
  }
}

function parseJson(text: string): Json {
  try {
    const parsed: Json = JSON.parse(text)
    return parsed
  } catch {
    throw new DescriptorError('This is no JSON.')
  }
}

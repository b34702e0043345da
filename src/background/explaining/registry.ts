/**
 * The public registry of ERC-7730, read whole: the list of its files, then those that changed. Every file is held
 * against the hash that the list gives, and the whole against limits; what fails leaves what was read before.
 * https://docs.github.com/en/rest/git/trees
 */
import * as v from 'valibot'
import { isRecord } from '../../ethereum/explain/erc7730/descriptor.ts'
import { bytesToHex } from '../../shared/hex.ts'
import type { Ask } from '../providers/ask.ts'
import { DESCRIPTOR_REGISTRY } from '../providers/list/clear-signing.ts'

const REPOSITORY = 'ethereum/clear-signing-erc7730-registry'
const LIST = `https://api.github.com/repos/${REPOSITORY}/git/trees/master?recursive=1`
const FILE = `https://raw.githubusercontent.com/${REPOSITORY}/master/`
/** Descriptors and what they include; not their tests and signatures. */
const WANTED = /^(?:registry|ercs)\/(?!.*\/(?:tests|testsv2|sigs)\/)[\w./@+-]+\.json$/
const MOST_LIST = 8_000_000
const MOST_FILES = 3000
const MOST_FILE = 800_000
/** Of all of it as it is stored: a third of what the browser keeps for us. */
const MOST_STORED = 3_000_000
const AT_ONCE = 4

export type RegistryFile = { name: string; sha: string; text: string }

export class RegistryRefusedError extends Error {
  override name = 'RegistryRefusedError'
}

const listed = v.object({
  truncated: v.optional(v.boolean()),
  tree: v.array(
    v.object({ path: v.string(), type: v.string(), sha: v.string(), size: v.optional(v.number()) }),
  ),
})

/** @param before what is stored: a file whose hash is the same is not asked for again. @throws RegistryRefusedError, ServiceError */
export async function readRegistry(ask: Ask, before: readonly RegistryFile[]): Promise<RegistryFile[]> {
  const list = await ask.json(DESCRIPTOR_REGISTRY, listed, () => ({ url: LIST }), { most: MOST_LIST })
  const wanted = list.tree.filter(
    ({ path, type }) => type === 'blob' && WANTED.test(path) && !path.includes('..'),
  )
  if (list.truncated === true || wanted.length === 0 || wanted.length > MOST_FILES)
    throw new RegistryRefusedError('The list of the registry is not one that can be read.')
  const known = new Map(before.map((file) => [`${file.name} ${file.sha}`, file]))
  const files: RegistryFile[] = []
  let next = 0
  async function work(): Promise<void> {
    for (let one = wanted[next++]; one !== undefined; one = wanted[next++]) {
      const { path, sha, size } = one
      if ((size ?? 0) > MOST_FILE) continue
      const file = known.get(`${path} ${sha}`) ?? (await read(ask, path, sha))
      if (file !== null) files.push(file)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  const total = files.reduce((sum, { text }) => sum + text.length, 0)
  if (total > MOST_STORED)
    throw new RegistryRefusedError('The registry is larger than what Candor keeps of it.')
  return files.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Null for what is no JSON of an object: it must not keep the others away. */
async function read(ask: Ask, name: string, sha: string): Promise<RegistryFile | null> {
  const url = FILE + name.split('/').map(encodeURIComponent).join('/')
  const { bytes } = await ask.raw(DESCRIPTOR_REGISTRY, () => ({ url }), { most: MOST_FILE })
  if ((await blobHash(bytes)) !== sha)
    throw new RegistryRefusedError(`The file ${name.slice(0, 100)} is not the one that the list names.`)
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return isRecord(json) ? { name, sha, text: JSON.stringify(json) } : null
  } catch {
    return null
  }
}

/** As git names a file's content: SHA-1 over its length and it. */
async function blobHash(bytes: Uint8Array): Promise<string> {
  const head = new TextEncoder().encode(`blob ${bytes.length}\0`)
  const whole = new Uint8Array(head.length + bytes.length)
  whole.set(head)
  whole.set(bytes, head.length)
  return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-1', whole))).slice(2)
}

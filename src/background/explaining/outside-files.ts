/**
 * Descriptors that did not come with the wallet: files that the person added, and the public registry where the person
 * lets it be asked, about once a week while the wallet is used. They are read from storage with the first call that is
 * to be explained.
 */
import * as v from 'valibot'
import { DescriptorError } from '../../ethereum/explain/erc7730/descriptor.ts'
import {
  type DescriptorFile,
  factsOfFile,
  type Outside,
  readOutside,
} from '../../ethereum/explain/outside.ts'
import { plainText, visibleLine } from '../../ethereum/text.ts'
import type { ClearSigningView } from '../../messaging/clear-signing-api.ts'
import { FieldError } from '../../shared/errors.ts'
import { DESCRIPTOR_REGISTRY } from '../providers/list/clear-signing.ts'
import type { Services } from '../services.ts'
import { type RegistryFile, RegistryRefusedError, readRegistry } from './registry.ts'
import type { StoredRegistry } from './stored.ts'

const WEEK_MS = 7 * 24 * 3_600_000
const AGAIN_MS = 3_600_000
const MOST_OWN = 30
const MOST_LETTERS = 300_000
/** Of all of them: they are in the backup file too. */
const MOST_TOGETHER = 1_500_000
const MOST_NAME = 60
/** Of one key of storage. */
const PART = 200_000

const ownKey = (id: string): string => `descriptor-file:${id}`
const partKey = (part: number): string => `descriptor-registry:${part}`
const partOf = v.array(v.object({ name: v.string(), sha: v.string(), text: v.string() }))

export type OutsideFiles = {
  view(): ClearSigningView
  /** What may be used now, the person's own first. Never rejects. */
  read(): Promise<readonly Outside[]>
  /** @throws FieldError */
  add(name: string, text: string): Promise<void>
  remove(id: string): Promise<void>
  /** The person's own, as they were added. */
  own(): Promise<DescriptorFile[]>
  /** Never rejects. @param now the person asked for it */
  refresh(now?: boolean): Promise<void>
}

export function createOutsideFiles(services: () => Services): OutsideFiles {
  /** Of what is stored, while nothing of it changes. */
  let kept: Promise<readonly Outside[]> | null = null
  let keptFor = ''
  let asking: Promise<void> | null = null

  const local = () => services().ports.local
  const files = () => services().state.descriptorFiles
  const registry = () => services().state.descriptorRegistry
  const isOn = () => services().providers.isAllowed(DESCRIPTOR_REGISTRY)

  async function own(): Promise<DescriptorFile[]> {
    const stored = files().get()
    const texts = stored.length === 0 ? {} : await local().get(stored.map(({ id }) => ownKey(id)))
    return stored.flatMap(({ id, name }) => {
      const text = texts[ownKey(id)]
      return typeof text === 'string' ? [{ name, text }] : []
    })
  }

  const ownFiles = async (): Promise<Outside[]> =>
    (await own()).flatMap(({ name, text }) => readOutside([{ name, text }], { kind: 'file', name }))

  async function registryFiles(): Promise<RegistryFile[]> {
    const keys = Array.from({ length: registry().get().parts }, (_, part) => partKey(part))
    if (keys.length === 0) return []
    const stored = await local().get(keys)
    return keys.flatMap((key) => {
      const part = v.safeParse(partOf, stored[key])
      return part.success ? part.output : []
    })
  }

  async function load(): Promise<readonly Outside[]> {
    const own = await ownFiles()
    return isOn() ? [...own, ...readOutside(await registryFiles(), { kind: 'registry' })] : own
  }

  async function renew(): Promise<void> {
    const { providers, ports } = services()
    const before = registry().get()
    const note = (change: Partial<StoredRegistry>) =>
      registry().update((now) => ({ ...now, tried: ports.clock.now(), ...change }))
    await note({})
    try {
      const found = await readRegistry(providers.ask, await registryFiles())
      const count = readOutside(found, { kind: 'registry' }).length
      if (count === 0) throw new RegistryRefusedError('Nothing in the registry could be read.')
      const parts = inParts(found)
      await local().set(Object.fromEntries(parts.map((part, i) => [partKey(i), part])))
      await note({ at: ports.clock.now(), count, parts: parts.length, problem: null })
      const left = Array.from({ length: before.parts }, (_, i) => i).slice(parts.length)
      if (left.length > 0) await local().remove(left.map(partKey))
    } catch (error) {
      // That a service does not answer is told with the service.
      await note({ problem: error instanceof RegistryRefusedError ? error.message : null })
    }
  }

  return {
    view: () => {
      const { at, count, problem } = registry().get()
      return { files: files().get(), registry: { at, count, problem } }
    },
    read() {
      const now = JSON.stringify([
        isOn(),
        registry().get().at,
        files()
          .get()
          .map(({ id }) => id),
      ])
      if (kept === null || keptFor !== now) {
        keptFor = now
        kept = load().catch(() => {
          kept = null
          return []
        })
      }
      return kept
    },
    async add(typed, text) {
      if (text.length > MOST_LETTERS)
        throw new FieldError('file', `The file is too large: ${MOST_LETTERS / 1000} kB at most.`)
      if (files().get().length >= MOST_OWN)
        throw new FieldError('file', `There are ${MOST_OWN} files already. Remove one.`)
      const others = (await own()).reduce((sum, one) => sum + one.text.length, 0)
      if (others + text.length > MOST_TOGETHER)
        throw new FieldError('file', 'Your files would be too large together. Remove one of them.')
      const name = Array.from(plainText(typed)).slice(0, MOST_NAME).join('') || 'descriptor.json'
      const facts = factsOrWhy(text)
      const id = services().ports.randomId()
      await local().set({ [ownKey(id)]: text })
      const owner = facts.owner === null ? null : visibleLine(facts.owner, 40)
      const addedAt = services().ports.clock.now()
      await files().update((all) => [...all, { ...facts, id, name, owner, addedAt }])
    },
    own,
    async remove(id) {
      await files().update((all) => all.filter((one) => one.id !== id))
      await local().remove([ownKey(id)])
    },
    refresh(now = false) {
      const { at, tried } = registry().get()
      const time = services().ports.clock.now()
      const isDue = now || (time - (at ?? 0) >= WEEK_MS && time - tried >= AGAIN_MS)
      if (!isDue || !isOn()) return Promise.resolve()
      asking ??= renew()
        .catch(() => undefined)
        .finally(() => {
          asking = null
        })
      return asking
    },
  }
}

function factsOrWhy(text: string) {
  try {
    return factsOfFile(text)
  } catch (error) {
    throw new FieldError('file', error instanceof DescriptorError ? error.message : 'It cannot be read.')
  }
}

function inParts(files: readonly RegistryFile[]): RegistryFile[][] {
  const parts: RegistryFile[][] = []
  let size = PART
  for (const file of files) {
    if (size + file.text.length > PART) {
      parts.push([])
      size = 0
    }
    size += file.text.length
    parts.at(-1)?.push(file)
  }
  return parts
}

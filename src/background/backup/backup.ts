/**
 * The whole wallet into one encrypted file, and a file back into a wallet: a new one, or merged into the one in use.
 * Everything in the file is opened and read before the first change; the secrets are stored in one write.
 */
import * as v from 'valibot'
import type { BackupReport, FileToKeep } from '../../messaging/protocol.ts'
import * as vault from '../../vault/index.ts'
import type { NewSecret } from '../keeper.ts'
import type { Services } from '../services.ts'
import { keyring as keyringSchema } from '../state/schema.ts'
import { type MergeContext, SECTIONS, type Section } from './sections.ts'

const content = v.object({
  keyrings: v.array(keyringSchema),
  sections: v.record(v.string(), v.unknown()),
})
type Content = v.InferOutput<typeof content>

/** @throws WrongPasswordError for the wallet's, InvalidParamsError when the file's may not be one */
export async function makeBackup(
  services: Services,
  password: string,
  filePassword: string | null,
): Promise<FileToKeep> {
  const { keeper, state, ports } = services
  if (filePassword !== null) keeper.requirePassword(filePassword)
  const now = ports.clock.now()
  const ids = keeper.secrets().map(({ id }) => id)
  const parts: Content = {
    keyrings: state.keyrings.get().filter(({ id }) => ids.includes(id)),
    sections: {
      ...state.aside.get(),
      ...Object.fromEntries(
        await Promise.all(SECTIONS.map(async ({ name, read }) => [name, await read(services)] as const)),
      ),
    },
  }
  const file = await keeper.afterPassword(password, ({ blob, dek }) =>
    vault.makeBackup({ blob, dek, ids }, JSON.stringify(parts), filePassword ?? password, now),
  )
  return {
    name: `candor-backup-${new Date(now).toISOString().slice(0, 10)}.json`,
    text: JSON.stringify(file),
  }
}

/** @throws FilePasswordError, BackupError, BackupVersionError; nothing is changed then. LockedError. */
export async function restoreBackup(
  services: Services,
  given: { file: string; password: string; walletPassword: string | null },
): Promise<BackupReport> {
  const { keeper, state, keyrings } = services
  const fresh = keeper.status() === 'empty'
  if (fresh && given.walletPassword !== null) keeper.requirePassword(given.walletPassword)
  const file = vault.readBackup(given.file)
  const { dek, content: text } = await vault.openBackup(file, given.password)
  const opened: { from: string; item: NewSecret }[] = []
  try {
    const { keyrings: described, sections } = readContent(text)
    const merges = SECTIONS.map((section) => ({ name: section.name, merge: readSection(section, sections) }))
    const context = { keyrings: new Map<string, string>(), fresh }
    for (const box of file.vault.boxes) {
      const secret = await vault.openSecret(file.vault, dek, box.id)
      const about = described.find(({ id }) => id === box.id)
      const { name = 'Restored', words = 0, backedUp = false } = about ?? {}
      opened.push({ from: box.id, item: { secret, keyring: { name, words, backedUp } } })
    }
    const added = await takeSecrets(opened)
    const report: BackupReport = {
      added: [
        { what: 'phrases', count: added.filter((kind) => kind === 'mnemonic').length },
        { what: 'keys', count: added.filter((kind) => kind === 'private-key').length },
      ],
      unknown: Object.keys(sections).filter((name) => SECTIONS.every((section) => section.name !== name)),
    }
    for (const { name, merge } of merges)
      if (merge !== null) report.added.push({ what: name, count: await merge(services, context) })
    if (report.unknown.length > 0)
      await state.aside.update((now) => ({
        ...now,
        ...Object.fromEntries(report.unknown.map((name) => [name, sections[name]])),
      }))
    await keyrings.reconcile()
    return report

    /** Keeps what is not here yet, and notes for each of the file's keyrings which one it is here. */
    async function takeSecrets(all: typeof opened): Promise<vault.SecretKind[]> {
      const missing: typeof opened = []
      for (const one of all) {
        const same = fresh ? undefined : await keyrings.findSame(one.item.secret)
        if (same === undefined) missing.push(one)
        else context.keyrings.set(one.from, same.id)
      }
      const items = missing.map((one) => one.item)
      const made = fresh
        ? await keeper.create(items, given.walletPassword ?? given.password)
        : items.length > 0
          ? await keeper.add(items)
          : []
      for (const [i, { id }] of made.entries()) {
        const from = missing[i]?.from
        if (from !== undefined) context.keyrings.set(from, id)
      }
      return made.map(({ kind }) => (kind === 'watch' ? 'private-key' : kind))
    }
  } finally {
    dek.fill(0)
    for (const { item } of opened) vault.wipeSecret(item.secret)
  }
}

function readContent(text: string): Content {
  try {
    return v.parse(content, JSON.parse(text))
  } catch {
    throw new vault.BackupError('content')
  }
}

type Merge = (services: Services, context: MergeContext) => Promise<number>

function readSection(section: Section, sections: Record<string, unknown>): Merge | null {
  if (!Object.hasOwn(sections, section.name)) return null
  try {
    return section.parse(sections[section.name])
  } catch {
    throw new vault.BackupError(`section ${section.name}`)
  }
}

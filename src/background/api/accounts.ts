/** Accounts and what they come from, and the files that hold them. */
import * as v from 'valibot'
import { ACCOUNT_COLORS } from '../../messaging/accounts-api.ts'
import { FieldError, InvalidParamsError } from '../../shared/errors.ts'
import * as vault from '../../vault/index.ts'
import { discover } from '../accounts/discover.ts'
import { exportKeystore, revealKey } from '../accounts/take-out.ts'
import { makeBackup, restoreBackup } from '../backup/backup.ts'
import type { Services } from '../services.ts'
import { address } from '../state/schema.ts'
import { type Endpoints, endpoint } from './api.ts'

type Group = 'accounts' | 'keyrings' | 'backup'
type AccountEndpoints = Pick<Endpoints, Extract<keyof Endpoints, `${Group}.${string}`>>

/** However long a name was pasted, its beginning is taken: what is kept of it is shorter still. */
const name = v.pipe(
  v.string(),
  v.transform((given) => given.slice(0, 400)),
)
const text = (most: number) => v.pipe(v.string(), v.maxLength(most))
const password = text(10_000)
const keyringId = v.string()
const done = async (work: Promise<unknown>): Promise<null> => {
  await work
  return null
}

export function accountsApi(
  services: Services,
  hooks: { discover(keyringId: string): void; progress(done: number | null): void },
): AccountEndpoints {
  const { accounts, keyrings, keeper, networks } = services

  async function inProgress<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } finally {
      hooks.progress(null)
    }
  }
  /** Keeps the key and wipes it. */
  async function keepKey(secret: vault.Secret, given: { name: string; upgrade: boolean }) {
    try {
      return await keyrings.addKey(secret, given.name, given.upgrade)
    } finally {
      vault.wipeSecret(secret)
    }
  }
  async function keepPhrase(secret: vault.Secret, backedUp: boolean) {
    try {
      return { keyringId: (await keyrings.addPhrase(secret, backedUp)).id }
    } finally {
      vault.wipeSecret(secret)
    }
  }
  const needUnlocked = () => {
    if (keeper.status() !== 'unlocked') throw new InvalidParamsError('Unlock the wallet first.')
  }

  return {
    'accounts.add': endpoint(v.object({ keyringId }), (p) => keyrings.addAccount(p.keyringId)),
    'accounts.rename': endpoint(v.object({ address, name }), (p) => done(accounts.rename(p.address, p.name))),
    'accounts.hide': endpoint(v.object({ address, hidden: v.boolean() }), (p) =>
      done(accounts.hide(p.address, p.hidden)),
    ),
    'accounts.select': endpoint(v.object({ address }), (p) => done(accounts.select(p.address))),
    'accounts.color': endpoint(v.object({ address, color: v.nullable(v.picklist(ACCOUNT_COLORS)) }), (p) =>
      done(accounts.color(p.address, p.color)),
    ),
    'accounts.move': endpoint(v.object({ address, before: v.nullable(address) }), (p) =>
      done(accounts.move(p.address, p.before)),
    ),
    'accounts.watch': endpoint(v.object({ address: text(200), name }), (p) => {
      needUnlocked()
      return accounts.watch(p.address, p.name)
    }),

    'accounts.importKey': endpoint(v.object({ key: text(200), name, upgrade: v.boolean() }), async (p) => {
      let secret: vault.Secret
      try {
        secret = vault.secretFromPrivateKey(p.key)
      } catch {
        throw new FieldError(
          'key',
          'That is not a private key: 64 characters of 0-9 and a-f, with or without 0x.',
        )
      }
      return keepKey(secret, p)
    }),
    'accounts.importKeystore': endpoint(
      v.object({ file: text(1_000_000), password, name, upgrade: v.boolean() }),
      (p) =>
        inProgress(async () => {
          needUnlocked()
          const keystore = vault.parseKeystore(p.file)
          return keepKey(await vault.openKeystore(keystore, p.password, hooks.progress), p)
        }),
    ),
    'accounts.checkKeystore': endpoint(v.object({ file: text(1_000_000) }), async (p) => ({
      address: vault.parseKeystore(p.file).address,
    })),
    'accounts.reveal': endpoint(v.object({ address, password }), (p) =>
      revealKey(services, p.address, p.password),
    ),
    'accounts.keystore': endpoint(v.object({ address, password, filePassword: v.nullable(password) }), (p) =>
      inProgress(() => exportKeystore(services, p.address, p.password, p.filePassword, hooks.progress)),
    ),
    'accounts.remove': endpoint(v.object({ address, password }), (p) =>
      done(keyrings.removeAccount(p.address, p.password)),
    ),
    'accounts.discover': endpoint(v.object({ keyringId, everywhere: v.boolean() }), async (p) => {
      const asked = networks.list().filter((one) => (p.everywhere ? !one.testnet : one.enabled))
      const chainIds = asked.map((one) => one.chainId)
      const { found, unreachable } = await discover(services, p.keyringId, chainIds)
      return { found, unreachable: unreachable.map((chainId) => networks.need(chainId).name) }
    }),

    'keyrings.create': endpoint(v.object({ words: v.picklist([12, 24]) }), ({ words }) =>
      keepPhrase(vault.secretFromMnemonic(vault.generateMnemonic(words)), false),
    ),
    'keyrings.restore': endpoint(
      v.object({ phrase: text(2_000), passphrase: text(1_000) }),
      async ({ phrase, passphrase }) => {
        const made = await keepPhrase(vault.secretFromMnemonic(phrase, passphrase), true)
        hooks.discover(made.keyringId)
        return made
      },
    ),
    'keyrings.rename': endpoint(v.object({ keyringId, name }), (p) =>
      done(keyrings.rename(p.keyringId, p.name)),
    ),
    'keyrings.remove': endpoint(v.object({ keyringId, password }), (p) =>
      done(keyrings.removePhrase(p.keyringId, p.password)),
    ),

    'backup.make': endpoint(v.object({ password, filePassword: v.nullable(password) }), (p) =>
      makeBackup(services, p.password, p.filePassword),
    ),
    'backup.restore': endpoint(
      v.object({ file: text(20_000_000), password, walletPassword: v.nullable(password) }),
      (p) => restoreBackup(services, p),
    ),
  }
}

import * as v from 'valibot'
import { InvalidParamsError } from '../../shared/errors.ts'
import * as vault from '../../vault/index.ts'
import { revealPhrase } from '../accounts/take-out.ts'
import type { Services } from '../services.ts'
import { type Endpoints, endpoint } from './api.ts'

type VaultEndpoints = Pick<Endpoints, Extract<keyof Endpoints, `vault.${string}`>>

const nothing = v.null()
/** Longer than any phrase; a limit, so that nothing absurd is looked at. */
const phrase = v.pipe(v.string(), v.maxLength(2_000))
const password = v.pipe(v.string(), v.minLength(1))

export function vaultApi(services: Services, discover: (keyringId: string) => void): VaultEndpoints {
  const { keeper, keyrings, state } = services

  return {
    'vault.create': endpoint(
      v.object({ words: v.picklist([12, 24]), password }),
      async ({ words, password }) => {
        const secret = vault.secretFromMnemonic(vault.generateMnemonic(words))
        try {
          await keyrings.createFirst(secret, password, false)
        } finally {
          vault.wipeSecret(secret)
        }
        return null
      },
    ),

    'vault.checkPhrase': endpoint(v.object({ phrase }), async ({ phrase }) => {
      const check = vault.checkPhrase(phrase)
      return check.ok
        ? { ok: true as const, words: check.words }
        : { ok: false as const, problem: check.problem }
    }),

    'vault.restore': endpoint(
      v.object({ phrase, passphrase: v.pipe(v.string(), v.maxLength(1_000)), password }),
      async (given) => {
        const check = vault.checkPhrase(given.phrase)
        if (!check.ok) throw new InvalidParamsError('This is not a valid recovery phrase.')
        const secret = vault.secretFromMnemonic(check.mnemonic, given.passphrase)
        try {
          const keyring = await keyrings.createFirst(secret, given.password, true)
          discover(keyring.id)
        } finally {
          vault.wipeSecret(secret)
        }
        return null
      },
    ),

    'vault.unlock': endpoint(v.object({ password: v.string() }), async ({ password }) => {
      await keeper.unlock(password)
      await keyrings.reconcile()
      return null
    }),

    'vault.lock': endpoint(nothing, async () => {
      await keeper.lock()
      return null
    }),

    'vault.changePassword': endpoint(
      v.object({ current: v.string(), next: v.string() }),
      async ({ current, next }) => {
        await keeper.changePassword(current, next)
        return null
      },
    ),

    'vault.reveal': endpoint(
      v.object({ keyringId: v.string(), password: v.string() }),
      ({ keyringId, password }) => revealPhrase(services, keyringId, password),
    ),

    'vault.checkBackup': endpoint(
      v.object({ keyringId: v.string(), words: v.record(v.string(), v.pipe(v.string(), v.maxLength(20))) }),
      async ({ keyringId, words }) => {
        const typed = new Map(Object.entries(words).map(([number, word]) => [Number(number), word]))
        const right = await keeper.matches(keyringId, typed)
        if (right)
          await state.keyrings.update((now) =>
            now.map((one) => (one.id === keyringId ? { ...one, backedUp: true } : one)),
          )
        return right
      },
    ),

    'vault.erase': endpoint(v.object({ confirm: v.literal('erase') }), async () => {
      await keeper.erase()
      return null
    }),
  }
}

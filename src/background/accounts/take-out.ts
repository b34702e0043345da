/** What a person takes out of the vault, each time after the password: a phrase, a private key, a keystore file. */

import type { FileToKeep } from '../../messaging/protocol.ts'
import { InvalidParamsError } from '../../shared/errors.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import { bytesToHex } from '../../shared/hex.ts'
import * as vault from '../../vault/index.ts'
import type { Services } from '../services.ts'

export const revealPhrase = (
  { keeper }: Services,
  keyringId: string,
  password: string,
): Promise<{ phrase: string; passphrase: string }> =>
  keeper.afterPassword(password, ({ blob, dek }) =>
    vault.useSecret(blob, dek, keyringId, async (secret) => {
      if (secret.kind !== 'mnemonic') throw new InvalidParamsError('This account has no recovery phrase.')
      return { phrase: vault.entropyToMnemonic(secret.entropy), passphrase: secret.passphrase }
    }),
  )

export const revealKey = (services: Services, address: Address, password: string): Promise<{ key: Hex }> =>
  withKey(services, address, password, async (key) => ({ key: bytesToHex(key) }))

export async function exportKeystore(
  services: Services,
  address: Address,
  password: string,
  filePassword: string | null,
  onProgress: (done: number) => void,
): Promise<FileToKeep> {
  const { keeper, ports } = services
  if (filePassword !== null) keeper.requirePassword(filePassword)
  const text = await withKey(services, address, password, (key) =>
    vault.sealKeystore(key, filePassword ?? password, onProgress),
  )
  // As geth names them: time in UTC, then the address.
  const time = new Date(ports.clock.now()).toISOString().replaceAll(':', '-')
  return { name: `UTC--${time}--${address.slice(2).toLowerCase()}.json`, text }
}

function withKey<T>(
  { accounts, keeper }: Services,
  address: Address,
  password: string,
  use: (key: Uint8Array) => Promise<T>,
): Promise<T> {
  const { keyringId, index } = accounts.needKey(address)
  return keeper.afterPassword(password, ({ blob, dek }) =>
    vault.useSecret(blob, dek, keyringId, async (secret) => {
      const key = await vault.privateKeyOf(secret, index)
      try {
        return await use(key)
      } finally {
        key.fill(0)
      }
    }),
  )
}

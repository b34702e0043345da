import { expect, test } from 'vitest'
import { bytesToHex } from '../../src/shared/hex.ts'
import { entropyToMnemonic, openSecret, parseVault, unlockVault } from '../../src/vault/index.ts'
import stored from './vault-v1.json'

test('behavior: a vault that an earlier release wrote opens, with all that is in it', async () => {
  const blob = parseVault(stored.vault)
  const { dek, raised } = await unlockVault(blob, stored.password)
  expect(raised).toBeNull()
  const phrase = await openSecret(blob, dek, 'phrase')
  if (phrase.kind !== 'mnemonic') throw new Error(phrase.kind)
  expect(entropyToMnemonic(phrase.entropy)).toBe(stored.phrase)
  expect(phrase.passphrase).toBe(stored.passphrase)
  const key = await openSecret(blob, dek, 'key')
  expect(key.kind === 'private-key' && bytesToHex(key.key)).toBe(`0x${stored.key}`)
})

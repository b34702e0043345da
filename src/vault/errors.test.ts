import { expect, test } from 'vitest'
import { toErrorShape, WalletError } from '../shared/errors.ts'
import * as errors from './errors.ts'
import * as face from './index.ts'

const ALL = [
  new errors.WrongPasswordError(),
  new errors.VaultCorruptError('wrap'),
  new errors.VaultVersionError(2),
  new errors.VaultParametersError('too weak'),
  new errors.VaultWriteError('quota'),
  new errors.SealBrokenError(),
  new errors.PhraseError({ kind: 'checksum' }),
  new errors.PrivateKeyError(),
  new errors.SecretIdError('unknown'),
  new errors.SigningError('recovery'),
  new errors.RandomnessError(),
  new errors.KeystoreError('shape'),
  new errors.FilePasswordError(),
  new errors.BackupError('shape'),
  new errors.BackupVersionError(2),
]

test.each(ALL.map((error) => [error.name, error] as const))(
  'behavior: %s crosses a boundary',
  (name, error) => {
    expect(error).toBeInstanceOf(WalletError)
    expect(toErrorShape(error)).toMatchObject({ code: error.code, message: error.shortMessage, name })
    expect(Number.isInteger(error.code)).toBe(true)
  },
)

test('behavior: every error has a name of its own, and all but the internal one are public', () => {
  expect(new Set(ALL.map((error) => error.name)).size).toBe(ALL.length)
  expect(Object.keys(errors).filter((name) => !(name in face))).toEqual(['SealBrokenError'])
})

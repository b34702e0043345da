import { getPublicKey } from '@noble/secp256k1'
import { describe, expect, test } from 'vitest'
import { addressOf, checksumAddress, isChecksumValid } from './address.ts'

const CHECKSUMMED = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const KEY_ONE = Uint8Array.from({ length: 32 }, (_, i) => (i === 31 ? 1 : 0))

describe('checksumAddress', () => {
  test('behavior: writes any case in the case of EIP-55', () => {
    expect(checksumAddress(CHECKSUMMED.toLowerCase())).toBe(CHECKSUMMED)
    expect(checksumAddress(`0x${CHECKSUMMED.slice(2).toUpperCase()}`)).toBe(CHECKSUMMED)
  })

  test.each(['', '0x', CHECKSUMMED.slice(2), `${CHECKSUMMED}0`, CHECKSUMMED.replace('5a', 'zz')])(
    'error: %j is not an address',
    (text) => {
      expect(() => checksumAddress(text)).toThrow('not an address')
      expect(isChecksumValid(text)).toBe(false)
    },
  )
})

test('behavior: a checksum is valid in exactly one case, and absent in lower case', () => {
  expect(isChecksumValid(CHECKSUMMED)).toBe(true)
  expect(isChecksumValid(CHECKSUMMED.toLowerCase())).toBe(false)
  expect(isChecksumValid(CHECKSUMMED.replace('aA', 'AA'))).toBe(false)
})

test('behavior: both forms of a public key have the same address', () => {
  const address = '0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf'
  expect(addressOf(getPublicKey(KEY_ONE, true))).toBe(address)
  expect(addressOf(getPublicKey(KEY_ONE, false))).toBe(address)
})

test('error: bytes that are no point of the curve have no address', () => {
  expect(() => addressOf(new Uint8Array(33))).toThrow()
  expect(() => addressOf(new Uint8Array(0))).toThrow()
})

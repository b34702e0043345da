import { HDKey } from '@scure/bip32'
import { mnemonicToEntropy as wordsToEntropy } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/japanese.js'
import { describe, expect, test } from 'vitest'
import { bytesToHex, hexToBytes } from '../../src/shared/hex.ts'
import {
  checkPhrase,
  checksumAddress,
  deriveAddresses,
  entropyToMnemonic,
  isChecksumValid,
  mnemonicToEntropy,
  mnemonicToSeed,
  openKeystore,
  parseKeystore,
  privateKeyOf,
  secretFromMnemonic,
  secretFromPrivateKey,
} from '../../src/vault/index.ts'
import accounts from './accounts.json'
import bip32 from './bip32.json'
import english from './bip39-english.json'
import japanese from './bip39-japanese.json'
import eip55 from './eip55.json'
import keystores from './keystore.json'

const hex = (bytes: Uint8Array) => bytesToHex(bytes).slice(2)

describe('BIP-39, English', () => {
  test('behavior: there are 24', () => {
    expect(english.vectors).toHaveLength(24)
  })

  test.each(english.vectors)('behavior: %s', async (entropy = '', mnemonic = '', seed, xprv) => {
    expect(entropyToMnemonic(hexToBytes(entropy))).toBe(mnemonic)
    expect(hex(mnemonicToEntropy(mnemonic))).toBe(entropy)
    expect(checkPhrase(mnemonic)).toMatchObject({ ok: true, mnemonic })
    const derived = await mnemonicToSeed(mnemonic, english.passphrase)
    expect(hex(derived)).toBe(seed)
    expect(HDKey.fromMasterSeed(derived).privateExtendedKey).toBe(xprv)
  })
})

describe('BIP-32', () => {
  const cases = bip32.vectors.flatMap(({ seed, chains }) => chains.map((chain) => [seed, ...chain] as const))

  test.each(cases)('behavior: %s %s', (seed, path = '', xpub, xprv) => {
    const node = HDKey.fromMasterSeed(hexToBytes(seed)).derive(path)
    expect(node.publicExtendedKey).toBe(xpub)
    expect(node.privateExtendedKey).toBe(xprv)
  })
})

describe('EIP-55', () => {
  test.each(eip55.valid)('behavior: %s', (address) => {
    expect(isChecksumValid(address)).toBe(true)
    expect(checksumAddress(address.toLowerCase())).toBe(address)
  })

  test.each(eip55.invalid)('error: %s', (address) => {
    expect(isChecksumValid(address)).toBe(false)
  })
})

describe('BIP-44 accounts', () => {
  const secret = secretFromMnemonic(accounts.mnemonic)

  test('behavior: the ten of the test phrase, in one go', async () => {
    const addresses = await deriveAddresses(secret, 0, accounts.accounts.length)
    expect(addresses).toEqual(accounts.accounts.map(([address]) => address))
  })

  test.each(accounts.accounts.map(([address = '', key = ''], i) => [i, address, key] as const))(
    'behavior: account %i is %s',
    async (index, address, key) => {
      expect(bytesToHex(await privateKeyOf(secret, index))).toBe(key)
      expect(await deriveAddresses(secretFromPrivateKey(key), 0, 1)).toEqual([address])
    },
  )
})

describe('BIP-39, Japanese: seeds only, the wallet writes English', () => {
  test('behavior: there are 24', () => {
    expect(japanese.vectors).toHaveLength(24)
  })

  test.each(japanese.vectors)('behavior: %s', async (entropy = '', phrase = '', seed) => {
    expect(hex(wordsToEntropy(phrase, wordlist))).toBe(entropy)
    expect(hex(await mnemonicToSeed(phrase, japanese.passphrase))).toBe(seed)
  })
})

describe('Web3 Secret Storage, version 3', () => {
  test.each(keystores.vectors)('behavior: $name', async ({ json, password, key }) => {
    const secret = await openKeystore(parseKeystore(JSON.stringify(json)), password)
    expect(secret.kind === 'private-key' && hex(secret.key)).toBe(key)
  })
})

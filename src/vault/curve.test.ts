import { bytesToHex, hexToBytes, randomBytes } from '@noble/hashes/utils.js'
import { HDKey } from '@scure/bip32'
import { HDNodeWallet } from 'ethers'
import { describe, expect, test } from 'vitest'
import { secp256k1 } from './curve.ts'

const { Fn } = secp256k1.Point
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/** The first and the third test vector of BIP-32; the third has a key with a leading zero. */
const VECTORS = [
  [
    '000102030405060708090a0b0c0d0e0f',
    "m/0'",
    'xprv9uHRZZhk6KAJC1avXpDAp4MDc3sQKNxDiPvvkX8Br5ngLNv1TxvUxt4cV1rGL5hj6KCesnDYUhd7oWgT11eZG7XnxHrnYeSvkzY7d2bhkJ7',
  ],
  [
    '000102030405060708090a0b0c0d0e0f',
    "m/0'/1",
    'xprv9wTYmMFdV23N2TdNG573QoEsfRrWKQgWeibmLntzniatZvR9BmLnvSxqu53Kw1UmYPxLgboyZQaXwTCg8MSY3H2EU4pWcQDnRnrVA1xe8fs',
  ],
  [
    '000102030405060708090a0b0c0d0e0f',
    "m/0'/1/2'/2/1000000000",
    'xprvA41z7zogVVwxVSgdKUHDy1SKmdb533PjDz7J6N6mV6uS3ze1ai8FHa8kmHScGpWmj4WggLyQjgPie1rFSruoUihUZREPSL39UNdE3BBDu76',
  ],
  [
    '4b381541583be4423346c643850da4b320e46a87ae3d2a4e6da11eba819cd4acba45d239319ac14f863b8d5ab5a0d0c64d2e8a1e7d1457df2e5a3c51c73235be',
    "m/0'",
    'xprv9uPDJpEQgRQfDcW7BkF7eTya6RPxXeJCqCJGHuCJ4GiRVLzkTXBAJMu2qaMWPrS7AANYqdq6vcBcBUdJCVVFceUvJFjaPdGZ2y9WACViL4L',
  ],
] as const

describe('the curve under @scure/bip32', () => {
  test.each(VECTORS)('behavior: BIP-32, seed %s, %s', (seed, path, expected) => {
    expect(HDKey.fromMasterSeed(hexToBytes(seed)).derive(path).privateExtendedKey).toBe(expected)
  })

  test('behavior: the accounts of any seed are those of another implementation', () => {
    const path = "m/44'/60'/0'/0/7"
    for (let i = 0; i < 12; i++) {
      const seed = randomBytes(64)
      const ours = HDKey.fromMasterSeed(seed).derive(path)
      const theirs = HDNodeWallet.fromSeed(`0x${bytesToHex(seed)}`).derivePath(path)
      expect(`0x${bytesToHex(ours.privateKey ?? new Uint8Array())}`).toBe(theirs.privateKey)
      expect(`0x${bytesToHex(ours.publicKey ?? new Uint8Array())}`).toBe(theirs.publicKey)
    }
  })

  test('security: what is not below the order is not taken for a key, nor reduced unseen', () => {
    const bytes = hexToBytes(ORDER.toString(16))
    expect(Fn.fromBytes(bytes)).toBe(ORDER)
    expect(Fn.isValid(ORDER)).toBe(false)
    expect(Fn.isValid(ORDER - 1n)).toBe(true)
    expect(Fn.isValid(-1n)).toBe(false)
    expect(Fn.isValid(0n)).toBe(true)
    expect(Fn.isValidNot0(0n)).toBe(false)
    expect(Fn.create(ORDER + 5n)).toBe(5n)
    expect(secp256k1.utils.isValidSecretKey(bytes)).toBe(false)
    expect(() => Fn.fromBytes(bytes.subarray(1))).toThrow('32 bytes')
    expect(Fn.toBytes(1n)).toEqual(new Uint8Array(32).fill(1, 31))
  })

  test('security: the test derives with this curve, as the build does', () => {
    const { publicKey } = HDKey.fromMasterSeed(new Uint8Array(32))
    expect(
      () => new HDKey({ publicKey: publicKey ?? new Uint8Array(), chainCode: new Uint8Array(32) }),
    ).toThrow(TypeError)
  })
})

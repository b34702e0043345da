import { getPublicKey, sign as rawSign, Signature } from '@noble/secp256k1'
import { HDKey } from '@scure/bip32'
import { describe, expect, test, vi } from 'vitest'
import { addressOf } from './address.ts'
import { deriveAddresses, privateKeyOf, sign } from './keyring.ts'
import { secretFromMnemonic, secretFromPrivateKey } from './secret.ts'
import { signDigest, verified } from './signature.ts'

const PHRASE = 'test test test test test test test test test test test junk'
const FIRST = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const SECOND = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const FIRST_KEY = 'ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'
const DIGEST = new Uint8Array(32).fill(1)
const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n

const phrase = () => secretFromMnemonic(PHRASE)
const key = () => secretFromPrivateKey(FIRST_KEY)

describe('deriveAddresses', () => {
  test('behavior: a range of accounts', async () => {
    expect(await deriveAddresses(phrase(), 0, 2)).toEqual([FIRST, SECOND])
    expect(await deriveAddresses(phrase(), 1, 1)).toEqual([SECOND])
    expect(await deriveAddresses(phrase(), 5, 0)).toEqual([])
  })

  test('behavior: a private key has account 0 only', async () => {
    expect(await deriveAddresses(key(), 0, 3)).toEqual([FIRST])
    expect(await deriveAddresses(key(), 1, 3)).toEqual([])
  })

  test('behavior: a passphrase gives other accounts', async () => {
    const [address] = await deriveAddresses(secretFromMnemonic(PHRASE, 'x'), 0, 1)
    expect(address).not.toBe(FIRST)
  })

  test.each([
    [-1, 1],
    [0.5, 1],
    [0, Number.NaN],
    [2 ** 31, 0],
    [2 ** 31 - 1, 1],
  ])('error: from %d, %d accounts', async (from, count) => {
    await expect(deriveAddresses(phrase(), from, count)).rejects.toThrow('account index')
  })
})

describe('sign', () => {
  test('behavior: phrase and private key sign alike, the same each time, low s', async () => {
    const signature = await sign(phrase(), 0, DIGEST)
    expect(await sign(key(), 0, DIGEST)).toEqual(signature)
    expect(await sign(phrase(), 0, DIGEST)).toEqual(signature)
    for (let i = 0; i < 64; i++) {
      const { s, yParity } = signDigest(await privateKeyOf(key(), 0), new Uint8Array(32).fill(i))
      expect(s <= HALF_ORDER).toBe(true)
      expect([0, 1]).toContain(yParity)
    }
  })

  test('error: a private key has one account', async () => {
    await expect(sign(key(), 1, DIGEST)).rejects.toThrow('one account')
    await expect(sign(key(), -1, DIGEST)).rejects.toThrow('account index')
  })

  test.each([0, 31, 33])('error: %i bytes are no digest', async (length) => {
    await expect(sign(phrase(), 0, new Uint8Array(length))).rejects.toThrow('32 bytes')
  })

  test('security: the secret is left as it was', async () => {
    const secret = phrase()
    await sign(secret, 0, DIGEST)
    await deriveAddresses(secret, 0, 1)
    expect(secret).toEqual(phrase())
    const imported = key()
    await sign(imported, 0, DIGEST)
    expect(imported).toEqual(key())
  })

  test('security: every key on the way is wiped, whether signing succeeds or not', async () => {
    const wipe = vi.spyOn(HDKey.prototype, 'wipePrivateData')
    const fill = vi.spyOn(Uint8Array.prototype, 'fill')
    await sign(phrase(), 3, DIGEST)
    expect(wipe).toHaveBeenCalledTimes(6)
    for (const node of wipe.mock.contexts) expect(node).toHaveProperty('privateKey', null)
    // The seed (64 bytes) twice: the library's copy and ours. The account's key (32 bytes).
    const lengths = () => fill.mock.contexts.map((bytes) => (bytes instanceof Uint8Array ? bytes.length : 0))
    expect(lengths().filter((length) => length === 64).length).toBeGreaterThanOrEqual(2)
    wipe.mockClear()
    fill.mockClear()
    await expect(sign(phrase(), 3, new Uint8Array(1))).rejects.toThrow()
    expect(wipe).toHaveBeenCalledTimes(6)
    expect(lengths()).toContain(64)
    vi.restoreAllMocks()
  })
})

test('behavior: the revealed key is the one of the account, and a copy', async () => {
  const revealed = await privateKeyOf(phrase(), 0)
  expect(addressOf(getPublicKey(revealed))).toBe(FIRST)
  const secret = key()
  const copy = await privateKeyOf(secret, 0)
  copy.fill(0)
  expect(secret).toEqual(key())
})

describe('security: a signature leaves only if it verifies', () => {
  const secretKey = new Uint8Array(32).fill(7)
  const publicKey = getPublicKey(secretKey, true)
  const signed = rawSign(DIGEST, secretKey, { prehash: false, format: 'recovered' })
  const { r, s, recovery } = Signature.fromBytes(signed, 'recovered')
  const forged = (bit: number, otherS = s) => new Signature(r, otherS, bit).toBytes('recovered')

  test('behavior: the right one does', () => {
    expect(verified(signed, DIGEST, publicKey)).toEqual({ r, s, yParity: recovery })
  })

  test('error: the other parity', () => {
    expect(() => verified(forged(1 - (recovery ?? 0)), DIGEST, publicKey)).toThrow('failed its check')
  })

  test('error: another key, another digest', () => {
    expect(() => verified(signed, DIGEST, getPublicKey(new Uint8Array(32).fill(8)))).toThrow(
      'failed its check',
    )
    expect(() => verified(signed, new Uint8Array(32).fill(2), publicKey)).toThrow('failed its check')
  })

  test('error: a high s, a recovery that Ethereum cannot express', () => {
    const n = 2n * HALF_ORDER + 1n
    expect(() => verified(forged(1 - (recovery ?? 0), n - s), DIGEST, publicKey)).toThrow('failed its check')
    expect(() => verified(forged(2), DIGEST, publicKey)).toThrow('failed its check')
  })
})

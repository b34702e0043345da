import { Wallet } from 'ethers'
import { Wallet as Wallet5 } from 'ethers5'
import { describe, expect, test } from 'vitest'
import { bytesToHex, hexToBytes } from '../shared/hex.ts'
import { KEYSTORE_COST, openKeystore, sealKeystore } from './keystore.ts'
import { parseKeystore } from './keystore-format.ts'

const KEY = 'ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'
const ADDRESS = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const LIGHT = { n: 1024, r: 8, p: 1 }
const seal = (password: string) => sealKeystore(hexToBytes(KEY), password, undefined, LIGHT)

const hexOf = async (text: string, password: string) => {
  const secret = await openKeystore(parseKeystore(text), password)
  return secret.kind === 'private-key' ? bytesToHex(secret.key).slice(2) : secret.kind
}

describe('sealKeystore', () => {
  test('behavior: what is written, we and two generations of another library read', async () => {
    const text = await seal('a password')
    expect(await hexOf(text, 'a password')).toBe(KEY)
    expect((await Wallet.fromEncryptedJson(text, 'a password')).privateKey).toBe(`0x${KEY}`)
    expect((await Wallet5.fromEncryptedJson(text, 'a password')).privateKey).toBe(`0x${KEY}`)
    expect(JSON.parse(text)).toMatchObject({
      version: 3,
      address: ADDRESS.slice(2).toLowerCase(),
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    })
    expect(text).not.toContain(KEY)
  })

  test('behavior: at the cost that is the default, with progress from 0 to 1', async () => {
    const told: number[] = []
    const text = await sealKeystore(hexToBytes(KEY), 'a password', (done) => told.push(done))
    expect(JSON.parse(text).crypto.kdfparams).toMatchObject(KEYSTORE_COST)
    expect(told[0]).toBe(0)
    expect(told.at(-1)).toBe(1)
    expect(told.length).toBeGreaterThan(5)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
  })

  test('behavior: never the same twice', async () => {
    const [one, other] = (await Promise.all([seal('x'), seal('x')])).map((text) => JSON.parse(text))
    for (const pick of [
      (file: typeof one) => file.id,
      (file: typeof one) => file.crypto.cipherparams.iv,
      (file: typeof one) => file.crypto.kdfparams.salt,
      (file: typeof one) => file.crypto.ciphertext,
    ])
      expect(pick(one)).not.toBe(pick(other))
  })

  test('error: what is no private key is not written', async () => {
    await expect(sealKeystore(new Uint8Array(32), 'x', undefined, LIGHT)).rejects.toMatchObject({
      name: 'PrivateKeyError',
    })
  })
})

describe('openKeystore', () => {
  test('behavior: what others write', async () => {
    const wallet = new Wallet(`0x${KEY}`)
    expect(await hexOf(await wallet.encrypt('their password'), 'their password')).toBe(KEY)
    const five = await new Wallet5(KEY).encrypt('their password', { scrypt: { N: 1024 } })
    expect(await hexOf(five, 'their password')).toBe(KEY)
  })

  test('behavior: a password is tried as typed and in NFKC', async () => {
    const composed = 'Stra\u00dfe \u2460'
    const text = await seal(composed)
    expect(await hexOf(text, composed)).toBe(KEY)
    expect(await hexOf(text, composed.normalize('NFKC'))).toBe(KEY)
    expect(await hexOf(text, 'Stra\u00dfe 1')).toBe(KEY)
  })

  test('error: a wrong password is said to be that', async () => {
    await expect(openKeystore(parseKeystore(await seal('right')), 'wrong')).rejects.toMatchObject({
      name: 'FilePasswordError',
    })
  })

  test('security: one altered byte of the ciphertext opens nothing', async () => {
    const file = JSON.parse(await seal('right'))
    const first = file.crypto.ciphertext.startsWith('00') ? '01' : '00'
    file.crypto.ciphertext = first + file.crypto.ciphertext.slice(2)
    await expect(openKeystore(parseKeystore(JSON.stringify(file)), 'right')).rejects.toMatchObject({
      name: 'FilePasswordError',
    })
  })

  test('security: an address that is not that of the key is refused', async () => {
    const file = { ...JSON.parse(await seal('right')), address: '70997970c51812dc3a010c7d01b50e0d17dc79c8' }
    await expect(openKeystore(parseKeystore(JSON.stringify(file)), 'right')).rejects.toMatchObject({
      data: { problem: 'address' },
    })
  })

  test('error: a file that holds no key of this curve is refused', async () => {
    // Sealed as it should be, but around zeros: the stream of the cipher itself, so the checksum is right.
    const zeros = {
      version: 3,
      crypto: {
        cipher: 'aes-128-ctr',
        cipherparams: { iv: '00'.repeat(16) },
        kdf: 'pbkdf2',
        kdfparams: { c: 1, dklen: 32, prf: 'hmac-sha256', salt: '00' },
        ...(await zeroKey('x', '00')),
      },
    }
    await expect(openKeystore(parseKeystore(JSON.stringify(zeros)), 'x')).rejects.toMatchObject({
      name: 'PrivateKeyError',
    })
  })
})

/** What a keystore says of the key 0 under PBKDF2 of one round: by other code than ours. */
async function zeroKey(password: string, salt: string) {
  const { createCipheriv, pbkdf2Sync } = await import('node:crypto')
  const { keccak256, concat } = await import('ethers')
  const derived = pbkdf2Sync(password, Buffer.from(salt, 'hex'), 1, 32, 'sha256')
  const aes = createCipheriv('aes-128-ctr', derived.subarray(0, 16), Buffer.alloc(16))
  const ciphertext = aes.update(Buffer.alloc(32))
  return {
    ciphertext: ciphertext.toString('hex'),
    mac: keccak256(concat([derived.subarray(16), ciphertext])).slice(2),
  }
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromBase64, toBase64, toUtf8 } from './bytes.ts'
import { BLOCK_BYTES, open, pad, seal, unpad } from './cipher.ts'

const KEY = new Uint8Array(32).fill(1)
const AAD = toUtf8('place')
const PLAIN = toUtf8('secret')

/** The text with one bit of its bytes flipped. */
const flipped = (text: string, at: number): string =>
  toBase64((fromBase64(text) ?? new Uint8Array()).map((byte, i) => (i === at ? byte ^ 1 : byte)))

describe('seal and open', () => {
  test('behavior: round trip, with an IV of its own each time', async () => {
    const box = await seal(KEY, PLAIN, AAD)
    expect(await open(KEY, box, AAD)).toEqual(PLAIN)
    expect(fromBase64(box.iv)).toHaveLength(12)
    expect(fromBase64(box.ct)).toHaveLength(PLAIN.length + 16)
    expect((await seal(KEY, PLAIN, AAD)).iv).not.toBe(box.iv)
  })

  test('security: every byte of the box counts', async () => {
    const box = await seal(KEY, PLAIN, AAD)
    for (let i = 0; i < PLAIN.length + 16; i++) {
      await expect(open(KEY, { ...box, ct: flipped(box.ct, i) }, AAD)).rejects.toThrow('does not open')
    }
    for (let i = 0; i < 12; i++) {
      await expect(open(KEY, { ...box, iv: flipped(box.iv, i) }, AAD)).rejects.toThrow('does not open')
    }
  })

  test('security: another key, other associated data', async () => {
    const box = await seal(KEY, PLAIN, AAD)
    await expect(open(new Uint8Array(32), box, AAD)).rejects.toThrow('does not open')
    await expect(open(KEY, box, toUtf8('Place'))).rejects.toThrow('does not open')
    await expect(open(KEY, box, toUtf8(''))).rejects.toThrow('does not open')
  })

  test.each([{ iv: '' }, { iv: 'AAAA' }, { ct: '' }, { ct: 'AAAA' }, { ct: '*' }])(
    'error: a malformed box: %j',
    async (change) => {
      const box = await seal(KEY, PLAIN, AAD)
      await expect(open(KEY, { ...box, ...change }, AAD)).rejects.toThrow('does not open')
    },
  )

  test.each([0, 16, 31, 33])('error: a key of %i bytes', async (length) => {
    await expect(seal(new Uint8Array(length), PLAIN, AAD)).rejects.toThrow('Internal error')
  })

  test('security: key and plaintext of the caller are left as they were', async () => {
    await open(KEY, await seal(KEY, PLAIN, AAD), AAD)
    expect(KEY).toEqual(new Uint8Array(32).fill(1))
    expect(PLAIN).toEqual(toUtf8('secret'))
  })
})

describe('padding', () => {
  test('behavior: round trip, in whole blocks, and no block too many', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3 * BLOCK_BYTES }), (content) => {
        const padded = pad(content)
        expect(padded.length % BLOCK_BYTES).toBe(0)
        expect(padded.length - content.length - 4).toBeLessThan(BLOCK_BYTES)
        expect(unpad(padded)).toEqual(Uint8Array.from(content))
      }),
    )
  })

  test.each([0, 1, 1020])('behavior: %i bytes fill one block', (length) => {
    expect(pad(new Uint8Array(length))).toHaveLength(1024)
  })

  test('behavior: 1021 bytes fill two', () => {
    expect(pad(new Uint8Array(1021))).toHaveLength(2048)
  })

  test('security: the content is a view, wiped with the block', () => {
    const padded = pad(PLAIN)
    const content = unpad(padded)
    padded.fill(0)
    expect(content).toEqual(new Uint8Array(PLAIN.length))
  })

  const block = (length: number, last = 0) => {
    const bytes = new Uint8Array(BLOCK_BYTES)
    new DataView(bytes.buffer).setUint32(0, length)
    bytes[BLOCK_BYTES - 1] = last
    return bytes
  }

  test.each([
    ['nothing', new Uint8Array()],
    ['half a block', new Uint8Array(512)],
    ['a block and a half', new Uint8Array(1536)],
    ['a length past the end', block(1021)],
    ['a length of 4 GiB', block(0xffffffff)],
    ['a block too many', Uint8Array.from([...block(5), ...new Uint8Array(BLOCK_BYTES)])],
    ['padding that is not blank', block(5, 1)],
  ])('error: %s', (_, bytes) => {
    expect(() => unpad(bytes)).toThrow('cannot be read')
  })
})

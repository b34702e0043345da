import { describe, expect, test } from 'vitest'
import { toBase64, toUtf8 } from './bytes.ts'
import { pad, seal } from './cipher.ts'
import { openNote, sealNote } from './note.ts'

const VAULT = { v: 1, id: toBase64(new Uint8Array(16)) } as const
const KEY = new Uint8Array(32).fill(7)

describe('a note', () => {
  test('behavior: opens to what was sealed, in its place', async () => {
    const box = await sealNote(VAULT, KEY, 'service:a', 'abc-123')
    expect(await openNote(VAULT, KEY, 'service:a', box)).toBe('abc-123')
  })

  test('security: not in another place, of another vault, or under another key', async () => {
    const box = await sealNote(VAULT, KEY, 'service:a', 'abc-123')
    const other = { ...VAULT, id: toBase64(new Uint8Array(16).fill(1)) }
    await expect(openNote(VAULT, KEY, 'service:b', box)).rejects.toThrow('does not open')
    await expect(openNote(other, KEY, 'service:a', box)).rejects.toThrow('does not open')
    await expect(openNote(VAULT, new Uint8Array(32), 'service:a', box)).rejects.toThrow('does not open')
  })

  test('security: its size does not tell how long the text is', async () => {
    const [short, long] = await Promise.all([
      sealNote(VAULT, KEY, 'p', 'a'),
      sealNote(VAULT, KEY, 'p', 'a'.repeat(500)),
    ])
    expect(short.ct).toHaveLength(long.ct.length)
  })

  test('error: what is no text does not open', async () => {
    const aad = toUtf8(JSON.stringify(['candor note', 1, VAULT.id, 'AES-256-GCM', 'p']))
    const box = await seal(KEY, pad(Uint8Array.of(0xff)), aad)
    await expect(openNote(VAULT, KEY, 'p', box)).rejects.toThrow()
  })
})

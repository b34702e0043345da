import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterEach, expect, test } from 'vitest'
import { archive } from './archive.mjs'
import { build } from './build.mjs'

const folders: string[] = []

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'candor-package-'))
  folders.push(folder)
  return folder
}

function writeTree(names: string[], time: Date): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'assets'))
  for (const name of names) {
    writeFileSync(join(folder, name), `content of ${name}`)
    utimesSync(join(folder, name), time, time)
  }
  return folder
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

test('behavior: one tree gives the same bytes, whatever its times and the order it was written in', () => {
  const names = ['manifest.json', 'assets/popup.js', 'background.js', 'assets/popup.css']
  const first = archive(writeTree(names, new Date('2024-01-01')))
  const second = archive(writeTree(names.toReversed(), new Date('2026-07-07')))
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true)
  const unpacked = unzipSync(first)
  expect(Object.keys(unpacked)).toEqual([
    'assets/popup.css',
    'assets/popup.js',
    'background.js',
    'manifest.json',
  ])
  expect(strFromU8(unpacked['background.js'] ?? new Uint8Array())).toBe('content of background.js')
})

test('behavior: another content gives other bytes', () => {
  const folder = writeTree(['manifest.json'], new Date())
  const first = archive(folder)
  writeFileSync(join(folder, 'manifest.json'), 'changed')
  expect(Buffer.from(archive(folder)).equals(Buffer.from(first))).toBe(false)
})

test('behavior: two builds of one commit give the same bytes', { timeout: 60_000 }, async () => {
  const [first, second] = [temporaryFolder(), temporaryFolder()]
  await build({ outDir: first })
  await build({ outDir: second })
  expect(Buffer.from(archive(first)).equals(Buffer.from(archive(second)))).toBe(true)
})

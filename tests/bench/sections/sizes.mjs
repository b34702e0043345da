import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { gzipSync } from 'node:zlib'
import { atMost } from '../goals.mjs'

const kB = (bytes) => bytes / 1000

function gzipped(folder, ...files) {
  return kB(
    files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0),
  )
}

/** The scripts of a page, and what they import before they run. */
function firstLoad(folder, page) {
  const html = readFileSync(join(folder, page), 'utf8')
  const files = new Set()
  function add(file) {
    if (files.has(file)) return
    files.add(file)
    const code = readFileSync(join(folder, file), 'utf8')
    for (const [, specifier] of code.matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']/g)) {
      add(posix.join(posix.dirname(file), specifier))
    }
  }
  for (const [, source] of html.matchAll(/<script\b[^>]*\bsrc="\/?([^"]+)"/g)) add(source)
  for (const [, source] of html.matchAll(/<link\b[^>]*rel="modulepreload"[^>]*href="\/?([^"]+)"/g))
    add(source)
  return [...files]
}

function unpacked(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0)
}

/** Read from the files: the same in every run. */
export const sizes = {
  name: 'sizes',
  figures: [
    { id: 'inpage', name: 'Inpage script, gzip', unit: 'kB', goal: atMost(6) },
    { id: 'content', name: 'Content script, gzip', unit: 'kB', goal: atMost(2.5) },
    { id: 'background', name: 'Background bundle, gzip', unit: 'kB', goal: atMost(200) },
    { id: 'ui', name: 'UI, JavaScript of the first load, gzip', unit: 'kB', goal: atMost(180) },
    { id: 'unpacked', name: 'Whole extension, unpacked', unit: 'kB', goal: atMost(3000) },
  ],
  weigh: (folder) => ({
    inpage: gzipped(folder, 'inpage.js'),
    content: gzipped(folder, 'content.js'),
    background: gzipped(
      folder,
      readdirSync(folder).includes('background.js') ? 'background.js' : 'worker.js',
    ),
    ui: gzipped(folder, ...firstLoad(folder, 'popup.html')),
    unpacked: kB(unpacked(folder)),
  }),
}

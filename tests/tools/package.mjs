// `npm run package [-- --no-build]`: builds the extension and writes release/candor-VERSION.zip, the file that
// the stores take. Two runs on one commit write the same bytes: compare the SHA-256.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { archive } from './archive.mjs'
import { build } from './build.mjs'

const root = resolve(import.meta.dirname, '../..')
if (!process.argv.includes('--no-build')) await build()

const { version } = JSON.parse(readFileSync(join(root, 'dist/manifest.json'), 'utf8'))
const bytes = archive(join(root, 'dist'))
const file = `release/candor-${version}.zip`
mkdirSync(join(root, 'release'), { recursive: true })
writeFileSync(join(root, file), bytes)
console.log(`${file}  ${bytes.length} bytes\nsha256 ${createHash('sha256').update(bytes).digest('hex')}`)

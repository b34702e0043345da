import { spawn } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** Builds the extension into `dist`, or into `outDir`. Rejects with what the build printed. */
export async function build({ outDir = 'dist' } = {}) {
  const child = spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', CANDOR_OUT_DIR: outDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk
    })
  }
  const code = await new Promise((done) => child.once('close', done))
  if (code !== 0) throw new Error(`The build failed:\n${output}`)
}

function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
}

/** Builds `dist` unless it is newer than everything that it is made of. */
export async function buildIfStale() {
  const inputs = ['src', 'public', 'popup.html', 'manifest.json', 'vite.config.ts', 'package-lock.json']
  const changed = Math.max(...inputs.map((input) => newest(join(root, input))))
  // inpage.js is written last: a build that broke off leaves it missing.
  if (newest(join(root, 'dist/inpage.js')) < changed) await build()
}

// A registry that serves one platform only leaves the packages of the others out of the lockfile, and `npm ci` then
// refuses it everywhere. Run after `npm install` in such a place: adds the ones that are missing, by name and version.
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

const file = resolve(import.meta.dirname, '../../package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8'))
const cpus = { amd64: 'x64', x64: 'x64', arm64: 'arm64' }

for (const parent of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`
    const [, os, cpu, libc] = /(android|darwin|linux|win32)-(amd64|x64|arm64)(-musl)?$/.exec(name) ?? []
    if (lock.packages[path] || !os) continue
    lock.packages[path] = {
      version,
      cpu: [cpus[cpu]],
      ...(parent.dev ? { dev: true } : {}),
      ...(os === 'linux' ? { libc: [libc ? 'musl' : 'glibc'] } : {}),
      optional: true,
      os: [os],
    }
    console.log(`added ${name}@${version}`)
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)

// An empty page, and the wallet's own KDF to be timed alone. Loopback only.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'

const empty = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Empty</title></head></html>'
const kdfFile = createRequire(import.meta.url).resolve('hash-wasm/dist/argon2.umd.min.js')

/** Times one derivation in a worker that is new, as a wallet's is when the browser has just started. */
const kdfWorker = `importScripts('/argon2.js')
onmessage = async ({ data: { m, t, p } }) => {
  const started = performance.now()
  const salt = crypto.getRandomValues(new Uint8Array(16))
  await hashwasm.argon2id({
    password: 'a password', salt, memorySize: m, iterations: t, parallelism: p,
    hashLength: 32, outputType: 'binary',
  })
  postMessage(performance.now() - started)
}
`

export async function startServer() {
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname
    // Pages isolated from other origins get a clock of 5 µs instead of 100 µs.
    response.setHeader('cross-origin-opener-policy', 'same-origin')
    response.setHeader('cross-origin-embedder-policy', 'require-corp')
    response.setHeader('cache-control', 'no-store')
    if (path === '/') return response.setHeader('content-type', 'text/html').end(empty)
    response.setHeader('content-type', 'text/javascript')
    if (path === '/argon2.js') return response.end(readFileSync(kdfFile))
    if (path === '/kdf.js') return response.end(kdfWorker)
    response.writeHead(404).end()
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://localhost:${server.address().port}/`,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

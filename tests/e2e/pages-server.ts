import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname, extname, join, normalize } from 'node:path'

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

export interface PagesServer {
  /** Ends in a slash. The same server answers under both names, which are two origins. */
  localhost: string
  loopback: string
  close(): Promise<void>
}

type Read = (path: string) => Buffer | string

/** Serves what `read` gives for a path, on a free port of the loopback. */
export async function servePages(read: Read): Promise<PagesServer> {
  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname))
    const file = path.endsWith('/') ? `${path}index.html` : path
    try {
      const body = read(file.replaceAll('\\', '/'))
      response.setHeader('content-type', contentTypes[extname(file)] ?? 'application/octet-stream')
      response.setHeader('cache-control', 'no-store')
      response.end(body)
    } catch {
      response.writeHead(404).end('not found')
    }
  }
  const server = createServer(answer)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    localhost: `http://localhost:${port}/`,
    loopback: `http://127.0.0.1:${port}/`,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

export function serveFolder(folder: string): Promise<PagesServer> {
  return servePages((path) => readFileSync(join(folder, path)))
}

/**
 * The test dApp of MetaMask, made to work without a network and for a wallet that is not MetaMask: its style sheets
 * come from elsewhere, and its buttons stay dead for a provider without `isMetaMask`.
 */
export function serveTestDapp(): Promise<PagesServer> {
  const require = createRequire(import.meta.url)
  const dist = join(dirname(require.resolve('@metamask/test-dapp/package.json')), 'dist')
  const gate = 'globalContext.provider && globalContext.provider.isMetaMask'
  return servePages((path) => {
    const body = readFileSync(join(dist, path))
    if (path.endsWith('.html')) return body.toString().replace(/<link\b[^>]*href="https:\/\/[^>]*>/gs, '')
    if (path !== '/main.js') return body
    const script = body.toString()
    if (!script.includes(gate)) throw new Error('The test dApp changed: it no longer asks for isMetaMask')
    return script.replaceAll(gate, '!!globalContext.provider')
  })
}

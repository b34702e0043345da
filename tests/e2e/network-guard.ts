import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { BrowserContext } from '@playwright/test'

/**
 * A dead end for whatever would leave the machine: the browser resolves every host but the loopback to this server,
 * which notes who was meant and hangs up. It sits below the browser's own tools, so that it sees pages, workers,
 * WebSockets, preconnects and the browser itself alike.
 */
export interface NetworkGuard {
  /** The command-line switch that sends the browser's connections here. */
  switch: string
  /** The hosts that were asked for, each once. */
  readonly hosts: string[]
  /** Follows what pages and workers ask, where even a host that the browser asks for itself counts. */
  watch(context: BrowserContext): void
  forget(): void
  close(): Promise<void>
}

/** Chromium itself asks these at its start, whatever its switches say. */
const browserOwn = /(?:^|\.)(?:google\.com|googleapis\.com|gvt1\.com|brave\.com|bravesoftware\.com)$/

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '127.0.0.1' || host.endsWith('.localhost')
}

/** The host in a TLS ClientHello (RFC 6066, section 3), or in a plain request's Host header. */
export function requestedHost(data: Buffer): string {
  if (data[0] === 0x16) return serverName(data)
  return /^host:\s*(\S+)/im.exec(data.toString('latin1'))?.[1] ?? '(no host in a request)'
}

function serverName(data: Buffer): string {
  // Skips record, handshake header, version and random, then session id, cipher suites and compression methods.
  let at = 43
  at += 1 + (data[at] ?? 0)
  at += 2 + data.readUInt16BE(at)
  at += 1 + (data[at] ?? 0)
  const end = Math.min(data.length, at + 2 + data.readUInt16BE(at))
  at += 2
  while (at + 4 <= end) {
    const type = data.readUInt16BE(at)
    const length = data.readUInt16BE(at + 2)
    if (type === 0) return data.toString('latin1', at + 9, at + 4 + length)
    at += 4 + length
  }
  return '(TLS without a name)'
}

export async function startNetworkGuard(): Promise<NetworkGuard> {
  const hosts = new Set<string>()
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    socket.once('data', (data) => {
      const host = requestedHost(data).replace(/:\d+$/, '')
      if (!browserOwn.test(host)) hosts.add(host)
      socket.destroy()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    switch: `--host-resolver-rules=MAP * 127.0.0.1:${port}, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1`,
    get hosts() {
      return [...hosts]
    },
    watch(context) {
      context.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url())
        if (/^(?:http|ws)s?:$/.test(protocol) && !isLoopback(hostname)) hosts.add(hostname)
      })
    },
    forget: () => hosts.clear(),
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}

import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

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
  forget(): void
  close(): Promise<void>
}

/** The host in a TLS ClientHello (RFC 6066, section 3), or in a plain request's Host header. */
export function requestedHost(data: Buffer): string {
  const text = data.toString('latin1')
  if (data[0] !== 0x16) return /^host:\s*(\S+)/im.exec(text)?.[1] ?? `(unreadable: ${text.slice(0, 40)})`
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
      try {
        hosts.add(requestedHost(data))
      } catch {
        hosts.add('(unreadable)')
      }
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
    forget: () => hosts.clear(),
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}

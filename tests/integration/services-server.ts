/** A server in the place of every outside service: what it was asked, and how it answers. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { World } from './world'

export type Asked = {
  host: string
  method: string
  url: URL
  headers: IncomingMessage['headers']
  body: string
}
export type Reply = (asked: Asked, response: ServerResponse) => void

export type ServicesServer = {
  asked: Asked[]
  /** By host; what has none answers 404. */
  act: Map<string, Reply>
  /** Sends what a world asks of hosts that are not there to this server. */
  serve(world: World): void
  close(): Promise<void>
}

export async function startServices(): Promise<ServicesServer> {
  const asked: Asked[] = []
  const act = new Map<string, Reply>()
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const [, host = '', ...path] = (request.url ?? '').split('/')
    const { headers, method = '' } = request
    const one = { host, method, url: new URL(`https://${host}/${path.join('/')}`), headers, body }
    asked.push(one)
    const reply = act.get(host)
    if (reply === undefined) respond(404, '{}')(one, response)
    else reply(one, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    asked,
    act,
    serve(world) {
      world.redirect = (url) =>
        url.startsWith('https://') ? `http://127.0.0.1:${port}/${url.slice('https://'.length)}` : url
    },
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

export const respond =
  (
    status: number,
    body: string,
    headers: Record<string, string> = { 'content-type': 'application/json' },
  ): Reply =>
  (_, response) => {
    response.writeHead(status, headers)
    response.end(body)
  }

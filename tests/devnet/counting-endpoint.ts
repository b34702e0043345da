import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An endpoint in front of a chain that counts what is asked, and can keep everybody waiting. */
export interface CountingEndpoint {
  url: string
  /** Requests since the last `forget`. */
  count(): number
  forget(): void
  /** Answers nobody until `release`. */
  hold(): void
  release(): void
  close(): Promise<void>
}

export async function countingEndpoint(chain: string): Promise<CountingEndpoint> {
  let asked = 0
  let held: Promise<void> = Promise.resolve()
  let release = () => {}
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    asked += 1
    await held
    const answer = await fetch(chain, {
      method: 'POST',
      body: Buffer.concat(parts),
      headers: { 'content-type': 'application/json' },
    })
    response.end(Buffer.from(await answer.arrayBuffer()))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: () => asked,
    forget() {
      asked = 0
    },
    hold() {
      held = new Promise((done) => {
        release = done
      })
    },
    release: () => release(),
    async close() {
      release()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An endpoint in front of a chain that counts what is asked, and can keep everybody waiting. */
export interface CountingEndpoint {
  url: string
  /** Requests since the last `forget`. */
  count(): number
  /** The same by what they were for: balances, prices, and others by their method. */
  kinds(): Record<string, number>
  /** What was asked, as it came. */
  bodies(): readonly string[]
  forget(): void
  /** Answers nobody until `release`. */
  hold(): void
  release(): void
  close(): Promise<void>
}

/** latestRoundData, observe, getPool. */
const PRICES = /feaf968c|883bdbfd|1698ee82/
/** balanceOf within a batch. */
const BALANCES = /82ad56cb.*70a08231/

function kindOf(body: string): string {
  if (PRICES.test(body)) return 'prices'
  if (BALANCES.test(body)) return 'balances'
  return /"method":"(\w+)"/.exec(body)?.[1] ?? 'other'
}

function countBy(kinds: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

export async function countingEndpoint(chain: string): Promise<CountingEndpoint> {
  let asked: string[] = []
  let held: Promise<void> = Promise.resolve()
  let release = () => {}
  async function passOn(body: string): Promise<Buffer> {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(chain, { method: 'POST', body, headers })
    return Buffer.from(await answer.arrayBuffer())
  }
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const body = Buffer.concat(parts).toString()
    asked.push(body)
    await held
    response.end(await passOn(body))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: () => asked.length,
    kinds: () => countBy(asked.map(kindOf)),
    bodies: () => asked,
    forget() {
      asked = []
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

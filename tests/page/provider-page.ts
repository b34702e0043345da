/** For the tests of src/inpage: a provider on a real channel, and the content script's end of it in the test's hands. */

import { createWire } from '../../src/inpage/natives.ts'
import { createProvider } from '../../src/inpage/provider.ts'
import type { PageAsk, PageEvent } from '../../src/messaging/channel.ts'

export type Serve = (method: string, params: unknown) => unknown

export const STATE = { chainId: '0x1', accounts: ['0xaa'], isUnlocked: true }

/** `serve` gives the result, or throws what becomes the error; `undefined` leaves the request unanswered. */
export function createTestPage(serve: Serve = () => 'ok', state: () => unknown = () => STATE) {
  const { port1, port2 } = new MessageChannel()
  const asked: PageAsk[] = []
  let restored = () => {}
  const provider = createProvider(createWire(port1), (refresh) => {
    restored = refresh
  })
  port2.onmessage = ({ data }: MessageEvent<PageAsk>) => {
    asked[asked.length] = data
    const id = data[0]
    try {
      const result = data[1] === 'candor_state' ? state() : serve(data[1], data[2])
      if (result !== undefined) port2.postMessage([id, true, result])
    } catch (error) {
      port2.postMessage([id, false, error])
    }
  }
  return {
    provider,
    asked,
    methods: () => asked.map(([, method]) => method),
    emit: (event: PageEvent | Record<string, unknown>) => port2.postMessage(event),
    answer: (id: number, ok: boolean, value: unknown) => port2.postMessage([id, ok, value]),
    restore: () => restored(),
    close: () => port2.close(),
    /** Until everything that is on its way has come. */
    settle: async () => {
      for (let i = 0; i < 5; i++) await new Promise((done) => setTimeout(done, 2))
    },
  }
}

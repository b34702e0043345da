/** Serves the ports of our own pages: their calls, and the picture of the wallet. */
import * as v from 'valibot'
import type { UiAnswer } from '../messaging/protocol.ts'
import { type ErrorShape, InvalidRequestError, toErrorShape, WalletError } from '../shared/errors.ts'
import type { Api } from './api/api.ts'
import type { Mirror } from './state/mirror.ts'

export type UiPortOut = { post(answer: UiAnswer): void }
export type UiConnection = { receive(message: unknown): void; closed(): void }
export type UiServer = { connect(port: UiPortOut): UiConnection }

const call = v.object({ id: v.number(), call: v.string(), params: v.unknown() })
const gesture = v.object({ gesture: v.literal(true) })

export function createUiServer(deps: { api: Api; mirror: Mirror; gesture(): Promise<void> }): UiServer {
  async function answer(port: UiPortOut, id: number, name: string, params: unknown): Promise<void> {
    try {
      port.post({ id, result: await deps.api.run(name, params) })
    } catch (error) {
      port.post({ id, error: forPerson(error) })
    }
  }

  return {
    connect(port) {
      const leave = deps.mirror.join((message) => port.post(message))
      return {
        receive(message) {
          if (v.is(gesture, message)) {
            deps.gesture().catch(() => undefined)
            return
          }
          const parsed = v.safeParse(call, message)
          if (parsed.success) void answer(port, parsed.output.id, parsed.output.call, parsed.output.params)
          else port.post({ id: -1, error: toErrorShape(new InvalidRequestError('not a call')) })
        },
        closed: leave,
      }
    },
  }
}

/** With the words that are fit for a person. */
const forPerson = (error: unknown): ErrorShape =>
  error instanceof WalletError ? { ...toErrorShape(error), message: error.shortMessage } : toErrorShape(error)

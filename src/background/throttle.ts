/** Wrong passwords: counted, and waited for, across restarts. One count for everything that asks for the password. */
import { WalletError } from '../shared/errors.ts'
import { throttleDelay, WrongPasswordError } from '../vault/index.ts'
import type { Clock } from './ports.ts'
import type { State } from './state/state.ts'

export class ThrottledError extends WalletError {
  constructor(retryAt: number) {
    super(-32005, 'Too many wrong passwords. Wait a moment.', { data: { retryAt } })
    this.name = 'ThrottledError'
  }
}

export type Throttle = <T>(attempt: () => Promise<T>) => Promise<T>

/** Lets one try of the password through, counts it when it was wrong. */
export function createThrottle(state: State, clock: Clock): Throttle {
  return async (attempt) => {
    const { retryAt } = state.throttle.get()
    if (clock.now() < retryAt) throw new ThrottledError(retryAt)
    try {
      const result = await attempt()
      if (state.throttle.get().failures > 0) await state.throttle.set({ failures: 0, retryAt: 0 })
      return result
    } catch (error) {
      if (error instanceof WrongPasswordError)
        await state.throttle.update(({ failures }) => ({
          failures: failures + 1,
          retryAt: clock.now() + throttleDelay(failures + 1),
        }))
      throw error
    }
  }
}

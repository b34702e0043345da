import { useCallback, useRef, useState } from 'react'
import { messageOf } from '../format.ts'

export type Action<A extends unknown[]> = {
  run: (...args: A) => Promise<boolean>
  busy: boolean
  /** What went wrong last, in words; null when nothing did. */
  error: string | null
  clear: () => void
}

/** Runs one thing at a time and keeps whether it is under way and how it failed. `run` tells if it went well. */
export function useAction<A extends unknown[]>(work: (...args: A) => Promise<unknown>): Action<A> {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const latest = useRef(work)
  latest.current = work
  const running = useRef(false)
  const run = useCallback(async (...args: A) => {
    if (running.current) return false
    running.current = true
    setBusy(true)
    setError(null)
    try {
      await latest.current(...args)
      return true
    } catch (failure) {
      setError(messageOf(failure))
      return false
    } finally {
      running.current = false
      setBusy(false)
    }
  }, [])
  const clear = useCallback(() => setError(null), [])
  return { run, busy, error, clear }
}

import { useEffect } from 'react'
import { api } from '../state.ts'

const EVERY = 15_000

/** Reads balances and transfers anew when `key` changes, when the page comes to the front, and now and then while it can be seen. */
export function useRefresh(key: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is what to read anew for.
  useEffect(() => {
    const refresh = () => {
      // A failure is told in the state, with what it was about.
      if (document.visibilityState !== 'visible') return
      api('assets.refresh', null).catch(() => {})
      api('activity.scan', null).catch(() => {})
    }
    refresh()
    const timer = setInterval(refresh, EVERY)
    window.addEventListener('focus', refresh)
    document.addEventListener('visibilitychange', refresh)
    return () => {
      clearInterval(timer)
      window.removeEventListener('focus', refresh)
      document.removeEventListener('visibilitychange', refresh)
    }
  }, [key])
}

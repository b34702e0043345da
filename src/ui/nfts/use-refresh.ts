import { useEffect, useState } from 'react'
import { api, useWallet } from '../state.ts'

const EVERY = 60_000

/** Reads whose they are when the list comes in front, and now and then while it can be seen. True the first time. */
export function useNftRefresh(): boolean {
  const selected = useWallet((state) => state.selected.address)
  const [loading, setLoading] = useState(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another account is what to read anew for.
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState !== 'visible') return
      api('nfts.refresh', null)
        .catch(() => {})
        .finally(() => setLoading(false))
    }
    refresh()
    const timer = setInterval(refresh, EVERY)
    window.addEventListener('focus', refresh)
    return () => {
      clearInterval(timer)
      window.removeEventListener('focus', refresh)
    }
  }, [selected])
  return loading
}

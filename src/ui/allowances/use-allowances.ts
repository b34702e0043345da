import { useCallback, useEffect, useRef, useState } from 'react'
import type { AllowancesView } from '../../messaging/protocol.ts'
import { messageOf } from '../format.ts'
import { api } from '../state.ts'

export type Allowances = {
  view: AllowancesView | null
  /** Looking further back now. */
  scanning: boolean
  error: string | null
  /** Reads again, and looks further back. */
  look: () => void
}

/** How far back it has looked, as one text: looking ends when this stays as it is. */
const reachOf = ({ looked }: AllowancesView) => looked.map(({ from, to }) => `${from}-${to}`).join()

/** What is known at once; then look after look, as long as each reaches further back and the screen is open. */
export function useAllowances(account: string | null): Allowances {
  const [view, setView] = useState<AllowancesView | null>(null)
  const [scanning, setScanning] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const run = useRef(0)

  const look = useCallback(() => {
    run.current += 1
    const mine = run.current
    const going = () => run.current === mine
    const read = async () => {
      const next = await api('allowances.list', null)
      if (going()) setView(next)
      return next
    }
    const all = async () => {
      setError(null)
      setScanning(true)
      let reach = reachOf(await read())
      while (going()) {
        await api('activity.scan', null)
        if (!going()) return
        const next = reachOf(await read())
        if (next === reach) return
        reach = next
      }
    }
    all()
      .catch((failure: unknown) => going() && setError(messageOf(failure)))
      .finally(() => going() && setScanning(false))
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another account is looked at anew.
  useEffect(() => {
    setView(null)
    look()
    return () => {
      run.current += 1
    }
  }, [account, look])
  return { view, scanning, error, look }
}

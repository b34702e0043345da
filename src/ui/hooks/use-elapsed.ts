import { useEffect, useState } from 'react'

export type Elapsed = 'none' | 'waiting' | 'slow'

/** How long `active` has lasted: nothing is said before 300 ms, and after 3 s it is said what takes so long. */
export function useElapsed(active: boolean): Elapsed {
  const [elapsed, setElapsed] = useState<Elapsed>('none')
  useEffect(() => {
    if (!active) return
    const waiting = setTimeout(() => setElapsed('waiting'), 300)
    const slow = setTimeout(() => setElapsed('slow'), 3_000)
    return () => {
      clearTimeout(waiting)
      clearTimeout(slow)
      setElapsed('none')
    }
  }, [active])
  return elapsed
}

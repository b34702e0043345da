import { useEffect, useState } from 'react'

/** The time, told anew every `every` milliseconds while the page can be seen. */
export function useNow(every: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setNow(Date.now())
    }, every)
    return () => clearInterval(timer)
  }, [every])
  return now
}

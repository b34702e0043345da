import { useCallback, useEffect, useRef, useState } from 'react'

/** How long the same content must have been in sight, in a focused window, before it can be approved. */
export const ARMING_MS = 600
/** Some focus changes raise no event (a window manager, a browser bar): looked at this often while open. */
const WATCH_MS = 200

const inSight = () => document.visibilityState === 'visible' && document.hasFocus()

export type Arming = {
  armed: boolean
  /** The window is hidden or not in front. */
  away: boolean
  /** Whether it stands armed now, at the moment of the click, whatever happened since the last paint. */
  check(): boolean
  rearm(): void
}

/**
 * Arms the approve control. `content` names what is on screen (id and digest), null when there is nothing to
 * approve. Blur, resize, hiding and a change of content start the wait anew. Only the timer ever arms, never a
 * render: nothing new is armed at its first paint.
 */
export function useArmed(content: string | null): Arming {
  const [state, setState] = useState<{ armedFor: string | null; away: boolean }>({
    armedFor: null,
    away: false,
  })
  const live = useRef<string | null>(null)
  const restart = useRef<() => void>(() => {})

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let seen: boolean | null = null

    const stop = (away: boolean) => {
      clearTimeout(timer)
      seen = !away
      live.current = null
      setState({ armedFor: null, away })
    }
    const start = () => {
      stop(!inSight())
      if (content === null || !seen) return
      timer = setTimeout(() => {
        if (!inSight()) return stop(true)
        live.current = content
        setState({ armedFor: content, away: false })
      }, ARMING_MS)
    }
    const watch = () => {
      if (inSight() !== seen) start()
    }
    const leave = () => stop(true)

    restart.current = start
    start()
    const poll = content === null ? undefined : setInterval(watch, WATCH_MS)
    window.addEventListener('focus', watch)
    window.addEventListener('blur', leave)
    window.addEventListener('resize', start)
    document.addEventListener('visibilitychange', start)
    return () => {
      clearTimeout(timer)
      clearInterval(poll)
      live.current = null
      window.removeEventListener('focus', watch)
      window.removeEventListener('blur', leave)
      window.removeEventListener('resize', start)
      document.removeEventListener('visibilitychange', start)
    }
  }, [content])

  const check = useCallback(() => content !== null && live.current === content && inSight(), [content])
  const rearm = useCallback(() => restart.current(), [])
  return { armed: content !== null && state.armedFor === content, away: state.away, check, rearm }
}

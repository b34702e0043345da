import { useEffect, useRef, useState } from 'react'

/** How long the first press stands. */
const FORGET_MS = 4000

/**
 * Esc rejects only when pressed a second time; true in between. The first press counts for `content` alone, null
 * when nothing can be rejected. An open list or sheet takes its Esc first.
 */
export function useEscTwice(content: string | null, reject: () => void): boolean {
  const [asked, setAsked] = useState(false)
  const latest = useRef(reject)
  useEffect(() => {
    latest.current = reject
  })

  useEffect(() => {
    if (content === null) return
    let pressed = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const set = (next: boolean) => {
      pressed = next
      setAsked(next)
      clearTimeout(timer)
      if (next) timer = setTimeout(() => set(false), FORGET_MS)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.repeat || document.querySelector('dialog[open]')) return
      // Esc closes a popup and leaves a screen: held back, so that it only ever answers the question.
      event.preventDefault()
      event.stopPropagation()
      if (!pressed) return set(true)
      set(false)
      latest.current()
    }
    window.addEventListener('keydown', onKey, true)
    return () => {
      clearTimeout(timer)
      setAsked(false)
      window.removeEventListener('keydown', onKey, true)
    }
  }, [content])

  return asked
}

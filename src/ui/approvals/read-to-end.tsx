import { type ReactNode, useEffect, useRef } from 'react'

/** Fractions of a pixel at odd zooms must not keep somebody from the end. */
const SLACK = 4

/** Stands in the scroll of the approval itself. `onEnd` is called once its end has stood above the answers. */
export function ReadToEnd({ onEnd, children }: { onEnd: () => void; children: ReactNode }) {
  const end = useRef<HTMLDivElement>(null)
  const latest = useRef(onEnd)
  useEffect(() => {
    latest.current = onEnd
  })

  useEffect(() => {
    const mark = end.current
    const frame = mark?.closest<HTMLElement>('.ap')
    if (!mark || !frame) return
    const look = () => {
      if (mark.getBoundingClientRect().bottom <= lowest(frame) + SLACK) latest.current()
    }
    look()
    frame.addEventListener('scroll', look, { capture: true, passive: true })
    const resized = new ResizeObserver(look)
    for (const element of frame.querySelectorAll('.ap-body, .ap-body > *')) resized.observe(element)
    return () => {
      frame.removeEventListener('scroll', look, { capture: true })
      resized.disconnect()
    }
  }, [])

  return (
    <>
      {children}
      <div ref={end} />
    </>
  )
}

/** Below this the answers stand, or the body of the approval ends. */
function lowest(frame: HTMLElement): number {
  const body = frame.querySelector('.ap-body')?.getBoundingClientRect().bottom ?? 0
  const answers = frame.querySelector('.ap-stay')?.getBoundingClientRect().top ?? body
  return Math.min(body, answers)
}

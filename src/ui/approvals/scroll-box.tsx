import { type ReactNode, useEffect, useRef } from 'react'

/** Fractions of a pixel at odd zooms must not keep somebody from the end. */
const SLACK = 4

/**
 * A calm box for what may be long. `onEnd` is called once everything in it was in sight: at once when it fits,
 * else when it has been scrolled to its end. Remount it (key) for other content.
 */
export function ScrollBox({
  label,
  onEnd,
  children,
}: {
  label: string
  onEnd?: () => void
  children: ReactNode
}) {
  const box = useRef<HTMLElement>(null)
  const latest = useRef(onEnd)
  useEffect(() => {
    latest.current = onEnd
  })

  useEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => {
      const left = element.scrollHeight - element.clientHeight - element.scrollTop
      if (left > SLACK) return
      element.dataset.read = 'true'
      latest.current?.()
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    const resized = new ResizeObserver(look)
    resized.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      resized.disconnect()
    }
  }, [])

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <section ref={box} className="ap-box" aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}

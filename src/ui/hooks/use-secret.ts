import { useCallback, useEffect, useRef, useState } from 'react'
import { drawCode, wipeCode } from '../components/secret-code.ts'

const MASK = '••••••••••••••••'

/**
 * Hides what is secret when the page loses the focus and with the screen. While the browser prints, it takes the
 * focus itself, and what is to be on the paper stays.
 */
export function useHiding(hide: () => void): void {
  useEffect(() => {
    let printing = false
    const onBlur = () => {
      if (!printing) hide()
    }
    const before = () => {
      printing = true
    }
    const after = () => {
      printing = false
    }
    window.addEventListener('blur', onBlur)
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => {
      window.removeEventListener('blur', onBlur)
      window.removeEventListener('beforeprint', before)
      window.removeEventListener('afterprint', after)
      hide()
    }
  }, [hide])
}

/** One secret as text and as a QR code: in the page and nowhere else, not in React's state. */
export function useSecret() {
  const text = useRef<HTMLParagraphElement>(null)
  const code = useRef<HTMLCanvasElement>(null)
  const [shown, setShown] = useState(false)
  // A reveal that is under way when the page loses the focus shows nothing.
  const turn = useRef(0)
  const hide = useCallback(() => {
    turn.current++
    if (text.current) text.current.textContent = MASK
    wipeCode(code.current)
    setShown(false)
  }, [])
  const show = useCallback(async (read: () => Promise<string>) => {
    const asked = turn.current
    const secret = await read()
    if (asked !== turn.current) return
    if (text.current) text.current.textContent = secret
    drawCode(code.current, secret)
    setShown(true)
  }, [])
  useHiding(hide)
  return { text, code, shown, show, hide }
}

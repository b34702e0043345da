import { useEffect } from 'react'
import { create } from 'zustand'

const useToast = create<{ text: string | null; count: number }>(() => ({ text: null, count: 0 }))

/** Says something short, to the eye and to a reader, and takes it away again. */
export const toast = (text: string): void => useToast.setState(({ count }) => ({ text, count: count + 1 }))

export function ToastRegion() {
  const { text, count } = useToast()
  useEffect(() => {
    if (text === null || count === 0) return
    const timer = setTimeout(() => useToast.setState({ text: null }), Math.max(2_000, text.length * 60))
    return () => clearTimeout(timer)
  }, [text, count])
  return (
    <div className="toast-region" role="status" aria-live="polite">
      {text !== null && (
        <div key={count} className="toast">
          {text}
        </div>
      )}
    </div>
  )
}

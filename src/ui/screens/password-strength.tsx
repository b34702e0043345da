import { useEffect, useState } from 'react'
import type { Strength as Estimate } from './strength.ts'

const LEAST = 10

/** What a new password lacks, in words; null when it will do. The background has the last word. */
export function lengthProblem(password: string): string | null {
  const length = [...password.normalize('NFKC')].length
  if (length === 0) return 'Type a password of at least 10 characters.'
  if (length >= LEAST) return null
  return `Too short: ${length} ${length === 1 ? 'character' : 'characters'}. Use at least ${LEAST}.`
}

/** How hard to guess what stands in the field is: bars and a word. The password itself is not kept. */
export function Strength({ inputRef }: { inputRef: React.RefObject<HTMLInputElement | null> }) {
  const [length, setLength] = useState(0)
  const [estimate, setEstimate] = useState<Estimate | null>(null)

  useEffect(() => {
    const input = inputRef.current
    if (!input) return
    const loading = import('./strength.ts')
    let timer: ReturnType<typeof setTimeout> | undefined
    const onInput = () => {
      setLength([...input.value.normalize('NFKC')].length)
      clearTimeout(timer)
      timer = setTimeout(() => {
        loading.then(
          ({ strengthOf }) => setEstimate(input.value === '' ? null : strengthOf(input.value)),
          // Without an estimate the rule about the length stands.
          () => setEstimate(null),
        )
      }, 120)
    }
    input.addEventListener('input', onInput)
    return () => {
      clearTimeout(timer)
      input.removeEventListener('input', onInput)
    }
  }, [inputRef])

  const short = length < LEAST
  const score = length === 0 ? 0 : short ? 1 : Math.max(1, estimate?.score ?? 0)
  const word =
    length === 0
      ? 'At least 10 characters; a few unrelated words are good.'
      : short
        ? `${LEAST - length} more to go`
        : (estimate?.word ?? '')
  return (
    <div className="strength" data-score={score}>
      <span className="strength-bars" aria-hidden="true">
        <span />
        <span />
        <span />
        <span />
      </span>
      <span className="small quiet" role="status">
        {word}
      </span>
    </div>
  )
}

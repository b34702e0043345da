import { timeAgo } from '../format.ts'
import { useNow } from '../hooks/use-now.ts'

/** How long ago, in words; the date and time on hover. */
export function TimeAgo({ at }: { at: number }) {
  const now = useNow(10_000)
  const date = new Date(at)
  return (
    <time dateTime={date.toISOString()} title={date.toLocaleString('en-GB')}>
      {timeAgo(at, now)}
    </time>
  )
}

import { useWallet } from '../state.ts'

/** How far the work on a keystore file is. */
export function Progress({ label }: { label: string }) {
  const done = useWallet((state) => state.progress)
  return (
    <progress
      className="progress"
      aria-label={label}
      data-testid="progress"
      max={1}
      {...(done === null ? {} : { value: done })}
    />
  )
}

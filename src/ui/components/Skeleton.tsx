/** The shape of what loads, in its place. */
export const Skeleton = ({ kind = 'w-50' }: { kind?: 'w-20' | 'w-30' | 'w-50' }) => (
  <span className={`skeleton skeleton-text skeleton-${kind}`} />
)

export function SkeletonRows({ count = 3, label }: { count?: number; label: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: alike rows that never move.
        <div key={index} className="skeleton-row">
          <span className="skeleton skeleton-dot" />
          <span className="row-main stack-small">
            <Skeleton kind="w-30" />
            <Skeleton kind="w-50" />
          </span>
          <Skeleton kind="w-20" />
        </div>
      ))}
    </div>
  )
}

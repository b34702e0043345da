/** The shape of an offer, in its place while it is on its way. */
export const OfferSkeleton = ({ said }: { said: string }) => (
  <div className="swap-offer-skeleton" role="status" aria-label={said}>
    <div className="swap-rate">
      <span className="skeleton skeleton-text skeleton-w-50" />
      <span className="skeleton skeleton-text skeleton-w-20" />
    </div>
    {['Best offer', 'You receive at least', 'Price impact', 'Network fee', 'Route'].map((label) => (
      <div key={label} className="swap-fact">
        <span className="quiet">{label}</span>
        <span className="skeleton skeleton-text skeleton-w-30" />
      </div>
    ))}
  </div>
)

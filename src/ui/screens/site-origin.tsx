/** The whole origin; the scheme only stands out where it is not the safe one. */
export function SiteOrigin({ origin }: { origin: string }) {
  const [scheme = '', host = ''] = origin.split('://')
  return (
    <span className="site-origin break">
      {scheme !== 'https' && <span className="danger-text">{scheme}://</span>}
      {scheme === 'https' && <span className="quiet">https://</span>}
      {host}
    </span>
  )
}

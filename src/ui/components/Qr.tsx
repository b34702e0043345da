import { encodeQR } from 'qr'
import { useMemo } from 'react'

/** A QR code drawn as one path. Black on white in both themes: cameras expect it. */
export function Qr({
  text,
  label,
  size = 200,
  testId,
}: {
  text: string
  label: string
  size?: number
  testId?: string
}) {
  const { path, side } = useMemo(() => {
    const rows = encodeQR(text, 'raw', { border: 1, ecc: 'medium' })
    let drawn = ''
    rows.forEach((row, y) => {
      row.forEach((dark, x) => {
        if (dark) drawn += `M${x} ${y}h1v1h-1z`
      })
    })
    return { path: drawn, side: rows.length }
  }, [text])
  return (
    <svg
      className="qr"
      width={size}
      height={size}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
      data-testid={testId}
    >
      <path d={path} fill="#17181c" />
    </svg>
  )
}

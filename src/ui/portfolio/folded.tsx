import { type ReactNode, useState } from 'react'
import { Icon } from '../components/Icons.tsx'

type FoldedProps = {
  label: string
  testId: string
  note?: string | undefined
  /** What comes out; made only when it is asked for. */
  children: () => ReactNode
}

/** One row for all that is out of sight. */
export function Folded({ label, testId, note, children }: FoldedProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        className="asset-folded small quiet"
        data-testid={testId}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className="row-main">{label}</span>
        <span className="asset-fold" data-open={open}>
          <Icon name="down" size={16} />
        </span>
      </button>
      {open && note && <p className="small quiet asset-note">{note}</p>}
      {open && children()}
    </>
  )
}

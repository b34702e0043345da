import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { Icon } from './Icons.tsx'

/** Rows to the edges of the screen. `lines` draws hairlines between. */
export function List({
  children,
  lines = false,
  label,
}: {
  children: ReactNode
  lines?: boolean
  label?: string
}) {
  return (
    <ul className={lines ? 'rows row-lines' : 'rows'} aria-label={label}>
      {children}
    </ul>
  )
}

type RowProps = {
  title: ReactNode
  detail?: ReactNode
  icon?: ReactNode
  /** At the right: a value, a state. */
  end?: ReactNode
  onClick?: (() => void) | undefined
  /** A chevron says that the row leads on. */
  leads?: boolean | undefined
  disabled?: boolean | undefined
  testId?: string | undefined
  /** data-* attributes, by their whole name. */
  data?: Record<`data-${string}`, string> | undefined
}

/** One row; the whole of it is the target when it does something. Renders its own `li`. */
export function Row({ title, detail, icon, end, onClick, leads, disabled, testId, data }: RowProps) {
  const inside = (
    <>
      {icon && <span className="row-icon">{icon}</span>}
      <span className="row-main">
        <span className="row-title">{title}</span>
        {detail && <span className="row-detail">{detail}</span>}
      </span>
      {end && <span className="row-end">{end}</span>}
      {leads && (
        <span className="quiet">
          <Icon name="chevron" size={16} />
        </span>
      )}
    </>
  )
  return (
    <li>
      {onClick ? (
        <button
          type="button"
          className="row"
          disabled={disabled}
          data-testid={testId}
          onClick={onClick}
          {...data}
        >
          {inside}
        </button>
      ) : (
        <div className="row" data-testid={testId} {...data}>
          {inside}
        </div>
      )}
    </li>
  )
}

/** One sentence and the next step, where a list has nothing to show. */
export function Empty({
  children,
  action,
}: {
  children: ReactNode
  action?: { label: string; run: () => void; testId?: string }
}) {
  return (
    <div className="empty">
      <p>{children}</p>
      {action && (
        <Button small testId={action.testId} onClick={action.run}>
          {action.label}
        </Button>
      )}
    </div>
  )
}

import type { ReactNode } from 'react'
import { Icon } from './Icons.tsx'

type NoticeProps = {
  kind?: 'info' | 'caution' | 'danger' | undefined
  title?: string | undefined
  children?: ReactNode
  action?: ReactNode
  testId?: string | undefined
  /** Read out when it appears. */
  live?: boolean | undefined
  data?: Record<`data-${string}`, string> | undefined
}

const WORDS = { info: 'Note', caution: 'Caution', danger: 'Danger' } as const

/** Icon, word and colour say together how much it matters. */
export function Notice({ kind = 'info', title, children, action, testId, live, data }: NoticeProps) {
  return (
    <div
      className={`notice notice-${kind}`}
      role={live ? 'status' : undefined}
      data-testid={testId}
      {...data}
    >
      <Icon name={kind} />
      <div className="notice-body">
        {title && (
          <p className="notice-title">
            {kind !== 'info' && <span className="notice-word">{WORDS[kind]}. </span>}
            {title}
          </p>
        )}
        {children && (
          <div>
            {!title && kind !== 'info' && <span className="visually-hidden">{WORDS[kind]}. </span>}
            {children}
          </div>
        )}
        {action && <div className="notice-action">{action}</div>}
      </div>
    </div>
  )
}

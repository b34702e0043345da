import { type ReactNode, useId, useRef } from 'react'

type Tab<K extends string> = { key: K; label: string; testId?: string; panel: () => ReactNode }
type TabsProps<K extends string> = {
  label: string
  tabs: readonly Tab<K>[]
  value: K
  onChange: (key: K) => void
}

export function Tabs<K extends string>({ label, tabs, value, onChange }: TabsProps<K>) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const at = tabs.findIndex((tab) => tab.key === value)
  const active = tabs[at]

  function step(event: React.KeyboardEvent) {
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length]
    if (!next) return
    event.preventDefault()
    onChange(next.key)
    list.current?.querySelector<HTMLElement>(`[data-key="${next.key}"]`)?.focus()
  }

  return (
    <>
      <div ref={list} className="tabs" role="tablist" aria-label={label}>
        {tabs.map((tab) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            id={`${id}-${tab.key}`}
            className="tab"
            aria-selected={tab.key === value}
            aria-controls={tab.key === value ? `${id}-panel` : undefined}
            tabIndex={tab.key === value ? 0 : -1}
            data-key={tab.key}
            data-testid={tab.testId}
            onClick={() => onChange(tab.key)}
            onKeyDown={step}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} className="tab-panel" role="tabpanel" aria-labelledby={`${id}-${value}`}>
        {active?.panel()}
      </div>
    </>
  )
}

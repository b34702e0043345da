import { useEffect, useRef, useState } from 'react'
import { IconButton } from './Button.tsx'

export type MenuItem = {
  label: string
  run: () => void
  testId?: string
  danger?: boolean
  disabled?: boolean
}

type MenuProps = { name: string; items: readonly MenuItem[]; testId?: string | undefined }

/** A few things that can be done with one row. Arrows move, Esc closes, a click elsewhere closes. */
export function Menu({ name, items, testId }: MenuProps) {
  const [open, setOpen] = useState(false)
  const [up, setUp] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (!open) return
    root.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus()
    const away = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false)
    }
    document.addEventListener('pointerdown', away)
    return () => document.removeEventListener('pointerdown', away)
  }, [open])

  function close() {
    setOpen(false)
    button.current?.focus()
  }

  function keys(event: React.KeyboardEvent<HTMLElement>) {
    if (!open) return
    if (event.key === 'Escape' || event.key === 'Tab') {
      if (event.key === 'Escape') event.preventDefault()
      close()
      return
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')]
    const at = all.findIndex((entry) => entry.matches(':focus'))
    all[(at + step + all.length) % all.length]?.focus()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the menu inside bubble here.
    <div ref={root} className="menu" onKeyDown={keys}>
      <IconButton
        ref={button}
        icon="more"
        testId={testId}
        name={name}
        popup="menu"
        expanded={open}
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect()
          setUp(box.bottom + items.length * 36 + 24 > window.innerHeight)
          setOpen(!open)
        }}
      />
      {open && (
        <div className="menu-list" role="menu" aria-label={name} data-up={up}>
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              className="menu-item"
              tabIndex={-1}
              disabled={item.disabled}
              data-danger={item.danger === true}
              data-testid={item.testId}
              onClick={() => {
                close()
                item.run()
              }}
            >
              {item.label}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

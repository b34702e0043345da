import { type ReactNode, useState } from 'react'
import { IconButton } from './Button.tsx'
import type { MenuItem } from './Menu.tsx'
import { Sheet } from './Sheet.tsx'

type ActionSheetProps = {
  /** Of the button: "More for Alice". */
  name: string
  title: string
  testId: string
  items: readonly MenuItem[]
  /** Above the actions: what they are about. */
  children?: ReactNode
}

/** Many things that can be done with one row, in a sheet that scrolls where a menu would not fit. */
export function ActionSheet({ name, title, testId, items, children }: ActionSheetProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <div className="menu">
        <IconButton icon="more" name={name} testId={testId} popup="dialog" onClick={() => setOpen(true)} />
      </div>
      <Sheet title={title} open={open} onClose={() => setOpen(false)}>
        {children}
        <div className="action-sheet">
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              className="menu-item"
              disabled={item.disabled}
              data-danger={item.danger === true}
              data-testid={item.testId}
              onClick={() => {
                setOpen(false)
                item.run()
              }}
            >
              {item.label}
            </button>
          ))}
        </div>
      </Sheet>
    </>
  )
}

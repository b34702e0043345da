import { type ReactNode, useId, useMemo, useState } from 'react'
import { Field } from './Field.tsx'
import { Icon } from './Icons.tsx'
import { Empty } from './List.tsx'
import { Sheet } from './Sheet.tsx'

export type Option = {
  /** What is chosen; also the option's `data-value`. */
  value: string
  label: string
  detail?: ReactNode
  icon?: ReactNode
  end?: ReactNode
  /** More words to find it by. */
  keywords?: string | undefined
}

type SheetPickerProps = {
  title: string
  open: boolean
  onClose: () => void
  options: readonly Option[]
  value: string | null
  onChange: (value: string) => void
  footer?: ReactNode
}

const SEARCH_FROM = 8
const MOST_SHOWN = 200

/** A list to choose from, over the screen; it can be searched when it is long. */
export function PickerSheet({ title, open, onClose, options, value, onChange, footer }: SheetPickerProps) {
  const [query, setQuery] = useState('')
  const found = useMemo(() => {
    const words = query.trim().toLowerCase()
    if (words === '') return options
    return options.filter((option) =>
      `${option.label} ${option.value} ${option.keywords ?? ''}`.toLowerCase().includes(words),
    )
  }, [options, query])
  const close = () => {
    setQuery('')
    onClose()
  }
  return (
    <Sheet title={title} open={open} onClose={close} footer={footer}>
      {options.length > SEARCH_FROM && (
        <div className="picker-search">
          <Field
            label="Search"
            hideLabel
            placeholder="Search"
            value={query}
            onChange={setQuery}
            autoFocus
            inputMode="search"
          />
        </div>
      )}
      <div className="rows" role="listbox" aria-label={title} onKeyDown={stepOptions}>
        {found.slice(0, MOST_SHOWN).map((option, index) => (
          <button
            key={option.value}
            type="button"
            role="option"
            className="row"
            aria-selected={option.value === value}
            tabIndex={option.value === value || index === 0 ? 0 : -1}
            data-testid="option"
            data-value={option.value}
            onClick={() => {
              onChange(option.value)
              close()
            }}
          >
            {option.icon && <span className="row-icon">{option.icon}</span>}
            <span className="row-main">
              <span className="row-title">{option.label}</span>
              {option.detail && <span className="row-detail">{option.detail}</span>}
            </span>
            {option.end && <span className="row-end">{option.end}</span>}
            <span className="picker-check">{option.value === value && <Icon name="check" />}</span>
          </button>
        ))}
      </div>
      {found.length === 0 && <Empty>Nothing is called that. Search for another name.</Empty>}
      {found.length > MOST_SHOWN && (
        <p className="small quiet">{found.length - MOST_SHOWN} more. Search to find them.</p>
      )}
    </Sheet>
  )
}

/** Arrow keys go from option to option of a list. */
export function stepOptions(event: React.KeyboardEvent<HTMLElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="option"]')]
  const at = all.findIndex((entry) => entry.matches(':focus'))
  event.preventDefault()
  all[Math.max(0, Math.min(all.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus()
}

type PickerProps = Omit<SheetPickerProps, 'open' | 'onClose'> & {
  label: string
  testId?: string | undefined
  disabled?: boolean | undefined
  error?: string | null | undefined
  data?: Record<`data-${string}`, string> | undefined
}

/** A field whose value is chosen from a list. */
export function Picker({ label, testId, disabled, data, ...sheet }: PickerProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const chosen = sheet.options.find((option) => option.value === sheet.value)
  return (
    <div className="field">
      <span id={id} className="field-label">
        {label}
      </span>
      <button
        type="button"
        className="field-box picker-trigger"
        aria-haspopup="listbox"
        id={`${id}-value`}
        aria-labelledby={`${id} ${id}-value`}
        disabled={disabled}
        data-testid={testId}
        data-value={sheet.value ?? ''}
        onClick={() => setOpen(true)}
        {...data}
      >
        {chosen?.icon}
        <span className="row-main row-title">{chosen?.label ?? 'Choose'}</span>
        {chosen?.end && <span>{chosen.end}</span>}
        <span className="quiet">
          <Icon name="down" size={16} />
        </span>
      </button>
      <PickerSheet {...sheet} open={open} onClose={() => setOpen(false)} />
    </div>
  )
}

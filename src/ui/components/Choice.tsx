import { type ReactNode, useId } from 'react'

type RadioOption<K extends string> = { value: K; label: string; detail?: string; testId?: string }
type RadioGroupProps<K extends string> = {
  label: string
  options: readonly RadioOption<K>[]
  value: K
  onChange: (value: K) => void
  inline?: boolean | undefined
  hideLabel?: boolean | undefined
}

export function RadioGroup<K extends string>({
  label,
  options,
  value,
  onChange,
  inline,
  hideLabel,
}: RadioGroupProps<K>) {
  const name = useId()
  return (
    <fieldset className="field">
      <legend className={hideLabel ? 'visually-hidden' : 'field-label choice-legend'}>{label}</legend>
      <div className={inline ? 'choices-inline' : 'choices'}>
        {options.map((option) => (
          <label key={option.value} className="choice">
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              data-testid={option.testId}
              onChange={() => onChange(option.value)}
            />
            <span>
              {option.label}
              {option.detail && <span className="choice-detail">{option.detail}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

type CheckProps = {
  children: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
  testId?: string | undefined
  disabled?: boolean | undefined
  data?: Record<`data-${string}`, string> | undefined
}

export function Check({ children, checked, onChange, testId, disabled, data }: CheckProps) {
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        data-testid={testId}
        onChange={(event) => onChange(event.target.checked)}
        {...data}
      />
      <span>{children}</span>
    </label>
  )
}

type SwitchProps = {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
  testId?: string | undefined
}

export function Switch({ label, checked, onChange, testId }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      className="switch"
      aria-checked={checked}
      aria-label={label}
      data-testid={testId}
      onClick={() => onChange(!checked)}
    />
  )
}

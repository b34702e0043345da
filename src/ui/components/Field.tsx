import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Icon } from './Icons.tsx'

type FieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  error?: string | null | undefined
  /** Test id of the error, once there is one. */
  errorTestId?: string | undefined
  hint?: ReactNode
  /** Beside the label, to the right. */
  aside?: ReactNode
  /** Inside the box, after the input. */
  after?: ReactNode
  hideLabel?: boolean | undefined
  mono?: boolean | undefined
  disabled?: boolean | undefined
  placeholder?: string | undefined
  inputMode?: 'text' | 'decimal' | 'numeric' | 'url' | 'search' | undefined
  autoFocus?: boolean | undefined
  /** It appears in a screen that already stands: the focus goes to it, its text chosen. */
  focusNow?: boolean | undefined
  testId?: string | undefined
}

/** A line of text. Never for secrets: those go into PasswordField. */
export function Field(props: FieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const { focusNow } = props
  useEffect(() => {
    if (focusNow) input.current?.select()
  }, [focusNow])
  return (
    <FieldFrame {...props} id={id}>
      <input
        id={id}
        ref={input}
        type="text"
        className={props.mono ? 'mono' : undefined}
        value={props.value}
        placeholder={props.placeholder}
        inputMode={props.inputMode}
        disabled={props.disabled}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={Boolean(props.error)}
        aria-describedby={describedBy(id, props)}
        data-testid={props.testId}
        data-autofocus={props.autoFocus ? 'true' : undefined}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </FieldFrame>
  )
}

type PasswordFieldProps = {
  label: string
  /** The value is read from here when it is needed, and is kept nowhere else. */
  inputRef: React.RefObject<HTMLInputElement | null>
  onInput?: (() => void) | undefined
  onPaste?: ((event: React.ClipboardEvent<HTMLInputElement>) => void) | undefined
  error?: string | null | undefined
  errorTestId?: string | undefined
  hint?: ReactNode
  aside?: ReactNode
  after?: ReactNode
  autoComplete?: 'off' | 'current-password' | 'new-password' | undefined
  disabled?: boolean | undefined
  autoFocus?: boolean | undefined
  testId?: string | undefined
}

/** Passwords, phrases and keys. Uncontrolled: what is typed enters neither React's state nor an attribute. */
export function PasswordField(props: PasswordFieldProps) {
  const id = useId()
  const [caps, setCaps] = useState(false)
  const hint = caps ? 'Caps Lock is on.' : props.hint
  return (
    <FieldFrame {...props} hint={hint} id={id}>
      <input
        id={id}
        ref={props.inputRef}
        type="password"
        autoComplete={props.autoComplete ?? 'off'}
        autoCapitalize="off"
        spellCheck={false}
        disabled={props.disabled}
        aria-invalid={Boolean(props.error)}
        aria-describedby={describedBy(id, { ...props, hint })}
        data-testid={props.testId}
        data-autofocus={props.autoFocus ? 'true' : undefined}
        onInput={props.onInput}
        onPaste={props.onPaste}
        onKeyUp={(event) => setCaps(event.getModifierState('CapsLock'))}
        onBlur={() => setCaps(false)}
      />
    </FieldFrame>
  )
}

type FrameProps = Pick<
  FieldProps,
  'label' | 'error' | 'errorTestId' | 'hint' | 'aside' | 'after' | 'hideLabel'
> & {
  id: string
  children: ReactNode
}

const describedBy = (id: string, { error, hint }: { error?: string | null | undefined; hint?: ReactNode }) =>
  [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ') || undefined

function FieldFrame({ id, label, error, errorTestId, hint, aside, after, hideLabel, children }: FrameProps) {
  return (
    <div className="field">
      <div className={hideLabel ? 'visually-hidden' : 'line field-label'}>
        <label htmlFor={id}>{label}</label>
        {aside && <span className="field-label-end">{aside}</span>}
      </div>
      <div className="field-box" data-invalid={Boolean(error)}>
        {children}
        {after && <span className="field-after">{after}</span>}
      </div>
      {error && <FieldError id={`${id}-error`} text={error} testId={errorTestId} />}
      {hint && (
        <div id={`${id}-hint`} className="field-hint">
          {hint}
        </div>
      )}
    </div>
  )
}

/** What is wrong with a form, said aloud when it appears. */
export function FieldError({
  text,
  id,
  testId,
}: {
  text: ReactNode
  id?: string
  testId?: string | undefined
}) {
  return (
    <div id={id} className="field-error" role="alert" data-testid={testId}>
      <Icon name="danger" size={16} />
      <span>{text}</span>
    </div>
  )
}

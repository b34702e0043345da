import type { ReactNode } from 'react'
import { useElapsed } from '../hooks/use-elapsed.ts'
import { Icon, type IconName } from './Icons.tsx'

type ButtonProps = {
  children: ReactNode
  kind?: 'primary' | 'quiet' | 'danger' | 'plain' | undefined
  /** Working on it: the button cannot be pressed, and says so after 300 ms. */
  busy?: boolean | undefined
  /** What it is doing, in the place of the label: "Unlocking…". */
  busyLabel?: string | undefined
  /** What takes so long, after 3 s. */
  slowLabel?: string | undefined
  disabled?: boolean | undefined
  full?: boolean | undefined
  small?: boolean | undefined
  type?: 'button' | 'submit' | undefined
  icon?: IconName | undefined
  testId?: string | undefined
  describedBy?: string | undefined
  onClick?: ((event: React.MouseEvent<HTMLButtonElement>) => void) | undefined
}

export function Button(props: ButtonProps) {
  const { kind = 'quiet', busy = false, full = false, small = false, type = 'button', icon } = props
  const elapsed = useElapsed(busy)
  const slow = elapsed === 'slow' && props.slowLabel !== undefined
  const label = slow
    ? props.slowLabel
    : elapsed !== 'none'
      ? (props.busyLabel ?? props.children)
      : props.children
  return (
    <button
      type={type}
      className={`button button-${kind}${full ? ' button-full' : ''}${small ? ' button-small' : ''}`}
      disabled={props.disabled === true || busy}
      aria-busy={busy}
      aria-describedby={props.describedBy}
      data-testid={props.testId}
      onClick={props.onClick}
    >
      {busy && elapsed !== 'none' ? (
        <span className="spinner" aria-hidden="true" />
      ) : (
        icon && <Icon name={icon} />
      )}
      <span>{label}</span>
    </button>
  )
}

/** What a form is sent with; Enter presses it too. */
export const SubmitButton = (props: Omit<ButtonProps, 'full' | 'kind' | 'type' | 'onClick'>) => (
  <Button full kind="primary" type="submit" {...props} />
)

type IconButtonProps = {
  icon: IconName
  /** What it does; read out, and shown on hover. */
  name: string
  small?: boolean | undefined
  disabled?: boolean | undefined
  testId?: string | undefined
  expanded?: boolean | undefined
  popup?: 'menu' | 'dialog' | undefined
  ref?: React.Ref<HTMLButtonElement> | undefined
  onClick: (event: React.MouseEvent<HTMLButtonElement>) => void
}

export function IconButton({ icon, name, small = false, ...props }: IconButtonProps) {
  return (
    <button
      ref={props.ref}
      type="button"
      className={small ? 'icon-button icon-button-small' : 'icon-button'}
      aria-label={name}
      title={name}
      aria-expanded={props.expanded}
      aria-haspopup={props.popup}
      disabled={props.disabled}
      data-testid={props.testId}
      onClick={props.onClick}
    >
      <Icon name={icon} size={small ? 16 : 20} />
    </button>
  )
}

import { type ReactNode, useEffect, useRef } from 'react'
import { back, useDepth, useDirection } from '../router.ts'
import { IconButton } from './Button.tsx'

type ScreenProps = {
  title: string
  children: ReactNode
  /** Pinned below the body: the primary action. */
  footer?: ReactNode
  /** At the right of the header. */
  end?: ReactNode
  /** In the place of the default way back; `null` for a screen without one. */
  onBack?: (() => void) | null | undefined
  /** In the place of the whole header; the title is then only read out. */
  header?: ReactNode
  /** The whole screen is a form; Enter does the primary thing. */
  onSubmit?: (() => void) | undefined
}

/** Header, scrolling body, pinned footer. Takes the focus to what is marked for it, or to its title. */
export function Screen({ title, children, footer, end, onBack, header, onSubmit }: ScreenProps) {
  const direction = useDirection()
  const depth = useDepth()
  const root = useRef<HTMLElement & HTMLFormElement>(null)

  useEffect(() => {
    const find = (selector: string) => root.current?.querySelector<HTMLElement>(selector)
    const marked = find('[data-autofocus="true"]') ?? find('h1')
    marked?.focus({ preventScroll: true })
  }, [])

  const goBack = onBack === undefined ? (depth > 0 ? back : null) : onBack
  const content = (
    <>
      {header === undefined ? (
        <header className="screen-header">
          {goBack && <IconButton icon="back" name="Back" testId="back" onClick={goBack} />}
          <h1 className="screen-title" tabIndex={-1}>
            {title}
          </h1>
          {end && <div className="screen-header-end">{end}</div>}
        </header>
      ) : (
        <>
          <h1 className="visually-hidden" tabIndex={-1}>
            {title}
          </h1>
          {header}
        </>
      )}
      <Body>{children}</Body>
      {footer && <footer className="screen-footer">{footer}</footer>}
    </>
  )
  if (!onSubmit) {
    return (
      <main ref={root} className="screen" data-direction={direction}>
        {content}
      </main>
    )
  }
  return (
    <main className="screen" data-direction={direction}>
      <form
        ref={root}
        className="screen"
        noValidate
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
      >
        {content}
      </form>
    </main>
  )
}

const CAN_FOCUS = 'a[href], button:not(:disabled), input:not(:disabled), [tabindex="0"]'

/** Scrolls; when nothing inside can take the focus, it does itself, so that the keyboard can scroll it. */
function Body({ children }: { children: ReactNode }) {
  const body = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = body.current
    if (!element) return
    const look = () => {
      const scrolls = element.scrollHeight > element.clientHeight + 1
      if (scrolls && !element.querySelector(CAN_FOCUS)) element.tabIndex = 0
      else element.removeAttribute('tabindex')
    }
    look()
    const watch = new ResizeObserver(look)
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  return (
    <div ref={body} className="screen-body">
      {children}
    </div>
  )
}

import { useId, useState } from 'react'
import { currentView, go, type Params, type ScreenName } from '../router.ts'
import { FieldError } from './Field.tsx'
import { Icon } from './Icons.tsx'
import { Notice } from './Notice.tsx'

type FileFieldProps = {
  label: string
  testId: string
  /** More than this is not read. */
  most: number
  onText: (text: string, name: string) => void
  error?: string | null
  /** This screen, to be opened in a tab: some browsers close the popup while a file is chosen. */
  screen: ScreenName
  params?: Params
}

/** A file that the person chooses, read here and sent nowhere. */
export function FileField({ label, testId, most, onText, error, screen, params = {} }: FileFieldProps) {
  const id = useId()
  const [name, setName] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  async function take(file: File | undefined) {
    if (!file) return
    setProblem(null)
    if (file.size > most) return setProblem('This file is too large to be the right one.')
    try {
      onText(await file.text(), file.name)
      setName(file.name)
    } catch {
      setProblem('The file could not be read. Choose it again.')
    }
  }

  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <span className="file-field">
        <input
          id={id}
          type="file"
          accept=".json,application/json,text/plain"
          data-testid={testId}
          onChange={(event) => void take(event.target.files?.[0])}
        />
        <Icon name="page" />
        <span className="row-title">{name ?? 'Choose a file'}</span>
      </span>
      {(problem ?? error) && <FieldError text={problem ?? error} />}
      <PopupHint screen={screen} params={params} />
    </div>
  )
}

/** In the popup: the way to a tab. */
export function PopupHint({ screen, params = {} }: { screen: ScreenName; params?: Params }) {
  if (currentView() !== 'popup' || window.innerWidth >= 500) return null
  return (
    <Notice
      action={
        <button
          type="button"
          className="link"
          data-testid="open-in-tab"
          onClick={() => openInTab(screen, params)}
        >
          Go on in a tab
        </button>
      }
    >
      Some browsers close this window while a file is chosen.
    </Notice>
  )
}

export function openInTab(screen: ScreenName, params: Params): void {
  if (currentView() === 'tab') {
    go(screen, params)
    return
  }
  const query = new URLSearchParams(params).toString()
  window.open(`${location.pathname}?view=tab#/${screen}${query ? `?${query}` : ''}`, '_blank', 'noopener')
}

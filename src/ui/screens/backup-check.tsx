import { useRef, useState } from 'react'
import type { KeyringView } from '../../messaging/protocol.ts'
import { SubmitButton } from '../components/Button.tsx'
import { FieldError, PasswordField } from '../components/Field.tsx'
import { Screen } from '../components/Screen.tsx'
import { toast } from '../components/Toast.tsx'
import { useAction } from '../hooks/use-action.ts'
import { reset } from '../router.ts'
import { api } from '../state.ts'
import { SkipButton } from './backup.tsx'

const ASKED = 3

/** Word numbers to ask for, in order. */
export function pickPositions(count: number, random: (below: number) => number): number[] {
  const left = Array.from({ length: count }, (_, index) => index + 1)
  const picked = Array.from(
    { length: Math.min(ASKED, count) },
    () => left.splice(random(left.length), 1)[0] ?? 1,
  )
  return picked.sort((a, b) => a - b)
}

function randomBelow(limit: number): number {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1))
  return value % limit
}

export function BackupCheck({ keyring, onBack }: { keyring: KeyringView; onBack: () => void }) {
  const [positions] = useState(() => pickPositions(keyring.words, randomBelow))
  const form = useRef<HTMLDivElement>(null)
  const [wrong, setWrong] = useState<string | null>(null)

  const check = useAction(async () => {
    const words: Record<number, string> = {}
    for (const position of positions) words[position] = inputOf(form.current, position)
    if (Object.values(words).some((word) => word === '')) {
      setWrong('Type all three words.')
      return
    }
    if (await api('vault.checkBackup', { keyringId: keyring.id, words })) {
      toast('Your recovery phrase is backed up')
      reset()
    } else {
      setWrong('That does not match. Look at what you wrote down, and at the numbers of the words.')
    }
  })
  const error = wrong ?? check.error

  return (
    <Screen
      title="Check your backup"
      onBack={onBack}
      onSubmit={() => void check.run()}
      footer={
        <>
          <SubmitButton testId="seed-submit" busy={check.busy} busyLabel="Comparing…">
            Check
          </SubmitButton>
          <SkipButton />
        </>
      }
    >
      <div ref={form} className="stack">
        <p className="lead">Type three of your words</p>
        <p className="small quiet">From the paper, so that you know it is right while there is still time.</p>
        {positions.map((position, index) => (
          <CheckWord
            key={position}
            position={position}
            autoFocus={index === 0}
            onInput={() => setWrong(null)}
          />
        ))}
        {error && <FieldError text={error} testId="seed-error" />}
      </div>
    </Screen>
  )
}

const inputOf = (form: HTMLElement | null, position: number): string =>
  form
    ?.querySelector<HTMLInputElement>(`[data-testid="seed-check-${position}"]`)
    ?.value.trim()
    .toLowerCase() ?? ''

type CheckWordProps = { position: number; autoFocus: boolean; onInput: () => void }

/** Typed like a password; shown as text beside the field while asked for, never inside a text field. */
function CheckWord({ position, autoFocus, onInput }: CheckWordProps) {
  const input = useRef<HTMLInputElement>(null)
  const output = useRef<HTMLSpanElement>(null)
  const [shown, setShown] = useState(false)
  const write = (visible: boolean) => {
    if (output.current) output.current.textContent = visible ? (input.current?.value ?? '') : ''
  }
  return (
    <PasswordField
      label={`Word ${position}`}
      inputRef={input}
      autoFocus={autoFocus}
      testId={`seed-check-${position}`}
      onInput={() => {
        onInput()
        write(shown)
      }}
      after={
        <>
          <span ref={output} className="small quiet check-word" translate="no" />
          <button
            type="button"
            className="link small check-word-button"
            aria-pressed={shown}
            onClick={() => {
              write(!shown)
              setShown(!shown)
            }}
          >
            {shown ? 'Hide' : 'Show'}
          </button>
        </>
      }
    />
  )
}

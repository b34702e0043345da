import { useEffect, useRef, useState } from 'react'
import type { PhraseProblem } from '../../messaging/protocol.ts'
import { Button, SubmitButton } from '../components/Button.tsx'
import { PasswordField } from '../components/Field.tsx'
import { Icon } from '../components/Icons.tsx'
import { Screen } from '../components/Screen.tsx'
import { openFlow } from '../flow.ts'
import { useAction } from '../hooks/use-action.ts'
import { go, type Params, reset } from '../router.ts'
import { api } from '../state.ts'
import { describeProblem, LENGTHS, replaceWord, splitPhrase } from './restore-phrase.ts'
import { TypedWords } from './restore-words.tsx'

export function Restore({ params }: { params: Params }) {
  /** One more phrase for a wallet that is there. */
  const another = params.another !== undefined
  const phrase = useRef<HTMLInputElement>(null)
  const passphrase = useRef<HTMLInputElement>(null)
  const [count, setCount] = useState(0)
  const [problem, setProblem] = useState<PhraseProblem | null>(null)
  const [valid, setValid] = useState(false)
  // What the last check was about: an answer for an older text says nothing.
  const turn = useRef(0)

  async function look(quietly: boolean): Promise<boolean> {
    const asked = turn.current
    const answer = await api('vault.checkPhrase', { phrase: splitPhrase(phrase.current?.value).join(' ') })
    if (asked !== turn.current) return false
    setValid(answer.ok)
    if (!answer.ok && !quietly) setProblem(answer.problem)
    return answer.ok
  }

  /** A list pasted from lines: a field of one line would run its words together. */
  function pasteWords(event: React.ClipboardEvent<HTMLInputElement>) {
    const field = event.currentTarget
    const pasted = event.clipboardData.getData('text').replace(/\s+/g, ' ')
    event.preventDefault()
    field.setRangeText(pasted, field.selectionStart ?? 0, field.selectionEnd ?? field.value.length, 'end')
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }

  function onInput() {
    turn.current++
    setCount(splitPhrase(phrase.current?.value).length)
    setProblem(null)
    setValid(false)
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at anew when a word was added.
  useEffect(() => {
    if (!LENGTHS.includes(count)) return
    const timer = setTimeout(() => void look(true).catch(() => {}), 300)
    return () => clearTimeout(timer)
  }, [count])

  const submit = useAction(async () => {
    if (!(await look(false))) {
      phrase.current?.focus()
      return
    }
    if (another) {
      await api('keyrings.restore', {
        phrase: splitPhrase(phrase.current?.value).join(' '),
        passphrase: passphrase.current?.value ?? '',
      })
      reset('accounts')
      return
    }
    openFlow({
      kind: 'restore',
      phrase: splitPhrase(phrase.current?.value).join(' '),
      passphrase: passphrase.current?.value ?? '',
    })
    go('password')
  })

  function choose(position: number, word: string) {
    if (!phrase.current) return
    phrase.current.value = replaceWord(phrase.current.value, position, word)
    onInput()
    phrase.current.focus()
  }

  const error = problem ? describeProblem(problem) : submit.error
  return (
    <Screen
      title={another ? 'Another recovery phrase' : 'Restore a wallet'}
      onSubmit={() => void submit.run()}
      footer={
        <SubmitButton testId="restore-submit" busy={submit.busy} busyLabel="Checking…">
          {another ? 'Add it' : 'Go on'}
        </SubmitButton>
      }
    >
      <div className="stack">
        <p className="lead">Your recovery phrase</p>
        <p className="quiet">Type or paste all of its words, in order, with spaces between them.</p>
        <div className="stack-small">
          <PasswordField
            label="Recovery phrase"
            inputRef={phrase}
            autoFocus
            testId="restore-phrase"
            onInput={onInput}
            onPaste={pasteWords}
            error={error}
            errorTestId="restore-error"
            aside={<Count count={count} valid={valid} />}
          />
          {problem?.kind === 'word' && problem.suggestions.length > 0 && (
            <div className="line wrap">
              {problem.suggestions.map((word) => (
                <Button
                  key={word}
                  small
                  testId="restore-suggestion"
                  onClick={() => choose(problem.position, word)}
                >
                  {word}
                </Button>
              ))}
            </div>
          )}
          <TypedWords
            inputRef={phrase}
            wrong={problem?.kind === 'word' ? problem.position : null}
            count={count}
          />
        </div>
        <PasswordField
          label="Passphrase, if you have one"
          inputRef={passphrase}
          testId="restore-passphrase"
          hint="Words of your own beside the phrase. Another passphrase opens another wallet, and nothing can tell that it is wrong. Most people have none."
        />
      </div>
    </Screen>
  )
}

function Count({ count, valid }: { count: number; valid: boolean }) {
  return (
    <span className={valid ? 'line count-valid' : 'quiet'} role="status">
      {valid && <Icon name="check" size={16} />}
      {count === 1 ? '1 word' : `${count} words`}
      {valid && ', and they fit'}
    </span>
  )
}

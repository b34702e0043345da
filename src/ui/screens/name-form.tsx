import { useState } from 'react'
import { IconButton } from '../components/Button.tsx'
import { Field } from '../components/Field.tsx'
import { useAction } from '../hooks/use-action.ts'

type NameFormProps = {
  label: string
  name: string
  save: (name: string) => Promise<unknown>
  onDone: () => void
}

/** A name, typed in its place. Enter keeps it, Esc the old one. */
export function NameForm({ label, name: before, save, onDone }: NameFormProps) {
  const [name, setName] = useState(before)
  const submit = useAction(async () => {
    const wanted = name.trim()
    if (wanted === '') throw new Error('Type a name.')
    if (wanted !== before) await save(wanted)
    onDone()
  })
  return (
    <form
      className="row-main"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit.run()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onDone()
      }}
    >
      <Field
        label={label}
        hideLabel
        value={name}
        onChange={(value) => setName(value.slice(0, 40))}
        focusNow
        testId="account-name"
        error={submit.error}
        after={
          <>
            <IconButton small icon="close" name="Keep the old name" onClick={onDone} />
            <IconButton
              small
              icon="check"
              name="Save"
              testId="account-save"
              onClick={() => void submit.run()}
            />
          </>
        }
      />
    </form>
  )
}

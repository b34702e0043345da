import { useState } from 'react'
import { Button, SubmitButton } from '../components/Button.tsx'
import { RadioGroup } from '../components/Choice.tsx'
import { FieldError } from '../components/Field.tsx'
import { Screen } from '../components/Screen.tsx'
import { useAction } from '../hooks/use-action.ts'
import { go, replace } from '../router.ts'
import { api, whenWallet } from '../state.ts'

/** One more recovery phrase: made here, or typed. */
export function AccountPhrase() {
  const [words, setWords] = useState<'12' | '24'>('12')
  const create = useAction(async () => {
    const { keyringId } = await api('keyrings.create', { words: words === '12' ? 12 : 24 })
    await whenWallet((state) => state.keyrings.some((keyring) => keyring.id === keyringId))
    replace('backup', { keyring: keyringId })
  })
  return (
    <Screen
      title="Another recovery phrase"
      onSubmit={() => void create.run()}
      footer={
        <>
          {create.error && <FieldError text={create.error} testId="phrase-error" />}
          <SubmitButton testId="phrase-create" busy={create.busy} busyLabel="Making it…">
            Make a new one
          </SubmitButton>
          <Button full testId="phrase-restore" onClick={() => go('restore', { another: 'yes' })}>
            Restore one that I have
          </Button>
        </>
      }
    >
      <div className="stack">
        <p className="quiet">
          Its accounts have nothing to do with those that you have: whoever finds one phrase does not find the
          other. Each phrase needs a backup of its own.
        </p>
        <RadioGroup
          label="Words of a new one"
          inline
          value={words}
          onChange={setWords}
          options={[
            { value: '12', label: '12 words', testId: 'phrase-words-12' },
            { value: '24', label: '24 words', testId: 'phrase-words-24' },
          ]}
        />
      </div>
    </Screen>
  )
}

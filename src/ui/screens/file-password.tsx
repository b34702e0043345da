import { RadioGroup } from '../components/Choice.tsx'
import { PasswordField } from '../components/Field.tsx'
import { lengthProblem, Strength } from './password-strength.tsx'

type Which = 'same' | 'other'
type Refs = Record<'own' | 'first' | 'second', React.RefObject<HTMLInputElement | null>>
type FilePasswordProps = {
  refs: Refs
  which: Which
  onWhich: (which: Which) => void
  onInput: () => void
}

/** The wallet's password, and the one that the file is to be locked with. */
export function FilePassword({ refs, which, onWhich, onInput }: FilePasswordProps) {
  return (
    <>
      <PasswordField
        label="Password of this wallet"
        inputRef={refs.own}
        autoComplete="current-password"
        autoFocus
        testId="file-own-password"
        onInput={onInput}
      />
      <RadioGroup
        label="The file opens with"
        value={which}
        onChange={onWhich}
        options={[
          { value: 'same', label: 'The same password', testId: 'file-same' },
          { value: 'other', label: 'Another password', testId: 'file-other' },
        ]}
      />
      {which === 'other' && (
        <>
          <div className="stack-small">
            <PasswordField
              label="Password of the file"
              inputRef={refs.first}
              autoComplete="new-password"
              testId="file-password"
              onInput={onInput}
            />
            <Strength inputRef={refs.first} />
          </div>
          <PasswordField
            label="The same again"
            inputRef={refs.second}
            autoComplete="new-password"
            testId="file-repeat"
            onInput={onInput}
          />
        </>
      )}
    </>
  )
}

/** What was typed. @throws Error with what is missing, in words. */
export function readPasswords(refs: Refs, which: Which): { password: string; filePassword: string | null } {
  const password = refs.own.current?.value ?? ''
  if (password === '') throw new Error('Type your password.')
  if (which === 'same') return { password, filePassword: null }
  const filePassword = refs.first.current?.value ?? ''
  const problem = lengthProblem(filePassword)
  if (problem) throw new Error(problem)
  if (filePassword !== refs.second.current?.value)
    throw new Error('The two passwords of the file differ. Type the same one twice.')
  return { password, filePassword }
}

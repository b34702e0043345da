import { useRef, useState } from 'react'
import { CallError } from '../../messaging/client.ts'
import { Button, SubmitButton } from '../components/Button.tsx'
import { RadioGroup } from '../components/Choice.tsx'
import { Field, FieldError, PasswordField } from '../components/Field.tsx'
import { FileField } from '../components/FileField.tsx'
import { Notice } from '../components/Notice.tsx'
import { Progress } from '../components/Progress.tsx'
import { Screen } from '../components/Screen.tsx'
import { toast } from '../components/Toast.tsx'
import { messageOf, shortAddress } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { type Params, reset } from '../router.ts'
import { api } from '../state.ts'
import './accounts.css'

type How = 'key' | 'keystore'

export function AccountImport({ params }: { params: Params }) {
  const [how, setHow] = useState<How>(params.how === 'keystore' ? 'keystore' : 'key')
  const [name, setName] = useState('')
  const [holds, setHolds] = useState<string | null>(null)
  /** The watched account that would get its key. */
  const [offer, setOffer] = useState<string | null>(null)
  const key = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const file = useRef<string | null>(null)
  const [error, setError] = useState<string | null>(null)

  const submit = useAction(async (upgrade: boolean) => {
    setError(null)
    try {
      const address = await bring(upgrade)
      if (address === null) return
      toast('Account imported')
      await api('accounts.select', { address })
      reset('accounts')
    } catch (failure) {
      if (failure instanceof CallError && failure.name === 'AlreadyHereError' && isWatched(failure.data))
        setOffer(failure.message)
      else setError(messageOf(failure))
    }
  })

  async function bring(upgrade: boolean) {
    if (how === 'key') {
      const typed = key.current?.value.trim() ?? ''
      if (typed !== '') return api('accounts.importKey', { key: typed, name, upgrade })
      setError('Type or paste the private key.')
      return null
    }
    if (file.current !== null)
      return api('accounts.importKeystore', {
        file: file.current,
        password: password.current?.value ?? '',
        name,
        upgrade,
      })
    setError('Choose the keystore file first.')
    return null
  }

  async function take(text: string) {
    setError(null)
    setHolds(null)
    file.current = text
    try {
      setHolds((await api('accounts.checkKeystore', { file: text })).address)
    } catch (failure) {
      file.current = null
      setError(messageOf(failure))
    }
  }

  return (
    <Screen
      title="Import an account"
      onSubmit={() => void submit.run(false)}
      footer={
        <SubmitButton
          testId="import-submit"
          busy={submit.busy}
          busyLabel={how === 'key' ? 'Importing…' : 'Opening the file…'}
        >
          Import
        </SubmitButton>
      }
    >
      <div className="stack">
        <RadioGroup
          label="From"
          inline
          value={how}
          onChange={(next) => {
            setHow(next)
            setError(null)
            setOffer(null)
          }}
          options={[
            { value: 'key', label: 'Private key', testId: 'import-key-kind' },
            { value: 'keystore', label: 'Keystore file', testId: 'import-keystore-kind' },
          ]}
        />
        {how === 'key' ? (
          <PasswordField
            key="key"
            label="Private key"
            inputRef={key}
            autoFocus
            testId="import-key"
            onInput={() => {
              setError(null)
              setOffer(null)
            }}
            hint="64 characters of 0-9 and a-f. Your recovery phrase does not restore this account: keep a copy of its key."
          />
        ) : (
          <>
            <FileField
              label="Keystore file (version 3)"
              testId="import-file"
              most={500_000}
              onText={(text) => void take(text)}
              screen="account-import"
              params={{ how: 'keystore' }}
            />
            {holds && (
              <p className="small quiet">
                The file says that it holds the key of <span className="mono">{shortAddress(holds)}</span>.
              </p>
            )}
            <PasswordField
              key="password"
              label="Password of the file"
              inputRef={password}
              testId="import-password"
            />
            {submit.busy && <Progress label="Opening the file" />}
          </>
        )}
        <Field label="Name, if you like" value={name} onChange={setName} testId="import-name" />
        {offer && (
          <Notice
            live
            action={
              <Button small testId="import-upgrade" onClick={() => void submit.run(true)}>
                Give it its key
              </Button>
            }
          >
            {offer}
          </Notice>
        )}
        {error && <FieldError text={error} testId="import-error" />}
      </div>
    </Screen>
  )
}

const isWatched = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'watched' in data && data.watched === true

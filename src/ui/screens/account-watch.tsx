import { useState } from 'react'
import { SubmitButton } from '../components/Button.tsx'
import { Field } from '../components/Field.tsx'
import { Screen } from '../components/Screen.tsx'
import { toast } from '../components/Toast.tsx'
import { useAction } from '../hooks/use-action.ts'
import { reset } from '../router.ts'
import { api } from '../state.ts'

export function AccountWatch() {
  const [address, setAddress] = useState('')
  const [name, setName] = useState('')
  const submit = useAction(async () => {
    if (address.trim() === '') throw new Error('Type or paste the address to watch.')
    await api('accounts.watch', { address: address.trim(), name })
    toast('Watched from now on')
    reset('accounts')
  })
  return (
    <Screen
      title="Watch an address"
      onSubmit={() => void submit.run()}
      footer={
        <SubmitButton testId="watch-submit" busy={submit.busy} busyLabel="Adding…">
          Watch it
        </SubmitButton>
      }
    >
      <div className="stack">
        <p className="quiet">
          You see what it holds. Candor has no key for it: it cannot send or sign, and no site is given it.
        </p>
        <Field
          label="Address"
          mono
          autoFocus
          value={address}
          onChange={(value) => {
            setAddress(value)
            submit.clear()
          }}
          testId="watch-address"
          error={submit.error}
          errorTestId="watch-error"
        />
        <Field label="Name, if you like" value={name} onChange={setName} testId="watch-name" />
      </div>
    </Screen>
  )
}

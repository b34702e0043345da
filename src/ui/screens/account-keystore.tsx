import { useRef, useState } from 'react'
import { SubmitButton } from '../components/Button.tsx'
import { FieldError } from '../components/Field.tsx'
import { Progress } from '../components/Progress.tsx'
import { Screen } from '../components/Screen.tsx'
import { toast } from '../components/Toast.tsx'
import { useAction } from '../hooks/use-action.ts'
import type { Params } from '../router.ts'
import { saveFile } from '../save-file.ts'
import { api, useWallet } from '../state.ts'
import { FilePassword, readPasswords } from './file-password.tsx'
import './accounts.css'

export function AccountKeystore({ params }: { params: Params }) {
  const account = useWallet((state) => state.accounts.find((one) => one.address === params.address))
  const refs = {
    own: useRef<HTMLInputElement>(null),
    first: useRef<HTMLInputElement>(null),
    second: useRef<HTMLInputElement>(null),
  }
  const [which, setWhich] = useState<'same' | 'other'>('same')
  const make = useAction(async () => {
    if (!account) return
    saveFile(await api('accounts.keystore', { address: account.address, ...readPasswords(refs, which) }))
    toast('Keystore file made')
  })
  if (!account) return <Screen title="Keystore file">{null}</Screen>
  return (
    <Screen
      title="Keystore file"
      onSubmit={() => void make.run()}
      footer={
        <SubmitButton testId="keystore-submit" busy={make.busy} busyLabel="Locking the file…">
          Save the file
        </SubmitButton>
      }
    >
      <div className="stack">
        <p className="quiet">
          The key of {account.name}, encrypted, as other wallets read it (version 3). Whoever has the file and
          its password owns the account.
        </p>
        <FilePassword refs={refs} which={which} onWhich={setWhich} onInput={make.clear} />
        {make.busy && <Progress label="Locking the file" />}
        {make.error && <FieldError text={make.error} testId="keystore-error" />}
      </div>
    </Screen>
  )
}

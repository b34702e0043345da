import { useRef, useState } from 'react'
import { Button, SubmitButton } from '../components/Button.tsx'
import { FieldError } from '../components/Field.tsx'
import { Screen } from '../components/Screen.tsx'
import { toast } from '../components/Toast.tsx'
import { useAction } from '../hooks/use-action.ts'
import { go } from '../router.ts'
import { saveFile } from '../save-file.ts'
import { api } from '../state.ts'
import { FilePassword, readPasswords } from './file-password.tsx'

export function SettingsBackup() {
  const refs = {
    own: useRef<HTMLInputElement>(null),
    first: useRef<HTMLInputElement>(null),
    second: useRef<HTMLInputElement>(null),
  }
  const [which, setWhich] = useState<'same' | 'other'>('same')
  const make = useAction(async () => {
    saveFile(await api('backup.make', readPasswords(refs, which)))
    toast('Backup file made')
  })
  return (
    <Screen
      title="Backup file"
      onSubmit={() => void make.run()}
      footer={
        <>
          <SubmitButton testId="backup-submit" busy={make.busy} busyLabel="Locking the file…">
            Save a backup file
          </SubmitButton>
          <Button full testId="backup-restore" onClick={() => go('backup-restore')}>
            Restore from a file
          </Button>
        </>
      }
    >
      <div className="stack">
        <p className="quiet">
          One encrypted file with all of the wallet: phrases, keys, accounts and their names, networks, tokens
          and settings. Not in it: which sites are connected, as each computer decides that anew.
        </p>
        <FilePassword refs={refs} which={which} onWhich={setWhich} onInput={make.clear} />
        {make.error && <FieldError text={make.error} testId="backup-error" />}
      </div>
    </Screen>
  )
}

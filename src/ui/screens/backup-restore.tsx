import { useRef, useState } from 'react'
import type { BackupReport } from '../../messaging/protocol.ts'
import { Button, SubmitButton } from '../components/Button.tsx'
import { Check } from '../components/Choice.tsx'
import { FieldError, PasswordField } from '../components/Field.tsx'
import { FileField } from '../components/FileField.tsx'
import { Screen } from '../components/Screen.tsx'
import { listWords } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { reset } from '../router.ts'
import { api, useWallet } from '../state.ts'
import { lengthProblem } from './password-strength.tsx'
import './accounts.css'

/** From a backup file: into a new wallet, or into the one that is here. */
export function BackupRestore() {
  const fresh = useRef(useWallet((state) => state.status === 'empty')).current
  const file = useRef<string | null>(null)
  const password = useRef<HTMLInputElement>(null)
  const first = useRef<HTMLInputElement>(null)
  const second = useRef<HTMLInputElement>(null)
  const [same, setSame] = useState(true)
  const [report, setReport] = useState<BackupReport | null>(null)
  const restore = useAction(async () => {
    if (file.current === null) throw new Error('Choose the backup file first.')
    const typed = password.current?.value ?? ''
    if (typed === '') throw new Error('Type the password of the file.')
    let walletPassword: string | null = null
    if (fresh && !same) {
      walletPassword = first.current?.value ?? ''
      const problem = lengthProblem(walletPassword)
      if (problem) throw new Error(problem)
      if (walletPassword !== second.current?.value)
        throw new Error('The two new passwords differ. Type the same one twice.')
    }
    setReport(await api('backup.restore', { file: file.current, password: typed, walletPassword }))
  })
  if (report) return <Report report={report} />
  return (
    <Screen
      title="Restore from a file"
      onSubmit={() => void restore.run()}
      footer={
        <SubmitButton testId="backup-restore-submit" busy={restore.busy} busyLabel="Opening the file…">
          Restore
        </SubmitButton>
      }
    >
      <div className="stack">
        <p className="quiet">
          {fresh
            ? 'Everything in the file comes back as it was. After this, Candor asks the endpoints of its networks for your balances.'
            : 'What the file holds and this wallet does not is added. Nothing that is here is lost.'}
        </p>
        <FileField
          label="Backup file"
          testId="backup-file"
          most={20_000_000}
          screen="backup-restore"
          onText={(text) => {
            file.current = text
            restore.clear()
          }}
        />
        <PasswordField
          label="Password of the file"
          inputRef={password}
          testId="backup-file-password"
          onInput={restore.clear}
        />
        {fresh && (
          <Check checked={same} onChange={setSame} testId="backup-same">
            Use the same password for the wallet here
          </Check>
        )}
        {fresh && !same && (
          <>
            <PasswordField
              label="New password"
              inputRef={first}
              autoComplete="new-password"
              testId="password-new"
              onInput={restore.clear}
            />
            <PasswordField
              label="The same again"
              inputRef={second}
              autoComplete="new-password"
              testId="password-repeat"
              onInput={restore.clear}
            />
          </>
        )}
        {restore.error && <FieldError text={restore.error} testId="backup-restore-error" />}
      </div>
    </Screen>
  )
}

const WORDS: Record<string, readonly [one: string, many: string]> = {
  phrases: ['recovery phrase', 'recovery phrases'],
  keys: ['imported key', 'imported keys'],
  accounts: ['account', 'accounts'],
  networks: ['network', 'networks'],
  tokens: ['token', 'tokens'],
  contacts: ['contact', 'contacts'],
  nfts: ['NFT', 'NFTs'],
  protection: ['entry of your protection lists', 'entries of your protection lists'],
  descriptors: ['descriptor file', 'descriptor files'],
}

function Report({ report }: { report: BackupReport }) {
  const lines = report.added.flatMap(({ what, count }) => {
    const words = WORDS[what]
    return count > 0 && words ? [`${count} ${words[count === 1 ? 0 : 1]}`] : []
  })
  return (
    <Screen
      title="Restored"
      onBack={null}
      footer={
        <Button full kind="primary" testId="backup-done" onClick={() => reset()}>
          To your wallet
        </Button>
      }
    >
      <div className="stack" data-testid="backup-report">
        <p>
          {lines.length > 0
            ? `Added: ${listWords(lines)}.`
            : 'Everything in the file was here already. Nothing was changed.'}
        </p>
        {report.unknown.length > 0 && (
          <p className="small quiet">
            This version of Candor does not know these parts of the file: {listWords(report.unknown)}. They
            are kept for a later version and go into your next backup file.
          </p>
        )}
      </div>
    </Screen>
  )
}

import { useState } from 'react'
import { Button } from '../components/Button.tsx'
import { Field, FieldError } from '../components/Field.tsx'
import { Notice } from '../components/Notice.tsx'
import { useAction } from '../hooks/use-action.ts'
import { reset } from '../router.ts'
import { api } from '../state.ts'

/** Erases the wallet from this browser, once the word has been typed. */
export function EraseForm() {
  const [typed, setTyped] = useState('')
  const erase = useAction(async () => {
    await api('vault.erase', { confirm: 'erase' })
    reset()
  })
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.trim().toLowerCase() === 'erase') void erase.run()
      }}
    >
      <Notice kind="danger" title="This cannot be undone.">
        Accounts, names, connected sites and settings are removed from this browser. What you own stays on its
        networks, and only the recovery phrase leads back to it.
      </Notice>
      <Field label="Type “erase” to go on" value={typed} onChange={setTyped} testId="reset-confirm" />
      {erase.error && <FieldError text={erase.error} testId="reset-error" />}
      <Button
        full
        kind="danger"
        type="submit"
        testId="reset-submit"
        busy={erase.busy}
        busyLabel="Erasing…"
        disabled={typed.trim().toLowerCase() !== 'erase'}
      >
        Erase this wallet
      </Button>
    </form>
  )
}

import { useState } from 'react'
import { sameAddress } from '../../shared/hex.ts'
import type { ScreenProps } from '../app.tsx'
import { Button, SubmitButton } from '../components/Button.tsx'
import { Check } from '../components/Choice.tsx'
import { Field, FieldError } from '../components/Field.tsx'
import { Screen } from '../components/Screen.tsx'
import { toast } from '../components/Toast.tsx'
import { fieldOf } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { FoundHint } from '../people/found-hint.tsx'
import { useRecipient } from '../people/use-recipient.ts'
import { back } from '../router.ts'
import { api, useWallet } from '../state.ts'

type Problem = { field: string | null; text: string }

/** One contact: new, new for an address that is known, or changed. */
export function Contact({ params }: ScreenProps) {
  const given = params.address ?? ''
  const before = useWallet((state) => state.people.contacts.find((one) => sameAddress(one.address, given)))
  const [was] = useState(before)
  const [name, setName] = useState(was?.name ?? params.name ?? '')
  const [typed, setTyped] = useState(was?.address ?? given)
  const [exchange, setExchange] = useState(was?.exchange ?? false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const found = useRecipient(typed, 1)

  const attempt = async (work: () => Promise<void>) => {
    setProblem(null)
    try {
      await work()
      back()
    } catch (error) {
      setProblem(fieldOf(error))
    }
  }
  const save = useAction(() =>
    attempt(async () => {
      const address = found.kind === 'address' ? found.address : typed.trim()
      await api('contacts.save', { address, name, exchange, before: was?.address ?? null })
      toast('Contact saved')
    }),
  )
  const remove = useAction(() =>
    attempt(async () => {
      if (was) await api('contacts.remove', { address: was.address })
      toast('Contact removed')
    }),
  )
  const told = (field: string) => (problem?.field === field ? problem.text : null)
  const other = problem !== null && problem.field !== 'name' && problem.field !== 'address'
  return (
    <Screen
      title={was ? 'Contact' : 'New contact'}
      onSubmit={() => void save.run()}
      footer={
        <>
          {other && <FieldError text={problem.text} testId="contact-error" />}
          <SubmitButton testId="contact-save" busy={save.busy} busyLabel="Saving…">
            Save
          </SubmitButton>
          {was && (
            <Button
              full
              kind="danger"
              testId="contact-remove"
              busy={remove.busy}
              busyLabel="Removing…"
              onClick={() => void remove.run()}
            >
              Remove
            </Button>
          )}
        </>
      }
    >
      <div className="stack">
        <Field
          label="Name"
          autoFocus
          value={name}
          onChange={(value) => {
            setName([...value].slice(0, 40).join(''))
            setProblem(null)
          }}
          testId="contact-name"
          error={told('name')}
          errorTestId="contact-error"
        />
        <Field
          label="Address, or ENS name"
          mono
          placeholder="0x…"
          value={typed}
          onChange={(value) => {
            setTyped(value)
            setProblem(null)
          }}
          testId="contact-address"
          error={told('address')}
          errorTestId="contact-error"
          hint={<FoundHint found={found} />}
        />
        <Check checked={exchange} onChange={setExchange} testId="contact-exchange">
          An exchange gave me this address for deposits
        </Check>
      </div>
    </Screen>
  )
}

import { useEffect, useRef, useState } from 'react'
import { isUnlimited } from '../../ethereum/calls.ts'
import type { EditableAllowance, TransactionApproval } from '../../messaging/protocol.ts'
import { Button } from '../components/Button.tsx'
import { Field } from '../components/Field.tsx'
import { exactUnits, fold } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { api } from '../state.ts'
import { reviewAmount } from './amounts.ts'

/** The amount that a site may spend, and the field to set another one. What is set is looked into anew. */
type AllowanceAmountProps = { approval: TransactionApproval; hold: (why: string | null) => void }

export function AllowanceAmount({ approval, hold }: AllowanceAmountProps) {
  const { allowance, id, digest } = approval
  const [typed, setTyped] = useState<string | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const set = useAction(async (text: string | null) => {
    await api('allowances.setAmount', { id, digest, typed: text })
    setTyped(null)
  })
  // A yes now would be to the amount of before, whatever stands in the field.
  const open = typed !== null
  useEffect(() => {
    if (!open) return
    form.current?.scrollIntoView({ block: 'end' })
    hold('Set the amount first, or leave it')
    return () => hold(null)
  }, [open, hold])
  if (!allowance) return null
  const symbol = fold(allowance.symbol, 16)
  const edited = allowance.amount !== allowance.asked
  if (typed === null) {
    return (
      <div className="ap-allowance" data-testid="approval-allowance" data-amount={allowance.amount}>
        {isTold(approval, allowance) ? (
          <span className="quiet small">{edited ? 'You set this amount.' : 'You may allow less.'}</span>
        ) : (
          <span>
            {allowance.adds ? 'Adds to what it may spend: ' : 'It may spend: '}
            <strong>{amountWords(allowance)}</strong>
            {edited && <span className="quiet"> (you set this)</span>}
          </span>
        )}
        <Button
          small
          testId="approval-allowance-edit"
          disabled={approval.preparing}
          onClick={() => setTyped(isUnlimited(BigInt(allowance.amount)) ? '' : exact(allowance))}
        >
          Change
        </Button>
      </div>
    )
  }
  return (
    <form
      ref={form}
      className="ap-allowance-form"
      data-testid="approval-allowance"
      data-amount={allowance.amount}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void set.run(typed)
      }}
    >
      <Field
        label="How much it may spend"
        value={typed}
        inputMode="decimal"
        focusNow
        after={symbol}
        testId="approval-allowance-amount"
        error={set.error}
        errorTestId="approval-allowance-error"
        hint="The site gets its answer as usual; with less than it needs, what it does next may fail."
        onChange={setTyped}
      />
      <div className="line wrap">
        <Button
          small
          kind="primary"
          type="submit"
          testId="approval-allowance-set"
          busy={set.busy}
          disabled={typed.trim() === ''}
        >
          Set
        </Button>
        {edited && (
          <Button small testId="approval-allowance-asked" busy={set.busy} onClick={() => void set.run(null)}>
            As the site asked
          </Button>
        )}
        <Button small testId="approval-allowance-cancel" onClick={() => setTyped(null)}>
          Leave it
        </Button>
      </div>
    </form>
  )
}

/** What the trial found says the same just above. */
const isTold = ({ rights }: TransactionApproval, { adds, amount }: EditableAllowance): boolean =>
  !adds && amount !== '0' && rights.some((right) => right.over === 'amount' && right.amount === amount)

const exact = ({ amount, decimals }: EditableAllowance) => exactUnits(amount, decimals)

function amountWords(allowance: EditableAllowance): string {
  const amount = BigInt(allowance.amount)
  const symbol = fold(allowance.symbol, 16)
  return isUnlimited(amount) ? `unlimited ${symbol}` : `${reviewAmount(amount, allowance.decimals)} ${symbol}`
}

import { type ReactNode, useState } from 'react'
import { checkEdits, type EditField, gwei } from '../../ethereum/custom-fees.ts'
import { parseAmount } from '../../ethereum/units.ts'
import type { Advanced, ApprovalEdits, CustomFees, FeeTier } from '../../messaging/protocol.ts'
import { Field } from '../components/Field.tsx'

type CustomFeeProps = {
  advanced: Advanced
  tier: FeeTier
  edits: ApprovalEdits
  disabled: boolean | undefined
  onChange: (edits: ApprovalEdits) => void
}

type Typed = { fee: string; tip: string; gas: string; nonce: string }
/** What was typed, as edits; a field that is not a number is a problem of its own. */
type Read = { edits: ApprovalEdits; wrong: Partial<Record<EditField, string>> }

const inGwei = (fees: CustomFees) =>
  fees.type === 'legacy'
    ? { fee: gwei(BigInt(fees.gasPrice)), tip: '0' }
    : { fee: gwei(BigInt(fees.maxFeePerGas)), tip: gwei(BigInt(fees.maxPriorityFeePerGas)) }

/** Fee, gas limit and nonce for whoever sets them by hand. Starts at what the wallet would choose. */
export function CustomFee({ advanced, tier, edits, disabled, onChange }: CustomFeeProps) {
  const { prices, nextBaseFee } = advanced
  const legacy = prices.normal.type === 'legacy'
  const [typed, setTyped] = useState<Typed>(() => ({
    ...inGwei(edits.fees ?? prices[tier]),
    gas: edits.gas ?? advanced.gas,
    nonce: edits.nonce === undefined ? '' : String(edits.nonce),
  }))
  const { wrong, edits: read } = readTyped(typed, legacy)
  const problems = checkEdits(advanced, read)
  const problem = (field: EditField, severity: 'error' | 'caution') =>
    (severity === 'error' ? wrong[field] : undefined) ??
    problems.find((one) => one.field === field && one.severity === severity)?.text ??
    null

  const field = (name: EditField, label: string, hint: ReactNode, after?: string) => (
    <Field
      label={label}
      value={typed[name]}
      inputMode={name === 'fee' || name === 'tip' ? 'decimal' : 'numeric'}
      disabled={disabled}
      after={after}
      testId={`fee-custom-${name}`}
      error={problem(name, 'error')}
      errorTestId={`fee-custom-${name}-error`}
      hint={problem(name, 'caution') ?? hint}
      placeholder={name === 'nonce' ? String(advanced.nonce) : undefined}
      onChange={(text) => {
        const next = { ...typed, [name]: text }
        setTyped(next)
        onChange(readTyped(next, legacy).edits)
      }}
    />
  )
  return (
    <div className="ap-custom" data-testid="fee-custom-fields">
      {field(
        'fee',
        legacy ? 'Gas price' : 'Highest fee',
        nextBaseFee === null ? null : `The next block takes ${gwei(BigInt(nextBaseFee))}.`,
        'gwei',
      )}
      {!legacy && field('tip', 'Tip', 'Part of it, for whoever makes the block.', 'gwei')}
      <details className="ap-custom-more" open={edits.nonce !== undefined}>
        <summary>Gas limit and nonce</summary>
        <div className="ap-custom-fields">
          {field(
            'gas',
            'Gas limit',
            advanced.estimate === null ? 'What it takes is not known.' : `It takes ${advanced.estimate} now.`,
          )}
          {advanced.fixed ? (
            <p className="small quiet">Its nonce is {advanced.nonce}, and can be no other.</p>
          ) : (
            field('nonce', 'Nonce', 'Left empty, the next free one when it is sent.')
          )}
        </div>
      </details>
    </div>
  )
}

function readTyped(typed: Typed, legacy: boolean): Read {
  const wrong: Read['wrong'] = {}
  const price = (name: 'fee' | 'tip'): string => {
    try {
      return parseAmount(typed[name], 9).toString()
    } catch {
      wrong[name] = 'Write it in gwei, in digits, as in 1.5.'
      return '0'
    }
  }
  const whole = (name: 'gas' | 'nonce'): string | undefined => {
    const text = typed[name].trim()
    if (/^\d{1,15}$/.test(text)) return String(Number(text))
    if (text !== '' || name === 'gas') wrong[name] = 'Write a whole number.'
    return undefined
  }
  const fee = price('fee')
  const fees: CustomFees = legacy
    ? { type: 'legacy', gasPrice: fee }
    : { type: 'eip1559', maxFeePerGas: fee, maxPriorityFeePerGas: price('tip') }
  const gas = whole('gas')
  const nonce = whole('nonce')
  // What cannot be read is refused by the checks as what it stands for: nothing.
  const edits: ApprovalEdits = {
    fees,
    gas: gas ?? '0',
    ...(wrong.nonce === undefined ? {} : { nonce: -1 }),
    ...(nonce === undefined ? {} : { nonce: Number(nonce) }),
  }
  return { edits, wrong }
}

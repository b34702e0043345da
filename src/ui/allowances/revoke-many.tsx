import { useState } from 'react'
import type { AllowanceView, Right } from '../../messaging/protocol.ts'
import { Button } from '../components/Button.tsx'
import { Check } from '../components/Choice.tsx'
import { FieldError } from '../components/Field.tsx'
import { useAction } from '../hooks/use-action.ts'
import { go } from '../router.ts'
import { api, useNetwork } from '../state.ts'

export const rightOf = ({ kind, token, spender, tokenId }: AllowanceView): Right => ({
  kind,
  token,
  spender,
  tokenId,
})

/** One question holds no more: it is to be read. */
const MOST = 50

/** Of one network: several calls are one question, whether they are sent as one or one after another. */
export function RevokeMany({ rows, onCancel }: { rows: readonly AllowanceView[]; onCancel: () => void }) {
  const chainId = rows[0]?.chainId
  const network = useNetwork(chainId ?? 0)
  const [together, setTogether] = useState(false)
  const revoke = useAction(async () => {
    if (chainId === undefined) return
    const { approvalId } = await api('allowances.revoke', { chainId, rights: rows.map(rightOf), together })
    go('approval', { id: approvalId })
  })
  return (
    <>
      {rows.length === 0 && <p className="small quiet">Choose what to revoke, on one network at a time.</p>}
      {rows.length > MOST && (
        <FieldError text={`At most ${MOST} at once. Choose fewer, and the others afterwards.`} />
      )}
      {rows.length > 1 && network?.smartAccounts && (
        <Check checked={together} testId="allowance-together" onChange={setTogether}>
          As one transaction: your account becomes a smart account, where it is none yet. Otherwise one after
          another.
        </Check>
      )}
      {revoke.error && <FieldError text={revoke.error} />}
      <div className="allowance-answers">
        <Button testId="allowance-cancel" onClick={onCancel}>
          Cancel
        </Button>
        <Button
          kind="primary"
          testId="allowance-revoke-many"
          disabled={rows.length === 0 || rows.length > MOST}
          busy={revoke.busy}
          onClick={() => void revoke.run()}
        >
          {rows.length === 0 ? 'Revoke' : `Revoke ${rows.length} on ${network?.name ?? `network ${chainId}`}`}
        </Button>
      </div>
    </>
  )
}

import { useState } from 'react'
import type { SwapView } from '../../messaging/protocol.ts'
import { Button } from '../components/Button.tsx'
import { FieldError } from '../components/Field.tsx'
import { Sheet } from '../components/Sheet.tsx'
import { useAction } from '../hooks/use-action.ts'
import { go } from '../router.ts'
import { api, useNetwork } from '../state.ts'
import { keepReviewed } from './draft.ts'

/** Ways to cancel an open order: where it was handed in, for nothing, or on its network, which nobody can pass by. */
export function OrderCancel({ swap }: { swap: SwapView }) {
  const [open, setOpen] = useState(false)
  const network = useNetwork(swap.sell.chainId)?.name ?? 'the network'
  const cancel = useAction(async (how: 'signature' | 'transaction') => {
    const { approvalId } = await api('swap.cancel', { id: swap.id, how })
    keepReviewed({ swapId: swap.id, approvalId, signsFirst: false, takesBack: true })
    go('approval', { id: approvalId })
  })
  const { takenBack, source } = swap
  return (
    <>
      <Button full testId="swap-cancel" onClick={() => setOpen(true)}>
        {takenBack ? `Cancel it on ${network} too` : 'Cancel the order'}
      </Button>
      <Sheet title="Cancel the order" open={open} onClose={() => setOpen(false)}>
        <div className="stack">
          {!takenBack && (
            <div className="swap-cancel-way">
              <p>
                By a signature, for no fee. {source} then carries it out no more; somebody who does so at this
                very moment may be quicker.
              </p>
              <Button
                full
                kind="primary"
                testId="swap-cancel-signature"
                busy={cancel.busy}
                onClick={() => void cancel.run('signature')}
              >
                Cancel at {source}
              </Button>
            </div>
          )}
          <div className="swap-cancel-way">
            <p>
              By a transaction, for a network fee. Once {network} has confirmed it, nobody can carry the order
              out, whatever {source} does.
            </p>
            <Button
              full
              testId="swap-cancel-transaction"
              busy={cancel.busy}
              onClick={() => void cancel.run('transaction')}
            >
              Cancel on {network}
            </Button>
          </div>
          {cancel.error && <FieldError text={cancel.error} testId="swap-error" />}
        </div>
      </Sheet>
    </>
  )
}

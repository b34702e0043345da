import type { TransactionApproval } from '../../messaging/protocol.ts'
import { SkeletonRows } from '../components/Skeleton.tsx'
import { useNetwork } from '../state.ts'
import { Changes } from './changes.tsx'
import { FeeChoice } from './fee-choice.tsx'
import type { BodyProps, KindView } from './kind-view.ts'

function Transaction({ approval }: BodyProps<TransactionApproval>) {
  if (approval.preparing && approval.changes.length === 0)
    return <SkeletonRows count={1} label="Working out what will change" />
  return <Changes changes={approval.changes} />
}

/** Stands below the warnings: what it costs is the last thing to weigh. */
function TransactionFee({ approval, edits, edit }: BodyProps<TransactionApproval>) {
  const network = useNetwork(approval.chainId)
  return (
    <FeeChoice
      fees={approval.fees}
      tier={edits.tier ?? approval.tier}
      symbol={network?.symbol ?? 'coins'}
      onChange={(tier) => edit({ tier })}
    />
  )
}

export const transaction: KindView<TransactionApproval> = {
  verb: 'Send',
  busy: 'Sending…',
  Body: Transaction,
  After: TransactionFee,
  start: (approval) => ({ tier: approval.tier }),
}

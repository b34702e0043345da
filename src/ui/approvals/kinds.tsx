import type { ReactNode } from 'react'
import type { ApprovalEdits, ApprovalView } from '../../messaging/protocol.ts'
import { addNetwork } from './add-network.tsx'
import { calls } from './calls.tsx'
import { connect } from './connect.tsx'
import type { BodyProps, KindView } from './kind-view.ts'
import { message } from './message.tsx'
import { signIn } from './sign-in.tsx'
import { switchNetwork } from './switch-network.tsx'
import { transaction } from './transaction.tsx'
import { typedData } from './typed-data.tsx'
import { watchAsset } from './watch-asset.tsx'

type Rest = Omit<BodyProps<ApprovalView>, 'approval'>

/** A kind's view, bound to one approval of that kind. */
export type BoundKind = {
  verb: string
  busy: string
  gated: boolean
  warnsFirst: boolean
  start: ApprovalEdits
  missing: (edits: ApprovalEdits) => string | null
  body: (rest: Rest) => ReactNode
  after: (rest: Rest) => ReactNode
}

function bind<A extends ApprovalView>(view: KindView<A>, approval: A): BoundKind {
  const { Body, After } = view
  return {
    verb: typeof view.verb === 'string' ? view.verb : view.verb(approval),
    busy: view.busy,
    gated: view.gated?.(approval) ?? false,
    warnsFirst: view.warnsFirst ?? false,
    start: view.start(approval),
    missing: (edits) => view.missing?.(edits, approval) ?? null,
    body: (rest) => <Body approval={approval} {...rest} />,
    after: (rest) => After && <After approval={approval} {...rest} />,
  }
}

export function kindOf(approval: ApprovalView): BoundKind {
  switch (approval.kind) {
    case 'connect':
      return bind(connect, approval)
    case 'transaction':
      return bind(transaction, approval)
    case 'calls':
      return bind(calls, approval)
    case 'message':
      return bind(message, approval)
    case 'sign-in':
      return bind(signIn, approval)
    case 'typed-data':
      return bind(typedData, approval)
    case 'add-network':
      return bind(addNetwork, approval)
    case 'switch-network':
      return bind(switchNetwork, approval)
    case 'watch-asset':
      return bind(watchAsset, approval)
  }
}

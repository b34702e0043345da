/** The approval kinds: how each is shown, and what is carried out on a yes. */
import type { ApprovalEdits, ApprovalView } from '../../messaging/protocol.ts'
import type { Services } from '../services.ts'
import type { Entry, Subject, TransactionPlan } from './entry.ts'
import { addNetwork } from './kinds/add-network.ts'
import { calls } from './kinds/calls.ts'
import { connect } from './kinds/connect.ts'
import { message } from './kinds/message.ts'
import { signIn } from './kinds/sign-in.ts'
import { switchNetwork } from './kinds/switch-network.ts'
import { transaction } from './kinds/transaction.ts'
import { typedData } from './kinds/typed-data.ts'
import { watchAsset } from './kinds/watch-asset.ts'

export type Draft = Omit<Entry, 'view'>

/** An entry as the functions of its own kind see it. */
export type EntryOf<S extends Subject> = Omit<Draft, 'subject'> & { subject: S }

/** The answer, or the question that follows in the same request. */
export type Executed = { result: unknown } | { next: Subject }

export type Kind<S extends Subject> = {
  /** What can be shown at once. */
  first(services: Services, entry: EntryOf<S>): ApprovalView
  /** What is shown after looking into it. Never throws for what the network does: it says so in the view. */
  prepare(
    services: Services,
    entry: EntryOf<S>,
  ): Promise<{ view: ApprovalView; plan: TransactionPlan | null }>
  /** Whether what is found out now is worse than what stands on the screen, so that it has to be shown again. */
  isBadNews?(shown: ApprovalView, now: ApprovalView): boolean
  /** Lock, permission, network and account once more, at the moment of the decision. @throws WalletError. */
  recheck(services: Services, entry: EntryOf<S>, edits: ApprovalEdits): void
  /** Carries it out. May run again after a restart with the same entry, and then must not do it twice. */
  execute(services: Services, entry: EntryOf<S>): Promise<Executed>
}

type BoundKind = {
  first(services: Services, entry: Draft): ApprovalView
  prepare(services: Services, entry: Draft): Promise<{ view: ApprovalView; plan: TransactionPlan | null }>
  isBadNews: ((shown: ApprovalView, now: ApprovalView) => boolean) | null
  recheck(services: Services, entry: Draft, edits: ApprovalEdits): void
  execute(services: Services, entry: Draft): Promise<Executed>
}

/** The kind of a subject, bound to it, so that no kind ever sees the subject of another. */
export function kindOf(subject: Subject): BoundKind {
  switch (subject.kind) {
    case 'connect':
      return bind(connect, subject)
    case 'transaction':
      return bind(transaction, subject)
    case 'calls':
      return bind(calls, subject)
    case 'message':
      return bind(message, subject)
    case 'sign-in':
      return bind(signIn, subject)
    case 'typed-data':
      return bind(typedData, subject)
    case 'add-network':
      return bind(addNetwork, subject)
    case 'switch-network':
      return bind(switchNetwork, subject)
    case 'watch-asset':
      return bind(watchAsset, subject)
  }
}

function bind<S extends Subject>(kind: Kind<S>, subject: S): BoundKind {
  const narrow = (entry: Draft): EntryOf<S> => ({ ...entry, subject })
  return {
    first: (services, entry) => kind.first(services, narrow(entry)),
    prepare: (services, entry) => kind.prepare(services, narrow(entry)),
    isBadNews: kind.isBadNews ?? null,
    recheck: (services, entry, edits) => kind.recheck(services, narrow(entry), edits),
    execute: (services, entry) => kind.execute(services, narrow(entry)),
  }
}

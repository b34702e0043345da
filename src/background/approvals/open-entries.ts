/** The entries of the queue as they are stored: made, found, changed while they are asked, and taken away. */
import type { ApprovalView } from '../../messaging/protocol.ts'
import type { Services } from '../services.ts'
import { digestOf } from './digest.ts'
import type { Entry, PageRequestInfo, Subject, TransactionPlan } from './entry.ts'
import { type Draft, kindOf } from './kinds.ts'
import { networkOf } from './network-of.ts'

/** What a look found that began before the person set another amount in the call. */
const isOfBefore = (view: ApprovalView, subject: Subject): boolean =>
  view.kind === 'transaction' && subject.kind === 'transaction' && view.data !== subject.data

export function createOpenEntries(services: () => Services) {
  const field = () => services().state.entries

  const find = (id: string): Entry | undefined => {
    const all = field().get()
    return Object.hasOwn(all, id) ? all[id] : undefined
  }
  const patch = (id: string, change: (entry: Entry) => Entry) =>
    field().update((now) => {
      const entry = Object.hasOwn(now, id) ? now[id] : undefined
      return entry === undefined ? now : { ...now, [id]: change(entry) }
    })

  /** @param network what the wallet said of it before looking; as it was, unless told */
  async function show(
    id: string,
    view: ApprovalView,
    plan: TransactionPlan | null,
    network?: string,
  ): Promise<void> {
    const shown: ApprovalView = { ...view, digest: digestOf(view) }
    await patch(id, (now) => {
      const same = now.view.digest === shown.digest && (network ?? now.network) === now.network
      return now.status !== 'asking' || same || isOfBefore(view, now.subject)
        ? now
        : { ...now, view: shown, plan, network: network ?? now.network }
    })
  }

  return {
    update: (change: (now: Record<string, Entry>) => Record<string, Entry>) => field().update(change),
    find,
    patch,
    /** The oldest first. */
    all: (): Entry[] => Object.values(field().get()).sort((a, b) => a.createdAt - b.createdAt),

    /** Not stored yet. `told`: the site has its answer already. */
    make(request: PageRequestInfo | null, subject: Subject, told = false): Entry {
      const id = services().ports.randomId()
      const createdAt = services().ports.clock.now()
      const origin = request?.origin ?? 'wallet'
      const draft: Draft = {
        id,
        request,
        joined: [],
        told,
        origin,
        subject,
        plan: null,
        createdAt,
        network: networkOf(services(), subject),
        status: 'asking',
        edits: null,
      }
      const view = kindOf(subject).first(services(), draft)
      return { ...draft, view: { ...view, digest: digestOf(view) } }
    },

    show,
    /** Looks into it anew and stores what came out, when it differs. */
    async prepare(id: string): Promise<void> {
      const entry = find(id)
      if (entry === undefined || entry.status !== 'asking') return
      const network = networkOf(services(), entry.subject)
      await services().guard.lookAtSite(entry.origin)
      const { view, plan } = await kindOf(entry.subject).prepare(services(), entry)
      await show(id, view, plan, network)
    },

    async remove(id: string): Promise<void> {
      await field().update((now) => {
        const { [id]: _gone, ...rest } = now
        return rest
      })
    },
  }
}

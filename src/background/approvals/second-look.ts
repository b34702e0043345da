/** Looks into an open approval once more: as blocks pass, and before the yes. */
import type { ApprovalView } from '../../messaging/protocol.ts'
import { LockedError } from '../keeper.ts'
import type { Services } from '../services.ts'
import type { Entry, TransactionPlan } from './entry.ts'
import { BlockedError, ChangedError, WorseError } from './errors.ts'
import { kindOf } from './kinds.ts'
import { isNews } from './news.ts'

type Look = { view: ApprovalView; plan: TransactionPlan | null }

export function createSecondLook(deps: {
  services(): Services
  find(id: string): Entry | undefined
  show(id: string, view: ApprovalView, plan: TransactionPlan | null): Promise<void>
}) {
  const running = new Map<string, Promise<Look>>()

  /** A danger of its site must not be missing only because what was known of it was forgotten meanwhile. */
  async function prepared(kind: ReturnType<typeof kindOf>, entry: Entry): Promise<Look> {
    await deps.services().guard.lookAtSite(entry.origin)
    return kind.prepare(deps.services(), entry)
  }

  /** Null where it need not be looked into again. Who asks while somebody looks gets what that one finds. */
  async function lookAgain(entry: Entry): Promise<(Look & { bad: boolean }) | null> {
    const kind = kindOf(entry.subject)
    if (kind.isBadNews === null || entry.view.preparing) return null
    // By what stands there: a look that began before the person changed the call says nothing of it now.
    const key = `${entry.id} ${entry.view.digest}`
    const look =
      running.get(key) ??
      prepared(kind, entry).finally(() => {
        running.delete(key)
      })
    running.set(key, look)
    const found = await look
    return { ...found, bad: kind.isBadNews(entry.view, found.view) }
  }

  return {
    /** What it finds is shown where it is news. */
    async refresh(id: string): Promise<void> {
      const entry = deps.find(id)
      if (entry === undefined || entry.status !== 'asking') return
      const again = await lookAgain(entry)
      if (again !== null && (again.bad || isNews(entry.view, again.view)))
        await deps.show(id, again.view, again.plan)
    },

    /** @throws WorseError, BlockedError when trying it once more shows what was not on the screen */
    async requireAsShown(entry: Entry): Promise<void> {
      const again = await lookAgain(entry)
      if (again === null || !again.bad) return
      await deps.show(entry.id, again.view, again.plan)
      throw again.view.blocked === null ? new WorseError() : new BlockedError(again.view.blocked)
    },
  }
}

/** @throws LockedError, ChangedError, BlockedError */
export function requireApprovable(services: Services, { view }: Entry, digest: string): void {
  if (services.keeper.status() !== 'unlocked') throw new LockedError()
  if (view.digest !== digest) throw new ChangedError()
  if (view.preparing) throw new BlockedError('This is still being looked into.')
  if (view.blocked !== null) throw new BlockedError(view.blocked)
}

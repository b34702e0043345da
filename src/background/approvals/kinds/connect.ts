/** A site asks which accounts it may see. */
import type { ConnectApproval } from '../../../messaging/protocol.ts'
import { InvalidParamsError } from '../../../shared/errors.ts'
import { sameAddress } from '../../../shared/hex.ts'
import { hostOf } from '../../../shared/origin.ts'
import type { Services } from '../../services.ts'
import type { Subject as AnySubject } from '../entry.ts'
import { BlockedError } from '../errors.ts'
import type { Kind } from '../kinds.ts'
import { rawOf, shared } from './common.ts'

type Subject = Extract<AnySubject, { kind: 'connect' }>

export const connect: Kind<Subject> = {
  first: (services, entry) => ({
    ...shared(services, entry),
    ...stop(services, entry.origin),
    kind: 'connect',
    account: null,
    chainId: entry.subject.chainId,
    accounts: entry.subject.accounts,
    permits: entry.subject.permits,
    summary: [
      [{ strong: 'Connect' }, ' to ', { strong: hostOf(entry.origin) }],
      [
        'It will see the addresses that you pick, and their balances. It can ask you to sign, never sign by itself.',
      ],
    ],
    raw: rawOf(entry),
  }),
  prepare: async (services, entry) => ({ view: connect.first(services, entry), plan: null }),

  recheck(services, entry, edits) {
    const { blocked } = stop(services, entry.origin)
    if (blocked !== undefined) throw new BlockedError(blocked)
    const picked = edits.accounts ?? entry.subject.accounts
    if (picked.length === 0) throw new InvalidParamsError('Pick at least one account.')
    const known = services.accounts.list()
    for (const address of picked) {
      if (!known.some((one) => !one.hidden && sameAddress(one.address, address)))
        throw new InvalidParamsError('That account is not in this wallet.')
      services.accounts.needKey(address)
    }
    services.networks.need(edits.chainId ?? entry.subject.chainId)
  },

  async execute(services, entry) {
    const { subject, edits } = entry
    const accounts = edits?.accounts ?? subject.accounts
    await services.sites.grant(entry.origin, accounts, edits?.chainId ?? subject.chainId, subject.permits)
    await services.events.refresh()
    return { result: services.sites.visibleAccounts(entry.origin) }
  },
}

/** A listed site gets no accounts before the person has let it through, by a word of their own. */
function stop({ guard }: Services, origin: string): Pick<ConnectApproval, 'listed'> & { blocked?: string } {
  const { listed, allowed } = guard.site(origin)
  if (listed === null || listed.near || allowed) return {}
  const { match, list, date } = listed
  return {
    listed: { match, list, date: date ?? '' },
    blocked: 'This site is on a list of sites that steal.',
  }
}

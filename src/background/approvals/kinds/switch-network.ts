/** A site asks to use another network (EIP-3326). */
import type { Subject as AnySubject } from '../entry.ts'
import type { Kind } from '../kinds.ts'
import { rawOf, shared } from './common.ts'

type Subject = Extract<AnySubject, { kind: 'switch-network' }>

export const switchNetwork: Kind<Subject> = {
  first(services, entry) {
    const { chainId, fromChainId } = entry.subject
    const name = services.networks.find(chainId)?.name ?? String(chainId)
    return {
      ...shared(services, entry),
      kind: 'switch-network',
      account: services.sites.visibleAccounts(entry.origin)[0] ?? null,
      chainId,
      fromChainId,
      summary: [
        ['Use ', { strong: name }, ' with this site'],
        ['Only this site changes its network. Nothing is signed or sent.'],
      ],
      raw: rawOf(entry),
    }
  },
  prepare: async (services, entry) => ({ view: switchNetwork.first(services, entry), plan: null }),
  recheck(services, entry) {
    services.networks.need(entry.subject.chainId)
  },
  async execute(services, entry) {
    await services.sites.setNetwork(entry.origin, entry.subject.chainId)
    await services.queue.rejectWhere(
      (other) => other.id !== entry.id && other.origin === entry.origin && other.status === 'asking',
    )
    await services.events.refresh()
    return { result: null }
  },
}

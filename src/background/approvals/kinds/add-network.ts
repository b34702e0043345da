/** A site asks to add a network that the wallet does not know (EIP-3085). Its endpoint was probed before. */
import { hostOf } from '../../../shared/origin.ts'
import type { Subject as AnySubject } from '../entry.ts'
import type { Kind } from '../kinds.ts'
import { rawOf, shared } from './common.ts'

type Subject = Extract<AnySubject, { kind: 'add-network' }>

export const addNetwork: Kind<Subject> = {
  first(services, entry) {
    const { network } = entry.subject
    const base = shared(services, entry)
    return {
      ...base,
      kind: 'add-network',
      account: services.sites.visibleAccounts(entry.origin)[0] ?? null,
      chainId: network.chainId,
      network,
      summary: [
        ['Add the network ', { strong: network.name }],
        [`Balances and transactions there will be read from `, { strong: hostOf(network.endpoint) }, '.'],
      ],
      warnings: [
        ...base.warnings,
        {
          rule: 'network-unknown',
          severity: 'warning',
          title: 'Candor does not know this network',
          text: 'Its operator can show you wrong balances and see your addresses. Add it only if you trust it.',
        },
      ],
      details: [
        { label: 'Chain id', value: String(network.chainId) },
        { label: 'Coin', value: network.symbol },
        { label: 'Endpoint', value: network.endpoint, mono: true },
        { label: 'Explorer', value: network.explorer ?? 'none', mono: network.explorer !== null },
      ],
      raw: rawOf(entry),
    }
  },
  prepare: async (services, entry) => ({ view: addNetwork.first(services, entry), plan: null }),
  recheck() {},
  async execute(services, entry) {
    const { network, endpoints } = entry.subject
    if (services.networks.find(network.chainId) === undefined)
      await services.networks.add({
        chainId: network.chainId,
        name: network.name,
        symbol: network.symbol,
        explorer: network.explorer,
        endpoints,
      })
    const fromChainId = services.sites.chainId(entry.origin)
    return { next: { kind: 'switch-network', fromChainId, chainId: network.chainId, afterAdding: true } }
  },
}

/** Moves a site to a network that the wallet knows: at once where the person let it before, else by a question. */
import type { Services } from '../services.ts'
import type { Context, Step } from './method.ts'

export async function switchSite(services: Services, context: Context, chainId: number): Promise<Step> {
  const { origin } = context
  if (context.chainId === chainId) return { result: null }
  const site = services.sites.get(origin)
  if (context.accounts.length === 0 || site?.permittedChains.includes(chainId) !== true)
    return { ask: { kind: 'switch-network', fromChainId: context.chainId, chainId } }
  await services.sites.setNetwork(origin, chainId)
  // What the site asked for on the other network no longer stands.
  await services.queue.rejectWhere((entry) => entry.origin === origin && entry.status === 'asking')
  await services.events.refresh()
  return { result: null }
}

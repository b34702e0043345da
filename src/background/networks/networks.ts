/** The networks: presets and added ones, their endpoints, and what the UI sees of them. */
import { PRESETS } from '../../ethereum/networks.ts'
import type { NetworkView } from '../../messaging/protocol.ts'
import { FieldError, InvalidParamsError, WalletError } from '../../shared/errors.ts'
import type { State } from '../state/state.ts'
import { isSocketUrl, parseListedUrl } from './endpoint.ts'
import type { RpcClient } from './rpc-client.ts'

export const ADDED_COLOR = '#6B6A66'

export type Networks = {
  list(): NetworkView[]
  find(chainId: number): NetworkView | undefined
  /** @throws InvalidParamsError for a network that the wallet does not have. */
  need(chainId: number): NetworkView
  isOpStack(chainId: number): boolean
  setEndpoints(chainId: number, endpoints: string[] | null): Promise<void>
  /** Keeps a network that a person or, after consent, a site added. Its endpoints were probed. */
  add(network: {
    chainId: number
    name: string
    symbol: string
    explorer: string | null
    endpoints: string[]
    testnet?: boolean
  }): Promise<void>
  /** @throws InvalidParamsError for a preset. */
  edit(
    chainId: number,
    facts: { name: string; symbol: string; explorer: string | null; color: string },
  ): Promise<void>
  showTestnets(show: boolean): Promise<void>
  remove(chainId: number): Promise<void>
  setEnabled(chainIds: readonly number[], enabled: boolean): Promise<void>
}

export function createNetworks(state: State, rpc: () => RpcClient): Networks {
  function list(): NetworkView[] {
    const { added, endpoints, enabled } = state.networks.get()
    const isEnabled = (chainId: number) =>
      enabled.includes(chainId) || chainId === state.selected.get().chainId
    const presets = PRESETS.map((preset): NetworkView => {
      const own = endpoints[String(preset.chainId)]
      return {
        chainId: preset.chainId,
        name: preset.name,
        symbol: preset.symbol,
        explorer: preset.explorer,
        endpoints: own ?? [...preset.endpoints],
        customEndpoints: own !== undefined,
        added: false,
        testnet: preset.testnet,
        color: preset.color,
        smartAccounts: preset.eip7702,
        enabled: isEnabled(preset.chainId),
      }
    })
    const others = added.map(
      (network): NetworkView => ({
        ...network,
        endpoints: endpoints[String(network.chainId)] ?? [],
        customEndpoints: true,
        added: true,
        smartAccounts: false,
        enabled: isEnabled(network.chainId),
      }),
    )
    return [...presets, ...others]
  }
  const find = (chainId: number) => list().find((network) => network.chainId === chainId)
  function need(chainId: number): NetworkView {
    const network = find(chainId)
    if (network === undefined)
      throw new InvalidParamsError(`There is no network with chain id ${chainId} here.`)
    return network
  }

  return {
    list,
    find,
    need,
    isOpStack: (chainId) => PRESETS.some((preset) => preset.chainId === chainId && preset.opStack),

    async setEndpoints(chainId, typed) {
      const network = need(chainId)
      if (typed === null) {
        if (network.added)
          throw new FieldError('endpoint', 'This network has no preset endpoints to go back to.')
        await state.networks.update((now) => {
          const { [String(chainId)]: _gone, ...endpoints } = now.endpoints
          return { ...now, endpoints }
        })
        return
      }
      const urls = [...new Set(typed.filter((text) => text.trim() !== '').map(asField))]
      if (urls.every(isSocketUrl))
        throw new FieldError('endpoint', 'Give at least one endpoint that starts with https://.')
      if (urls.length > 8) throw new FieldError('endpoint', 'Give at most eight endpoints.')
      await Promise.all(urls.map((url) => rpc().probe(url, chainId)))
      await state.networks.update((now) => ({
        ...now,
        endpoints: { ...now.endpoints, [String(chainId)]: urls },
      }))
    },

    async add(network) {
      const { endpoints, testnet = false, ...facts } = network
      const rest = { ...facts, testnet, color: ADDED_COLOR }
      await state.networks.update((now) => ({
        ...now,
        added: [...now.added.filter((one) => one.chainId !== network.chainId), rest],
        endpoints: { ...now.endpoints, [String(network.chainId)]: endpoints },
      }))
    },

    async edit(chainId, facts) {
      if (!need(chainId).added) throw new InvalidParamsError('What Candor says of a preset network holds.')
      await state.networks.update((now) => ({
        ...now,
        added: now.added.map((one) => (one.chainId === chainId ? { ...one, ...facts } : one)),
      }))
    },

    async showTestnets(show) {
      await state.networks.update((now) => ({ ...now, testnets: show }))
    },

    async remove(chainId) {
      if (!need(chainId).added) throw new InvalidParamsError('A preset network cannot be removed.')
      const pending = Object.values(state.pending.get()).some((one) => one.chainId === chainId)
      if (pending) throw new InvalidParamsError('A transaction is still pending there. Remove it afterwards.')
      await state.networks.update((now) => {
        const { [String(chainId)]: _gone, ...endpoints } = now.endpoints
        return {
          ...now,
          added: now.added.filter((one) => one.chainId !== chainId),
          endpoints,
          enabled: now.enabled.filter((id) => id !== chainId),
        }
      })
      await state.selected.update((now) => (now.chainId === chainId ? { ...now, chainId: 1 } : now))
      await state.sites.update((now) =>
        Object.fromEntries(
          Object.entries(now).map(([origin, site]) => [
            origin,
            {
              ...site,
              chainId: site.chainId === chainId ? 1 : site.chainId,
              permittedChains: site.permittedChains.filter((id) => id !== chainId),
            },
          ]),
        ),
      )
    },

    async setEnabled(chainIds, enabled) {
      for (const chainId of chainIds) need(chainId)
      await state.networks.update((now) => {
        const others = now.enabled.filter((id) => !chainIds.includes(id))
        return { ...now, enabled: enabled ? [...others, ...chainIds] : others }
      })
    },
  }
}

function asField(text: string): string {
  try {
    return parseListedUrl(text)
  } catch (error) {
    throw new FieldError('endpoint', error instanceof WalletError ? error.shortMessage : String(error))
  }
}

/** What an account of the site can do with calls, by network (EIP-5792). Networks that it may not use are left out. */
import * as v from 'valibot'
import { WalletError } from '../../../shared/errors.ts'
import { toQuantity } from '../../../shared/hex.ts'
import { type AtomicStatus, atomicStatus } from '../../smart-account/delegation.ts'
import { defineMethod } from '../method.ts'
import { addressParam, chainIdParam, parseParams } from '../params.ts'
import { requirePermitted } from '../permitted.ts'

const schema = v.union([
  v.tuple([addressParam]),
  v.tuple([addressParam, v.pipe(v.array(chainIdParam), v.maxLength(100))]),
])

export const wallet_getCapabilities = defineMethod({
  name: 'wallet_getCapabilities',
  parse: (params) => parseParams(schema, params),
  async run(services, context, [asked, chainIds]) {
    const account = requirePermitted(context, asked)
    const { networks, sites } = services
    // No network is contacted that the person did not choose for this site.
    const permitted = [context.chainId, ...(sites.get(context.origin)?.permittedChains ?? [])]
    const chosen = [...new Set(permitted)].filter((id) => networks.find(id) !== undefined)
    const wanted = chosen.filter((id) => chainIds === undefined || chainIds.includes(id))
    const status = async (id: number): Promise<AtomicStatus> => {
      try {
        return await atomicStatus(services, id, account)
      } catch (error) {
        // A network that cannot be reached can do nothing now.
        if (error instanceof WalletError) return 'unsupported'
        throw error
      }
    }
    const rows = wanted.map(async (id) => [toQuantity(id), { atomic: { status: await status(id) } }] as const)
    return { result: Object.fromEntries(await Promise.all(rows)) }
  },
})

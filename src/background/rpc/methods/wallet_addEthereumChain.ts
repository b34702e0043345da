/** EIP-3085: asks to add a network; known ones keep everything they have. https://eips.ethereum.org/EIPS/eip-3085 */
import * as v from 'valibot'
import { visibleLine } from '../../../ethereum/message.ts'
import { InvalidParamsError } from '../../../shared/errors.ts'
import { parseProposedEndpoints, parseProposedExplorer } from '../../networks/proposed.ts'
import { defineMethod } from '../method.ts'
import { chainIdParam, parseParams } from '../params.ts'
import { switchSite } from '../switch-site.ts'

const urls = v.pipe(v.array(v.string()), v.maxLength(20))
const schema = v.looseTuple([
  v.strictObject({
    chainId: chainIdParam,
    chainName: v.pipe(v.string(), v.trim(), v.minLength(1)),
    rpcUrls: v.pipe(urls, v.minLength(1)),
    nativeCurrency: v.nullish(
      v.looseObject({
        symbol: v.pipe(v.string(), v.minLength(1), v.maxLength(6)),
        decimals: v.literal(18, 'only coins with 18 decimals'),
      }),
    ),
    blockExplorerUrls: v.nullish(urls),
    // Never fetched.
    iconUrls: v.optional(v.unknown()),
  }),
])

export const wallet_addEthereumChain = defineMethod({
  name: 'wallet_addEthereumChain',
  parse(params, _context, services) {
    const [wanted] = parseParams(schema, params)
    const endpoints = parseProposedEndpoints(wanted.rpcUrls)
    const explorer = parseProposedExplorer(wanted.blockExplorerUrls ?? [])
    const known = services.networks.find(wanted.chainId)
    const symbol = wanted.nativeCurrency?.symbol ?? known?.symbol ?? 'ETH'
    if (known !== undefined && known.symbol !== symbol)
      throw new InvalidParamsError(
        `The coin of chain id ${wanted.chainId} is ${known.symbol} here, not ${symbol}.`,
      )
    const name = visibleLine(wanted.chainName, 100)
    if (
      known === undefined &&
      services.networks.list().some((one) => plain(one.name) === plain(wanted.chainName))
    )
      throw new InvalidParamsError(`There is another network named "${name}".`)
    return { chainId: wanted.chainId, name, symbol: visibleLine(symbol, 6), explorer, endpoints }
  },

  async run(services, context, wanted) {
    if (services.networks.find(wanted.chainId) !== undefined)
      return switchSite(services, context, wanted.chainId)
    services.queue.requireRoom(context.request, 'add-network')
    const { endpoints, ...network } = wanted
    await Promise.all(endpoints.map((url) => services.rpc.probe(url, wanted.chainId)))
    const endpoint = endpoints[0]
    if (endpoint === undefined) throw new InvalidParamsError('rpcUrls is empty.')
    return { ask: { kind: 'add-network', network: { ...network, endpoint }, endpoints } }
  },
})

/** What an eye takes for the same name. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

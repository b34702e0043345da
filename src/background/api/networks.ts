/** What the UI may ask about networks. */
import * as v from 'valibot'
import { cutText, plainText } from '../../ethereum/text.ts'
import { FieldError } from '../../shared/errors.ts'
import { parseEndpointUrl } from '../networks/endpoint.ts'
import { checkEndpoints, findLocalNetworks } from '../networks/health.ts'
import type { Services } from '../services.ts'
import { type Endpoints, endpoint } from './api.ts'

type NetworkEndpoints = Pick<Endpoints, Extract<keyof Endpoints, `networks.${string}`>>

const chainId = v.pipe(v.number(), v.integer(), v.minValue(1))
const facts = { name: v.string(), symbol: v.string(), explorer: v.nullable(v.string()) }
const color = v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i))
const done = async (work: Promise<unknown>): Promise<null> => {
  await work
  return null
}

export function networksApi(services: Services): NetworkEndpoints {
  const { networks, rpc, state } = services
  return {
    'networks.select': endpoint(v.object({ chainId }), async (p) => {
      networks.need(p.chainId)
      // What a person looks at once, they want in their sums too.
      await networks.setEnabled([p.chainId], true)
      await state.selected.update((now) => ({ ...now, chainId: p.chainId }))
      return null
    }),
    'networks.setEndpoints': endpoint(
      v.object({ chainId, endpoints: v.nullable(v.array(v.string())) }),
      (p) => done(networks.setEndpoints(p.chainId, p.endpoints)),
    ),
    'networks.add': endpoint(
      v.object({ ...facts, endpoint: v.string(), testnet: v.boolean() }),
      async (given) => {
        const checked = checkFacts(given)
        const url = parseEndpointUrl(given.endpoint)
        const found = await rpc.probe(url, null)
        const known = networks.find(found)
        if (known !== undefined)
          throw new FieldError('endpoint', `This endpoint is of ${known.name}, which is here already.`)
        await networks.add({ ...checked, chainId: found, testnet: given.testnet, endpoints: [url] })
        return { chainId: found }
      },
    ),
    'networks.edit': endpoint(v.object({ ...facts, chainId, color }), (given) =>
      done(networks.edit(given.chainId, { ...checkFacts(given), color: given.color })),
    ),
    'networks.remove': endpoint(v.object({ chainId }), (p) => done(networks.remove(p.chainId))),
    'networks.setEnabled': endpoint(
      v.object({ chainIds: v.pipe(v.array(chainId), v.maxLength(500)), enabled: v.boolean() }),
      (p) => done(networks.setEnabled(p.chainIds, p.enabled)),
    ),
    'networks.showTestnets': endpoint(v.object({ show: v.boolean() }), (p) =>
      done(networks.showTestnets(p.show)),
    ),
    'networks.check': endpoint(v.object({ chainId }), (p) => checkEndpoints(services, p.chainId)),
    'networks.findLocal': endpoint(v.null(), () => findLocalNetworks(services)),
  }
}

/** @throws FieldError for a name, a symbol or an explorer that cannot be. */
function checkFacts(given: { name: string; symbol: string; explorer: string | null }) {
  const name = cutText(plainText(given.name), 60).trim()
  const symbol = cutText(plainText(given.symbol), 12).trim()
  if (name === '') throw new FieldError('name', 'Give the network a name.')
  if (symbol === '') throw new FieldError('symbol', 'Give the symbol of its coin, as in ETH.')
  const explorer = given.explorer?.trim() || null
  if (explorer !== null && !(URL.canParse(explorer) && new URL(explorer).protocol === 'https:'))
    throw new FieldError('explorer', 'An explorer must start with https://.')
  return { name, symbol, explorer }
}

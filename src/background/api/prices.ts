/** What our own pages ask about prices. */
import * as v from 'valibot'
import { type PricesApi, RANGES } from '../../messaging/prices-api.ts'
import type { Services } from '../services.ts'
import { address } from '../state/schema.ts'
import { type Endpoint, endpoint } from './api.ts'

const range = v.picklist(RANGES)
const chainId = v.pipe(v.number(), v.integer(), v.minValue(1))
const token = v.union([v.literal('native'), address])

type PricesEndpoints = { [N in keyof PricesApi]: Endpoint<PricesApi[N][0], PricesApi[N][1]> }

export function pricesApi({ prices }: Services): PricesEndpoints {
  return {
    'prices.history': endpoint(v.object({ chainId, token, range }), (p) =>
      prices.histories.ofPrice(p.chainId, p.token, p.range),
    ),
    'portfolio.history': endpoint(v.object({ range }), (p) => prices.histories.ofTotal(p.range)),
  }
}

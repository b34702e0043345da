/** What our own pages ask about allowances. */
import * as v from 'valibot'
import type { AllowancesApi, Right } from '../../messaging/protocol.ts'
import { listAllowances, revoke } from '../allowances/allowances.ts'
import { setAmount } from '../allowances/set-amount.ts'
import type { Services } from '../services.ts'
import { address } from '../state/schema.ts'
import { type Endpoint, endpoint } from './api.ts'

type AllowancesEndpoints = {
  [N in keyof AllowancesApi]: Endpoint<AllowancesApi[N][0], AllowancesApi[N][1]>
}

const right: v.GenericSchema<unknown, Right> = v.object({
  kind: v.picklist(['token', 'permit2', 'item', 'all']),
  token: address,
  spender: address,
  tokenId: v.nullable(v.pipe(v.string(), v.regex(/^\d{1,78}$/))),
})

export function allowancesApi(services: Services): AllowancesEndpoints {
  return {
    'allowances.list': endpoint(v.null(), () => listAllowances(services)),
    'allowances.revoke': endpoint(
      v.object({
        chainId: v.number(),
        rights: v.pipe(v.array(right), v.minLength(1), v.maxLength(50)),
        together: v.boolean(),
      }),
      async (p) => ({ approvalId: await revoke(services, p.chainId, p.rights, p.together) }),
    ),
    'allowances.setAmount': endpoint(
      v.object({
        id: v.string(),
        digest: v.string(),
        typed: v.nullable(v.pipe(v.string(), v.maxLength(200))),
      }),
      async (p) => {
        await setAmount(services, p.id, p.digest, p.typed)
        return null
      },
    ),
  }
}

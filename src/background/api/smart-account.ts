/** Smart accounts of the person: whose code the selected account runs on a network, and ending that. */
import * as v from 'valibot'
import { ZERO_ADDRESS } from '../../ethereum/address.ts'
import { DELEGATE } from '../../ethereum/delegate.ts'
import { InvalidParamsError } from '../../shared/errors.ts'
import type { Address } from '../../shared/hex.ts'
import { ownTransaction } from '../approvals/own-transaction.ts'
import type { Services } from '../services.ts'
import { readDelegation } from '../smart-account/delegation.ts'
import { type Endpoints, endpoint } from './api.ts'

type SmartEndpoints = Pick<Endpoints, Extract<keyof Endpoints, `smart.${string}`>>

const onNetwork = v.object({ chainId: v.pipe(v.number(), v.integer(), v.minValue(1)) })

export function smartAccountApi(services: Services): SmartEndpoints {
  function selected(): Address {
    const { address } = services.state.selected.get()
    if (address === null) throw new InvalidParamsError('There is no account.')
    return address
  }

  return {
    'smart.status': endpoint(onNetwork, async ({ chainId }) => {
      services.networks.need(chainId)
      const delegation = await readDelegation(services, chainId, selected())
      if (delegation.to === 'ours') return { to: 'ours', address: DELEGATE.address }
      return { to: delegation.to, address: delegation.to === 'other' ? delegation.address : null }
    }),

    'smart.revoke': endpoint(onNetwork, async ({ chainId }) => {
      services.networks.need(chainId)
      const from = selected()
      const { to } = await readDelegation(services, chainId, from)
      if (to === 'none') throw new InvalidParamsError('This is an ordinary account there already.')
      if (to === 'contract')
        throw new InvalidParamsError('This account is a contract; its code cannot be ended.')
      const approvalId = await services.queue.ask(null, {
        ...ownTransaction({ chainId, from, to: from }),
        delegateTo: ZERO_ADDRESS,
      })
      return { approvalId }
    }),
  }
}

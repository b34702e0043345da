/** What a batch of calls is signed as, so that its hash can be shown: known where one transaction runs them. */

import { DELEGATE } from '../../../ethereum/delegate.ts'
import type { CallsToSign } from '../../../messaging/protocol.ts'
import type { Services } from '../../services.ts'
import { batchData, type CallsFindings } from '../../transactions/look-into-calls.ts'
import { nextNonce } from '../../transactions/nonce.ts'
import type { CallsSubject } from '../entry.ts'
import { storedFeesOf } from './advanced.ts'

/**
 * Null for calls that are sent one by one: each gets its gas limit when its turn comes.
 * @throws UnreachableError, EndpointError
 */
export async function readCallsToSign(
  services: Services,
  { chainId, from, calls }: CallsSubject,
  { mode, gas, tiers }: CallsFindings,
): Promise<CallsToSign | null> {
  const [only] = calls
  if (mode === 'sequential' || only === undefined) return null
  const isUpgrade = mode === 'upgrade'
  const sent = mode === 'single' ? only : { to: from, value: '0', data: batchData(calls) }
  return {
    to: sent.to,
    value: sent.value,
    data: sent.data,
    nonce: await nextNonce(services, chainId, from, isUpgrade ? 2 : 1),
    gas: gas.toString(),
    prices: {
      slow: storedFeesOf(tiers.slow),
      normal: storedFeesOf(tiers.normal),
      fast: storedFeesOf(tiers.fast),
    },
    delegateTo: isUpgrade ? DELEGATE.address : null,
  }
}

/** Why a transaction that was mined failed, in words: run again as it was, on the state of the block before. */
import { readSigned } from '../../ethereum/signed-transaction.ts'
import { EndpointError } from '../../shared/errors.ts'
import { toQuantity } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import type { StoredTransaction } from '../state/schema.ts'
import type { Mined } from './mined.ts'
import { revertReason } from './revert-reason.ts'

const UNKNOWN = 'The contract refused it.'

/** One or two sentences. Never throws: a reason that cannot be found out is left out. */
export async function failureReason(
  services: Services,
  { chainId, from, raw }: StoredTransaction,
  { gasUsed, block }: Mined,
): Promise<string> {
  try {
    const { to, value, data, gas, accessList } = readSigned(raw)
    const call = {
      from,
      ...(to === null ? {} : { to }),
      value: toQuantity(value),
      gas: toQuantity(gas),
      ...(data === '0x' ? {} : { data }),
      ...(accessList === null ? {} : { accessList }),
    }
    const outOfGas = `It ran out of gas: its limit was ${gas}.`
    try {
      await services.rpc.request(chainId, 'eth_call', [call, toQuantity(Math.max(0, block.number - 1))])
      // It goes through on the state before: others in its block made the difference, or the limit.
      return gasUsed >= gas
        ? outOfGas
        : `${UNKNOWN} What came before it in the same block made the difference.`
    } catch (error) {
      if (!(error instanceof EndpointError)) return gasUsed >= gas ? outOfGas : UNKNOWN
      if (/out of gas|outofgas|gas uint64 overflow/i.test(error.message)) return outOfGas
      const why = revertReason(error)
      return `It failed: ${why}${/[.!?]$/.test(why) ? '' : '.'}`
    }
  } catch {
    return UNKNOWN
  }
}

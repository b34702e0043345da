/** A receipt as EIP-5792 gives it to a site: the fields of the specification, from an answer that is one. */
import * as v from 'valibot'
import { type Hex, isHex, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'

const hex = v.custom<Hex>(isHex, 'not hexadecimal')

const receipt = v.object({
  logs: v.array(v.object({ address: hex, data: hex, topics: v.array(hex) })),
  status: v.picklist(['0x0', '0x1']),
  blockHash: hex,
  blockNumber: hex,
  gasUsed: hex,
  transactionHash: hex,
})
export type Receipt = v.InferOutput<typeof receipt>

/** @returns null while there is none, or when what came is not the receipt of `hash`. @throws UnreachableError */
export async function readReceipt(services: Services, chainId: number, hash: Hex): Promise<Receipt | null> {
  const raw = await services.rpc.request(chainId, 'eth_getTransactionReceipt', [hash])
  const parsed = v.safeParse(receipt, raw)
  return parsed.success && sameAddress(parsed.output.transactionHash, hash) ? parsed.output : null
}

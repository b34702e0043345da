/** Receipts and blocks, as far as the life of a transaction needs them; parsed strictly. */
import { type Hex, isHex, sameAddress, toQuantity } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { toBigint } from './look-into.ts'

export type Mined = {
  ok: boolean
  fee: bigint
  gasUsed: bigint
  block: { number: number; hash: Hex }
  logs: readonly unknown[]
}

/** @returns null while there is none, or when what came is not the receipt of `hash`. */
export function parseReceipt(raw: unknown, hash: Hex): Mined | null {
  if (typeof raw !== 'object' || raw === null) return null
  const fields = new Map<string, unknown>(Object.entries(raw))
  const own = fields.get('transactionHash')
  if (!isHex(own) || !sameAddress(own, hash)) return null
  const status = fields.get('status')
  const blockHash = fields.get('blockHash')
  if ((status !== '0x1' && status !== '0x0') || !isHex(blockHash)) return null
  const l1Fee = fields.get('l1Fee')
  const gasUsed = toBigint(fields.get('gasUsed'))
  const fee =
    gasUsed * toBigint(fields.get('effectiveGasPrice') ?? '0x0') +
    (typeof l1Fee === 'string' ? toBigint(l1Fee) : 0n)
  const number = Number(toBigint(fields.get('blockNumber')))
  const logs = fields.get('logs')
  const block = { number, hash: blockHash }
  return { ok: status === '0x1', fee, gasUsed, block, logs: Array.isArray(logs) ? logs : [] }
}

export async function minedOf(services: Services, chainId: number, hash: Hex): Promise<Mined | null> {
  return parseReceipt(await services.rpc.request(chainId, 'eth_getTransactionReceipt', [hash]), hash)
}

export type Head = {
  number: number
  hash: Hex
  /** Null on a network without EIP-1559. */
  baseFee: bigint | null
}

/** @returns null when the network has no such block, or gives something else for it */
export async function readBlock(
  services: Services,
  chainId: number,
  block: number | 'latest',
): Promise<Head | null> {
  const name = block === 'latest' ? block : toQuantity(block)
  const raw = await services.rpc.request(chainId, 'eth_getBlockByNumber', [name, false])
  if (typeof raw !== 'object' || raw === null) return null
  const fields = new Map<string, unknown>(Object.entries(raw))
  const hash = fields.get('hash')
  const baseFee = fields.get('baseFeePerGas')
  if (!isHex(hash)) return null
  return {
    number: Number(toBigint(fields.get('number'))),
    hash,
    baseFee: typeof baseFee === 'string' ? toBigint(baseFee) : null,
  }
}

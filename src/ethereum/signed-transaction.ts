/** A signed transaction read back from its bytes: what a replacement must repeat, and what a replay needs. */
import { parseTransaction } from 'viem/utils'
import type { Address, Hex } from '../shared/hex.ts'
import type { TierFees } from './fees.ts'
import type { AccessList } from './transaction.ts'

export type SignedFields = {
  nonce: number
  to: Address | null
  /** Wei. */
  value: bigint
  data: Hex
  gas: bigint
  fees: TierFees
  accessList: AccessList | null
  /** Of type 0 or 1. */
  legacy: boolean
  /** The delegate that it gives the account (EIP-7702); null when it carries no authorization. */
  delegateTo: Address | null
}

/** @throws when the bytes are no transaction of types 0, 1, 2 or 4 */
export function readSigned(raw: Hex): SignedFields {
  const tx = parseTransaction(raw)
  const legacy = tx.type === 'legacy' || tx.type === 'eip2930'
  const fees: TierFees = legacy
    ? { type: 'legacy', gasPrice: tx.gasPrice ?? 0n }
    : {
        type: 'eip1559',
        maxFeePerGas: tx.maxFeePerGas ?? 0n,
        maxPriorityFeePerGas: tx.maxPriorityFeePerGas ?? 0n,
      }
  const list = tx.accessList ?? []
  return {
    nonce: tx.nonce ?? 0,
    to: tx.to ?? null,
    value: tx.value ?? 0n,
    data: tx.data ?? '0x',
    gas: tx.gas ?? 0n,
    fees,
    accessList:
      tx.type === 'eip2930' || list.length > 0
        ? list.map(({ address, storageKeys }) => ({ address, storageKeys: [...storageKeys] }))
        : null,
    legacy,
    delegateTo: tx.type === 'eip7702' ? (tx.authorizationList?.[0]?.address ?? null) : null,
  }
}

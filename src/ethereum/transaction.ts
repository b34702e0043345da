/**
 * Transactions of types 0 (EIP-155), 1 (EIP-2930), 2 (EIP-1559) and 4 (EIP-7702): the bytes that are hashed, signed
 * and sent.
 * Everything is checked before it is encoded; what cannot be meant throws and nothing is signed.
 */
import { keccak256, toRlp } from 'viem/utils'
import { type Address, bytesToHex, type Hex, hexToBytes } from '../shared/hex.ts'
import { authorizationFields, type SignedAuthorization } from './authorization.ts'
import type { TierFees } from './fees.ts'
import { check, checkSignature, quantity, type Rlp, type Signature } from './transaction-encoding.ts'

export { parseTransactionRequest, type TransactionRequest } from './transaction-request.ts'

/** EIP-2930 */
export type AccessList = readonly { address: Address; storageKeys: readonly Hex[] }[]

export type UnsignedTransaction = {
  chainId: number
  nonce: number
  /** Null creates a contract. */
  to: Address | null
  /** Wei. */
  value: bigint
  data: Hex
  /** The limit, in gas. */
  gas: bigint
  fees: TierFees
  /** With a legacy price it makes a type 1 transaction. */
  accessList?: AccessList
  /** Makes a type 4 transaction, which must have EIP-1559 fees and a recipient. */
  authorizations?: readonly SignedAuthorization[]
}

type Prefix = '' | '01' | '02' | '04'

const MAX_UINT256 = 2n ** 256n - 1n
const MAX_UINT64 = 2n ** 64n - 1n

/** The 32 bytes to sign. @throws EncodingError */
export const transactionDigest = (tx: UnsignedTransaction): Uint8Array =>
  keccak256(hexToBytes(serializeUnsigned(tx)), 'bytes')

/** The bytes whose hash is signed. @throws EncodingError */
export function serializeUnsigned(tx: UnsignedTransaction): Hex {
  const { prefix, fields } = layout(tx)
  // EIP-155: chain id and two zeros stand where the signature will.
  const tail: Hex[] = prefix === '' ? [quantity(BigInt(tx.chainId)), '0x', '0x'] : []
  return encode(prefix, [...fields, ...tail])
}

/**
 * The signed bytes and their hash, by which the network will know the transaction.
 * @throws EncodingError also for a signature that EIP-2 refuses
 */
export function assembleTransaction(tx: UnsignedTransaction, signature: Signature): { raw: Hex; hash: Hex } {
  checkSignature(signature)
  const { r, s, yParity } = signature
  const { prefix, fields } = layout(tx)
  const v = prefix === '' ? BigInt(tx.chainId) * 2n + 35n + BigInt(yParity) : BigInt(yParity)
  const raw = encode(prefix, [...fields, quantity(v), quantity(r), quantity(s)])
  return { raw, hash: bytesToHex(keccak256(hexToBytes(raw), 'bytes')) }
}

/** Type byte ('' for type 0) and the fields in the order of the EIP, without the signature. */
function layout(tx: UnsignedTransaction): { prefix: Prefix; fields: Rlp[] } {
  validate(tx)
  const chainId = quantity(BigInt(tx.chainId))
  const nonce = quantity(BigInt(tx.nonce))
  const body: Rlp[] = [quantity(tx.gas), tx.to ?? '0x', quantity(tx.value), tx.data]
  const list = (tx.accessList ?? []).map(({ address, storageKeys }) => [address, storageKeys])
  if (tx.fees.type === 'eip1559') {
    const tip = quantity(tx.fees.maxPriorityFeePerGas)
    const fields = [chainId, nonce, tip, quantity(tx.fees.maxFeePerGas), ...body, list]
    if (tx.authorizations === undefined) return { prefix: '02', fields }
    return { prefix: '04', fields: [...fields, tx.authorizations.map(authorizationFields)] }
  }
  const price = quantity(tx.fees.gasPrice)
  if (tx.accessList === undefined) return { prefix: '', fields: [nonce, price, ...body] }
  return { prefix: '01', fields: [chainId, nonce, price, ...body, list] }
}

function validate(tx: UnsignedTransaction): void {
  const { fees } = tx
  check(Number.isSafeInteger(tx.chainId) && tx.chainId > 0, 'chainId')
  check(Number.isSafeInteger(tx.nonce) && tx.nonce >= 0, 'nonce')
  check(tx.to === null || /^0x[0-9a-fA-F]{40}$/.test(tx.to), 'to')
  check(tx.value >= 0n && tx.value <= MAX_UINT256, 'value')
  check(/^0x(?:[0-9a-fA-F]{2})*$/.test(tx.data), 'data')
  check(tx.gas > 0n && tx.gas <= MAX_UINT64, 'gas')
  check(tx.to !== null || tx.data !== '0x', 'a contract without code')
  const highest = fees.type === 'legacy' ? fees.gasPrice : fees.maxFeePerGas
  check(highest >= 0n && highest <= MAX_UINT256, 'fee')
  if (fees.type === 'eip1559') {
    check(fees.maxPriorityFeePerGas >= 0n && fees.maxPriorityFeePerGas <= fees.maxFeePerGas, 'tip')
  }
  for (const { address, storageKeys } of tx.accessList ?? []) {
    check(/^0x[0-9a-fA-F]{40}$/.test(address), 'access list: address')
    check(
      storageKeys.every((key) => /^0x[0-9a-fA-F]{64}$/.test(key)),
      'access list: storage key',
    )
  }
  if (tx.authorizations === undefined) return
  check(fees.type === 'eip1559', 'authorizations without EIP-1559 fees')
  check(tx.to !== null, 'authorizations in a contract creation')
  check(tx.authorizations.length > 0, 'an empty authorization list')
  for (const { chainId } of tx.authorizations) check(chainId === tx.chainId, 'authorization: another network')
}

const encode = (prefix: Prefix, list: readonly Rlp[]): Hex => `0x${prefix}${toRlp(list).slice(2)}`

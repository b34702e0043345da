import type { TransactionSubject } from './entry.ts'

type Own = Pick<TransactionSubject, 'chainId' | 'from' | 'to'> &
  Partial<Pick<TransactionSubject, 'value' | 'data'>>

/** A transaction that the wallet itself proposes: nothing but a call, and no value or data where none is named. */
export const ownTransaction = ({ chainId, from, to, value = '0', data = '0x' }: Own): TransactionSubject => ({
  kind: 'transaction',
  chainId,
  from,
  to,
  value,
  data,
  gas: null,
  legacy: false,
  accessList: null,
})

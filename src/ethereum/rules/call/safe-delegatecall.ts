import type { CallFacts } from '../facts.ts'
import { addressIn, integerIn, readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'

const read = readerOf([
  'execTransaction(address to,uint256 value,bytes data,uint8 operation,uint256 safeTxGas,uint256 baseGas,uint256 gasPrice,address gasToken,address refundReceiver,bytes signatures)',
  'execTransactionFromModule(address to,uint256 value,bytes data,uint8 operation)',
])

export const DELEGATECALL_TEXT = (to: string): string =>
  `The code at ${to} would run as the Safe itself and can take all that it holds, its owners too. This is how the largest thefts were done. Reject it unless you know that contract.`

/** A Safe runs another contract's code as its own, other than Safe's own for several calls at once. */
export const safeDelegatecall: Rule<CallFacts> = {
  id: 'safe-delegatecall',
  severity: 'danger',
  title: 'The Safe runs foreign code as its own',
  check({ call, at }) {
    const values = read(call.data)?.values
    const to = addressIn(values, 'to')
    return to === null || integerIn(values, 'operation') !== 1n || at(to).isKnown
      ? null
      : DELEGATECALL_TEXT(to)
  },
}

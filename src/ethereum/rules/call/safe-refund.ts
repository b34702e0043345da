import type { CallFacts } from '../facts.ts'
import { readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'
import { REFUND_TITLE, refundSaid } from '../safe-refund.ts'

const read = readerOf([
  'execTransaction(address to,uint256 value,bytes data,uint8 operation,uint256 safeTxGas,uint256 baseGas,uint256 gasPrice,address gasToken,address refundReceiver,bytes signatures)',
])

/** A transaction of a Safe pays for its gas, or what is called so; to somebody else, it is a danger. */
export const safeRefund: Rule<CallFacts> = {
  id: 'safe-refund',
  severity: 'danger',
  title: REFUND_TITLE,
  check({ call, isMine, context }) {
    return refundSaid(read(call.data)?.values, isMine, context)
  },
}

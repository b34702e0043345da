import type { Address, Hex } from '../../../shared/hex.ts'
import { unpack } from '../../explain/programs.ts'
import { isSafeLibrary } from '../../safe-libraries.ts'
import { valueAt } from '../../typed-data-view.ts'
import type { CallFacts } from '../facts.ts'
import { addressIn, integerIn, type Reading, readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'

const read = readerOf([
  'execTransaction(address to,uint256 value,bytes data,uint8 operation,uint256 safeTxGas,uint256 baseGas,uint256 gasPrice,address gasToken,address refundReceiver,bytes signatures)',
  'execTransactionFromModule(address to,uint256 value,bytes data,uint8 operation)',
  'multiSend(bytes transactions)',
])

/** DSProxy: made for one person each, by Maker and others. */
const readProxy = readerOf(['execute(address code,bytes data)', 'execute(bytes code,bytes data)'])

export const DELEGATECALL_TEXT = (to: string): string =>
  `The code at ${to} would run as the Safe itself and can take all that it holds, its owners too. This is how the largest thefts were done. Reject it unless you know that contract.`

/** A Safe runs another contract's code as its own, other than Safe's own for several calls at once; or a proxy of the person does (DSProxy). */
export const safeDelegatecall: Rule<CallFacts> = {
  id: 'safe-delegatecall',
  severity: 'danger',
  title: 'The Safe runs foreign code as its own',
  check({ call, at }) {
    const proxied = readProxy(call.data)?.values
    if (proxied !== undefined) {
      const code = addressIn(proxied, 'code')
      return code !== null && at(code).isKnown
        ? null
        : {
            title: 'Foreign code runs as your proxy',
            text: `The code at ${code ?? 'a new address'} would run as the contract that is called, with all that it holds and may. Reject it unless you know that code.`,
          }
    }
    const to = codeOf(read(call.data)).find((one) => !isSafeLibrary(one))
    return to === undefined ? null : DELEGATECALL_TEXT(to)
  },
}

/** Whose code runs as the Safe. */
function codeOf(reading: Reading | null): Address[] {
  if (reading?.name === 'multiSend') {
    const packed = valueAt(reading.values, 'transactions')
    return packed?.kind === 'bytes' ? delegatedIn(packed.value) : []
  }
  const to = addressIn(reading?.values, 'to')
  return to === null || integerIn(reading?.values, 'operation') !== 1n ? [] : [to]
}

function delegatedIn(packed: Hex): Address[] {
  try {
    return unpack(packed).flatMap(({ operation, to }) => (operation === 1 ? [to] : []))
  } catch {
    // No list of calls: the contract refuses it.
    return []
  }
}

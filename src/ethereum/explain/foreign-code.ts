/** Delegate calls: the code of another contract runs as the caller itself, so the words for a call of it would be a lie. */
import type { Hex } from '../../shared/hex.ts'
import { isSafeLibrary } from '../safe-libraries.ts'
import type { Struct } from '../typed-data-values.ts'
import { valueAt } from '../typed-data-view.ts'
import type { ExplainedTransaction } from './context.ts'
import type { Told } from './told.ts'

/** @param data the arguments that the call stands among. Null for any other than a delegate call to foreign code. */
export function foreignCode(data: Struct, call: ExplainedTransaction): Told | null {
  const operation = valueAt(data, 'operation')
  if (operation?.kind !== 'integer' || operation.value !== 1n) return null
  return call.to === null || isSafeLibrary(call.to) ? null : asItself(call)
}

/** What the rules are told in the place of the data: whose code it is counts, and none of its functions is meant. */
const UNREAD: Hex = '0xffffffff'

export const asItself = (call: ExplainedTransaction): Told => ({
  kind: 'contract',
  summary: [
    [
      'The code of ',
      ...(call.to === null ? ['a new contract'] : [{ address: call.to }]),
      ' runs as ',
      { address: call.from },
      ' itself: the data does not tell what it does',
    ],
  ],
  changes: [],
  rows: [{ label: 'Data', value: call.data, mono: true }],
  calls: [{ ...call, data: UNREAD }],
  tellsValue: true,
})

/** The calls that people sign most, in words of their own: transfers and allowances of tokens and items. */
import type { Detail } from '../../messaging/protocol.ts'
import { type Call, decodeCall } from '../calls.ts'
import { describeCall } from './calls.ts'
import { tokenAt } from './context.ts'
import type { Module } from './told.ts'

export const byWords: Module = (call, { context }) => {
  if (call.to === null) return null
  const decoded = decodeCall(call.data)
  if (decoded === null || decoded.call === null) return null
  const told = describeCall(decoded.call, call, tokenAt(call.to, context), context)
  return {
    kind: told.kind,
    summary: told.summary,
    changes: told.changes,
    rows: [{ label: 'Function', value: decoded.signature ?? '', mono: true }, ...argumentRows(decoded.call)],
    calls: [],
    tellsValue: false,
  }
}

const argumentRows = (call: Call): Detail[] =>
  Object.entries(call).flatMap(([label, value]) => {
    if (label === 'name') return []
    const text = Array.isArray(value)
      ? value.map(({ id, amount }) => `${amount} of #${id}`).join(', ')
      : String(value)
    return [{ label: `Argument ${label}`, value: text, mono: true }]
  })

/** Calls of which only the form is known: the name of the function and its arguments, from the table of signatures. */
import { treeOf } from '../typed-data-view.ts'
import { party } from './context.ts'
import { decodeCallOf } from './decode.ts'
import { canonical, parseSignature } from './signature.ts'
import type { Module } from './told.ts'

/** The first signature of the selector that the data fits byte for byte. */
export const bySignature: Module = (call, { context }) => {
  if (call.to === null || call.data.length < 10) return null
  for (const text of context.library?.signatures(`0x${call.data.slice(2, 10).toLowerCase()}`) ?? []) {
    const signature = parseSignature(text)
    const values = signature === null ? null : decodeCallOf(signature, call.data)
    if (signature === null || values === null) continue
    const rows = treeOf(values.fields).map(({ depth, name, type, value }) => ({
      label: name === '' ? type : name,
      value: value ?? type,
      mono: true,
      ...(depth === 0 ? {} : { depth }),
    }))
    return {
      kind: 'contract',
      summary: [
        ['Call ', { strong: signature.name }, ' on ', ...party(call.to, context)],
        ['Candor knows the form of this call, not what it does.'],
      ],
      changes: [],
      rows: [{ label: 'Function', value: canonical(signature), mono: true }, ...rows],
      calls: [],
      tellsValue: false,
    }
  }
  return null
}

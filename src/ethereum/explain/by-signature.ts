/** Calls of which only the form is known: the name of the function and its arguments, from the table of signatures. */
import type { Detail, Part } from '../../messaging/protocol.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import { visibleLine } from '../text.ts'
import type { Struct } from '../typed-data-values.ts'
import { treeOf } from '../typed-data-view.ts'
import { type ExplainContext, party } from './context.ts'
import { decodeCallOf } from './decode.ts'
import { canonical, parseSignature, type Signature } from './signature.ts'
import type { Module, Told } from './told.ts'

type Reading = { signature: Signature; values: Struct }

/** Every signature of the selector that the data fits byte for byte: two that fit are told as two, not chosen from. */
export const bySignature: Module = (call, { context }) => {
  if (call.to === null || call.data.length < 10) return null
  const known = context.library?.signatures(`0x${call.data.slice(2, 10).toLowerCase()}`) ?? []
  const readings = readingsOf(known, call.data)
  if (readings.length === 0) return null
  return tellReadings(readings, call.to, context, 'Candor knows the form of this call, not what it does.')
}

export const readingsOf = (signatures: readonly string[], data: Hex): Reading[] =>
  signatures.flatMap((text): Reading[] => {
    const signature = parseSignature(text)
    const values = signature === null ? null : decodeCallOf(signature, data)
    return signature === null || values === null ? [] : [{ signature, values }]
  })

/** @param said what is to be known of a form that is the only one */
export function tellReadings(
  readings: readonly Reading[],
  to: Address,
  context: ExplainContext,
  said: string,
): Told {
  const names = [...new Set(readings.map(({ signature }) => signature.name))].map((name) =>
    visibleLine(name, 80),
  )
  const called: Part[] = names.flatMap((name, i): Part[] => [...(i === 0 ? [] : [' or ']), { strong: name }])
  const ways = `This call can be read in ${readings.length} ways, and nobody can tell from it which is meant.`
  return {
    kind: 'contract',
    summary: [['Call ', ...called, ' on ', ...party(to, context)], [readings.length === 1 ? said : ways]],
    changes: [],
    rows: readings.flatMap(rowsOf),
    calls: [],
    tellsValue: false,
  }
}

const rowsOf = ({ signature, values }: Reading): Detail[] => [
  { label: 'Function', value: canonical(signature), mono: true },
  ...treeOf(values.fields).map(({ depth, name, type, value }) => ({
    label: name === '' ? type : visibleLine(name, 60),
    value: value ?? type,
    mono: true,
    ...(depth === 0 ? {} : { depth }),
  })),
]

/** Calls that only an outside service knows the form of: told as its word, with the names that it gives. */
import type { Hex } from '../../shared/hex.ts'
import { readingsOf, tellReadings } from './by-signature.ts'
import { canonical, parseSignature, selectorOf } from './signature.ts'
import type { Module } from './told.ts'

export type LookedUp = { by: 'sourcify' | 'signature-database'; signatures: readonly string[] }

const SAID = {
  sourcify: 'Its form is known from source code that Sourcify verified; what it does is up to that code.',
  'signature-database':
    'Its form is a guess by its first four bytes, from a public database that anybody can add to.',
}

export const byLookedUp: Module = (call, { context }) => {
  if (call.to === null || call.data.length < 10) return null
  const selector: Hex = `0x${call.data.slice(2, 10).toLowerCase()}`
  const found = context.lookedUp?.(call.chainId, call.to, selector) ?? null
  if (found === null) return null
  const readings = readingsOf(found.signatures, call.data)
  return readings.length === 0 ? null : tellReadings(readings, call.to, context, SAID[found.by])
}

const FORM = /^[A-Za-z_$][\w$]*\([\w$,()[\] ]*\)$/
const MOST_LETTERS = 1000

/** What a service says that is true of the selector: anything else is no name of this function. */
export const signatureFor = (text: string, selector: Hex): string | null => {
  if (text.length > MOST_LETTERS || !FORM.test(text)) return null
  const signature = parseSignature(text)
  return signature !== null && selectorOf(signature) === selector && canonical(signature).length > 2
    ? text
    : null
}

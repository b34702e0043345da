import * as v from 'valibot'

/** Why a pending transaction does not get on. */
export const stuck = v.variant('why', [
  v.object({ why: v.literal('gap'), nonce: v.number() }),
  v.object({ why: v.literal('fee') }),
  v.object({ why: v.literal('relay'), name: v.string() }),
  v.object({ why: v.literal('refused'), text: v.string() }),
])

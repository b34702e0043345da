/** What a call gives to whom, by the first of our own modules that knows it. */
import { byDescriptor, byInterfaceLoosely } from './by-descriptor.ts'
import { type ExplainContext, type ExplainedTransaction, factsOf } from './context.ts'
import { decodeLoosely } from './decode.ts'
import { type Gives, NOTHING, tryTo } from './gives.ts'
import { byBulker, byPositionManager, byUniversalRouter, PROGRAMS } from './programs.ts'
import type { Tools } from './told.ts'

const MODULES = [byDescriptor, byUniversalRouter, byPositionManager, byBulker, byInterfaceLoosely]

/**
 * Of the call itself; what it makes others do is read from those calls. What stands behind the arguments counts for
 * nothing, as for the function: a byte there must not silence a rule.
 */
export function givesOf(call: ExplainedTransaction, context: ExplainContext): Gives {
  const tools: Tools = { context, facts: factsOf(context, call.chainId), inner: () => null }
  const bare = { ...call, data: withoutExtra(call.data) }
  for (const module of MODULES) {
    const told = tryTo(() => module(bare, tools))
    if (told?.gives !== undefined) return told.gives
  }
  return NOTHING
}

/** Programs are read to the letter; descriptors tell apart by themselves what stands behind. */
function withoutExtra(data: ExplainedTransaction['data']): ExplainedTransaction['data'] {
  const signature = PROGRAMS.get(data.slice(0, 10).toLowerCase())
  if (signature === undefined) return data
  const extra = decodeLoosely(signature.inputs, `0x${data.slice(10)}`)?.extra ?? null
  return extra === null ? data : `0x${data.slice(2, data.length - (extra.length - 2))}`
}

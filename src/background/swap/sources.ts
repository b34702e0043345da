/** The sources of quotes, in the order in which they are named. */
import { onChain } from './on-chain.ts'
import type { QuoteSource } from './source.ts'
import { wrap } from './wrap.ts'

export const SOURCES: readonly QuoteSource[] = [wrap, onChain]

export const sourceOf = (id: string): QuoteSource | undefined => SOURCES.find((source) => source.id === id)

/** The sources of quotes, in the order in which they are named. */
import { onChain } from './on-chain.ts'
import { aggregatorSource } from './outside/aggregator.ts'
import { bridge } from './outside/bridge.ts'
import { cow } from './outside/cow.ts'
import { oneInch, zeroEx } from './outside/keyed.ts'
import { kyberSwap } from './outside/kyberswap.ts'
import { lifi } from './outside/lifi.ts'
import { velora } from './outside/velora.ts'
import type { QuoteSource } from './source.ts'
import { wrap } from './wrap.ts'

export const SOURCES: readonly QuoteSource[] = [
  wrap,
  onChain,
  ...[kyberSwap, velora, lifi, zeroEx, oneInch].map(aggregatorSource),
  cow,
  bridge,
]

export const sourceOf = (id: string): QuoteSource | undefined => SOURCES.find((source) => source.id === id)

/** The well-known tokens that come with the wallet, so that a balance is found without asking any list service. */
import type { Address } from '../shared/hex.ts'
import { TOKENS } from './tokens-data.ts'

export type Token = { address: Address; symbol: string; name: string; decimals: number }

/** None for a network that is not one of the presets. Their names and symbols are ours, not the chain's. */
export const bundledTokens = (chainId: number): readonly Token[] =>
  (TOKENS[chainId] ?? []).map(([address, symbol, name, decimals]) => ({ address, symbol, name, decimals }))

/**
 * THE list of services that the wallet can ask outside of the networks. Adding one is one entry in a file of list/:
 * it is off until the person has read what it learns and switched it on.
 */
import { CLEAR_SIGNING_PROVIDERS } from './list/clear-signing.ts'
import { EXPLORER_PROVIDERS } from './list/explorers.ts'
import { NFT_PROVIDERS } from './list/nfts.ts'
import { PRICE_PROVIDERS } from './list/prices.ts'
import { RELAY_PROVIDERS } from './list/relays.ts'
import { SAFETY_PROVIDERS } from './list/safety.ts'
import { SWAP_PROVIDERS } from './list/swaps.ts'
import type { Provider } from './provider.ts'

export const PROVIDERS: readonly Provider[] = [
  ...PRICE_PROVIDERS,
  ...EXPLORER_PROVIDERS,
  ...NFT_PROVIDERS,
  ...SWAP_PROVIDERS,
  ...RELAY_PROVIDERS,
  ...SAFETY_PROVIDERS,
  ...CLEAR_SIGNING_PROVIDERS,
]

export const findProvider = (id: string): Provider | undefined => PROVIDERS.find((one) => one.id === id)

/** Networks' own coins. */
const COIN_NAMES: Readonly<Record<string, string>> = {
  ETH: 'Ether',
  AVAX: 'Avalanche',
}

/** What a network's coin is called, which is not what the network is called. */
export const coinName = (symbol: string): string => COIN_NAMES[symbol] ?? symbol

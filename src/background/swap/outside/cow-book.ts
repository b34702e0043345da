/** Where CoW Protocol keeps its orders, a book for each network. */
export const COW_CHAINS: Readonly<Record<number, string>> = {
  1: 'mainnet',
  56: 'bnb',
  100: 'xdai',
  137: 'polygon',
  8453: 'base',
  42161: 'arbitrum_one',
  43114: 'avalanche',
  59144: 'linea',
  11155111: 'sepolia',
}

export const cowUrl = (chainId: number, path: string): string =>
  `https://api.cow.fi/${COW_CHAINS[chainId] ?? ''}/api/v1/${path}`

/**
 * The networks that come with the wallet. Ids, names, coins, explorers and Multicall3 are held against
 * `viem/chains` by the test; the endpoints are public, need no key, and are only used once a person picks
 * the network.
 */
import type { Address } from '../shared/hex.ts'

export type Preset = {
  chainId: number
  name: string
  /** The native coin; always 18 decimals. */
  symbol: string
  explorer: string
  endpoints: readonly [string, string, ...string[]]
  testnet: boolean
  color: string
  /** Charges an L1 data fee that the GasPriceOracle of the OP stack tells. */
  opStack: boolean
  /** Knows transactions that give an account code (EIP-7702). */
  eip7702: boolean
}

const COMMON = { symbol: 'ETH', testnet: false, opStack: false, eip7702: false }

export const PRESETS: readonly Preset[] = [
  {
    ...COMMON,
    chainId: 1,
    eip7702: true,
    name: 'Ethereum',
    explorer: 'https://etherscan.io',
    endpoints: ['https://ethereum-rpc.publicnode.com', 'https://eth.drpc.org'],
    color: '#5B6CB8',
  },
  {
    ...COMMON,
    chainId: 8453,
    eip7702: true,
    name: 'Base',
    explorer: 'https://basescan.org',
    endpoints: ['https://base-rpc.publicnode.com', 'https://mainnet.base.org', 'https://base.drpc.org'],
    color: '#1B52F0',
    opStack: true,
  },
  {
    ...COMMON,
    chainId: 42161,
    eip7702: true,
    name: 'Arbitrum One',
    explorer: 'https://arbiscan.io',
    endpoints: ['https://arbitrum-one-rpc.publicnode.com', 'https://arb1.arbitrum.io/rpc'],
    color: '#2C7FB8',
  },
  {
    ...COMMON,
    chainId: 10,
    eip7702: true,
    name: 'OP Mainnet',
    explorer: 'https://optimistic.etherscan.io',
    endpoints: ['https://optimism-rpc.publicnode.com', 'https://mainnet.optimism.io'],
    color: '#D92B2B',
    opStack: true,
  },
  {
    ...COMMON,
    chainId: 137,
    eip7702: true,
    name: 'Polygon',
    symbol: 'POL',
    explorer: 'https://polygonscan.com',
    endpoints: ['https://polygon-bor-rpc.publicnode.com', 'https://polygon.drpc.org'],
    color: '#7A3FE0',
  },
  {
    ...COMMON,
    chainId: 56,
    eip7702: true,
    name: 'BNB Smart Chain',
    symbol: 'BNB',
    explorer: 'https://bscscan.com',
    endpoints: ['https://bsc-rpc.publicnode.com', 'https://bsc-dataseed.bnbchain.org'],
    color: '#B58500',
  },
  {
    ...COMMON,
    chainId: 43114,
    name: 'Avalanche',
    symbol: 'AVAX',
    explorer: 'https://snowtrace.io',
    endpoints: ['https://avalanche-c-chain-rpc.publicnode.com', 'https://api.avax.network/ext/bc/C/rpc'],
    color: '#C9353A',
  },
  {
    ...COMMON,
    chainId: 100,
    eip7702: true,
    name: 'Gnosis',
    symbol: 'XDAI',
    explorer: 'https://gnosisscan.io',
    endpoints: ['https://gnosis-rpc.publicnode.com', 'https://rpc.gnosischain.com'],
    color: '#3E6957',
  },
  {
    ...COMMON,
    chainId: 59144,
    name: 'Linea',
    explorer: 'https://lineascan.build',
    endpoints: ['https://linea-rpc.publicnode.com', 'https://rpc.linea.build'],
    color: '#33849E',
  },
  {
    ...COMMON,
    chainId: 534352,
    eip7702: true,
    name: 'Scroll',
    explorer: 'https://scrollscan.com',
    endpoints: ['https://scroll-rpc.publicnode.com', 'https://rpc.scroll.io'],
    color: '#B7793C',
  },
  {
    ...COMMON,
    chainId: 324,
    name: 'zkSync Era',
    explorer: 'https://explorer.zksync.io',
    endpoints: ['https://mainnet.era.zksync.io', 'https://zksync.drpc.org'],
    color: '#4E529A',
  },
  {
    ...COMMON,
    chainId: 11155111,
    eip7702: true,
    name: 'Sepolia',
    explorer: 'https://sepolia.etherscan.io',
    endpoints: ['https://ethereum-sepolia-rpc.publicnode.com', 'https://sepolia.drpc.org'],
    testnet: true,
    color: '#8A8780',
  },
]

/** Where Multicall3 stands; the same nearly everywhere (https://www.multicall3.com), but zkSync Era's own. */
export const multicall3 = (chainId: number): Address =>
  chainId === 324
    ? '0xF9cda624FBC7e059355ce98a31693d299FACd963'
    : '0xcA11bde05977b3631167028862bE2a173976CA11'

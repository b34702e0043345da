/**
 * Contracts that are the same code at the same address on every network, because the address follows from the code
 * (EIP-1014) or from a signature that fits one deployment only. No other contract is named by its address alone.
 */
import type { Address } from '../shared/hex.ts'
import { DELEGATE } from './delegate.ts'

export const PERMIT2: Address = '0x000000000022D473030F116dDEE9F6B43aC78BA3'

const KNOWN: ReadonlyMap<string, string> = new Map(
  Object.entries({
    [PERMIT2]: 'Permit2',
    '0xcA11bde05977b3631167028862bE2a173976CA11': 'Multicall3',
    '0x4e59b44847b379578588920cA78FbF26c0B4956C': 'Deterministic Deployment Proxy',
    '0x914d7Fec6aaC8cd542e72Bca78B30650d45643d7': 'Safe singleton factory',
    '0xba5Ed099633D3B313e4D5F7bdc1305d3c28ba5Ed': 'CreateX',
    '0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789': 'EntryPoint 0.6',
    '0x0000000071727De22E5E9d8BAf0edAc6f37da032': 'EntryPoint 0.7',
    '0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108': 'EntryPoint 0.8',
    [DELEGATE.address]: DELEGATE.name,
  }).map(([address, name]) => [address.toLowerCase(), name]),
)

export const knownContract = (address: string): string | null => KNOWN.get(address.toLowerCase()) ?? null

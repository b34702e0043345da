/**
 * What each page offers as `window.dapp`: the things that every dApp does, done with the page's own library. Amounts
 * are decimal strings of base units, so that they cross into the page as they are.
 */
export interface NewNetwork {
  chainId: number
  name: string
  symbol: string
  url: string
}

export interface TypedRequest {
  domain: { name: string; version: string; chainId: number; verifyingContract: `0x${string}` }
  types: Record<string, { name: string; type: string }[]>
  primaryType: string
  message: Record<string, unknown>
}

export interface Dapp {
  /** Answers the accounts, as the library gives them. */
  connect(): Promise<readonly string[]>
  /** What the page knows now: nobody is asked. */
  accounts(): Promise<readonly string[]>
  chainId(): Promise<number>
  signMessage(text: string): Promise<string>
  signTypedData(typed: TypedRequest): Promise<string>
  /** Answers the hash once the transaction is mined. */
  send(to: string, value: string): Promise<string>
  transferToken(token: string, to: string, amount: string): Promise<string>
  /** A read that reverts when there is no such token: the contract's own error, as `Name(argument)`. */
  ownerOf(collection: string, id: string): Promise<string>
  switchNetwork(chainId: number): Promise<void>
  /** To a network that the wallet does not know, which is added on the way. */
  switchToNew(network: NewNetwork): Promise<void>
  disconnect(): Promise<void>
  /** What only this library does, by name. */
  extra: Record<string, (...args: string[]) => Promise<unknown>>
}

export interface Eip1193 {
  request(request: { method: string; params?: unknown }): Promise<unknown>
  on(event: string, listener: (value: never) => void): unknown
  removeListener(event: string, listener: (value: never) => void): unknown
}

declare global {
  interface Window {
    dapp?: Dapp
    /** What the provider told, in order. */
    told?: [string, unknown][]
  }
}

/** The provider as old pages find it. */
export function injected(): Eip1193 {
  const { ethereum } = window as unknown as { ethereum?: Eip1193 }
  if (!ethereum) throw new Error('There is no window.ethereum')
  return ethereum
}

/** The provider as EIP-6963 announces it. */
export function announced(): Promise<Eip1193> {
  return new Promise((done, fail) => {
    const seen = (event: Event) => {
      const { info, provider } = (event as CustomEvent<{ info: { rdns: string }; provider: Eip1193 }>).detail
      if (info.rdns === 'io.candor.wallet') done(provider)
    }
    window.addEventListener('eip6963:announceProvider', seen)
    window.dispatchEvent(new Event('eip6963:requestProvider'))
    setTimeout(() => fail(new Error('No wallet was announced')), 5000)
  })
}

/** What MetaMask's own documentation tells dApps to do. */
export async function switchOrAdd(provider: Eip1193, network: NewNetwork): Promise<void> {
  const chainId = `0x${network.chainId.toString(16)}`
  try {
    await provider.request({ method: 'wallet_switchEthereumChain', params: [{ chainId }] })
  } catch (error) {
    if ((error as { code?: number }).code !== 4902) throw error
    const { name, symbol, url } = network
    const nativeCurrency = { name: symbol, symbol, decimals: 18 }
    const wanted = { chainId, chainName: name, nativeCurrency, rpcUrls: [url] }
    await provider.request({ method: 'wallet_addEthereumChain', params: [wanted] })
  }
}

export async function revoke(provider: Eip1193): Promise<void> {
  await provider.request({ method: 'wallet_revokePermissions', params: [{ eth_accounts: {} }] })
}

/** The page can be driven from here on. */
export function publish(dapp: Dapp, provider: Eip1193): void {
  const told: [string, unknown][] = []
  for (const name of ['connect', 'disconnect', 'accountsChanged', 'chainChanged', 'message']) {
    provider.on(name, (value: unknown) => told.push([name, value]))
  }
  window.told = told
  window.dapp = dapp
}

export const collectionAbi = [
  'function ownerOf(uint256 id) view returns (address)',
  'error ERC721NonexistentToken(uint256 id)',
] as const

export const transferAbi = [
  'function transfer(address to, uint256 amount) returns (bool)',
  'function balanceOf(address owner) view returns (uint256)',
  'event Transfer(address indexed from, address indexed to, uint256 value)',
]

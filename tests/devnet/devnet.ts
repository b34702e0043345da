import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Address,
  createTestClient,
  defineChain,
  encodeFunctionData,
  getAddress,
  type Hex,
  http,
  parseAbi,
  parseGwei,
  publicActions,
  walletActions,
} from 'viem'
import { spawnAnvil } from './anvil.mjs'
import addresses from './artifacts/addresses.json' with { type: 'json' }
import code from './artifacts/code.json' with { type: 'json' }

/** The recovery phrase whose first ten accounts hold 10 000 ether each; the first three hold tokens too. */
export const devnetMnemonic = 'test test test test test test test test test test test junk'

/** The contracts of the state, each at the address that it has on Ethereum mainnet. */
export { addresses as devnetAddresses }

export interface DevnetOptions {
  /** 1 unless told. */
  chainId?: number
  /** A free port unless told. */
  port?: number
  /** Load the mainnet-shaped state; unless told, only chain 1 does. */
  state?: boolean
  /** Seconds between blocks; without it, every transaction is mined at once. */
  blockTime?: number
}

function createClient(chainId: number, url: string) {
  const chain = defineChain({
    id: chainId,
    name: `Devnet ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [url] } },
    contracts: { multicall3: { address: addresses.multicall3 as Address } },
  })
  const transport = http(url, { timeout: 30_000 })
  return createTestClient({ mode: 'anvil', chain, transport, pollingInterval: 20, cacheTime: 0 })
    .extend(publicActions)
    .extend(walletActions)
}

export type DevnetClient = ReturnType<typeof createClient>

export interface Devnet {
  url: string
  /** The same port answers WebSocket. */
  webSocketUrl: string
  port: number
  chainId: number
  /** viem's test, public and wallet actions over this chain. */
  client: DevnetClient
  /** Remembers the chain as it is; answers the id for `revert`. */
  snapshot(): Promise<Hex>
  /** Puts the chain back; the id works once. */
  revert(id: Hex): Promise<void>
  stop(): Promise<void>
}

/** Starts a local chain, which dies with this process at the latest. */
export async function startDevnet(options: DevnetOptions = {}): Promise<Devnet> {
  const { chainId = 1, port = 0, state = chainId === 1, blockTime } = options
  const args = ['--chain-id', String(chainId), '--hardfork', 'osaka', '--gas-limit', '60000000']
  // The states of so many blocks stay in memory. By itself it writes each to disk, which takes longer than the block.
  args.push('--prune-history', '300')
  if (blockTime !== undefined) args.push('--block-time', String(blockTime))
  const anvil = await spawnAnvil(args, { port })
  const client = createClient(chainId, anvil.url)
  try {
    if (state) {
      await loadState(client)
      await client.setCode({ address: DELEGATE, bytecode: code.simple7702Account as Hex })
    }
  } catch (error) {
    await anvil.stop()
    throw error
  }
  return {
    url: anvil.url,
    webSocketUrl: anvil.url.replace('http:', 'ws:'),
    port: anvil.port,
    chainId,
    client,
    snapshot: () => client.snapshot(),
    revert: (id) => client.revert({ id }),
    stop: anvil.stop,
  }
}

/** The contract whose code smart accounts take (EIP-7702); on every chain with the state. */
export const DELEGATE = '0x4Cd241E8d1510e30b2076397afc7508Ae59C66c9'

/** The dump is kept gzipped, which is also how anvil takes it. */
async function loadState(client: DevnetClient): Promise<void> {
  const dump = readFileSync(join(import.meta.dirname, 'artifacts/state.json.gz'))
  await client.loadState({ state: `0x${dump.toString('hex')}` }).catch((error) => {
    // viem's message carries the request, which is the whole state.
    throw new Error(`The state does not load: ${error.details ?? error.shortMessage}`)
  })
  // The clock goes on where the dump was made; a block of now, at a fee like mainnet's, brings it back.
  await client.request<{ Parameters: [number]; ReturnType: number }>({
    method: 'evm_setTime',
    params: [Math.floor(Date.now() / 1000)],
  })
  await client.setNextBlockBaseFeePerGas({ baseFeePerGas: parseGwei('1') })
  await client.mine({ blocks: 1 })
}

/** Puts Multicall3 on a chain that was started without the state. */
export async function etchMulticall3({ client }: Devnet): Promise<Address> {
  const address = addresses.multicall3 as Address
  await client.setCode({ address, bytecode: code.multicall3 as Hex })
  return address
}

/** Puts the delegate of smart accounts on a chain that was started without the state. */
export async function etchDelegate({ client }: Devnet): Promise<Address> {
  await client.setCode({ address: DELEGATE, bytecode: code.simple7702Account as Hex })
  return DELEGATE
}

/** Puts the OP stack's GasPriceOracle in its place. Its `getL1Fee` asks 1000 gwei for each byte. */
export async function etchGasPriceOracle({ client }: Devnet): Promise<Address> {
  const address = '0x420000000000000000000000000000000000000F'
  await client.setCode({ address, bytecode: code.gasPriceOracle as Hex })
  return address
}

export type BrokenToken = keyof typeof code.broken

const places = Object.keys(code.broken).map((name, i): [string, Address] => [
  name,
  getAddress(`0xb20ce${(i + 1).toString(16).padStart(35, '0')}`),
])

const MINT = parseAbi(['function mint(address to, uint256 value)'])
const SPAM = parseAbi(['function airdrop(address[] to)'])

/** Puts the tokens of contracts/Broken.sol on the chain, with 1000 of each in the hands of `owner`. */
export async function etchBrokenTokens(
  { client }: Devnet,
  owner: Address,
): Promise<Record<BrokenToken, Address>> {
  await client.impersonateAccount({ address: owner })
  for (const [name, address] of places) {
    await client.setCode({ address, bytecode: code.broken[name as BrokenToken] as Hex })
    const data =
      name === 'spam'
        ? encodeFunctionData({ abi: SPAM, args: [[owner]] })
        : encodeFunctionData({ abi: MINT, args: [owner, 1000n * 10n ** 18n] })
    await client.sendTransaction({ account: owner, to: address, data })
  }
  await client.stopImpersonatingAccount({ address: owner })
  return Object.fromEntries(places) as Record<BrokenToken, Address>
}

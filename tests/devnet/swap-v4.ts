/** Uniswap v4 on the chain, at the addresses of mainnet, with pools as tests want them: for tests of swaps alone. */
import {
  type Address,
  concatHex,
  encodeAbiParameters,
  type Hex,
  keccak256,
  maxUint256,
  parseAbi,
  parseAbiParameters,
  parseEther,
} from 'viem'
import addresses from './artifacts/addresses.json' with { type: 'json' }
import code from './artifacts/uniswap4.json' with { type: 'json' }
import type { Devnet } from './devnet'
import { PROVIDER } from './swap-pools'

const NONE = '0x0000000000000000000000000000000000000000'
const MANAGER: Address = '0x000000000004444c5dc75cB358380D2e3dE08A90'
export const V4_QUOTER: Address = '0x52F0E24D1c21C8A0cB1e5a5dD6198556BD9E1203'
export const UNIVERSAL_ROUTER: Address = '0x66a9893cC07D91D95644AEDD05D03f95e1dBA8Af'
const LIQUIDITY: Address = '0x00000000000000000000000000000000004c1901'
const GAS = 16_000_000n
const abi = parseAbi([
  'function initialize((address currency0, address currency1, uint24 fee, int24 tickSpacing, address hooks) key, uint160 sqrtPriceX96)',
  'function modifyLiquidity((address currency0, address currency1, uint24 fee, int24 tickSpacing, address hooks) key, (int24 tickLower, int24 tickUpper, int256 liquidityDelta, bytes32 salt) params, bytes hookData) payable',
  'function approve(address spender, uint256 value)',
  'function mint(address to, uint256 value)',
])
const { weth, permit2, uniswapV2Factory, uniswapV3Factory, uniswapV3PositionManager } =
  addresses as unknown as Record<
    'weth' | 'permit2' | 'uniswapV2Factory' | 'uniswapV3Factory' | 'uniswapV3PositionManager',
    Address
  >

/** Of the pairs and pools of mainnet, by which the router finds them. */
const PAIR_HASH: Hex = '0x96e8ac4277198ff8b6f785478aa9a39f403cb768dd02cbee326c3e7da348845f'
const POOL_HASH: Hex = '0xe34f199b19b2b4f47f68442619d555527d244f78a3297ea89325f843f87b8b54'

/**
 * `price`: how much of the second a whole of the first costs. `depth`: liquidity, 1e16 being some ether of USDC.
 * `sellsFirst`: it holds nothing but that of the lower address, for tokens that its provider cannot be paid in.
 */
export type Pool4 = {
  one: Token4
  other: Token4
  fee: number
  price: number
  depth?: bigint
  sellsFirst?: boolean
}
type Token4 = { address: Address; decimals: number }
export const ETHER: Token4 = { address: NONE, decimals: 18 }
/** Of ticks, by fee. */
export const SPACINGS: Record<number, number> = { 100: 1, 500: 10, 3000: 60, 10000: 200 }

/** @returns what makes a pool */
export async function makeV4({ client }: Devnet): Promise<(pool: Pool4) => Promise<void>> {
  const account = PROVIDER
  /** As though it had been created there: its constructor runs at the address, and its answer becomes the code. */
  async function place(address: Address, creation: string, args: Hex): Promise<void> {
    await client.setCode({ address, bytecode: concatHex([creation as Hex, args]) })
    const { data } = await client.call({ account, to: address, gas: GAS })
    await client.waitForTransactionReceipt({
      hash: await client.sendTransaction({ account, to: address, gas: GAS }),
    })
    await client.setCode({ address, bytecode: data ?? '0x' })
  }
  const one = (address: Address) => encodeAbiParameters([{ type: 'address' }], [address])
  await place(MANAGER, code.poolManager, one(account))
  await place(V4_QUOTER, code.quoter, one(MANAGER))
  await place(LIQUIDITY, code.liquidity, one(MANAGER))
  const parameters = parseAbiParameters(
    '(address, address, address, address, bytes32, bytes32, address, address, address)',
  )
  await place(
    UNIVERSAL_ROUTER,
    code.universalRouter,
    encodeAbiParameters(parameters, [
      [
        permit2,
        weth,
        uniswapV2Factory,
        uniswapV3Factory,
        PAIR_HASH,
        POOL_HASH,
        MANAGER,
        uniswapV3PositionManager,
        NONE,
      ],
    ]),
  )
  const send = async (address: Address, functionName: string, args: unknown[], value = 0n) => {
    const hash = await client.writeContract({
      account,
      address,
      abi,
      functionName,
      args,
      value,
      gas: GAS,
    } as never)
    const { status } = await client.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new Error(`${functionName} reverted`)
  }
  return async ({ one, other, fee, price, depth = 10n ** 16n, sellsFirst }) => {
    const isFirst = one.address.toLowerCase() < other.address.toLowerCase()
    const [token0, token1] = isFirst ? [one, other] : [other, one]
    const ratio = (isFirst ? price : 1 / price) * 10 ** (token1.decimals - token0.decimals)
    const spacing = SPACINGS[fee] ?? 1
    const above = (Math.floor(Math.log(ratio) / Math.log(1.0001) / spacing) + 1) * spacing
    const edge = Math.floor(887_272 / spacing) * spacing
    const key = {
      currency0: token0.address,
      currency1: token1.address,
      fee,
      tickSpacing: spacing,
      hooks: NONE,
    }
    await send(MANAGER, 'initialize', [key, BigInt(Math.round(Math.sqrt(ratio) * 2 ** 96))])
    for (const { address, decimals } of sellsFirst ? [token0] : [token0, token1]) {
      if (address === NONE) continue
      await send(address, 'mint', [account, 10n ** BigInt(decimals + 8)])
      await send(address, 'approve', [LIQUIDITY, maxUint256])
    }
    const tickLower = sellsFirst ? above : -edge
    const params = { tickLower, tickUpper: edge, liquidityDelta: depth, salt: keccak256('0x') }
    const value = token0.address === NONE ? parseEther('600') : 0n
    await send(LIQUIDITY, 'modifyLiquidity', [key, params, '0x'], value)
  }
}

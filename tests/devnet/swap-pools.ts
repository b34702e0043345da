/**
 * More to swap than the state has, made where it is wanted, so that the state stays what all tests know: a token on no
 * list with pools of different depths, and one that keeps a part of whatever is moved. Real contracts, all of them.
 */
import { type Address, encodeDeployData, type Hex, maxUint256, parseAbi, parseEther, parseUnits } from 'viem'
import addresses from './artifacts/addresses.json' with { type: 'json' }
import code from './artifacts/swap.json' with { type: 'json' }
import type { Devnet } from './devnet'

/** The tenth account provides; no test uses it. */
export const PROVIDER: Address = '0xa0Ee7A142d267C1f36714E4a8F75612F20a79720'
const abi = parseAbi([
  'constructor()',
  'function mint(address to, uint256 value)',
  'function approve(address spender, uint256 value)',
  'function deposit() payable',
  'function addLiquidity(address,address,uint256,uint256,uint256,uint256,address,uint256) returns (uint256,uint256,uint256)',
  'function addLiquidityETH(address,uint256,uint256,uint256,address,uint256) payable returns (uint256,uint256,uint256)',
  'function createAndInitializePoolIfNecessary(address,address,uint24,uint160) payable returns (address)',
  'function mint((address token0, address token1, uint24 fee, int24 tickLower, int24 tickUpper, uint256 amount0Desired, uint256 amount1Desired, uint256 amount0Min, uint256 amount1Min, address recipient, uint256 deadline) params) payable',
])
const FAR = 99_999_999_999n
/** What an estimate says is too little in the next second: pools write down when they were used. */
const GAS = 6_000_000n
const { weth, usdc, uniswapV2Router, uniswapV3PositionManager } = addresses as Record<string, Address>

export type SwapPools = { acorn: Address; toll: Address }

export async function makeSwapPools({ client }: Devnet, holder: Address): Promise<SwapPools> {
  const account = PROVIDER
  const settled = async (hash: Hex) => {
    const receipt = await client.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success') throw new Error(`reverted: ${hash}`)
    return receipt
  }
  const send = async (address: Address | undefined, functionName: string, args: unknown[], value = 0n) =>
    settled(
      await client.writeContract({ account, address, abi, functionName, args, value, gas: GAS } as never),
    )
  const deploy = async (bytecode: string): Promise<Address> => {
    const data = encodeDeployData({ abi, bytecode: bytecode as Hex })
    const { contractAddress } = await settled(await client.sendTransaction({ account, data, gas: GAS }))
    if (!contractAddress) throw new Error('not deployed')
    return contractAddress
  }
  const [acorn, toll] = [await deploy(code.plain), await deploy(code.taxed)]
  for (const token of [acorn, toll]) {
    await send(token, 'mint', [account, parseEther('10000000')])
    await send(token, 'mint', [holder, parseEther('20000')])
  }
  await send(weth, 'deposit', [], parseEther('1000'))
  await send(usdc, 'mint', [account, parseUnits('10000000', 6)])
  for (const token of [acorn, toll, weth, usdc])
    for (const spender of [uniswapV2Router, uniswapV3PositionManager])
      await send(token, 'approve', [spender, maxUint256])

  const pool3 = async (fee: number, spacing: number, ...sides: [Address | undefined, bigint][]) => {
    const [[token0, x] = [], [token1, y] = []] = sides.sort(([a], [b]) =>
      String(a).toLowerCase() < String(b).toLowerCase() ? -1 : 1,
    )
    await send(uniswapV3PositionManager, 'createAndInitializePoolIfNecessary', [
      token0,
      token1,
      fee,
      squareRoot(((y ?? 0n) << 192n) / (x ?? 1n)),
    ])
    const edge = Math.floor(887_272 / spacing) * spacing
    await send(uniswapV3PositionManager, 'mint', [
      {
        token0,
        token1,
        fee,
        tickLower: -edge,
        tickUpper: edge,
        amount0Desired: x,
        amount1Desired: y,
        amount0Min: 0n,
        amount1Min: 0n,
        recipient: account,
        deadline: FAR,
      },
    ])
  }
  await send(
    uniswapV2Router,
    'addLiquidityETH',
    [acorn, parseEther('100000'), 0n, 0n, account, FAR],
    parseEther('50'),
  )
  await send(
    uniswapV2Router,
    'addLiquidityETH',
    [toll, parseEther('100000'), 0n, 0n, account, FAR],
    parseEther('50'),
  )
  await pool3(10_000, 200, [acorn, parseEther('200000')], [weth, parseEther('100')])
  await pool3(3000, 60, [acorn, parseEther('400000')], [usdc, parseUnits('600000', 6)])
  return { acorn, toll }
}

function squareRoot(value: bigint): bigint {
  let root = value
  for (let next = (root + 1n) / 2n; next < root; next = (root + value / root) / 2n) root = next
  return root
}

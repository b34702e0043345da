import { getAddress, maxUint256, parseEther, parseUnits, stringToHex } from 'viem'
import { canonical } from './canonical.mjs'

const deadline = 99_999_999_999n

function squareRoot(value) {
  let root = value
  let next = (root + 1n) / 2n
  while (next < root) {
    root = next
    next = (root + value / root) / 2n
  }
  return root
}

function bySide(a, b) {
  return a.token.address.toLowerCase() < b.token.address.toLowerCase() ? [a, b] : [b, a]
}

/** Uniswap v2 and v3 with their routers and quoter, and pools between ether, USDC, USDT and DAI. */
export async function deployUniswap(chain, tokens, { artifact }) {
  const periphery = (path) => artifact(`@uniswap/v3-periphery/artifacts/contracts/${path}`)
  const { weth } = tokens
  const { address: deployer } = chain.deployer

  const factory2 = await chain.place(
    'uniswapV2Factory',
    canonical.uniswapV2Factory,
    artifact('@uniswap/v2-core/build/UniswapV2Factory.json'),
    [deployer],
  )
  const router2 = await chain.place(
    'uniswapV2Router',
    canonical.uniswapV2Router,
    artifact('@uniswap/v2-periphery/build/UniswapV2Router02.json'),
    [factory2.address, weth.address],
  )
  const factory3 = await chain.place(
    'uniswapV3Factory',
    canonical.uniswapV3Factory,
    artifact('@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json'),
  )
  await chain.send(factory3, 'enableFeeAmount', [100, 1])
  const pictures = await chain.place(
    'uniswapV3NftDescriptor',
    canonical.uniswapV3NftDescriptor,
    periphery('libraries/NFTDescriptor.sol/NFTDescriptor.json'),
  )
  const descriptor = await chain.place(
    'uniswapV3PositionDescriptor',
    canonical.uniswapV3PositionDescriptor,
    periphery('NonfungibleTokenPositionDescriptor.sol/NonfungibleTokenPositionDescriptor.json'),
    [weth.address, stringToHex('ETH', { size: 32 })],
    { NFTDescriptor: pictures.address },
  )
  const positions = await chain.place(
    'uniswapV3PositionManager',
    canonical.uniswapV3PositionManager,
    periphery('NonfungiblePositionManager.sol/NonfungiblePositionManager.json'),
    [factory3.address, weth.address, descriptor.address],
  )
  const pair3 = [factory3.address, weth.address]
  const swapArtifact = periphery('SwapRouter.sol/SwapRouter.json')
  await chain.place('uniswapV3Router', canonical.uniswapV3Router, swapArtifact, pair3)
  await chain.place(
    'uniswapV3Quoter',
    canonical.uniswapV3Quoter,
    periphery('lens/QuoterV2.sol/QuoterV2.json'),
    pair3,
  )
  await chain.place(
    'uniswapV3TickLens',
    canonical.uniswapV3TickLens,
    periphery('lens/TickLens.sol/TickLens.json'),
  )
  await chain.place(
    'uniswapRouter02',
    canonical.uniswapRouter02,
    artifact('@uniswap/swap-router-contracts/artifacts/contracts/SwapRouter02.sol/SwapRouter02.json'),
    [factory2.address, factory3.address, positions.address, weth.address],
  )

  for (const token of Object.values(tokens)) {
    for (const spender of [router2.address, positions.address]) {
      await chain.send(token, 'approve', [spender, maxUint256])
    }
  }

  async function pool2(a, b) {
    const amounts = [a.token.address, b.token.address, a.amount, b.amount, 0n, 0n]
    await chain.send(router2, 'addLiquidity', [...amounts, deployer, deadline])
  }

  async function pool3(a, b, fee, tickSpacing) {
    const [x, y] = bySide(a, b)
    const price = squareRoot((y.amount << 192n) / x.amount)
    const key = [x.token.address, y.token.address, fee]
    await chain.send(positions, 'createAndInitializePoolIfNecessary', [...key, price])
    const edge = Math.floor(887_272 / tickSpacing) * tickSpacing
    await chain.send(positions, 'mint', [
      {
        token0: x.token.address,
        token1: y.token.address,
        fee,
        tickLower: -edge,
        tickUpper: edge,
        amount0Desired: x.amount,
        amount1Desired: y.amount,
        amount0Min: 0n,
        amount1Min: 0n,
        recipient: deployer,
        deadline,
      },
    ])
  }

  const ether = (amount) => ({ token: weth, amount: parseEther(String(amount)) })
  const usdc = (amount) => ({ token: tokens.usdc, amount: parseUnits(String(amount), 6) })
  const usdt = (amount) => ({ token: tokens.usdt, amount: parseUnits(String(amount), 6) })
  const dai = (amount) => ({ token: tokens.dai, amount: parseEther(String(amount)) })

  await pool2(ether(2000), usdc(6_000_000))
  await pool2(ether(500), usdt(1_500_000))
  await pool2(ether(1000), dai(3_000_000))
  await pool3(ether(5000), usdc(15_000_000), 500, 10)
  await pool3(ether(1000), usdc(3_000_000), 3000, 60)
  await pool3(ether(2000), usdt(6_000_000), 3000, 60)
  await pool3(usdc(10_000_000), usdt(10_000_000), 100, 1)
  await pool3(usdc(10_000_000), dai(10_000_000), 100, 1)

  // Pools are created by the factories, at addresses that follow from theirs: these are mainnet's.
  const pool = await chain.read(factory3, 'getPool', [weth.address, tokens.usdc.address, 500])
  const pair = await chain.read(factory2, 'getPair', [weth.address, tokens.usdc.address])
  if (getAddress(pool) !== '0x88e6A0c2dDD26FEEb64F039a2c41296FcB3f5640') throw new Error(`v3 pool at ${pool}`)
  if (getAddress(pair) !== '0xB4e16d0168e52d35CaCD2c6185b44281Ec28C9Dc') throw new Error(`v2 pair at ${pair}`)
}

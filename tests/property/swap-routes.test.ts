/** Random pairs and sizes: what is chosen is never worse than the best single pool of v2, v3 or v4, asked by itself. */
import { parseAbi, parseUnits } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TokenId } from '../../src/messaging/protocol'
import { devnetAddresses } from '../devnet/devnet'
import { ETHER, makeV4, SPACINGS, V4_QUOTER } from '../devnet/swap-v4'
import { DAI, type SwapWorld, swapWorld, USDC, USDT, WETH } from '../integration/swap-world'

const abi = parseAbi([
  'function getAmountsOut(uint256, address[]) view returns (uint256[])',
  'function getAmountsIn(uint256, address[]) view returns (uint256[])',
  'function quoteExactInputSingle((address tokenIn, address tokenOut, uint256 amountIn, uint24 fee, uint160 limit)) returns (uint256, uint160, uint32, uint256)',
  'function quoteExactOutputSingle((address tokenIn, address tokenOut, uint256 amount, uint24 fee, uint160 limit)) returns (uint256, uint160, uint32, uint256)',
])
const abi4 = parseAbi([
  'struct Key { address currency0; address currency1; uint24 fee; int24 tickSpacing; address hooks; }',
  'function quoteExactInputSingle((Key poolKey, bool zeroForOne, uint128 exactAmount, bytes hookData)) returns (uint256, uint256)',
  'function quoteExactOutputSingle((Key poolKey, bool zeroForOne, uint128 exactAmount, bytes hookData)) returns (uint256, uint256)',
])
const V2 = { address: devnetAddresses.uniswapV2Router as `0x${string}`, abi } as const
const V3 = { address: devnetAddresses.uniswapV3Quoter as `0x${string}`, abi } as const

let on: SwapWorld
beforeAll(async () => {
  on = await swapWorld()
  const pool = await makeV4(on.devnet)
  const [usdc, dai, acorn] = [
    { address: USDC, decimals: 6 },
    { address: DAI, decimals: 18 },
    { address: on.pools.acorn, decimals: 18 },
  ] as const
  await pool({ one: ETHER, other: usdc, fee: 500, price: 3002, depth: 3n * 10n ** 16n })
  await pool({ one: ETHER, other: usdc, fee: 3000, price: 2999 })
  await pool({ one: usdc, other: dai, fee: 100, price: 1.0005, depth: 10n ** 18n })
  await pool({ one: ETHER, other: acorn, fee: 3000, price: 2010, depth: 3n * 10n ** 21n })
  // Gas that costs next to nothing: what is better is what arrives.
  await on.devnet.client.setNextBlockBaseFeePerGas({ baseFeePerGas: 0n })
  await on.devnet.client.mine({ blocks: 40 })
})
afterAll(() => on.stop())

/** Mulberry32: the same run each time. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The same of v4, where the coin stands for itself. */
function singles4(exact: 'in' | 'out', sell: `0x${string}`, buy: `0x${string}`, amount: bigint) {
  const [from, to] = [sell, buy].map((token) => (token === WETH ? ETHER.address : token))
  if (from === undefined || to === undefined) return []
  const zeroForOne = from.toLowerCase() < to.toLowerCase()
  const [currency0, currency1] = zeroForOne ? [from, to] : [to, from]
  const functionName = exact === 'in' ? 'quoteExactInputSingle' : 'quoteExactOutputSingle'
  return Object.entries(SPACINGS).map(async ([fee, tickSpacing]) => {
    const poolKey = { currency0, currency1, fee: Number(fee), tickSpacing, hooks: ETHER.address }
    const { result } = await on.devnet.client.simulateContract({
      address: V4_QUOTER,
      abi: abi4,
      functionName,
      args: [{ poolKey, zeroForOne, exactAmount: amount, hookData: '0x' }],
    })
    return result[0]
  })
}

/** What each pool of the two alone gives or takes; null where there is none, or too little in it. */
async function singles(exact: 'in' | 'out', sell: `0x${string}`, buy: `0x${string}`, amount: bigint) {
  const { client } = on.devnet
  const path = [sell, buy] as const
  const pair =
    exact === 'in'
      ? client
          .readContract({ ...V2, functionName: 'getAmountsOut', args: [amount, path] })
          .then((all) => all[1])
      : client
          .readContract({ ...V2, functionName: 'getAmountsIn', args: [amount, path] })
          .then((all) => all[0])
  const pools = [100, 500, 3000, 10_000].map(async (fee) => {
    const shared = { tokenIn: sell, tokenOut: buy, fee, limit: 0n }
    const { result } =
      exact === 'in'
        ? await client.simulateContract({
            ...V3,
            functionName: 'quoteExactInputSingle',
            args: [{ ...shared, amountIn: amount }],
          })
        : await client.simulateContract({
            ...V3,
            functionName: 'quoteExactOutputSingle',
            args: [{ ...shared, amount }],
          })
    return result[0]
  })
  const pools4 = singles4(exact, sell, buy, amount)
  const all = await Promise.all([pair, ...pools, ...pools4].map((one) => one.catch(() => null)))
  return all.flatMap((one) => (one === null || one === undefined ? [] : [one]))
}

const TIMES = process.env.SOAK ? 200 : 30

test(`behavior: ${TIMES} random pairs and sizes: never worse than the best single pool, often better`, async () => {
  const next = random(20_261_128)
  const tokens: [TokenId, number, number][] = [
    ['native', 18, 1],
    [WETH, 18, 1],
    [USDC, 6, 3000],
    [USDT, 6, 3000],
    [DAI, 18, 3000],
    [on.pools.acorn, 18, 2000],
  ]
  const pick = () => tokens[Math.floor(next() * tokens.length)] ?? ['native', 18, 1]
  let [offered, better, split, over4] = [0, 0, 0, 0]
  for (let i = 0; i < TIMES; ) {
    const [sold, bought] = [pick(), pick()]
    const [sell, buy] = [sold, bought].map(([token]) => (token === 'native' ? WETH : token))
    if (sell === undefined || buy === undefined || sell === buy) continue
    i += 1
    const exact = next() < 0.75 ? 'in' : 'out'
    const counted = exact === 'in' ? sold : bought
    // From a thousandth of an ether's worth to 500.
    const ethers = 10 ** (next() * 5.7 - 3)
    const amount = parseUnits((ethers * counted[2]).toFixed(6), counted[1])
    const [{ quotes }, alone] = await Promise.all([
      on.quotes(on.ask(sold[0], bought[0], amount, { exact })),
      singles(exact, sell, buy, amount),
    ])
    const [best] = quotes
    const where = `${exact} ${sold[0]} > ${bought[0]}, ${amount}`
    if (best === undefined) {
      expect(alone, where).toEqual([])
      continue
    }
    offered += 1
    if (best.route.length > 1) split += 1
    if (best.route.some(({ hops }) => hops.some(({ venue }) => venue === 'Uniswap v4'))) over4 += 1
    const chosen = BigInt(exact === 'in' ? best.buyAmount : best.sellAmount)
    for (const one of alone) expect(exact === 'in' ? chosen >= one : chosen <= one, where).toBe(true)
    if (alone.every((one) => chosen !== one)) better += 1
  }
  expect(offered).toBeGreaterThan(TIMES / 2)
  expect(better).toBeGreaterThan(TIMES / 10)
  expect(split).toBeGreaterThan(0)
  expect(over4).toBeGreaterThan(TIMES / 20)
}, 300_000)

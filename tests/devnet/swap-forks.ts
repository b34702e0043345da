/**
 * Forks of Uniswap on the chain, each with a token of its own that is traded nowhere else, and the market that lists
 * them. Their own published code; where a router or quoter of theirs is published nowhere, Uniswap's with the constants
 * of the fork in it.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import {
  type Address,
  concatHex,
  encodeAbiParameters,
  type Hex,
  keccak256,
  maxUint256,
  parseAbi,
  parseEther,
} from 'viem'
import type { Market, Venue } from '../../src/ethereum/swap/venue'
import addresses from './artifacts/addresses.json' with { type: 'json' }
import plain from './artifacts/swap.json' with { type: 'json' }
import type { Devnet } from './devnet'
import { PROVIDER } from './swap-pools'

const WETH = addresses.weth as Address
const NONE: Address = '0x0000000000000000000000000000000000000000'
const FAR = 99_999_999_999n
const GAS = 12_000_000n
const code: Record<string, Hex> = JSON.parse(
  gunzipSync(readFileSync(new URL('./artifacts/forks.json.gz', import.meta.url))).toString(),
)
const abi = parseAbi([
  'function mint(address to, uint256 value)',
  'function approve(address spender, uint256 value)',
  'function deposit() payable',
  'function createPair(address, address) returns (address)',
  'function pairCodeHash() view returns (bytes32)',
  'function INIT_CODE_PAIR_HASH() view returns (bytes32)',
  'function addLiquidity(address,address,uint256,uint256,uint256,uint256,address,uint256)',
  'function createPool(address, address, uint24) returns (address)',
  'function getPool(address, address, uint24) view returns (address)',
  'function setFeeProtocol(address pool, uint32, uint32)',
  'function initialize(uint160)',
])
const filling = {
  pool: parseAbi(['function fill(address pool, address token0, address token1, int24 edge, uint128 amount)']),
  curves: parseAbi(['function fill(address a, address b, bool stable, uint256 x, uint256 y)']),
}
/** Pairs and pools of Uniswap, and the selector of the call that v3's pools make back. */
const UNISWAP = {
  pair: '96e8ac4277198ff8b6f785478aa9a39f403cb768dd02cbee326c3e7da348845f',
  pool: 'e34f199b19b2b4f47f68442619d555527d244f78a3297ea89325f843f87b8b54',
  callback: '63fa461e33',
}
const PANCAKE_CALLBACK = '6323a69e75'
/** What pairs keep, 997 and 998 of a thousand, as the routers push it. */
const KEPT = { uniswap: '6103e5', pancake: '6103e6' }

/** Makes a contract whose code is `data`. */
const holding = (data: Hex): Hex =>
  `0x61${((data.length - 2) / 2).toString(16).padStart(4, '0')}80600a3d393df3${data.slice(2)}`

export type ForkName = 'pancake2' | 'pancake3' | 'sushi' | 'joe' | 'curves' | 'sushi3'
export type Forks = { market: Market; tokens: Record<ForkName | 'even', Address> }

export async function makeForks({ client }: Devnet, holder: Address): Promise<Forks> {
  const account = PROVIDER
  const settled = async (hash: Hex) => {
    const receipt = await client.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success') throw new Error(`reverted: ${hash}`)
    return receipt
  }
  const deploy = async (bytecode: string | undefined, args: Hex = '0x'): Promise<Address> => {
    const data = concatHex([bytecode as Hex, args])
    const { contractAddress } = await settled(await client.sendTransaction({ account, data, gas: GAS }))
    if (!contractAddress) throw new Error('not deployed')
    return contractAddress
  }
  const send = async (address: Address, functionName: string, args: unknown[], more: object = {}) =>
    settled(
      await client.writeContract({ account, address, abi, functionName, args, gas: GAS, ...more } as never),
    )
  const read = <T>(address: Address, functionName: string, args: unknown[] = []): Promise<T> =>
    client.readContract({ address, abi, functionName, args } as never) as Promise<T>
  const one = (...all: Address[]) =>
    encodeAbiParameters(
      all.map(() => ({ type: 'address' })),
      all,
    )
  const token = async (): Promise<Address> => {
    const at = await deploy(plain.plain)
    for (const to of [account, holder]) await send(at, 'mint', [to, parseEther('1000000')])
    return at
  }
  const allow = async (spender: Address, ...all: Address[]) => {
    for (const at of all) await send(at, 'approve', [spender, maxUint256])
  }
  /** Of each: 1 000 of the token for an ether. */
  const pair = async (router: Address, at: Address) => {
    await allow(router, at, WETH)
    await send(router, 'addLiquidity', [
      at,
      WETH,
      parseEther('100000'),
      parseEther('100'),
      0n,
      0n,
      account,
      FAR,
    ])
  }
  await send(WETH, 'deposit', [], { value: parseEther('600') })

  const sushi = await token()
  const sushiFactory = await deploy(code.sushiFactory, one(account))
  const sushiHash = await read<Hex>(sushiFactory, 'pairCodeHash')
  const sushiRouter = await deploy(
    // Compiled by other settings than theirs: its pairs have another hash.
    code.sushiRouter?.replace(
      'e18a34eb0e04b04f7a0ac29a6e80748dca96319b42c54d679cb821dca90c6303',
      sushiHash.slice(2),
    ),
    one(sushiFactory, WETH),
  )
  await pair(sushiRouter, sushi)

  const joe = await token()
  const joeFactory = await deploy(code.joeFactory, one(account))
  const joeHash = await read<Hex>(joeFactory, 'pairCodeHash')
  const joeRouter = await deploy(
    // Published for another network.
    code.joeRouter?.replace(
      '0bbca9af0511ad1a1da383135cf3a8d2ac620e549ef9f6ae3a4c33c2fed0af91',
      joeHash.slice(2),
    ),
    one(joeFactory, WETH),
  )
  await pair(joeRouter, joe)

  const pancake2 = await token()
  const pancakeFactory = await deploy(code.pancakeFactory, one(account))
  const pancakeHash = await read<Hex>(pancakeFactory, 'INIT_CODE_PAIR_HASH')
  const pancakeRouter = await deploy(
    code.pancakeRouter?.replace(
      'd0d4c4cd0848c93cb4fd1f498d7013ee6bfb25783ea21593d5834f5d250ece66',
      pancakeHash.slice(2),
    ),
    one(pancakeFactory, WETH),
  )
  await pair(pancakeRouter, pancake2)

  const pancake3 = await token()
  const pool = code.pancakePool?.replaceAll(PANCAKE_CALLBACK, UNISWAP.callback) as Hex
  const poolDeployer = await deploy(code.poolDeployer, one(await deploy(holding(pool))))
  const factory3 = await deploy(code.pancakeFactory3, one(poolDeployer))
  const poolHash = keccak256(pool).slice(2)
  const quoter = await deploy(code.quoter?.replace(UNISWAP.pool, poolHash), one(poolDeployer, WETH))
  const smart = await deploy(
    code.router02
      ?.replace(UNISWAP.pool, poolHash)
      .replace(UNISWAP.pair, pancakeHash.slice(2))
      .replaceAll(KEPT.uniswap, KEPT.pancake),
    one(pancakeFactory, poolDeployer, NONE, WETH),
  )
  const sides = [pancake3, WETH].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)) as [
    Address,
    Address,
  ]
  await send(factory3, 'createPool', [...sides, 2500])
  const pool3 = await read<Address>(factory3, 'getPool', [...sides, 2500])
  const price = sides[0] === pancake3 ? Math.sqrt(1 / 1000) : Math.sqrt(1000)
  await send(pool3, 'initialize', [BigInt(Math.round(price * 2 ** 96))])
  // Uniswap's quoter reads no share of the protocol that is larger than its own can be.
  await send(factory3, 'setFeeProtocol', [pool3, 0, 0])
  await allow(poolDeployer, pancake3, WETH)
  await send(poolDeployer, 'fill', [pool3, ...sides, 887_250, 3n * 10n ** 21n], { abi: filling.pool })

  const [curves, even] = [await token(), await token()]
  const curvesFactory: Address = '0x00000000000000000000000000000000000c0de5'
  const twoCurves = await deploy(code.twoCurves, one(curvesFactory, WETH))
  await allow(twoCurves, curves, even, WETH)
  const fill = (...args: unknown[]) => send(twoCurves, 'fill', args, { abi: filling.curves })
  await fill(curves, WETH, false, parseEther('100000'), parseEther('100'))
  await fill(curves, even, true, parseEther('100000'), parseEther('90000'))

  // In a second in which it was used a pool costs less than in the next, far less when it is new.
  await client.increaseTime({ seconds: 5 })
  await client.mine({ blocks: 1 })
  const venue = (
    id: string,
    kind: Venue['kind'],
    style: Venue['style'],
    quotes: Address,
    swaps: Address,
  ) => ({
    id,
    name: id,
    kind,
    style,
    quoter: quotes,
    router: swaps,
    fees: kind === 'v3' ? [500, 2500, 3000] : kind === 'solidly' ? [3000, 100] : [3000],
  })
  return {
    tokens: { pancake2, pancake3, sushi, joe, curves, even, sushi3: addresses.usdc as Address },
    market: {
      wrapped: WETH,
      bases: [WETH, curves],
      venues: [
        venue('pancake2', 'v2', 'router02', pancakeRouter, smart),
        venue('pancake3', 'v3', 'router02', quoter, smart),
        venue('sushi', 'v2', 'v2', sushiRouter, sushiRouter),
        venue('joe', 'v2', 'joe', joeRouter, joeRouter),
        // The code of SushiSwap v3 is Uniswap's own, with its first router.
        venue(
          'sushi3',
          'v3',
          'router01',
          addresses.uniswapV3Quoter as Address,
          addresses.uniswapV3Router as Address,
        ),
        { ...venue('curves', 'solidly', 'solidly', twoCurves, twoCurves), factory: curvesFactory },
      ],
    },
  }
}

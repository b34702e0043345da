// Writes public/venues.json: `node tests/tools/venues.mjs DIR`, where DIR holds the packages named below
// (`npm install --ignore-scripts` of them there; they are not dependencies of the wallet).
//
// Uniswap: @uniswap/sdk-core 7.19.4 and universal-router-sdk 5.13.0, but the second version of the quoter, which stands
// at one address on the four networks for which the package names the first. PancakeSwap: @pancakeswap/smart-router 7.7.3. SushiSwap: sushi 7.3.15
// (evm/config/features/sushiswap-v2.js and, for its quoter, sushiswap-v3.js; the routers of SushiSwap v3 by
// deployments/*/SwapRouter.json of its v3-periphery). Velodrome and Aerodrome: @dromos-labs/sdk.js 0.3.0-alpha.3, their
// concentrated liquidity by script/constants/output of their Slipstream. QuickSwap, Trader Joe and the Slipstream router
// of Aerodrome: of their documentation, as the public code that trades there names them.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { getAddress } from 'viem'

const [folder] = process.argv.slice(2)
const load = createRequire(join(resolve(folder), 'package.json'))
const uniswap = load('@uniswap/sdk-core')
const pancake = load('@pancakeswap/smart-router')
const { UNIVERSAL_ROUTER_ADDRESS } = load('@uniswap/universal-router-sdk')

const root = resolve(import.meta.dirname, '../..')
const chains = [1, 10, 56, 100, 137, 8453, 42161, 43114, 59144, 11155111]
const names = {
  1: ['WETH', 'USDC', 'USDT', 'DAI', 'WBTC'],
  10: ['WETH', 'USDC', 'USDT', 'OP'],
  56: ['WBNB', 'USDT', 'USDC', 'BTCB'],
  100: ['WXDAI', 'WETH', 'USDC', 'GNO'],
  137: ['WPOL', 'USDC', 'WETH', 'USDT0'],
  8453: ['WETH', 'USDC', 'cbBTC'],
  42161: ['WETH', 'USDC', 'USD₮0', 'ARB', 'WBTC'],
  43114: ['WAVAX', 'USDC', 'USDt', 'BTC.b'],
  59144: ['WETH', 'USDC', 'USDT'],
  11155111: ['WETH', 'USDC'],
}
const WRAPPED_XDAI = '0xe91D153E0b41518A2Ce8Dd3D7944Fa863463a97d'

/** Symbol to address, of the bundled list. */
function listed(chainId) {
  const source = readFileSync(join(root, 'src/ethereum/tokens-data.ts'), 'utf8')
  const part = source.split(`\n  ${chainId}: [\n`)[1]?.split('\n  ],')[0] ?? ''
  return new Map([...part.matchAll(/\['(0x[0-9a-fA-F]{40})', '([^']*)'/g)].map(([, at, name]) => [name, at]))
}

const quoter2 = '0x61fFE014bA17989E743c5F6cB21bF9697530B21e'
const sushi = (chainId) =>
  chainId === 1 ? '0xd9e1cE17f2641f24aE83637ab66a2cca9C378B9F' : '0x1b02dA8Cb0d097eB8D57A175b88c7D8b47997506'
const solidly = {
  10: [
    'velodrome',
    'Velodrome',
    '0xa062aE8A9c5e11aaA026fc2670B0D65cCc8B2858',
    '0xF1046053aa5682b4F9a81b5481394DA16BE5FF5a',
  ],
  8453: [
    'aerodrome',
    'Aerodrome',
    '0xcF77a3Ba9A5CA399B7c97c74d54e5b1Beb874E43',
    '0x420DD381b31aEf6683db6B902084cB0FFECe40Da',
  ],
}

/** Quoter and router, by the makers' own records. */
const sushi3 = {
  1: ['0x64e8802FE490fa7cc61d3463958199161Bb608A7', '0x2E6cd2d30aa43f40aa81619ff4b6E0a41479B13F'],
  10: ['0xb1E835Dc2785b52265711e17fCCb0fd018226a6e', '0x8c32Fd078B89Eccb06B40289A539D84A4aA9FDA6'],
  56: ['0xb1E835Dc2785b52265711e17fCCb0fd018226a6e', '0x909662a99605382dB1E8d69cc1f182bb577d9038'],
  100: ['0xb1E835Dc2785b52265711e17fCCb0fd018226a6e', '0x4F54dd2F4f30347d841b7783aD08c050d8410a9d'],
  137: ['0xb1E835Dc2785b52265711e17fCCb0fd018226a6e', '0x0aF89E1620b96170e2a9D0b68fEebb767eD044c3'],
  42161: ['0x0524E833cCD057e4d7A296e3aaAb9f7675964Ce1', '0x8A21F6768C1f8075791D08546Dadf6daA0bE820c'],
  43114: ['0xb1E835Dc2785b52265711e17fCCb0fd018226a6e', '0x8E4638eefee96732C56291fBF48bBB98725c6b31'],
}
/** Pools told apart by the spacing of their ticks. */
const slipstream = {
  10: [
    'velodrome-slipstream',
    'Velodrome Slipstream',
    '0xccDf417f49a14bC2b23c71684de0304C56DEA165',
    '0x416b433906b1B72FA758e166e239c43d68dC6F29',
  ],
  8453: [
    'aerodrome-slipstream',
    'Aerodrome Slipstream',
    '0x254cF9E1E6e233aa1AC962CB9B05b2cfeAaE15b0',
    '0xBE6D8f0d05cC4be24d5167a3eF062215bE6D18a5',
  ],
}

function universal(chainId) {
  try {
    return UNIVERSAL_ROUTER_ADDRESS('2.0', chainId)
  } catch {
    return undefined
  }
}

function venuesOf(chainId) {
  const venues = []
  const add = (id, name, kind, style, quoter, router, fees, more = {}) =>
    venues.push({
      id,
      name,
      kind,
      style,
      quoter: getAddress(quoter),
      router: getAddress(router),
      fees,
      ...more,
    })
  const v2 = uniswap.V2_ROUTER_ADDRESSES[chainId]
  const known = uniswap.CHAIN_TO_ADDRESSES_MAP[chainId]
  const router = uniswap.SWAP_ROUTER_02_ADDRESSES(chainId)
  // The second version of the router with v4 in it; pools in which the coin stands for itself.
  const program = universal(chainId)
  if (known && router) {
    const more = program ? { universal: getAddress(program) } : {}
    if (v2) add('uniswap-v2', 'Uniswap v2', 'v2', 'router02', v2, router, [3000], more)
    const quoter = [1, 10, 137, 42161].includes(chainId) ? quoter2 : known.quoterAddress
    add('uniswap-v3', 'Uniswap v3', 'v3', 'router02', quoter, router, [100, 500, 3000, 10000], more)
  }
  if (program && known?.v4QuoterAddress)
    add(
      'uniswap-v4',
      'Uniswap v4',
      'v4',
      'universal',
      known.v4QuoterAddress,
      program,
      [100, 500, 3000, 10000],
      {
        wrapped: getAddress(uniswap.WETH9[chainId].address),
      },
    )
  const smart = pancake.SMART_ROUTER_ADDRESSES[chainId]
  if (smart && [1, 56, 8453, 42161, 59144].includes(chainId)) {
    add(
      'pancakeswap-v2',
      'PancakeSwap v2',
      'v2',
      'router02',
      pancake.V2_ROUTER_ADDRESS[chainId],
      smart,
      [2500],
    )
    add(
      'pancakeswap-v3',
      'PancakeSwap v3',
      'v3',
      'router02',
      pancake.V3_QUOTER_ADDRESSES[chainId],
      smart,
      [100, 500, 2500, 10000],
    )
  }
  if ([1, 56, 100, 137, 42161, 43114].includes(chainId))
    add('sushiswap-v2', 'SushiSwap', 'v2', 'v2', sushi(chainId), sushi(chainId), [3000])
  const sushiThird = sushi3[chainId]
  if (sushiThird)
    add('sushiswap-v3', 'SushiSwap v3', 'v3', 'router01', ...sushiThird, [100, 500, 3000, 10000])
  const quick = '0xa5E0829CaCEd8fFDD4De3c43696c57F7D7A678ff'
  if (chainId === 137) add('quickswap-v2', 'QuickSwap', 'v2', 'v2', quick, quick, [3000])
  const joe = '0x60aE616a2155Ee3d9A68541Ba4544862310933d4'
  if (chainId === 43114) add('traderjoe', 'Trader Joe', 'v2', 'joe', joe, joe, [3000])
  const own = solidly[chainId]
  // Their two kinds of pools stand for fees: the even one for close prices, the other for all else.
  if (own) add(own[0], own[1], 'solidly', 'solidly', own[2], own[2], [3000, 100], { factory: own[3] })
  const ticks = slipstream[chainId]
  if (ticks)
    add(ticks[0], ticks[1], 'v3', 'router01', ticks[2], ticks[3], [1, 50, 100, 200, 2000], { spacings: true })
  return venues
}

const all = {}
for (const chainId of chains) {
  const tokens = listed(chainId)
  const wrapped = chainId === 100 ? WRAPPED_XDAI : uniswap.WETH9[chainId].address
  const bases = names[chainId].flatMap((name) => tokens.get(name) ?? [])
  const rest = bases.filter((one) => getAddress(one) !== getAddress(wrapped))
  if (rest.length === 0)
    console.error(`${chainId}: no base but the coin; there are ${[...tokens.keys()].slice(0, 30)}`)
  all[chainId] = {
    wrapped: getAddress(wrapped),
    bases: [wrapped, ...rest].map((one) => getAddress(one)).slice(0, 5),
    venues: venuesOf(chainId),
  }
}
writeFileSync(join(root, 'public/venues.json'), `${JSON.stringify(all, null, 1)}\n`)
for (const [id, { bases, venues }] of Object.entries(all))
  console.log(id, bases.length, venues.map((one) => one.id).join(' '))

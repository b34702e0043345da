import { Interface } from 'ethers'
import { describe, expect, test } from 'vitest'
import type { Hex } from '../../shared/hex.ts'
import { bundledTokens } from '../tokens.ts'
import type { ExplainContext } from './context.ts'
import { explainTransaction } from './explain.ts'
import { textOf } from './told.ts'

const ME = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const POOL = '0xbEbc44782C7dB0a1A60Cb6fe97d0b483032FF1C7'
const DAI = '0x6B175474E89094C44Da98b954EedeAC495271d0F'
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const NONE = '0x0000000000000000000000000000000000000000'
const word = (address: string) => `0x${address.slice(2).padStart(64, '0')}` as Hex

const context: ExplainContext = {
  symbol: 'ETH',
  token: (address) => bundledTokens(1).find((token) => token.address === address) ?? null,
  name: () => null,
  isContract: true,
  answer: (_, getter) => (getter === 'coin0' ? word(DAI) : getter === 'coin1' ? word(USDC) : null),
}
function titleOf(signature: string, args: unknown[], value = 0n): string {
  const abi = new Interface([`function ${signature}`])
  const data = abi.encodeFunctionData('exchange', args) as Hex
  return textOf(explainTransaction({ chainId: 1, from: ME, to: POOL, value, data }, context).summary[0] ?? [])
}
const way = (...steps: string[]) => [...steps, ...Array(11 - steps.length).fill(NONE)]
const params = Array(5).fill([0, 1, 1, 1, 2])
const ROUTER = 'exchange(address[11],uint256[5][5],uint256,uint256)'

describe('swaps of Curve', () => {
  test('behavior: in a pool, by the coins that it names', () => {
    const swap = `Swap 5 DAI for at least 4 USDC, which ${ME} gets`
    expect(titleOf('exchange(int128,int128,uint256,uint256)', [0, 1, 5n * 10n ** 18n, 4_000_000n])).toBe(swap)
    const other = 'exchange(uint256,uint256,uint256,uint256,bool,address)'
    expect(titleOf(other, [0, 1, 5n * 10n ** 18n, 4_000_000n, false, POOL])).toBe(swap.replace(ME, POOL))
  })

  test('security: a coin that the pool does not name, or that may be the coin itself, is not told', () => {
    const unread = /^Call /
    for (const [i, j] of [
      [0, 2],
      [0, -1],
      [9, 1],
    ])
      expect(titleOf('exchange(int128,int128,uint256,uint256)', [i, j, 5n, 4n])).toMatch(unread)
    expect(titleOf('exchange(uint256,uint256,uint256,uint256,bool)', [0, 1, 5n, 4n, true])).toMatch(unread)
  })

  test('behavior: by the router, to the end of the way', () => {
    const way3 = way(DAI, POOL, USDC)
    expect(titleOf(ROUTER, [way3, params, 5n * 10n ** 18n, 4_000_000n])).toBe(
      `Swap 5 DAI for at least 4 USDC, which ${ME} gets`,
    )
    const coin = way('0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE', POOL, DAI, POOL, USDC)
    expect(titleOf(ROUTER, [coin, params, 10n ** 18n, 4_000_000n], 10n ** 18n)).toBe(
      `Swap 1 ETH for at least 4 USDC, which ${ME} gets`,
    )
  })

  test('security: a way that ends at a pool, or goes on behind its end, is not told', () => {
    const behind = way(DAI, POOL, USDC, NONE, USDC)
    for (const bad of [way(DAI), way(DAI, POOL), way(DAI, POOL, USDC, POOL), behind])
      expect(titleOf(ROUTER, [bad, params, 5n, 4n])).toMatch(/^Call /)
  })
})

/** Forks of Uniswap, by their own code: what is offered is what arrives, to the unit, whichever way it is called. */
import { parseEther, parseUnits } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ForkName, type Forks, makeForks } from '../devnet/swap-forks'
import { ME, routeOf, type SwapWorld, swapWorld, WETH } from './swap-world'

let on: SwapWorld
let forks: Forks
beforeAll(async () => {
  on = await swapWorld()
  forks = await makeForks(on.devnet, ME)
  on.world.files.set('venues.json', JSON.stringify({ 1: forks.market }))
  const { sushi3: _known, ...made } = forks.tokens
  for (const address of Object.values(made)) await on.ui.call('assets.addToken', { chainId: 1, address })
})
afterAll(() => on.stop())

async function swap(venue: ForkName, ...asked: Parameters<SwapWorld['ask']>): Promise<void> {
  const quote = await on.best(on.ask(...asked))
  expect(new Set(quote.route.flatMap(({ hops }) => hops.map((hop) => hop.venue)))).toEqual(new Set([venue]))
  expect(quote.route.every(({ hops }) => hops.length > 0)).toBe(true)
  // It gives for an exact amount what its pair has for what it took, which is rounded up.
  const more = venue === 'pancake2' && quote.exact === 'out' ? 1000n : 0n
  await on.expectAsOffered(quote, more)
}

const amountOf = (name: ForkName, amount: string) => parseUnits(amount, name === 'sushi3' ? 6 : 18)

describe.each(['pancake2', 'pancake3', 'sushi', 'sushi3', 'joe', 'curves'] as const)('%s', (name) => {
  test('behavior: coins for a token, a token for coins, and for the wrapped coin', async () => {
    const token = forks.tokens[name]
    await swap(name, 'native', token, parseEther('1'))
    await swap(name, token, 'native', amountOf(name, '500'))
    await swap(name, token, WETH, amountOf(name, '500'))
  })
})

describe.each(['pancake2', 'pancake3', 'sushi', 'sushi3', 'joe'] as const)('%s', (name) => {
  test('behavior: an exact amount out, of the token and of coins', async () => {
    const token = forks.tokens[name]
    await swap(name, 'native', token, amountOf(name, '700'), { exact: 'out' })
    await swap(name, token, 'native', parseEther('0.4'), { exact: 'out' })
  })
})

test('behavior: a signature of the token is handed in by the first router too', async () => {
  const quote = await on.best(on.ask(forks.tokens.sushi3, 'native', parseUnits('900', 6)))
  expect(quote.allowance.via).toBe('permit')
  await on.expectAsOffered(quote)
})

describe('curves', () => {
  test('behavior: of tokens of one worth, and over both kinds of them at once', async () => {
    const { curves, even } = forks.tokens
    await swap('curves', curves, even, parseEther('2000'))
    const further = await on.best(on.ask('native', even, parseEther('1')))
    expect(routeOf(further)).toHaveLength(1)
    expect(further.route[0]?.hops).toHaveLength(2)
    await on.expectAsOffered(further)
  })

  test('error: no exact amount out, as its routers know none', async () => {
    const { quotes } = await on.quotes(
      on.ask('native', forks.tokens.curves, parseEther('10'), { exact: 'out' }),
    )
    expect(quotes).toEqual([])
  })
})

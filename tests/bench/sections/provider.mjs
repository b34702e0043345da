import { atLeastTimes, atMostTimes } from '../goals.mjs'
import { quantile } from '../numbers.mjs'

const SEQUENTIAL = 500
const AT_ONCE = 1000

/** Runs in the page: milliseconds of each of so many requests, one after the other. */
async function timeEach({ method, times }) {
  const { ethereum } = window
  const spent = []
  for (let i = 0; i < times; i++) {
    const started = performance.now()
    await ethereum.request({ method })
    spent.push(performance.now() - started)
  }
  return spent
}

/** Runs in the page: requests per second when so many are made at once. */
async function timeAll({ method, times }) {
  const { ethereum } = window
  const started = performance.now()
  await Promise.all(Array.from({ length: times }, () => ethereum.request({ method })))
  return (1000 * times) / (performance.now() - started)
}

const roundTrip = (id, name) => ({ id, name, unit: 'ms', digits: 2, goal: atMostTimes(1.5) })

/** A connected page and a worker that runs: what the way there and back costs. */
export const provider = {
  name: 'provider',
  subjects: ['floor', 'wallet'],
  figures: [
    roundTrip('chainId50', 'eth_chainId, round trip, p50'),
    roundTrip('chainId95', 'eth_chainId, round trip, p95'),
    roundTrip('accounts50', 'eth_accounts, round trip, p50'),
    roundTrip('accounts95', 'eth_accounts, round trip, p95'),
    { id: 'perSecond', name: 'eth_chainId, 1000 at once', unit: '/s', digits: 0, goal: atLeastTimes(0.6) },
  ],
  async measure({ context }, { site }) {
    const page = await context.newPage()
    await page.goto(site)
    const each = async (method, times = SEQUENTIAL) => page.evaluate(timeEach, { method, times })
    await each('eth_chainId', 200)
    await each('eth_accounts', 200)
    const chainId = await each('eth_chainId')
    const accounts = await each('eth_accounts')
    const rates = []
    for (let i = 0; i < 5; i++) {
      rates.push(await page.evaluate(timeAll, { method: 'eth_chainId', times: AT_ONCE }))
    }
    await page.close()
    return {
      chainId50: quantile(chainId, 0.5),
      chainId95: quantile(chainId, 0.95),
      accounts50: quantile(accounts, 0.5),
      accounts95: quantile(accounts, 0.95),
      perSecond: quantile(rates, 0.5),
    }
  },
}

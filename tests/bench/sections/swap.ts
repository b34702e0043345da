/** From an amount to its offers, over the pools of a chain, in the built wallet: as our own pages ask. */
import type { Page } from '@playwright/test'
import { countingEndpoint } from '../../devnet/counting-endpoint'
import { devnetAddresses } from '../../devnet/devnet'
import { setEndpoint } from '../../kit'
import { median, type Row, restored, type Stage } from '../measure'

type Asked = { first: number; best: number; revisions: number }

/** Milliseconds until there is an offer, and until all have come, of one amount after another. */
const ask = (tab: Page, ethers: readonly number[]): Promise<Asked[]> =>
  tab.evaluate(`(async () => {
    const port = chrome.runtime.connect({ name: 'ui' })
    const waiting = new Map()
    let snapshot
    const ready = new Promise((done) => port.onMessage.addListener((answer) => {
      if (answer.snapshot) { snapshot = answer.snapshot; done() }
      const one = waiting.get(answer.id)
      if (one) { waiting.delete(answer.id); answer.error ? one.fail(new Error(answer.error.message)) : one.done(answer.result) }
    }))
    await ready
    let next = 0
    const call = (name, params) => new Promise((done, fail) => {
      waiting.set(++next, { done, fail })
      port.postMessage({ id: next, call: name, params })
    })
    const seen = []
    for (const ethers of ${JSON.stringify(ethers)}) {
      const started = performance.now()
      let first = 0
      const { id } = await call('swap.ask', {
        chainId: 1, buyChainId: 1, account: snapshot.selected.address, sell: 'native',
        buy: ${JSON.stringify(devnetAddresses.usdc)}, exact: 'in',
        amount: String(BigInt(Math.round(ethers * 1e6)) * 10n ** 12n), slippageBps: 'auto', deadlineMinutes: 20,
      })
      let revision = 0
      for (;;) {
        const found = await call('swap.quotes', { id, seen: revision })
        if (first === 0 && found.quotes.length > 0) first = performance.now() - started
        revision = found.revision
        if (found.done) break
      }
      seen.push({ first, best: performance.now() - started, revisions: revision })
    }
    port.disconnect()
    return seen
  })()`)

const row = (figure: string, wallet: number, unit: string, goal: number, least = false): Row => ({
  section: 'swap',
  figure,
  floor: null,
  wallet,
  unit,
  goal,
  ...(least ? { least } : {}),
})

/** Routes of one and two hops that are asked for one amount; the parts over two of them come on top. */
const ROUTES = /cdca1753|d06ca61f|ca253dc9/g

export async function swap(stage: Stage): Promise<Row[]> {
  const { browser, tab } = await restored(stage)
  const endpoint = await countingEndpoint(stage.devnet.url)
  try {
    await setEndpoint(tab, 1, endpoint.url)
    await tab.goto(`chrome-extension://${browser.extensionId}/popup.html?view=tab#/settings`)
    await ask(tab, [1])
    endpoint.forget()
    const small = await ask(
      tab,
      Array.from({ length: stage.runs }, (_, i) => 1 + i / 10),
    )
    const requests = endpoint.count() / stage.runs
    const quotes = endpoint.bodies().reduce((sum, body) => sum + (body.match(ROUTES)?.length ?? 0), 0)
    const large = await ask(
      tab,
      Array.from({ length: stage.runs }, (_, i) => 700 + i),
    )
    const seconds = small.reduce((sum, { best }) => sum + best, 0) / 1000
    return [
      row('amount to first offer', median(small.map(({ first }) => first)), 'ms', 500),
      row('amount to best offer', median(small.map(({ best }) => best)), 'ms', 1000),
      row('large amount, two routes: to first offer', median(large.map(({ first }) => first)), 'ms', 500),
      row('large amount, two routes: to best offer', median(large.map(({ best }) => best)), 'ms', 1500),
      row('requests for an amount', requests, '', 8),
      row('quotes of pools a second', quotes / seconds, '/s', 200, true),
    ]
  } finally {
    await endpoint.close()
    await browser.close()
  }
}

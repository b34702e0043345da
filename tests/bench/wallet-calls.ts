/** The wallet as the bench uses it: through the port of our own pages, from a screen that reads nothing by itself. */
import type { Page } from '@playwright/test'
import type { Address } from '../../src/shared/hex'
import type { WalletBrowser } from '../kit'

/** Calls the background as our own pages do, over a port of its own; answers with the result. */
export const callWallet = <T>(tab: Page, call: string, params: unknown): Promise<T> =>
  tab.evaluate<T>(`new Promise((done, fail) => {
    const port = chrome.runtime.connect({ name: 'ui' })
    port.onMessage.addListener((answer) => {
      if (answer.id !== 1) return
      port.disconnect()
      if (answer.error) fail(new Error(answer.error.message))
      else done(answer.result)
    })
    port.postMessage({ id: 1, call: ${JSON.stringify(call)}, params: ${JSON.stringify(params)} })
  })`)

/** A screen of the wallet that reads nothing by itself. */
export const openQuietly = ({ extensionId }: WalletBrowser, tab: Page) =>
  tab.goto(`chrome-extension://${extensionId}/popup.html?view=tab#/settings`)

export type Picture = {
  accounts: { address: Address; hidden: boolean }[]
  keyrings: { id: string }[]
  portfolio: { networks: { chainId: number; at: number | null; error: string | null }[] } | null
}
export const stateOf = (tab: Page): Promise<Picture> =>
  tab.evaluate(`new Promise((done) => {
    const port = chrome.runtime.connect({ name: 'ui' })
    port.onMessage.addListener((answer) => {
      if (!answer.snapshot) return
      port.disconnect()
      done(answer.snapshot)
    })
  })`)

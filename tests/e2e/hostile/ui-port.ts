/** The wallet's own protocol, spoken in the wallet's own page: for tests that are not about its screens. */
import type { Page } from '@playwright/test'

/**
 * In the page from now on: `uiState` as it is pushed, `uiCall(name, params)`, `uiDecide(how, kind)`, which waits for
 * a question, and `uiSeen`, the ids of all questions that ever stood, by what the site asked. The port comes back when
 * the worker was stopped; what was asked of the old one fails.
 */
export async function openUiPort(page: Page): Promise<void> {
  await page.evaluate(SCRIPT)
}

const SCRIPT = `(() => {
  let port, id = 0
  const calls = new Map()
  globalThis.uiState = { approvals: [] }
  globalThis.uiSeen = {}
  const take = (state) => {
    Object.assign(uiState, state)
    for (const { raw, id } of uiState.approvals) (uiSeen[raw] ??= {})[id] = true
  }
  const open = () => {
    port = chrome.runtime.connect({ name: 'ui' })
    port.onMessage.addListener((message) => {
      if ('snapshot' in message) take(message.snapshot)
      else if ('patch' in message) take(message.patch)
      else { calls.get(message.id)?.(message); calls.delete(message.id) }
    })
    port.onDisconnect.addListener(() => {
      for (const done of calls.values()) done({ error: { message: 'lost' } })
      calls.clear()
      setTimeout(open, 20)
    })
  }
  open()
  globalThis.uiCall = (call, params) => new Promise((done, fail) => {
    calls.set(++id, ({ result, error }) => error ? fail(new Error(error.message)) : done(result))
    port.postMessage({ id, call, params })
  })
  globalThis.uiDecide = async (how, kind) => {
    for (const end = Date.now() + 15_000; Date.now() < end; await new Promise((done) => setTimeout(done, 10))) {
      const view = uiState.approvals.find((one) => !one.preparing && (kind === null || one.kind === kind))
      if (!view) continue
      const edits = view.kind === 'connect' ? { accounts: view.accounts, chainId: view.chainId } : {}
      if (how === 'approve') await uiCall('approvals.approve', { id: view.id, digest: view.digest, edits })
      else await uiCall('approvals.reject', { id: view.id })
      return view
    }
    throw new Error('no question of kind ' + kind + ' among ' + uiState.approvals.map((one) => one.kind))
  }
})()`

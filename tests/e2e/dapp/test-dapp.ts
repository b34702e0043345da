/** MetaMask's test dApp, driven by rows: a button, what it asks of the person, and what the dApp is answered. */
import type { Page } from '@playwright/test'
import { type ApprovalKind, approve, reject, waitForApproval } from '../../kit'
import { expect, type ReadyWallet, test } from '../fixtures'

/** The dApp itself asks these for its own wallet kits; nothing answers. */
export const kitHosts = ['api.web3modal.com', 'relay.walletconnect.com', 'relay.walletconnect.org']

/** One request of the dApp, as the provider saw it. Unsettled as long as it has neither result nor error. */
export interface Asked {
  method: string
  params: unknown
  result?: unknown
  error?: { code: number; message: string }
}

export interface Row {
  /** Of the button. */
  id: string
  /** The approvals that it brings, all approved; none when it is answered without a question. */
  kinds?: ApprovalKind[]
  /** `data-rule` of a warning that has to stand. */
  warning?: string
  /** The error code that the dApp is to get; without it, a result. */
  code?: number
  /** An element's id and what it says afterwards. */
  shows?: [id: string, text: string | RegExp]
}

export interface TestDapp {
  page: Page
  press(row: Row): Promise<Asked>
}

/**
 * Runs in the page before its own scripts: the dApp gets the announced provider behind a recorder of its requests,
 * so that a test sees the codes that the dApp does not show.
 */
function record(): void {
  const asked: Asked[] = []
  Object.assign(window, { asked })
  let done = false
  const wrap = (provider: { request(request: { method: string; params?: unknown }): Promise<unknown> }) =>
    new Proxy(
      {},
      {
        get(_target, key) {
          const value: unknown = Reflect.get(provider, key)
          if (key !== 'request') return typeof value === 'function' ? value.bind(provider) : value
          return async (request: { method: string; params?: unknown }) => {
            const entry: Asked = { method: request.method, params: request.params }
            asked.push(entry)
            try {
              entry.result = (await provider.request(request)) ?? null
              return entry.result
            } catch (error) {
              const { code, message } = error as { code: number; message: string }
              entry.error = { code, message }
              throw error
            }
          }
        },
      },
    )
  window.addEventListener('eip6963:announceProvider', (event) => {
    const { info, provider } = (event as CustomEvent).detail
    if (info.rdns !== 'io.candor.wallet') return
    event.stopImmediatePropagation()
    if (done) return
    done = true
    const recorded = wrap(provider)
    Object.assign(window, { recorded })
    const detail = Object.freeze({ info: { ...info, rdns: 'recorded' }, provider: recorded })
    const announce = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
    window.addEventListener('eip6963:requestProvider', announce)
    announce()
  })
}

/** What the dApp asked after its first `from` requests: deployments are long, so that only these are fetched. */
const askedSince = (page: Page, from: number): Promise<Asked[]> =>
  page.evaluate((from) => (window as unknown as { asked: Asked[] }).asked.slice(from), from)
const countOf = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { asked: Asked[] }).asked.length)

const isRead =
  /^(?:eth_(?:chainId|accounts|blockNumber|call|estimateGas|gasPrice|feeHistory|get(?!Enc).*)|net_version)$/

/** Opens the dApp, picks this wallet in it, and connects. */
export async function openTestDapp(wallet: ReadyWallet, url: string): Promise<TestDapp> {
  const { context } = wallet
  const page = await context.newPage()
  await page.addInitScript(record)
  await page.goto(url)

  async function press({ id, kinds = [], warning, code, shows }: Row): Promise<Asked> {
    return test.step(`press ${id}`, async () => {
      const before = await countOf(page)
      await page.locator(`#${id}`).click()
      for (const kind of kinds) {
        const window = await waitForApproval(context, kind)
        // Attached: among three and more it may be folded away, unless it is a danger.
        if (warning !== undefined)
          await expect(
            window.locator(`[data-testid="approval-warning"][data-rule="${warning}"]`).first(),
          ).toBeAttached()
        await approve(window, { acknowledge: true })
      }
      const settled = async () => {
        const fresh = (await askedSince(page, before)).filter(({ method }) => !isRead.test(method))
        return fresh.find((one) => one.error !== undefined || one.result !== undefined)
      }
      await expect.poll(settled, { intervals: [50, 100], message: `${id} is answered` }).toBeDefined()
      const answer = await settled()
      if (answer === undefined) throw new Error(`${id} was not answered`)
      expect(answer.error?.code, `${id}: ${JSON.stringify(answer)}`).toBe(code)
      if (shows) await expect(page.locator(`#${shows[0]}`)).toContainText(shows[1])
      return answer
    })
  }

  await page.getByRole('button', { name: 'Use Candor' }).click()
  await expect(page.locator('#activeProviderName')).toHaveText('Candor')
  const accounts = await page.evaluate(() =>
    (window as unknown as { recorded: { request(request: object): Promise<string[]> } }).recorded.request({
      method: 'eth_accounts',
    }),
  )
  if (accounts.length === 0) await press({ id: 'connectButton', kinds: ['connect'] })
  await expect(page.locator('#connectButton')).toHaveText('Connected')
  return { page, press }
}

/** Rejects what `ask` brings until `count` requests are answered; answers their codes, in the order of asking. */
export async function rejectAll(
  wallet: ReadyWallet,
  page: Page,
  ask: () => Promise<void>,
  count: number,
): Promise<(number | undefined)[]> {
  const before = await countOf(page)
  await ask()
  const fresh = async () => (await askedSince(page, before)).filter(({ method }) => !isRead.test(method))
  const isDone = (asked: Asked[]) => asked.length === count && asked.every(({ error }) => error !== undefined)
  while (!isDone(await fresh())) {
    const window = await waitForApproval(wallet.context, undefined, { timeout: 500 }).catch(() => undefined)
    if (window) await reject(window)
  }
  return (await fresh()).map(({ error }) => error?.code)
}

import { type BrowserContext, expect, type Locator, type Page } from '@playwright/test'

export type ApprovalKind =
  | 'connect'
  | 'transaction'
  | 'calls'
  | 'message'
  | 'typed-data'
  | 'sign-in'
  | 'add-network'
  | 'switch-network'
  | 'watch-asset'
  | 'device'

export interface ApproveOptions {
  /** How fast a transaction should be. */
  tier?: 'slow' | 'normal' | 'fast'
  /** Tick what has to be acknowledged where a danger stands. */
  acknowledge?: boolean
}

export function approvalOn(page: Page, kind?: ApprovalKind): Locator {
  const attribute = kind === undefined ? '' : `[data-kind="${kind}"]`
  return page.locator(`[data-testid="approval"]${attribute}`).first()
}

/**
 * Waits for an approval in any window of the wallet and answers its page. Start the request first and do not
 * await it: it settles only once you have decided.
 */
export async function waitForApproval(
  context: BrowserContext,
  kind?: ApprovalKind,
  { timeout = 15_000 }: { timeout?: number } = {},
): Promise<Page> {
  const end = Date.now() + timeout
  while (Date.now() < end) {
    for (const page of context.pages()) {
      if (!page.url().startsWith('chrome-extension://')) continue
      const visible = await approvalOn(page, kind)
        .isVisible()
        .catch(() => false)
      if (visible) return page
    }
    await new Promise((done) => setTimeout(done, 75))
  }
  throw new Error(`No ${kind ?? 'approval'} was asked for within ${timeout} ms`)
}

/** A long message has to be read to its end before it can be approved. */
async function readToEnd(approval: Locator): Promise<void> {
  await approval.evaluate((element) => {
    for (const part of [element, ...element.querySelectorAll('*')]) {
      if (part.scrollHeight > part.clientHeight) part.scrollTop = part.scrollHeight
    }
  })
}

/** Ticks what has to be acknowledged, again where what stands there changed meanwhile, until it can be approved. */
async function acknowledge(page: Page): Promise<void> {
  const box = page.getByTestId('approval-acknowledge')
  const isReady = async () => {
    if ((await box.isVisible()) && (await box.isEnabled()) && !(await box.isChecked())) await box.check()
    return page.getByTestId('approval-approve').isEnabled()
  }
  await expect.poll(isReady, { timeout: 15_000, intervals: [50], message: 'it can be approved' }).toBe(true)
}

/** Waits until the decision has been taken: the window closes, or shows another thing. */
async function decide(page: Page, press: () => Promise<void>): Promise<void> {
  const element = await approvalOn(page).elementHandle()
  if (!element) throw new Error('No approval is shown')
  const id = await element.getAttribute('data-id')
  await press().catch((error: unknown) => {
    // The window can close before the click has come back from it.
    if (!page.isClosed()) throw error
  })
  const gone = () =>
    element
      .evaluate((node, id) => !node.isConnected || node.getAttribute('data-id') !== id, id)
      // The page went away with the approval.
      .catch(() => true)
  await expect.poll(gone, { timeout: 20_000, intervals: [50], message: 'the approval is gone' }).toBe(true)
}

/**
 * Approves what the page shows. The control comes alive after the approval has been seen for a moment, which is
 * what this waits for.
 */
export async function approve(page: Page, options: ApproveOptions = {}): Promise<void> {
  await page.bringToFront()
  const approval = approvalOn(page)
  await approval.waitFor()
  await readToEnd(approval)
  if (options.tier) await page.getByTestId(`fee-${options.tier}`).click()
  if (options.acknowledge) await acknowledge(page)
  await decide(page, () => page.getByTestId('approval-approve').click({ timeout: 15_000 }))
}

export async function reject(page: Page): Promise<void> {
  await decide(page, () => page.getByTestId('approval-reject').click())
}

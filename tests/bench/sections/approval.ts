import { waitForApproval } from '../../kit'
import { median, type Row, restored, type Stage } from '../measure'

export async function approval(stage: Stage): Promise<Row[]> {
  const { browser, tab } = await restored(stage)
  try {
    const site = await browser.context.newPage()
    await site.goto(`${stage.pages.localhost}blank.html`)
    void site.evaluate(`ethereum.request({ method: 'eth_requestAccounts' })`)
    const first = await waitForApproval(browser.context, 'connect')
    await first.bringToFront()
    await first.getByTestId('approval-approve').click()
    await site.waitForFunction('ethereum.selectedAddress')
    const account = await site.evaluate<string>('ethereum.selectedAddress')

    const empty: number[] = []
    const asked: number[] = []
    const signed: number[] = []
    for (let i = 0; i < stage.runs; i++) {
      const before = Date.now()
      const opening = browser.context.waitForEvent('page')
      await tab.evaluate(`chrome.windows.create({ url: 'theme.js', type: 'popup', width: 376, height: 640 })`)
      const blank = await opening
      await blank.waitForLoadState('load')
      empty.push(Date.now() - before)
      await blank.close()

      const start = Date.now()
      const window = browser.context.waitForEvent('page')
      const signing = site.evaluate<number>(
        `ethereum.request({ method: 'personal_sign', params: ['0x48656c6c6f', '${account}'] }).then(() => Date.now())`,
      )
      const shown = await window
      await shown.locator('[data-testid="approval-reject"]').waitFor()
      asked.push(Date.now() - start)
      await shown.bringToFront()
      await shown.locator('[data-testid="approval-approve"]:enabled').waitFor()
      await shown.evaluate(
        `document.querySelector('[data-testid="approval-approve"]').addEventListener('click', () => { localStorage.clicked = Date.now() }, { capture: true, once: true })`,
      )
      await shown.locator('[data-testid="approval-approve"]').click()
      const answered = await signing
      signed.push(answered - (await tab.evaluate<number>('Number(localStorage.clicked)')))
    }
    return [
      {
        section: 'approval',
        figure: 'request to approval window',
        floor: median(empty),
        wallet: median(asked),
        unit: 'ms',
        goal: 1.5,
      },
      {
        section: 'approval',
        figure: 'click to signature in the page',
        floor: null,
        wallet: median(signed),
        unit: 'ms',
        goal: 50,
      },
    ]
  } finally {
    await browser.close()
  }
}

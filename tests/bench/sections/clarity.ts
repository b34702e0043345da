/** From a site's request to what it does in plain sentences, and to the whole of it with the trial on the network. */
import type { Page } from '@playwright/test'
import { devnetAddresses } from '../../devnet/devnet'
import { setEndpoint, waitForApproval } from '../../kit'
import { median, type Row, restored, type Stage } from '../measure'

const row = (figure: string, floor: number, wallet: number, goal: number): Row => ({
  section: 'clarity',
  figure,
  floor,
  wallet,
  unit: 'ms',
  goal,
})

/** One base unit of USDC to Permit2's allowance: explained, tried, judged. */
const approveData = `0x095ea7b3${devnetAddresses.permit2.slice(2).toLowerCase().padStart(64, '0')}${'1'.padStart(64, '0')}`

export async function clarity(stage: Stage): Promise<Row[]> {
  const { browser, tab } = await restored(stage)
  try {
    await setEndpoint(tab, 1, stage.devnet.url)
    const site: Page = await browser.context.newPage()
    await site.goto(`${stage.pages.localhost}blank.html`)
    void site.evaluate(`ethereum.request({ method: 'eth_requestAccounts' })`)
    const connect = await waitForApproval(browser.context, 'connect')
    await connect.bringToFront()
    await connect.getByTestId('approval-approve').click()
    await site.waitForFunction('ethereum.selectedAddress')
    const [empty, words, whole]: [number[], number[], number[]] = [[], [], []]
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
      const sent = site.evaluate(
        `ethereum.request({ method: 'eth_sendTransaction', params: [{ from: ethereum.selectedAddress, to: '${devnetAddresses.usdc}', data: '${approveData}' }] })`,
      )
      const shown = await window
      await shown.getByTestId('approval-summary').first().waitFor()
      words.push(Date.now() - start)
      // Approving is possible 600 ms after that, in a window that is in front: nobody says yes to what just appeared.
      await shown.locator('[data-testid="approval"][aria-busy="false"]').waitFor()
      whole.push(Date.now() - start)
      await shown.bringToFront()
      await shown.locator('[data-testid="approval-approve"]:enabled').click()
      await sent
    }
    const floor = median(empty)
    return [
      row('request to its sentences, without the trial', floor, median(words), 2),
      row('request to the full explanation, with the trial', floor, median(whole), 4),
    ]
  } finally {
    await browser.close()
  }
}

import type { WalletBrowser } from '../../kit'
import { inTurn, launch, type Row, restored, type Stage } from '../measure'

/** Runs in the page before anything else: when did the first wanted element stand, and the first paint. */
const watch = (selector: string) => `
  addEventListener('DOMContentLoaded', () => {
    const look = () => {
      const found = document.querySelector('${selector}')
      if (found && found.getBoundingClientRect().width > 0) window.stood = performance.now()
      else requestAnimationFrame(look)
    }
    look()
  })`

/** Milliseconds until the popup painted, and until `selector` stood. */
export async function timesOf(
  browser: WalletBrowser,
  selector: string,
): Promise<{ paint: number; stood: number }> {
  const tab = await browser.context.newPage()
  await tab.setViewportSize({ width: 360, height: 600 })
  await tab.addInitScript(watch(selector))
  await tab.goto(`chrome-extension://${browser.extensionId}/popup.html`)
  const times = await tab.evaluate<{ paint: number; stood: number }>(`new Promise((done) => {
    const look = () => {
      const [paint] = performance.getEntriesByName('first-contentful-paint')
      if (window.stood && paint) done({ paint: paint.startTime, stood: window.stood })
      else setTimeout(look, 10)
    }
    look()
  })`)
  await tab.close()
  return times
}

export async function popup(stage: Stage): Promise<Row[]> {
  const floor = await launch(stage, 'floor')
  const { browser, tab } = await restored(stage)
  try {
    await tab.waitForTimeout(1500)
    await tab.close()
    const result = await inTurn(stage.runs * 2, (side) =>
      side === 'floor' ? timesOf(floor, 'button') : timesOf(browser, '[data-testid="asset-row"]'),
    )
    return [
      {
        section: 'popup',
        figure: 'first paint, unlocked',
        floor: result.floor.paint,
        wallet: result.wallet.paint,
        unit: 'ms',
        goal: 2,
      },
      {
        section: 'popup',
        figure: 'balances stand, can be used',
        floor: result.floor.stood,
        wallet: result.wallet.stood,
        unit: 'ms',
        goal: 2.5,
      },
    ]
  } finally {
    await floor.close()
    await browser.close()
  }
}

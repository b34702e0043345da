import { lock } from '../../kit'
import { median, password, type Row, restored, type Stage } from '../measure'

export async function unlock(stage: Stage): Promise<Row[]> {
  const { browser, tab } = await restored(stage)
  try {
    const times: number[] = []
    for (let i = 0; i < stage.runs; i++) {
      await lock(tab)
      await tab.getByTestId('unlock-password').fill(password)
      times.push(
        await tab.evaluate<number>(`new Promise((done) => {
          const at = performance.now()
          const look = () => document.querySelector('[data-testid="total-balance"]') ? done(performance.now() - at) : requestAnimationFrame(look)
          document.querySelector('[data-testid="unlock-submit"]').click()
          look()
        })`),
      )
    }
    // The KDF alone, in the same browser, as a wrong password costs it: it does nothing else.
    const kdf: number[] = []
    for (let i = 0; i < 3; i++) {
      await lock(tab)
      await tab.getByTestId('unlock-password').fill('wrong password here')
      kdf.push(
        await tab.evaluate<number>(`new Promise((done) => {
          const at = performance.now()
          const look = () => document.querySelector('[data-testid="unlock-error"]')?.textContent ? done(performance.now() - at) : requestAnimationFrame(look)
          document.querySelector('[data-testid="unlock-submit"]').click()
          look()
        })`),
      )
      await tab.waitForTimeout(2 ** i * 1000 + 300)
      await tab.getByTestId('unlock-password').fill(password)
      await tab.getByTestId('unlock-submit').click()
      await tab.getByTestId('total-balance').waitFor()
    }
    return [
      {
        section: 'unlock',
        figure: 'unlock to home',
        floor: null,
        wallet: median(times),
        unit: 'ms',
        goal: median(kdf) + 100,
      },
    ]
  } finally {
    await browser.close()
  }
}

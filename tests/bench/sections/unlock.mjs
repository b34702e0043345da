import { atMostMore } from '../goals.mjs'
import { median } from '../numbers.mjs'
import { unlock as enterPassword } from '../subjects.mjs'

/** Runs in a page of the wallet: the cost that stands in the stored vault. */
async function storedCost() {
  const stored = [await chrome.storage.local.get(null)]
  for (const value of stored) {
    if (typeof value !== 'object' || value === null) continue
    if (value.name === 'argon2id') return { m: value.m, t: value.t, p: value.p }
    stored.push(...Object.values(value))
  }
  throw new Error('The vault names no argon2id')
}

/** Runs in an empty page: milliseconds of one derivation of that cost. */
function deriveOnce(cost) {
  return new Promise((done, fail) => {
    const worker = new Worker('/kdf.js')
    worker.onerror = ({ message }) => fail(new Error(message))
    worker.onmessage = ({ data }) => {
      worker.terminate()
      done(data)
    }
    worker.postMessage(cost)
  })
}

/** The floor is the key derivation alone, in the same browser, just before and just after. */
export const unlock = {
  name: 'unlock',
  subjects: ['wallet'],
  figures: [
    {
      id: 'unlocked',
      name: 'Unlock to home (floor: the KDF alone)',
      unit: 'ms',
      digits: 0,
      goal: atMostMore(100),
    },
  ],
  async measure({ context, notes, origin }, { site }) {
    const empty = await context.newPage()
    await empty.goto(site)
    const alone = []
    const unlocked = []
    for (let i = 0; i < 3; i++) {
      const page = await context.newPage()
      await page.setViewportSize({ width: 360, height: 600 })
      await page.goto(`${origin}popup.html`)
      await page.getByTestId('lock').click()
      await page.getByTestId('unlock-password').waitFor()
      const cost = await page.evaluate(storedCost)
      await page.close()

      alone.push(await empty.evaluate(deriveOnce, cost))
      const locked = await context.newPage()
      await locked.setViewportSize({ width: 360, height: 600 })
      await locked.goto(`${origin}popup.html`)
      notes.clear()
      await enterPassword(locked)
      const clicked = await notes.wait('clicked')
      const painted = await notes.wait('home painted')
      unlocked.push(painted.at - clicked.at)
      await locked.close()
      alone.push(await empty.evaluate(deriveOnce, cost))
    }
    await empty.close()
    return { unlocked: median(unlocked), floor: { unlocked: median(alone) } }
  },
}

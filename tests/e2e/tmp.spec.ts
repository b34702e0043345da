import { launchWallet, restoreWallet, setEndpoint } from '../kit'
import { extensionDir, password, phrase, test } from './fixtures'

for (const extra of [
  [],
  ['--disable-gpu'],
  [],
  ['--disable-gpu'],
  ['--disable-gpu', '--disable-gpu-rasterization'],
])
  test(`x${Math.random()}${extra}`, async ({ devnet, guard }) => {
    let t0 = Date.now()
    const log = (...a: unknown[]) => {
      console.log(Date.now() - t0, ...a)
      t0 = Date.now()
    }
    const wallet = await launchWallet({ extensionDir, args: [guard.switch, ...extra] })
    log('launch', extra)
    const page = await wallet.openWallet()
    log('open')
    const fps = await page.evaluate(
      () =>
        new Promise((done) => {
          const s = performance.now()
          let n = 0
          const f = () => {
            if (++n === 20) done(performance.now() - s)
            else requestAnimationFrame(f)
          }
          requestAnimationFrame(f)
        }),
    )
    log('20 frames took', fps)
    await setEndpoint(page, 1, devnet.url)
    log('endpoint')
    await restoreWallet(page, { phrase, password })
    log('restore')
    await wallet.close()
  })

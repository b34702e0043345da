import { launchWallet, restoreWallet, setEndpoint } from '../kit'
import { extensionDir, password, phrase, test } from './fixtures'

for (const n of [1, 2, 3])
  test('x' + n, async ({ devnet, guard }) => {
    let t0 = Date.now()
    const log = (...a: unknown[]) => {
      console.log(Date.now() - t0, ...a)
      t0 = Date.now()
    }
    const wallet = await launchWallet({ extensionDir, args: [guard.switch] })
    log('launch')
    wallet.context.on('request', (r) =>
      console.log('  ', Date.now() - t0, r.method(), r.url().slice(0, 70), r.postData()?.slice(0, 100)),
    )
    wallet.context.on(
      'requestfinished',
      (r) => r.url().startsWith('http') && console.log('  ', Date.now() - t0, 'done', r.url().slice(0, 60)),
    )
    wallet.context.on('requestfailed', (r) =>
      console.log('  ', Date.now() - t0, 'failed', r.url().slice(0, 60), r.failure()),
    )
    const page = await wallet.openWallet()
    log('open')
    await setEndpoint(page, 1, devnet.url)
    log('endpoint')
    await restoreWallet(page, { phrase, password })
    log('restore')
    await wallet.close()
  })

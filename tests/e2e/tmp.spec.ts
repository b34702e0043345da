import { waitForApproval, send, approve } from '../kit'
import { test } from './fixtures'
test('x', async ({ readyWallet, pages }) => {
  let t0 = Date.now(); const log = (...a: unknown[]) => { console.log(Date.now() - t0, ...a); t0 = Date.now() }
  const { page } = readyWallet
  await page.screenshot({ path: '/tmp/h.png' }); log('home shot')
  await send(page, { to: '0x000000000000000000000000000000000000bEEF', amount: '0.5' }); log('send')
  await page.screenshot({ path: '/tmp/a.png' }); log('approval shot plain')
  await page.screenshot({ path: '/tmp/a.png', animations: 'disabled' }); log('approval shot animations disabled')
  await page.emulateMedia({ colorScheme: 'dark' }); log('emulate')
  await page.screenshot({ path: '/tmp/a2.png' }); log('approval shot dark')
  await page.emulateMedia({ colorScheme: null }); log('emulate')
  await approve(page); log('approve')
})

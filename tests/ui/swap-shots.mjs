const id = (name) => `[data-testid="${name}"]`
const option = (page, value) => page.click(`${id('option')}[data-value="${value}" i]`)
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const LONG = '0x1111111111111111111111111111111111111111'

/** Chooses what to receive and types what to sell. */
const fill =
  (buy = USDC, amount = '1', more) =>
  async (page) => {
    await page.click(id('swap-buy-asset'))
    await option(page, buy)
    await page.fill(id('swap-sell-amount'), amount)
    await page.waitForTimeout(500)
    await more?.(page)
  }
const click = (name) => (page) => page.click(id(name))
const bottom = (page) => page.locator('.screen-body').evaluate((body) => body.scrollTo(0, body.scrollHeight))
const swap = (name, scenario, act, popupOnly = true) => ({
  name,
  scenario,
  screen: 'swap',
  act,
  popupOnly,
  wait: 300,
})

/** Every state of a swap. */
export const swapShots = [
  swap('swap-empty', 'swap', undefined, false),
  swap('swap-filled', 'swap', fill(), false),
  swap('swap-filled-bottom', 'swap', fill(USDC, '1', bottom)),
  swap('swap-offers', 'swap-offers', fill(USDC, '1', click('swap-quote')), false),
  swap(
    'swap-offers-bottom',
    'swap-offers',
    fill(USDC, '1', async (page) => {
      await page.click(id('swap-quote'))
      await bottom(page)
    }),
  ),
  swap(
    'swap-route',
    'swap',
    fill(USDC, '1', async (page) => {
      await page.click(`${id('swap-route')} button`)
      await bottom(page)
    }),
  ),
  swap('swap-waiting', 'swap-waiting', fill()),
  swap(
    'swap-approve',
    'swap-approve',
    fill(USDC, '1', async (page) => {
      await page.click(id('swap-flip'))
      await page.fill(id('swap-sell-amount'), '3000')
      await page.waitForTimeout(500)
    }),
  ),
  swap('swap-permit', 'swap-permit', fill()),
  swap(
    'swap-permit2',
    'swap-permit2',
    fill(USDC, '1', async (page) => {
      await page.click(id('swap-flip'))
      await page.fill(id('swap-sell-amount'), '3000')
      await page.waitForTimeout(500)
      await page.click(id('swap-allowance'))
      await bottom(page)
    }),
  ),
  swap('swap-none', 'swap-none', fill()),
  swap('swap-down', 'swap-down', fill()),
  swap('swap-high', 'swap-high', fill()),
  swap('swap-severe', 'swap-severe', fill()),
  swap('swap-old', 'swap-old', fill()),
  swap('swap-unknown', 'swap-unknown', fill()),
  swap('swap-poor', 'swap', fill(USDC, '25')),
  swap('swap-malformed', 'swap', fill(USDC, '1,5')),
  swap('swap-long', 'swap-long', fill(LONG, '1.234567890123456789'), false),
  swap('swap-refused', 'swap-refused', fill()),
  swap('swap-broken', 'swap-broken', fill()),
  swap('swap-watched', 'swap-watched', undefined),
  swap('swap-hidden', 'swap-hidden', fill()),
  swap('swap-money', 'swap', fill(USDC, '1', click('swap-sell-unit'))),
  swap('swap-picker', 'swap', click('swap-sell-asset'), false),
  swap('swap-picker-search', 'swap', async (page) => {
    await page.click(id('swap-buy-asset'))
    await page.fill(id('swap-search'), 'usd')
  }),
  swap('swap-picker-none', 'swap', async (page) => {
    await page.click(id('swap-buy-asset'))
    await page.fill(id('swap-search'), 'no such thing')
  }),
  swap('swap-picker-address', 'swap', async (page) => {
    await page.click(id('swap-buy-asset'))
    await page.fill(id('swap-search'), '0x6982508145454Ce325dDbE47a25d4ec3d2311933'.replace('69', '79'))
  }),
  swap('swap-options', 'swap', click('swap-slippage')),
  swap('swap-networks', 'swap-networks', click('swap-buy-asset')),
  swap('swap-bridge-offer', 'swap-networks', async (page) => {
    await page.click(id('swap-buy-asset'))
    await page.click(`${id('swap-network')}[data-chain-id="8453"]`)
    await page.fill(id('swap-search'), 'usdc')
    await page.keyboard.press('Enter')
    await page.fill(id('swap-sell-amount'), '1')
    await page.waitForTimeout(500)
  }),
  swap(
    'swap-allowance',
    'swap-permit',
    fill(USDC, '1', async (page) => {
      await page.click(id('swap-allowance'))
      await bottom(page)
    }),
  ),
  swap('swap-keeps', 'swap-keeps', fill()),
  {
    name: 'swap-order-cancel',
    scenario: 'swap-order',
    screen: 'swap-status?id=s1',
    popupOnly: true,
    act: click('swap-cancel'),
    wait: 300,
  },
  ...[
    ...['pending', 'done', 'failed', 'bridge', 'order', 'lost'],
    ...['taken-back', 'expired', 'cancelled', 'stranded', 'huge'],
  ].map((name) => ({
    name: `swap-status-${name}`,
    scenario: `swap-${name}`,
    screen: 'swap-status?id=s1',
    popupOnly: name !== 'done',
    wait: 300,
  })),
  { name: 'settings-swap', scenario: 'swap', screen: 'settings-swap', wait: 300 },
]

const id = (name) => `[data-testid="${name}"]`
const READY = 900
const approve = async (page) => {
  await page.waitForSelector(`${id('approval-approve')}:not(:disabled)`)
  await page.click(id('approval-approve'))
}
const open = (name) => async (page) => {
  const one = page.locator(id(name)).first()
  await one.click()
  await one.evaluate((element) => element.scrollIntoView())
}
const fillSend = (address, amount) => async (page) => {
  await page.fill(id('send-recipient'), address)
  await page.fill(id('send-amount'), amount)
}

const ask = (name, more = {}) => ({ name, scenario: name, screen: 'approval', wait: READY, ...more })

/** Approvals, the send form and the activity. */
export const approvalShots = [
  ask('ap-connect'),
  ask('ap-listed'),
  ask('ap-connect-many'),
  ask('ap-connect-inside', { popupOnly: true }),
  ask('ap-queue-mixed', { popupOnly: true }),
  ask('ap-swap'),
  ask('ap-busy'),
  ask('ap-tried', { popupOnly: true }),
  ask('ap-nothing', { popupOnly: true }),
  ask('ap-send'),
  ask('ap-allowance'),
  {
    ...ask('ap-allowance'),
    name: 'ap-allowance-ticked',
    popupOnly: true,
    act: (page) => page.check(id('approval-acknowledge')),
  },
  {
    ...ask('ap-allowance'),
    name: 'ap-allowance-end',
    popupOnly: true,
    act: (page) => page.locator('.ap-body').evaluate((body) => body.scrollTo(0, 99999)),
  },
  ask('ap-blocked'),
  ask('ap-forty'),
  ...['ap-forty', 'ap-steps-real'].map((name) => ({
    ...ask(name),
    name: `${name}-end`,
    popupOnly: true,
    act: (page) => page.locator('.ap-body').evaluate((body) => body.scrollTo(0, 99999)),
  })),
  ask('ap-names'),
  ask('ap-steps-real'),
  { ...ask('ap-steps-real'), name: 'ap-step-open', popupOnly: true, act: open('approval-call-details') },
  ask('ap-partly', { popupOnly: true }),
  ask('ap-worse', { act: approve }),
  ask('ap-revoke', { popupOnly: true }),
  ask('ap-approve'),
  {
    ...ask('ap-approve'),
    name: 'ap-approve-edit',
    popupOnly: true,
    act: (page) => page.click(id('approval-allowance-edit')),
  },
  ask('ap-permit'),
  { ...ask('ap-permit'), name: 'ap-permit-data', popupOnly: true, act: open('approval-data') },
  { ...ask('ap-permit'), name: 'ap-permit-details', popupOnly: true, act: open('approval-details') },
  ask('ap-permit-thief'),
  { ...ask('ap-hashes'), popupOnly: true, act: open('approval-raw') },
  ask('ap-preparing'),
  ask('ap-huge'),
  ask('ap-message'),
  ask('ap-message-long'),
  ask('ap-message-hex'),
  ask('ap-typed'),
  ask('ap-typed-long', { popupOnly: true }),
  ask('ap-typed-old'),
  ask('ap-sign-in'),
  ask('ap-sign-in-bare', { popupOnly: true }),
  ask('ap-sign-in-blocked'),
  ask('ap-sign-in-danger'),
  { ...ask('ap-sign-in'), name: 'ap-sign-in-text', popupOnly: true, act: open('approval-text') },
  ask('ap-watch'),
  ask('ap-watch-fake'),
  ask('ap-watch-nft'),
  ask('ap-add'),
  { name: 'home-nfts', scenario: 'home-nfts', screen: 'home', act: (page) => page.click(id('tab-nfts')) },
  ask('ap-switch'),
  ask('ap-calls-one', { popupOnly: true }),
  ask('ap-calls-upgrade'),
  {
    ...ask('ap-calls-upgrade'),
    name: 'ap-calls-upgrade-end',
    popupOnly: true,
    act: (page) => page.locator('.ap-body').evaluate((body) => body.scrollTo(0, 99999)),
  },
  ask('ap-calls-each'),
  ask('ap-calls-many'),
  ask('ap-calls-preparing', { popupOnly: true }),
  ask('ap-queue'),
  ask('ap-changed', { popupOnly: true, act: approve }),
  ask('ap-failed', { popupOnly: true, act: approve }),
  ask('ap-slow', { popupOnly: true, act: approve }),
  { ...ask('ap-send'), name: 'ap-sent', act: approve, wait: 400 },
  { ...ask('ap-swap'), name: 'ap-details', popupOnly: true, act: open('approval-details') },
  { ...ask('ap-swap'), name: 'ap-raw', popupOnly: true, act: open('approval-raw') },
  { ...ask('ap-message'), name: 'ap-esc', popupOnly: true, act: (page) => page.keyboard.press('Escape') },
  { name: 'send', scenario: 'home', screen: 'send' },
  {
    name: 'send-filled',
    scenario: 'home',
    screen: 'send',
    act: fillSend('0x52908400098527886E0F7030069857D2E4169EE7', '0.25'),
  },
  {
    name: 'send-wrong',
    scenario: 'home',
    screen: 'send',
    popupOnly: true,
    act: fillSend('0x52908400098527886e0F7030069857D2E4169EE7', '12'),
  },
  {
    name: 'send-error',
    scenario: 'send-error',
    screen: 'send',
    popupOnly: true,
    act: async (page) => {
      await fillSend('0x52908400098527886E0F7030069857D2E4169EE7', '1.8473')(page)
      await page.click(id('send-review'))
    },
  },
  {
    name: 'send-offline',
    scenario: 'send-offline',
    screen: 'send',
    popupOnly: true,
    act: async (page) => {
      await fillSend('0x52908400098527886E0F7030069857D2E4169EE7', '1')(page)
      await page.click(id('send-review'))
    },
  },
  {
    name: 'send-assets',
    scenario: 'home',
    screen: 'send',
    popupOnly: true,
    act: (page) => page.click(id('send-asset')),
  },
  {
    name: 'send-max',
    scenario: 'home',
    screen: 'send',
    popupOnly: true,
    act: (page) => page.click(id('send-max')),
  },
  { name: 'activity', scenario: 'activity', screen: 'home', act: (page) => page.click(id('tab-activity')) },
  ...['activity-told', 'activity-one'].map((name) => ({
    name,
    scenario: name,
    screen: 'home',
    act: (page) => page.click(id('tab-activity')),
    wait: 400,
  })),
  {
    name: 'activity-notes',
    scenario: 'activity-one',
    screen: 'home',
    popupOnly: true,
    act: async (page) => {
      await page.click(id('tab-activity'))
      await page.locator(id('activity-notes')).scrollIntoViewIfNeeded()
    },
    wait: 400,
  },
  {
    name: 'activity-filter',
    scenario: 'activity-told',
    screen: 'home',
    act: async (page) => {
      await page.click(id('tab-activity'))
      await page.click(id('activity-filter'))
    },
    wait: 500,
  },
  { name: 'activity-swap', scenario: 'activity-told', screen: 'activity?id=t0' },
  { name: 'activity-received', scenario: 'activity-told', screen: 'activity?id=t1', popupOnly: true },
  { name: 'activity-signed', scenario: 'activity-told', screen: 'activity?id=signed:1', popupOnly: true },
  { name: 'activity-spam', scenario: 'activity-spam', screen: 'activity?id=t1', popupOnly: true },
  {
    name: 'activity-stuck',
    scenario: 'activity-stuck',
    screen: 'home',
    act: (page) => page.click(id('tab-activity')),
  },
  ...['cancel', 'old', 'gap', 'fee', 'refused'].map((name) => ({
    name: `activity-stuck-${name}`,
    scenario: 'activity-stuck',
    screen: `activity?id=${name}`,
    popupOnly: true,
  })),
  { name: 'ap-speed-up', scenario: 'ap-speed-up', screen: 'approval' },
  { name: 'ap-cancel', scenario: 'ap-cancel', screen: 'approval', popupOnly: true },
  {
    name: 'ap-custom',
    scenario: 'ap-custom',
    screen: 'approval',
    act: async (page) => {
      await page.locator(id('fee-custom')).check({ force: true })
      await page.click('.ap-custom-more summary')
      await page.fill(id('fee-custom-nonce'), '45')
      await page.locator(id('fee-custom-nonce')).scrollIntoViewIfNeeded()
    },
    wait: 300,
  },
  {
    name: 'ap-custom-wrong',
    scenario: 'ap-custom',
    screen: 'approval',
    popupOnly: true,
    act: async (page) => {
      await page.locator(id('fee-custom')).check({ force: true })
      await page.fill(id('fee-custom-fee'), '0.5')
      await page.fill(id('fee-custom-tip'), 'x')
      await page.locator(id('fee-custom-tip')).scrollIntoViewIfNeeded()
    },
    wait: 300,
  },
  { name: 'activity-detail', scenario: 'activity', screen: 'activity?id=t1' },
  { name: 'activity-failed', scenario: 'activity', screen: 'activity?id=t2', popupOnly: true },
  { name: 'activity-pending', scenario: 'activity', screen: 'activity?id=t0', popupOnly: true },
]

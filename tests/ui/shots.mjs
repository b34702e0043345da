const id = (name) => `[data-testid="${name}"]`
const click = (name) => (page) => page.click(id(name))

const tab = click('tab-nfts')
const contract = (seed) => `0x${seed.toString(16).padStart(2, '0').repeat(20)}`
const nft = (seed, tokenId, screen = 'nft') =>
  `${screen}?chainId=1&address=${contract(seed)}&tokenId=${tokenId}&owner=0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045`
const HUGE = '104338227263549275614104338227263549275614104338227263549275614'

/** What to take a picture of: a state of the wallet, a screen, and what to do there first. */
export const shots = [
  ...['connected', 'one', 'stranger', 'blocked', 'long', 'frame'].flatMap((name) => [
    { name: `front-${name}`, scenario: `front-${name}`, screen: 'home', popupOnly: true, wait: 300 },
    {
      name: `front-${name}-sheet`,
      scenario: `front-${name}`,
      screen: 'home',
      popupOnly: true,
      act: click('site-bar'),
      wait: 500,
    },
  ]),
  ...['none', 'one', 'many', 'scanning', 'error'].map((name) => ({
    name: `allowances-${name}`,
    scenario: `allowances-${name}`,
    screen: 'allowances',
    popupOnly: name !== 'many',
    wait: 500,
  })),
  {
    name: 'allowances-choosing',
    scenario: 'allowances-many',
    screen: 'allowances',
    popupOnly: true,
    act: async (page) => {
      await page.click(id('allowance-select'))
      await page.locator(id('allowance-choose')).nth(0).check()
      await page.locator(id('allowance-choose')).nth(2).check()
    },
    wait: 400,
  },
  { name: 'welcome', scenario: 'empty', screen: 'home' },
  { name: 'networks-empty', scenario: 'empty', screen: 'networks' },
  { name: 'network-empty', scenario: 'empty', screen: 'network?chainId=1', popupOnly: true },
  {
    name: 'password-create',
    scenario: 'create',
    screen: 'password',
    act: (page) => page.fill(id('password-new'), 'Correct horse battery'),
    wait: 700,
  },
  {
    name: 'password-error',
    scenario: 'create',
    screen: 'password',
    popupOnly: true,
    act: async (page) => {
      await page.fill(id('password-new'), 'short')
      await page.click(id('password-submit'))
    },
    wait: 500,
  },
  { name: 'password-restore', scenario: 'restoring', screen: 'password', popupOnly: true },
  { name: 'backup-masked', scenario: 'backup', screen: 'backup' },
  { name: 'backup-shown', scenario: 'backup', screen: 'backup', act: click('seed-reveal') },
  { name: 'backup-shown-24', scenario: 'backup24', screen: 'backup', act: click('seed-reveal') },
  {
    name: 'backup-check',
    scenario: 'backup',
    screen: 'backup',
    act: async (page) => {
      await page.click(id('seed-reveal'))
      await page.click(id('seed-next'))
    },
  },
  { name: 'backup-ask', scenario: 'backup-later', screen: 'backup', popupOnly: true },
  { name: 'restore', scenario: 'empty', screen: 'restore' },
  {
    name: 'restore-valid',
    scenario: 'empty',
    screen: 'restore',
    act: async (page) => {
      await page.fill(
        id('restore-phrase'),
        'abandon ability able about above absent absorb abstract absurd abuse access accident',
      )
      await page.click(id('restore-show'))
    },
    wait: 600,
  },
  {
    name: 'restore-word',
    scenario: 'restore-word',
    screen: 'restore',
    act: async (page) => {
      await page.fill(
        id('restore-phrase'),
        'abandon abilty able about above absent absorb abstract absurd abuse access accident',
      )
      await page.click(id('restore-show'))
      await page.click(id('restore-submit'))
    },
  },
  {
    name: 'restore-checksum',
    scenario: 'restore-checksum',
    screen: 'restore',
    popupOnly: true,
    act: async (page) => {
      await page.fill(id('restore-phrase'), 'abandon ability able')
      await page.click(id('restore-submit'))
    },
  },
  { name: 'unlock', scenario: 'locked', screen: 'home' },
  {
    name: 'unlock-wrong',
    scenario: 'locked-wrong',
    screen: 'home',
    popupOnly: true,
    act: async (page) => {
      await page.fill(id('unlock-password'), 'not the one')
      await page.click(id('unlock-submit'))
    },
  },
  { name: 'unlock-throttled', scenario: 'locked-throttled', screen: 'home', popupOnly: true },
  { name: 'unlock-forgot', scenario: 'locked', screen: 'home', act: click('unlock-forgot') },
  { name: 'home', scenario: 'home', screen: 'home' },
  { name: 'home-fresh', scenario: 'home-fresh', screen: 'home' },
  { name: 'home-discovering', scenario: 'discovering', screen: 'home', popupOnly: true },
  { name: 'home-zero', scenario: 'home-zero', screen: 'home' },
  { name: 'home-stale', scenario: 'home-stale', screen: 'home' },
  { name: 'home-never', scenario: 'home-never', screen: 'home', popupOnly: true },
  { name: 'home-huge', scenario: 'home-huge', screen: 'home' },
  { name: 'home-many', scenario: 'home-many', screen: 'home', popupOnly: true },
  { name: 'home-accounts', scenario: 'home', screen: 'home', act: click('account-menu') },
  {
    name: 'home-accounts-many',
    scenario: 'home-many',
    screen: 'home',
    popupOnly: true,
    act: click('account-menu'),
  },
  { name: 'home-networks', scenario: 'home', screen: 'home', act: click('network-menu') },
  { name: 'home-activity', scenario: 'home', screen: 'home', popupOnly: true, act: click('tab-activity') },
  {
    name: 'home-asset',
    scenario: 'home',
    screen: 'home',
    act: (page) => page.click(`${id('asset-row')} >> nth=3`),
  },
  {
    name: 'home-asset-huge',
    scenario: 'home-huge',
    screen: 'home',
    popupOnly: true,
    act: (page) => page.click(`${id('asset-row')} >> nth=1`),
  },
  { name: 'home-portfolio', scenario: 'portfolio', screen: 'home' },
  { name: 'home-portfolio-fine', scenario: 'portfolio-fine', screen: 'home' },
  { name: 'home-portfolio-all', scenario: 'portfolio-all', screen: 'home', act: click('asset-group') },
  { name: 'home-portfolio-blank', scenario: 'portfolio-blank', screen: 'home' },
  {
    name: 'home-portfolio-small',
    scenario: 'portfolio-small',
    screen: 'home',
    popupOnly: true,
    act: async (page) => {
      await page.click(id('assets-found'))
      await page.locator(id('hide-small')).scrollIntoViewIfNeeded()
    },
  },
  { name: 'home-portfolio-long', scenario: 'portfolio-long', screen: 'home', wait: 600 },
  {
    name: 'home-portfolio-networks',
    scenario: 'portfolio',
    screen: 'home',
    popupOnly: true,
    act: click('network-menu'),
  },
  { name: 'home-portfolio-offer', scenario: 'portfolio', screen: 'home', act: click('offer-networks') },
  { name: 'portfolio', scenario: 'portfolio-all', screen: 'portfolio', wait: 600 },
  { name: 'portfolio-new', scenario: 'portfolio-new', screen: 'portfolio', popupOnly: true, wait: 600 },
  { name: 'portfolio-blank', scenario: 'portfolio-blank', screen: 'portfolio', popupOnly: true, wait: 600 },
  { name: 'asset', scenario: 'portfolio-all', screen: 'asset?chainId=1&token=native', wait: 600 },
  {
    name: 'asset-bottom',
    scenario: 'portfolio-all',
    screen: 'asset?chainId=1&token=native',
    popupOnly: true,
    wait: 600,
    act: (page) => page.locator(id('asset-hide')).scrollIntoViewIfNeeded(),
  },
  {
    name: 'asset-new',
    scenario: 'portfolio-new',
    screen: 'asset?chainId=1&token=native',
    popupOnly: true,
    wait: 600,
  },
  {
    name: 'settings-currency',
    scenario: 'home',
    screen: 'settings',
    popupOnly: true,
    act: click('settings-currency'),
  },
  { name: 'accounts', scenario: 'home', screen: 'accounts' },
  {
    name: 'accounts-menu',
    scenario: 'home',
    screen: 'accounts',
    act: (page) => page.click(`${id('account-more')} >> nth=0`),
  },
  {
    name: 'accounts-rename',
    scenario: 'home',
    screen: 'accounts',
    popupOnly: true,
    act: async (page) => {
      await page.click(`${id('account-more')} >> nth=0`)
      await page.click(id('account-rename'))
    },
  },
  { name: 'accounts-many', scenario: 'home-many', screen: 'accounts', popupOnly: true },
  { name: 'accounts-kinds', scenario: 'accounts-kinds', screen: 'accounts' },
  { name: 'accounts-one', scenario: 'accounts-one', screen: 'accounts', popupOnly: true },
  { name: 'accounts-sixty', scenario: 'accounts-sixty', screen: 'accounts', popupOnly: true },
  {
    name: 'accounts-kinds-menu',
    scenario: 'accounts-kinds',
    screen: 'accounts',
    popupOnly: true,
    act: (page) => page.click(`${id('account-more')} >> nth=3`),
  },
  {
    name: 'accounts-color',
    scenario: 'accounts-kinds',
    screen: 'accounts',
    popupOnly: true,
    act: async (page) => {
      await page.click(`${id('account-more')} >> nth=0`)
      await page.click(id('account-color'))
    },
  },
  { name: 'home-watching', scenario: 'watching', screen: 'home', popupOnly: true },
  { name: 'send-watching', scenario: 'watching', screen: 'send', popupOnly: true },
  { name: 'account-import', scenario: 'accounts-kinds', screen: 'account-import', popupOnly: true },
  { name: 'account-keystore-in', scenario: 'accounts-kinds', screen: 'account-import?how=keystore' },
  {
    name: 'account-import-watched',
    scenario: 'import-watched',
    screen: 'account-import',
    popupOnly: true,
    act: async (page) => {
      await page.fill(id('import-key'), 'ab12')
      await page.click(id('import-submit'))
    },
  },
  { name: 'account-watch', scenario: 'accounts-kinds', screen: 'account-watch', popupOnly: true },
  { name: 'account-phrase', scenario: 'accounts-kinds', screen: 'account-phrase', popupOnly: true },
  { name: 'account-find', scenario: 'accounts-kinds', screen: 'account-find?keyring=k1', popupOnly: true },
  {
    name: 'account-key',
    scenario: 'accounts-kinds',
    screen: 'account-key?address=0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045',
    act: async (page) => {
      await page.fill(id('key-password'), 'password')
      await page.click(id('key-reveal'))
    },
  },
  {
    name: 'account-keystore',
    scenario: 'accounts-kinds',
    screen: 'account-keystore?address=0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045',
    popupOnly: true,
  },
  {
    name: 'account-remove',
    scenario: 'accounts-kinds',
    screen: 'account-remove?keyring=k2',
    popupOnly: true,
  },
  {
    name: 'paper',
    scenario: 'accounts-kinds',
    screen: 'paper?address=0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045',
    act: async (page) => {
      await page.fill(id('paper-password'), 'password')
      await page.click(id('paper-reveal'))
    },
  },
  { name: 'settings-backup', scenario: 'home', screen: 'settings-backup', popupOnly: true },
  { name: 'backup-restore', scenario: 'backup-file', screen: 'backup-restore' },
  {
    name: 'backup-report',
    scenario: 'backup-file',
    screen: 'backup-restore',
    popupOnly: true,
    act: async (page) => {
      await page.setInputFiles(id('backup-file'), {
        name: 'candor-backup.json',
        mimeType: 'application/json',
        buffer: Buffer.from('{}'),
      })
      await page.fill(id('backup-file-password'), 'password')
      await page.click(id('backup-restore-submit'))
    },
  },
  { name: 'networks', scenario: 'home', screen: 'networks' },
  { name: 'network', scenario: 'home', screen: 'network?chainId=137' },
  {
    name: 'network-error',
    scenario: 'network-wrong',
    screen: 'network?chainId=1',
    popupOnly: true,
    act: click('network-save'),
  },
  { name: 'network-added', scenario: 'home', screen: 'network?chainId=31337', popupOnly: true },
  { name: 'network-add', scenario: 'home', screen: 'network-add' },
  {
    name: 'network-add-error',
    scenario: 'home',
    screen: 'network-add',
    popupOnly: true,
    act: async (page) => {
      await page.fill(id('network-name'), 'Mine')
      await page.fill(id('network-symbol'), 'ETH')
      await page.fill(id('network-endpoint'), 'http://rpc.example')
      await page.click(id('network-save'))
    },
  },
  { name: 'receive', scenario: 'home', screen: 'receive' },
  { name: 'token', scenario: 'home', screen: 'token' },
  {
    name: 'token-error',
    scenario: 'token-wrong',
    screen: 'token',
    popupOnly: true,
    act: async (page) => {
      await page.fill(id('token-address'), '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045')
      await page.click(id('token-submit'))
    },
  },
  { name: 'sites', scenario: 'home', screen: 'sites' },
  { name: 'sites-none', scenario: 'no-sites', screen: 'sites', popupOnly: true },
  { name: 'settings', scenario: 'home', screen: 'settings' },
  {
    name: 'settings-lock',
    scenario: 'backup-later',
    screen: 'settings',
    popupOnly: true,
    act: click('settings-lock-timeout'),
  },
  { name: 'settings-smart-account', scenario: 'smart', screen: 'settings-smart-account', wait: 300 },
  {
    name: 'settings-smart-account-other',
    scenario: 'smart-other',
    screen: 'settings-smart-account',
    popupOnly: true,
    wait: 300,
  },
  {
    name: 'settings-smart-account-none',
    scenario: 'smart-none',
    screen: 'settings-smart-account',
    popupOnly: true,
    wait: 300,
  },
  { name: 'clear-signing', scenario: 'clear-signing', screen: 'settings-clear-signing' },
  {
    name: 'clear-signing-none',
    scenario: 'clear-signing-none',
    screen: 'settings-clear-signing',
    popupOnly: true,
  },
  { name: 'settings-protection', scenario: 'services', screen: 'settings-protection' },
  { name: 'settings-services', scenario: 'services', screen: 'settings-services' },
  { name: 'settings-service-off', scenario: 'services-none', screen: 'settings-service?id=defillama' },
  {
    name: 'settings-service-problem',
    scenario: 'services',
    screen: 'settings-service?id=defillama',
    popupOnly: true,
  },
  { name: 'settings-service-keys', scenario: 'services', screen: 'settings-service?id=coingecko' },
  {
    name: 'settings-service-nokey',
    scenario: 'services',
    screen: 'settings-service?id=token-metrics',
    popupOnly: true,
  },
  {
    name: 'settings-service-add',
    scenario: 'services',
    screen: 'settings-service?id=coingecko',
    popupOnly: true,
    act: async (page) => {
      await page.click(id('service-key-add'))
      await page.click(id('service-key-save'))
    },
  },
  { name: 'portfolio-offer', scenario: 'portfolio-offer', screen: 'portfolio', wait: 500 },
  { name: 'settings-provider', scenario: 'home', screen: 'settings-provider' },
  {
    name: 'settings-provider-denied',
    scenario: 'home',
    screen: 'settings-provider',
    act: click('ethereum-candor'),
  },
  { name: 'settings-password', scenario: 'home', screen: 'settings-password' },
  { name: 'settings-reveal', scenario: 'home', screen: 'settings-reveal' },
  {
    name: 'settings-reveal-shown',
    scenario: 'home',
    screen: 'settings-reveal',
    act: async (page) => {
      await page.fill(id('reveal-password'), 'password')
      await page.click(id('seed-reveal'))
    },
  },
  { name: 'settings-reset', scenario: 'home', screen: 'settings-reset', popupOnly: true },
  { name: 'nfts-none', scenario: 'home', screen: 'home', popupOnly: true, act: tab },
  { name: 'nfts-one', scenario: 'nft-one', screen: 'home', popupOnly: true, act: tab, wait: 600 },
  { name: 'nfts-many', scenario: 'home-nfts', screen: 'home', act: tab, wait: 800 },
  {
    name: 'nfts-many-below',
    scenario: 'home-nfts',
    screen: 'home',
    popupOnly: true,
    act: async (page) => {
      await tab(page)
      await page.click(id('nfts-unasked'))
      await page.locator(id('nft-add')).scrollIntoViewIfNeeded()
    },
    wait: 600,
  },
  { name: 'nfts-loading', scenario: 'nft-loading', screen: 'home', popupOnly: true, act: tab },
  { name: 'nfts-off', scenario: 'nft-off', screen: 'home', act: tab, wait: 500 },
  {
    name: 'nfts-off-sheet',
    scenario: 'nft-off',
    screen: 'home',
    act: async (page) => {
      await tab(page)
      await page.click(id('nft-allow-images'))
      await page.click(id('nft-gateway-own'))
    },
    wait: 500,
  },
  { name: 'nft', scenario: 'nft-one', screen: nft(1, '7'), wait: 600 },
  { name: 'nft-long', scenario: 'nft-long', screen: nft(2, HUGE), wait: 600 },
  { name: 'nft-off', scenario: 'nft-off', screen: nft(1, '7'), popupOnly: true, wait: 500 },
  { name: 'nft-failed', scenario: 'nft-failed', screen: nft(1, '7'), popupOnly: true, wait: 500 },
  { name: 'nft-loading', scenario: 'nft-loading', screen: nft(1, '7'), popupOnly: true },
  { name: 'nft-unasked', scenario: 'nft-unasked', screen: nft(6, '1'), popupOnly: true, wait: 500 },
  { name: 'nft-gone', scenario: 'nft-one', screen: nft(9, '9'), popupOnly: true },
  { name: 'nft-add', scenario: 'nft-one', screen: 'nft-add' },
  {
    name: 'nft-add-wrong',
    scenario: 'nft-refused',
    screen: 'nft-add',
    popupOnly: true,
    act: async (page) => {
      await page.fill(id('nft-address'), contract(7))
      await page.click(id('nft-submit'))
    },
  },
  { name: 'nft-send', scenario: 'nft-one', screen: nft(1, '7', 'nft-send'), wait: 500 },
  {
    name: 'nft-send-items',
    scenario: 'nft-items',
    screen: nft(4, '3', 'nft-send'),
    popupOnly: true,
    wait: 500,
  },
  {
    name: 'nft-send-refused',
    scenario: 'nft-refused',
    screen: nft(1, '7', 'nft-send'),
    popupOnly: true,
    act: async (page) => {
      await page.fill(id('send-recipient'), contract(9))
      await page.click(id('send-review'))
    },
    wait: 500,
  },
]

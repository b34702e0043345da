import { PROVIDERS } from '../../../src/background/providers/registry.ts'
import type {
  AccountView,
  AssetRow,
  BalanceSheet,
  NetworkView,
  ServiceView,
  WalletState,
} from '../../../src/messaging/protocol.ts'
import type { Address } from '../../../src/shared/hex.ts'
import type { Flow } from '../../../src/ui/flow.ts'
import { allowanceScenarios } from './allowance-states.ts'
import { type Answers, problem } from './fake-client.ts'
import { nftScenarios } from './nft-states.ts'
import { build, type Held, holdingsOf, ofSheet, walk } from './portfolio-states.ts'
import { swapScenarios } from './swap-states.ts'

export type Scenario = {
  state: WalletState
  flow?: Flow
  answers?: Answers
  /** What the background shows before it answers a yes. */
  atYes?: Partial<WalletState>
}

const NOW = Date.now()
const minutes = (count: number) => NOW - count * 60_000
const HEX = '0123456789abcdefABCDEF'
const address = (seed: number): Address => {
  let text = ''
  let value = seed * 7919 + 13
  for (let index = 0; index < 40; index++) {
    value = (value * 48271) % 2147483647
    text += HEX[value % HEX.length]
  }
  return `0x${text}`
}
const ALICE: Address = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045'

const network = (
  chainId: number,
  name: string,
  symbol: string,
  color: string,
  more: Partial<NetworkView> = {},
): NetworkView => ({
  chainId,
  name,
  symbol,
  color,
  explorer: 'https://etherscan.io',
  endpoints: [
    `https://${name.toLowerCase().replaceAll(' ', '-')}-rpc.publicnode.com`,
    'https://eth.drpc.org',
  ],
  customEndpoints: false,
  added: false,
  testnet: false,
  smartAccounts: true,
  enabled: chainId === 1,
  ...more,
})
export const networks: NetworkView[] = [
  network(1, 'Ethereum', 'ETH', '#627eea'),
  network(8453, 'Base', 'ETH', '#0052ff'),
  network(42161, 'Arbitrum One', 'ETH', '#2d374b'),
  network(10, 'OP Mainnet', 'ETH', '#ff0420'),
  network(137, 'Polygon', 'POL', '#8247e5', { customEndpoints: true }),
  network(56, 'BNB Smart Chain', 'BNB', '#b8860b'),
  network(43114, 'Avalanche C-Chain', 'AVAX', '#e84142'),
  network(100, 'Gnosis', 'xDAI', '#3e6957'),
  network(59144, 'Linea', 'ETH', '#121212'),
  network(11155111, 'Sepolia', 'ETH', '#7b7b8a', { testnet: true }),
  network(
    31337,
    'The very long name of a network that somebody added to test us',
    'LONGCOINSYMBOL',
    '#996633',
    { added: true, endpoints: ['http://127.0.0.1:8545'], explorer: null },
  ),
]

const account = (index: number, name: string, more: Partial<AccountView> = {}): AccountView => ({
  address: index === 0 ? ALICE : address(index),
  name,
  keyringId: 'k1',
  index,
  hidden: false,
  ...more,
})
const asset = (
  token: AssetRow['token'],
  symbol: string,
  name: string,
  decimals: number,
  balance: string,
  added = false,
): AssetRow => ({
  token,
  symbol,
  name,
  decimals,
  balance,
  added,
})

const few: AssetRow[] = [
  asset('native', 'ETH', 'Ether', 18, '1847300000000000000'),
  asset(address(51), 'USDC', 'USD Coin', 6, '3104220000'),
  asset(address(52), 'DAI', 'Dai Stablecoin', 18, '250000000000000000000'),
  asset(address(53), 'UNI', 'Uniswap', 18, '12345678901234567', true),
]
const strange: AssetRow[] = [
  asset('native', 'ETH', 'Ether', 18, '123456789012345678901234567890'),
  asset(
    address(61),
    'VERYLONGSYMBOLTHATNEVERENDS',
    'A token with a name so long that it cannot possibly fit in a row of three hundred and sixty pixels',
    18,
    '115792089237316195423570985008687907853269984665640564039457584007913129639935',
    true,
  ),
  asset(address(62), '<b>X</b>', '<script>alert(1)</script>', 0, '7', true),
  asset(address(63), 'DUST', 'Dust', 18, '1', true),
  asset(address(64), '💎🙌', 'Emoji', 9, '0', true),
]

const firstSheet: BalanceSheet = {
  chainId: 1,
  address: ALICE,
  rows: few,
  at: minutes(0),
  error: null,
  loading: false,
}
const SHOWN = [ALICE, address(1)]
const networkOf = (chainId: number) =>
  networks.find((one) => one.chainId === chainId) ?? network(chainId, '', '', '')

const home: WalletState = {
  status: 'unlocked',
  unlock: { retryAt: 0 },
  keyrings: [{ id: 'k1', kind: 'mnemonic', name: 'Recovery phrase', words: 12, backedUp: true }],
  accounts: [account(0, 'Alice'), account(1, 'Savings'), account(2, 'Old one', { hidden: true })],
  selected: { address: ALICE, chainId: 1 },
  networks,
  showTestnets: false,
  balances: firstSheet,
  portfolio: ofSheet(firstSheet, networkOf(1), SHOWN),
  nfts: [],
  nftGateway: null,
  people: {
    contacts: [
      { address: address(31), name: 'Ada', exchange: false },
      { address: address(32), name: 'Kraken', exchange: true },
      { address: address(33), name: 'The accountant of the association for old trees', exchange: false },
    ],
    names: { [address(34).toLowerCase()]: 'grace.eth' },
    recent: [address(31), address(34), address(35)],
    gateways: ['gateway.names.example'],
  },
  activity: [],
  approvals: [],
  waiting: 0,
  sites: [
    {
      origin: 'https://app.uniswap.org',
      accounts: [ALICE],
      chainId: 1,
      connectedAt: minutes(9_000),
      usedAt: minutes(3),
    },
    {
      origin: 'http://localhost:3000',
      accounts: [ALICE, address(1)],
      chainId: 31337,
      connectedAt: minutes(900),
      usedAt: minutes(300),
    },
    {
      origin: 'https://a-site-with-a-very-long-name.and-a-subdomain.that-goes-on.example.org:8443',
      accounts: [ALICE],
      chainId: 8453,
      connectedAt: minutes(90_000),
      usedAt: minutes(80_000),
    },
  ],
  clearSigning: { files: [], registry: { at: null, count: 0, problem: null } },
  guard: {
    allowed: ['app.honest-but-listed.example'],
    addresses: ['0x52908400098527886E0F7030069857D2E4169EE7'],
    lists: {
      sites: { at: null, seed: 'May 2022', count: 13_750, problem: null },
      addresses: { at: null, seed: 'May 2022', count: 5_586, problem: null },
    },
  },
  blocked: ['https://free-mint.example'],
  framePairs: [{ frame: 'https://cowswap.example', top: 'https://app.safe.example' }],
  swaps: [],
  services: [],
  settings: {
    lockMinutes: 15,
    theme: 'system',
    ethereum: 'shared',
    asMetaMask: false,
    notify: { confirmed: false, failed: false, received: false },
    swap: { slippageBps: 'auto', deadlineMinutes: 20 },
  },
  discovering: false,
  progress: null,
}
const fresh: ServiceView[] = PROVIDERS.map((one) => ({
  ...one,
  hosts: [...one.hosts],
  learns: [...one.learns],
  allowed: null,
  keys: [],
  problem: null,
}))
const key = (n: number, label: string, state: ServiceView['keys'][number]['state']) => ({
  id: `key${n}`,
  label,
  ending: `9f${n}c`,
  addedAt: minutes(n * 4_000),
  state,
})
/** One without trouble, one with keys in every state, one that waits for a key. */
const services: WalletState = {
  ...home,
  services: fresh.map((one) => {
    if (one.id === 'defillama') return { ...one, allowed: true, problem: 'DefiLlama did not answer.' }
    if (one.id === 'coingecko')
      return {
        ...one,
        allowed: true,
        keys: [
          key(1, 'Key 1', 'ok'),
          key(2, 'The key of the old account that is going away soon', 'rejected'),
          key(3, 'Office', { limitedUntil: minutes(-30) }),
          key(4, 'Key 4', 'unreadable'),
        ],
      }
    return one.id === 'token-metrics' ? { ...one, allowed: true } : one
  }),
}
/** Two phrases, an imported key, and one that is only watched. */
const kinds: WalletState = {
  ...home,
  keyrings: [
    ...home.keyrings,
    { id: 'k2', kind: 'mnemonic', name: 'Recovery phrase 2', words: 24, backedUp: false },
    { id: 'k3', kind: 'private-key', name: 'Imported key', words: 0, backedUp: true },
    { id: 'watch', kind: 'watch', name: 'Watch-only', words: 0, backedUp: true },
  ],
  accounts: [
    account(0, 'Alice', { color: 'blue' }),
    account(1, 'Savings', { color: 'green' }),
    account(2, 'Old one', { hidden: true }),
    account(4, 'Travel', { keyringId: 'k2', index: 0 }),
    account(6, 'From the old wallet', { keyringId: 'k3', index: 0, color: 'amber' }),
    account(7, 'Treasury of the foundation', { keyringId: 'watch', index: 0 }),
  ],
}
const sheet = (change: Partial<BalanceSheet>): WalletState => {
  const balances = { ...firstSheet, ...change }
  return { ...home, balances, portfolio: ofSheet(balances, networkOf(balances.chainId), SHOWN) }
}
/** Five networks, of which one does not answer and one is being read for the first time. */
const five: Held[] = [
  {
    network: networkOf(1),
    rows: [...few, asset(address(60), 'WBTC', 'Wrapped Bitcoin', 8, '2140000')],
    at: minutes(0),
  },
  {
    network: networkOf(8453),
    rows: [
      asset('native', 'ETH', 'Ether', 18, '240000000000000000'),
      asset(address(54), 'USDC', 'USD Coin', 6, '512340000'),
      asset(address(57), 'AERO', 'Aerodrome', 18, '88000000000000000000'),
      asset(address(58), '$ Claim at airdrop.example', '1000 USDC reward', 18, '1000000000000000000000'),
      asset(address(59), 'FREE', 'Free money', 18, '5000000000000000000'),
    ],
    at: minutes(0),
    found: [address(58), address(59)],
  },
  {
    network: networkOf(42161),
    rows: [
      asset('native', 'ETH', 'Ether', 18, '51200000000000'),
      asset(address(55), 'USDC', 'USD Coin', 6, '40000000'),
    ],
    at: minutes(3),
    error: 'Arbitrum One cannot be reached. Check the connection or choose another endpoint.',
  },
  {
    network: networkOf(10),
    rows: [
      asset('native', 'ETH', 'Ether', 18, '100000000000000'),
      asset(address(56), 'USDC', 'USD Coin', 6, '1230000'),
    ],
    at: minutes(0),
  },
  { network: networkOf(137), rows: [], at: null, loading: true },
]
const many = (change: Parameters<typeof build>[2] = {}, held = five): WalletState => ({
  ...home,
  networks: networks.map((one) => ({
    ...one,
    enabled: held.some(({ network: of }) => of.chainId === one.chainId),
  })),
  portfolio: build(held, SHOWN, change, {
    [`1:${address(53).toLowerCase()}`]: 'pinned',
    [`8453:${address(57).toLowerCase()}`]: 'hidden',
  }),
})
const whole = many({ scope: 'all' })
const ether = whole.portfolio?.rows.find((row) => row.token === 'native')
const portfolioAnswers: Answers = { 'assets.holders': holdingsOf(ether, SHOWN) }
const healthy = five.slice(0, 2)
const unpriced = many({}, healthy)
if (unpriced.portfolio !== null) unpriced.portfolio.unvalued = 3
const longList: Held[] = healthy.map((held, at) => ({
  ...held,
  rows: [
    ...held.rows,
    ...Array.from({ length: 400 }, (_, index) =>
      asset(
        address(1000 + index + at * 400),
        `TOK${index}`,
        `Token number ${index}`,
        18,
        `${index}123456789012345678`,
      ),
    ),
  ],
}))

const bare = (status: 'empty' | 'locked'): WalletState => ({
  ...home,
  status,
  portfolio: null,
  keyrings: [],
  accounts: [],
  selected: { address: null, chainId: 1 },
  balances: null,
  sites: [],
})
const pending = { ...home, keyrings: home.keyrings.map((keyring) => ({ ...keyring, backedUp: false })) }
const pending24 = { ...pending, keyrings: pending.keyrings.map((keyring) => ({ ...keyring, words: 24 })) }

const front = (origin: string, frames: { origin: string; allowed: boolean }[] = []): Answers => ({
  'sites.inFront': { origin, frames },
})

export const scenarios: Record<string, Scenario> = {
  empty: { state: bare('empty') },
  create: { state: bare('empty'), flow: { kind: 'create' } },
  restoring: { state: bare('empty'), flow: { kind: 'restore', phrase: '', passphrase: '' } },
  'restore-word': {
    state: bare('empty'),
    answers: {
      'vault.checkPhrase': {
        ok: false,
        problem: { kind: 'word', position: 2, word: 'abilty', suggestions: ['ability', 'able'] },
      },
    },
  },
  'restore-checksum': {
    state: bare('empty'),
    answers: { 'vault.checkPhrase': { ok: false, problem: { kind: 'checksum' } } },
  },
  locked: { state: bare('locked') },
  'locked-wrong': {
    state: bare('locked'),
    answers: { 'vault.unlock': problem('WrongPasswordError', 'That is not the password of this wallet.') },
  },
  'locked-throttled': { state: { ...bare('locked'), unlock: { retryAt: NOW + 3_600_000 }, waiting: 2 } },
  backup: { state: pending, flow: { kind: 'backup', password: 'x' } },
  backup24: { state: pending24, flow: { kind: 'backup', password: 'x' } },
  'backup-later': { state: pending },
  home: { state: home },
  ...allowanceScenarios(home),
  ...nftScenarios(home),
  ...swapScenarios(home, networkOf(1), fresh),
  'home-fresh': { state: { ...pending, balances: null, portfolio: null, discovering: false } },
  'home-zero': { state: sheet({ rows: [asset('native', 'ETH', 'Ether', 18, '0')] }) },
  'home-stale': {
    state: sheet({
      at: minutes(42),
      error: 'No endpoint of Ethereum answers. Check the connection or choose another endpoint.',
    }),
  },
  'home-never': { state: sheet({ at: null, rows: [], error: 'No endpoint of Ethereum answers.' }) },
  'home-huge': {
    state: {
      ...sheet({ rows: strange, chainId: 31337 }),
      selected: { address: ALICE, chainId: 31337 },
      accounts: [
        account(0, 'The account with the longest name that anybody could think of'),
        ...home.accounts.slice(1),
      ],
      waiting: 3,
    },
  },
  'home-many': {
    state: {
      ...sheet({
        rows: [
          few[0] ?? asset('native', 'ETH', 'Ether', 18, '0'),
          ...Array.from({ length: 400 }, (_, index) =>
            asset(
              address(100 + index),
              `TOK${index}`,
              `Token number ${index}`,
              18,
              `${index}123456789012345678`,
              true,
            ),
          ),
        ],
      }),
      accounts: Array.from({ length: 100 }, (_, index) => account(index, `Account ${index + 1}`)),
    },
  },
  'accounts-kinds': { state: kinds },
  'accounts-one': { state: { ...home, accounts: home.accounts.slice(0, 1) } },
  'accounts-sixty': {
    state: {
      ...kinds,
      accounts: Array.from({ length: 60 }, (_, index) =>
        account(index, `Account ${index + 1}`, { keyringId: index < 40 ? 'k1' : 'k2' }),
      ),
    },
  },
  watching: { state: { ...kinds, selected: { address: address(7), chainId: 1 } } },
  'import-watched': {
    state: kinds,
    answers: {
      'accounts.importKey': problem(
        'AlreadyHereError',
        'You watch this account already, as “Treasury”. With its key you can use it.',
        { watched: true },
      ),
    },
  },
  'backup-file': {
    state: bare('empty'),
    answers: {
      'backup.restore': {
        added: [
          { what: 'phrases', count: 2 },
          { what: 'keys', count: 1 },
          { what: 'accounts', count: 14 },
          { what: 'networks', count: 0 },
        ],
        unknown: ['moonphases'],
      },
    },
  },
  portfolio: { state: many(), answers: portfolioAnswers },
  'portfolio-all': { state: whole, answers: portfolioAnswers },
  'portfolio-fine': { state: many({}, healthy), answers: portfolioAnswers },
  'portfolio-blank': { state: many({ hideAmounts: true }, healthy), answers: portfolioAnswers },
  'portfolio-small': {
    state: many({ hideSmall: true, currency: 'EUR' }, healthy),
    answers: portfolioAnswers,
  },
  'portfolio-new': {
    state: many({}, healthy),
    answers: {
      'portfolio.history': { source: null, points: [] },
      'prices.history': { source: null, points: [] },
    },
  },
  'portfolio-year': {
    state: many({}, healthy),
    answers: { 'portfolio.history': walk(9_103.5, 'year', 'x') },
  },
  'portfolio-long': { state: many({}, longList) },
  services: { state: services },
  'clear-signing': {
    state: {
      ...home,
      services: fresh.map((one) => (one.kind === 'code' ? { ...one, allowed: true } : one)),
      clearSigning: {
        files: [
          {
            id: '1',
            name: 'calldata-the-vault-of-a-very-long-name-that-somebody-gave-to-a-file.json',
            owner: 'A company with a long name',
            contracts: 12,
            formats: 31,
            addedAt: 0,
          },
          { id: '2', name: 'mine.json', owner: null, contracts: 1, formats: 1, addedAt: 0 },
        ],
        registry: {
          at: minutes(5_000),
          count: 353,
          problem: 'The file a.json is not the one that the list names.',
        },
      },
    },
  },
  'clear-signing-none': { state: { ...home, services: fresh } },
  'services-none': { state: { ...home, services: fresh } },
  'portfolio-offer': {
    state: { ...unpriced, services: fresh },
    answers: portfolioAnswers,
  },
  'no-sites': { state: { ...home, sites: [], blocked: [], framePairs: [] } },
  'front-connected': { state: home, answers: front('http://localhost:3000') },
  'front-one': { state: home, answers: front('https://app.uniswap.org') },
  'front-stranger': { state: home, answers: front('https://app.example.org') },
  'front-blocked': { state: home, answers: front('https://free-mint.example') },
  'front-long': {
    state: home,
    answers: front('https://a-site-with-a-very-long-name.and-a-subdomain.that-goes-on.example.org:8443'),
  },
  'front-frame': {
    state: home,
    answers: front('https://app.safe.example', [
      { origin: 'https://swap.example.org', allowed: false },
      { origin: 'https://cowswap.example', allowed: true },
    ]),
  },
  discovering: { state: { ...home, discovering: true, balances: null, portfolio: null } },
  'token-wrong': {
    state: home,
    answers: {
      'assets.addToken': problem(
        'FieldError',
        'There is no ERC-20 token at this address on Ethereum. Check the network and the address.',
      ),
    },
  },
  'network-wrong': {
    state: home,
    answers: {
      'networks.setEndpoints': problem(
        'FieldError',
        'https://eth.drpc.org serves network 8453, not 1. Nothing was changed.',
      ),
      'networks.add': problem('FieldError', 'The endpoint did not answer. Nothing was added.', {
        field: 'endpoint',
      }),
    },
  },
}

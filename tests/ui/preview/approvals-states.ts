/** Every kind of approval in every state, the send form and the activity, for pictures. */
import type {
  ActivityRow,
  ApprovalView,
  CallsApproval,
  CallView,
  FeeChoice,
  TransactionApproval,
  WalletState,
  Warning,
} from '../../../src/messaging/protocol.ts'
import type { Address, Hex } from '../../../src/shared/hex.ts'
import { type Answers, problem } from './fake-client.ts'
import { type Scenario, scenarios } from './states.ts'

const first = scenarios.home
if (!first) throw new Error('The preview has no home')
const home: WalletState = first.state
export const ALICE: Address = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045'
export const BOB: Address = '0x52908400098527886E0F7030069857D2E4169EE7'
export const ROUTER: Address = '0x66a9893cC07D91D95644AEDD05D03f95e1dBA8Af'
export const USDC: Address = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'

const base = {
  id: 'a1',
  digest: 'd1',
  origin: 'https://app.uniswap.org',
  connected: true,
  account: ALICE,
  chainId: 1,
  createdAt: Date.now(),
  warnings: [] as Warning[],
  details: [] as ApprovalView['details'],
  raw: '{\n  "method": "…"\n}',
  blocked: null,
  preparing: false,
}
const fee = (tier: FeeChoice['tier'], most: string, expected: string): FeeChoice => ({
  tier,
  maxFee: most,
  expectedFee: expected,
})
const fees = [
  fee('slow', '412345678901234', '301234567890123'),
  fee('normal', '613456789012345', '421234567890123'),
  fee('fast', '1213456789012345', '821234567890123'),
]
export const warn = (severity: Warning['severity'], rule: string, title: string, text: string): Warning => ({
  severity,
  rule,
  title,
  text,
})
const DRAINS = warn(
  'danger',
  'unlimited-allowance',
  'This gives away all your USDC, now and later.',
  'Whoever holds 0x6352…1c9a could take every USDC of this account at any time, without asking again. Reject it, unless you know this address and mean it.',
)
const NEW = warn(
  'warning',
  'first-recipient',
  'You have never sent to this address.',
  'Compare every character with its source. What is sent cannot be taken back.',
)
const NOTE = warn('info', 'testnet', 'A test network.', 'Coins of this network have no value.')

export const swap: TransactionApproval = {
  ...base,
  kind: 'transaction',
  summary: [
    ['Swap ', { strong: '1 ETH' }, ' for at least ', { strong: '3\u202f104.22 USDC' }],
    ['Through ', { strong: 'Uniswap Universal Router' }, ' ', { address: ROUTER }, '.'],
  ],
  to: ROUTER,
  value: '1000000000000000000',
  data: '0x3593564c',
  changes: [
    { token: 'native', symbol: 'ETH', decimals: 18, amount: '-1000000000000000000' },
    { token: USDC, symbol: 'USDC', decimals: 6, amount: '3104220000', value: '3103.98', currency: 'USD' },
  ],
  rights: [],
  looked: 'simulated',
  fees,
  tier: 'normal',
  advanced: {
    prices: {
      slow: { type: 'eip1559', maxFeePerGas: '1350000000', maxPriorityFeePerGas: '50000000' },
      normal: { type: 'eip1559', maxFeePerGas: '1620000000', maxPriorityFeePerGas: '100000000' },
      fast: { type: 'eip1559', maxFeePerGas: '2160000000', maxPriorityFeePerGas: '500000000' },
    },
    nextBaseFee: '1012345678',
    gas: '218430',
    estimate: '182025',
    nonce: 41,
    used: 40,
    taken: [40],
    fixed: false,
    least: null,
    l1Fee: '0',
  },
  replaces: null,
  details: [
    { label: 'Contract', value: ROUTER },
    { label: 'Function', value: 'execute(bytes,bytes[],uint256)', mono: true },
    { label: 'Value', value: '1 ETH' },
    { label: 'Data', value: `0x3593564c${'00'.repeat(300)}`, mono: true },
    { label: 'Gas limit', value: '210 000' },
    { label: 'Nonce', value: '42' },
  ],
  raw: JSON.stringify(
    { method: 'eth_sendTransaction', params: [{ to: ROUTER, data: '0x3593564c' }] },
    null,
    2,
  ),
}
const sending: TransactionApproval = {
  ...swap,
  origin: 'wallet',
  connected: true,
  summary: [['Send ', { strong: '0.25 ETH' }, ' to ', { address: BOB }]],
  to: BOB,
  value: '250000000000000000',
  data: '0x',
  changes: [{ token: 'native', symbol: 'ETH', decimals: 18, amount: '-250000000000000000' }],
  details: [{ label: 'To', value: BOB }, ...swap.details.slice(4)],
  warnings: [NEW],
}
export const allowance: TransactionApproval = {
  ...swap,
  origin: 'https://uniswap.org.claim-airdrop.xyz',
  connected: false,
  summary: [['Let ', { address: BOB }, ' spend ', { strong: 'all your USDC' }, ', without an end']],
  changes: [],
  rights: [
    {
      token: USDC,
      symbol: 'USDC',
      decimals: 6,
      spender: BOB,
      over: 'amount',
      amount: (2n ** 256n - 1n).toString(),
    },
  ],
  value: '0',
  warnings: [NOTE, NEW, DRAINS],
}
/** A trial that found much: NFTs, tokens of no list, rights of all kinds. */
export const busy: TransactionApproval = {
  ...swap,
  summary: [
    ['Call ', { strong: '0x12345678' }, ' on ', { address: ROUTER }],
    ['Candor cannot tell what this call does.'],
  ],
  changes: [
    {
      token: 'native',
      symbol: 'ETH',
      decimals: 18,
      amount: '-1250000000000000000',
      value: '-3880.12',
      currency: 'USD',
    },
    { token: BOB, symbol: 'Bored Ape Yacht Club', decimals: 0, amount: '-1', item: '4217' },
    { token: USDC, symbol: 'USDC', decimals: 6, amount: '12000000', value: '12.00', currency: 'USD' },
    {
      token: ROUTER,
      symbol: 'CLAIM-REWARDS.example',
      decimals: 18,
      amount: '104338227263549275614104338',
      unlisted: true,
    },
  ],
  rights: [
    {
      token: USDC,
      symbol: 'USDC',
      decimals: 6,
      spender: ROUTER,
      over: 'amount',
      amount: '5000000',
      permit2: true,
    },
    { token: BOB, symbol: 'Bored Ape Yacht Club', decimals: 0, spender: ROUTER, over: 'all', amount: '1' },
    { token: USDC, symbol: 'USDC', decimals: 6, spender: BOB, over: 'amount', amount: '0' },
  ],
}
const hex = (text: string): Hex =>
  `0x${[...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
const SHORT =
  'Welcome to Example.\n\nSign to show that this account is yours. This costs nothing.\n\nNonce: 8f2c91'
const LONG = Array.from(
  { length: 60 },
  (_, index) => `${index + 1}. By signing you agree to clause ${index + 1} of our terms, whatever it says.`,
).join('\n')
export const note = (text: string | null, more: Partial<ApprovalView> = {}): ApprovalView =>
  ({
    ...base,
    kind: 'message',
    origin: 'https://app.example.org',
    summary: [['Sign a message as ', { strong: 'Alice' }]],
    text,
    hex: hex(text ?? '\u0000\u0001binary\u0002'),
    raw: '{\n  "method": "personal_sign"\n}',
    ...more,
  }) as ApprovalView
export const leaf = (depth: number, name: string, type: string, value: string | null) => ({
  depth,
  name,
  type,
  value,
})
export const permit: ApprovalView = {
  ...base,
  kind: 'typed-data',
  summary: [
    ['Let ', { strong: 'Uniswap' }, ' ', { address: ROUTER }, ' spend up to ', { strong: '100 USDC' }],
    ['Until 3 December 2026, 10:00. It costs nothing to sign and works like an allowance.'],
  ],
  version: 4,
  primaryType: 'PermitSingle',
  domain: [
    { label: 'Name', value: 'Permit2' },
    { label: 'Chain id', value: '1' },
    { label: 'Contract', value: '0x000000000022D473030F116dDEE9F6B43aC78BA3' },
  ],
  changes: [],
  rights: [],
  looked: null,
  tree: [
    leaf(0, 'details', 'PermitDetails', null),
    leaf(1, 'token', 'address', USDC),
    leaf(1, 'amount', 'uint160', '100000000'),
    leaf(1, 'expiration', 'uint48', '1796292000'),
    leaf(1, 'nonce', 'uint48', '0'),
    leaf(0, 'spender', 'address', ROUTER),
    leaf(0, 'sigDeadline', 'uint256', '1796292000'),
  ],
  raw: '{}',
}
const oldFormat: ApprovalView = {
  ...permit,
  version: 1,
  origin: 'https://old.example.org',
  summary: [[{ strong: 'Sign data in the old format' }, ' for ', { strong: 'old.example.org' }]],
  primaryType: '',
  domain: [],
  tree: [
    leaf(0, 'Message', 'string', 'Hi, Alice!'),
    leaf(0, 'A number', 'uint32', '1337'),
    leaf(0, 'Recipients', 'address[]', null),
    leaf(1, '[0]', 'address', BOB),
    leaf(1, '[1]', 'address', ROUTER),
  ],
  warnings: [
    warn(
      'warning',
      'old-format',
      'An old format, bound to no site and no network',
      'Whoever gets this signature can use it on any site and any network, and its parts can be cut apart in more than one way. Sign only if you know this site and every line.',
    ),
  ],
}
const signIn: Extract<ApprovalView, { kind: 'sign-in' }> = {
  ...base,
  kind: 'sign-in',
  origin: 'https://app.example.org',
  summary: [[{ strong: 'Sign in' }, ' to ', { strong: 'app.example.org' }, ' as ', { strong: 'Alice' }]],
  domain: 'app.example.org',
  statement: 'I accept the Terms of Service: https://app.example.org/tos',
  resources: [
    'https://app.example.org/terms.json',
    'ipfs://bafybeiemxf5abjwjbikoz4mc3a3dla6ual3jsgpdr4cjr3oz3evfyavhwq/',
  ],
  uri: 'https://app.example.org/login',
  messageChainId: '1',
  issuedAt: Date.UTC(2026, 10, 23, 16, 25),
  expirationTime: Date.UTC(2026, 10, 24, 16, 25),
  notBefore: null,
  text: `app.example.org wants you to sign in with your Ethereum account:\n${ALICE}\n\nI accept the Terms of Service: https://app.example.org/tos\n\nURI: https://app.example.org/login\nVersion: 1\nChain ID: 1\nNonce: 32891756\nIssued At: 2026-11-23T16:25:00Z`,
  details: [
    { label: 'Address in the message', value: ALICE },
    { label: 'Opens', value: 'https://app.example.org/login', mono: true },
    { label: 'Nonce', value: '32891756', mono: true },
    { label: 'Version', value: '1' },
    { label: 'Length', value: '372 bytes' },
  ],
}
const ELSEWHERE = warn(
  'danger',
  'sign-in-host',
  'This sign-in is for another site',
  'It is for app.example.org, and https://app.example.org.claim-airdrop.xyz asks for it. Whoever gets the signature can enter app.example.org as you.',
)
const connect: ApprovalView = {
  ...base,
  kind: 'connect',
  connected: false,
  account: null,
  summary: [['Connect to ', { strong: 'uniswap.org' }]],
  accounts: [ALICE],
  permits: [],
}
const watchToken: ApprovalView = {
  ...base,
  kind: 'watch-asset',
  asset: { standard: 'ERC20', address: USDC, symbol: 'USDC', name: 'USD Coin', decimals: 6 },
  balance: '1204560000',
  summary: [
    ['Show ', { strong: 'USDC' }, ' in your wallet'],
    ['Only what Candor shows you changes. Nothing is signed or sent.'],
  ],
}
const watchFake: ApprovalView = {
  ...watchToken,
  connected: false,
  asset: {
    standard: 'ERC20',
    address: BOB,
    symbol: 'USDС',
    name: 'USD Coin, official and verified',
    decimals: 18,
  },
  balance: null,
  summary: [
    ['Show ', { strong: 'USDС' }, ' in your wallet'],
    ['Only what Candor shows you changes. Nothing is signed or sent.'],
  ],
  warnings: [
    warn(
      'danger',
      'token-look-alike',
      'This is not the USDC that Candor knows',
      'It goes by a name like that of USDC, at another contract. Fakes are made to be taken for the real one. Add it only if you checked the address somewhere you trust.',
    ),
  ],
}
const watchNft: ApprovalView = {
  ...base,
  kind: 'watch-asset',
  asset: {
    standard: 'ERC721',
    address: ROUTER,
    tokenId: '104338227263549275614',
    owner: ALICE,
    name: 'The Very Long Named Collectors Society of Small Pictures',
  },
  balance: null,
  summary: [
    ['Show ', { strong: 'The Very Long Named Collectors…s #104338227263549275614' }, ' in your wallet'],
    ['Only what Candor shows you changes. Nothing is signed or sent.'],
  ],
}
const addNetwork: ApprovalView = {
  ...base,
  kind: 'add-network',
  connected: true,
  summary: [['Add the network ', { strong: 'Zora' }]],
  network: {
    chainId: 7777777,
    name: 'Zora',
    symbol: 'ETH',
    endpoint: 'https://rpc.zora.energy/v1',
    explorer: 'https://explorer.zora.energy',
  },
  warnings: [
    warn(
      'warning',
      'unknown-network',
      'This network is not one of those we know.',
      'Check its name and its endpoint with its own documents before you add it.',
    ),
  ],
}
export const DELEGATE: Address = '0x4Cd241E8d1510e30b2076397afc7508Ae59C66c9'
export const STEPS: CallView[] = [
  {
    summary: [['Let ', { address: ROUTER }, ' spend up to ', { strong: '100 USDC' }]],
    details: [
      { label: 'To', value: USDC },
      { label: 'Function', value: 'approve(address,uint256)', mono: true },
    ],
    data: '0x095ea7b3',
  },
  {
    summary: [
      ['Call ', { strong: '0x3593564c' }, ' on ', { address: ROUTER }],
      ['Candor cannot tell what this call does.'],
    ],
    details: [
      { label: 'To', value: ROUTER },
      { label: 'Value', value: '0 ETH' },
    ],
    data: `0x3593564c${'00'.repeat(90)}`,
  },
  {
    summary: [['Send ', { strong: '0.25 ETH' }, ' to ', { address: BOB }]],
    details: [{ label: 'To', value: BOB }],
    data: '0x',
  },
]
const UPGRADE = warn(
  'danger',
  'smart-account',
  'Your account becomes a smart account',
  `On Ethereum it runs the code of Simple7702Account (${DELEGATE}) from now on: this is what lets it do several steps at once. The contract is by eth-infinitism, the account abstraction team of the Ethereum Foundation; audited by Spearbit, March 2025. Address, key and balances stay as they are. You can end it in Settings, Smart account.`,
)
const steps = (count: number) =>
  Array.from({ length: count }, (_, i) => STEPS[i % 3]).flatMap((one) => one ?? [])
export const calls = (count: number, more: Partial<CallsApproval> = {}): CallsApproval => ({
  ...base,
  kind: 'calls',
  summary: [['Run ', { strong: `${count} steps` }, ' at once'], ['All of them happen, or none.']],
  calls: steps(count),
  together: true,
  upgrade: null,
  changes: swap.changes,
  rights: [],
  looked: 'simulated',
  fees,
  tier: 'normal',
  details: [{ label: 'Batch', value: `0x${'5f'.repeat(32)}`, mono: true }],
  ...more,
})

const switchNetwork: ApprovalView = {
  ...base,
  kind: 'switch-network',
  chainId: 8453,
  fromChainId: 1,
  summary: [['Use ', { strong: 'Base' }, ' on ', { strong: 'uniswap.org' }]],
}

export const show = (
  approval: ApprovalView,
  answers: Answers = {},
  more: Partial<WalletState> = {},
): Scenario => ({
  state: { ...home, approvals: [approval], ...more },
  answers,
})
const HUGE = '-115792089237316195423570985008687907853269984665640564039457584007913129639935'
const row = (index: number, more: Partial<ActivityRow>): ActivityRow => ({
  id: `t${index}`,
  hash: `0x${index.toString(16).padStart(64, 'a')}`,
  chainId: 1,
  account: ALICE,
  source: 'wallet',
  moves: [],
  spam: false,
  from: ALICE,
  to: BOB,
  nonce: 40 - index,
  status: 'confirmed',
  kind: 'send',
  title: ['Sent ', { strong: '0.25 ETH' }, ' to ', { address: BOB }],
  batch: null,
  origin: 'wallet',
  createdAt: Date.now() - index * 3_600_000,
  minedAt: Date.now() - index * 3_600_000 + 12_000,
  fee: '421234567890123',
  maxFee: '613456789012345',
  error: null,
  replaces: null,
  replacedBy: null,
  stuck: null,
  ...more,
})
const told = (index: number, more: Partial<ActivityRow>): ActivityRow =>
  row(index, { source: 'network', origin: 'network', nonce: -1, fee: null, maxFee: '0', ...more })
const rows: ActivityRow[] = [
  row(0, { status: 'pending', minedAt: null, fee: null }),
  row(1, {
    kind: 'contract',
    title: ['Swapped ', { strong: '1 ETH' }, ' for ', { strong: '3\u202f104.22 USDC' }],
    to: ROUTER,
  }),
  row(2, {
    status: 'failed',
    kind: 'contract',
    title: ['Used ', { address: ROUTER }],
    error: 'Too little received',
  }),
  row(3, {
    kind: 'approve',
    title: ['Let ', { strong: 'Uniswap' }, ' spend up to ', { strong: '100 USDC' }],
  }),
  row(4, { status: 'replaced', fee: null, minedAt: null }),
  row(5, {
    kind: 'token-send',
    chainId: 8453,
    title: ['Sent ', { strong: '25 USDC' }, ' to ', { address: home.accounts[1]?.address ?? BOB }],
  }),
  row(6, {
    status: 'dropped',
    fee: null,
    minedAt: null,
    kind: 'deploy',
    to: null,
    title: ['Deployed a contract'],
  }),
]

const pendingRow = (index: number, more: Partial<ActivityRow>): ActivityRow =>
  row(index, { status: 'pending', minedAt: null, fee: null, createdAt: Date.now() - 90_000, ...more })
/** From all three sources, with names and numbers as long as they come. */
const toldRows: ActivityRow[] = [
  row(0, {
    kind: 'swap',
    title: ['Swapped ', { strong: '1 ETH' }, ' for ', { strong: '3\u202f104.22 USDC' }],
    to: ROUTER,
    origin: 'https://app.uniswap.org',
    moves: [
      {
        kind: 'native',
        token: 'native',
        symbol: 'ETH',
        decimals: 18,
        amount: '-1000000000000000000',
        tokenId: null,
      },
      { kind: 'erc20', token: ROUTER, symbol: 'USDC', decimals: 6, amount: '3104220001', tokenId: null },
    ],
  }),
  told(1, {
    kind: 'receive',
    title: ['Received ', { strong: '5 USDC' }, ' from ', { address: BOB }],
    from: BOB,
  }),
  told(2, {
    kind: 'receive',
    title: [
      'Received ',
      { strong: '115\u202f792\u202f089\u202f237\u202f316\u202f195.423570 THELONGESTSYMBOLTHERE' },
      ', ',
      { strong: 'item #12345…7890' },
      ' of ',
      { address: ROUTER },
      ' and ',
      { strong: '4 more' },
    ],
  }),
  told(3, {
    kind: 'approve',
    title: ['Allowed ', { address: ROUTER }, ' to spend ', { strong: '100 USDC' }],
  }),
  row(4, {
    id: 'signed:1',
    source: 'signature',
    kind: 'sign-in',
    nonce: -1,
    fee: null,
    minedAt: null,
    to: null,
    title: ['Signed in to ', { strong: 'a-very-long-name-of-a-site.with-many-parts.example.org' }],
    origin: 'https://a-very-long-name-of-a-site.with-many-parts.example.org',
  }),
  ...Array.from({ length: 20 }, (_, i) =>
    told(5 + i, {
      kind: 'nft-receive',
      title: ['Received ', { strong: `item #${i}` }, ' of ', { address: ROUTER }],
    }),
  ),
]
const NOTES = [
  'Older transfers on Ethereum are still being looked for, while the wallet is open, a little at a time.',
  'Coins (ETH) that others send leave no log on a network: they change the balance, and only an explorer can list them.',
]

const stuckRows: ActivityRow[] = [
  pendingRow(0, {
    id: 'cancel',
    kind: 'cancel',
    nonce: 42,
    replaces: { id: 'old', how: 'cancel' },
    title: ['Cancellation of “', 'Sent ', { strong: '3 ETH' }, ' to ', { address: BOB }, '”'],
  }),
  pendingRow(1, {
    id: 'old',
    nonce: 42,
    replacedBy: 'cancel',
    title: ['Sent ', { strong: '3 ETH' }, ' to ', { address: BOB }],
  }),
  pendingRow(2, { id: 'gap', nonce: 45, stuck: { why: 'gap', nonce: 43 } }),
  pendingRow(3, { id: 'fee', nonce: 41, stuck: { why: 'fee' } }),
  pendingRow(4, { id: 'before', nonce: 42, stuck: { why: 'before', nonce: 41 } }),
  pendingRow(5, {
    id: 'refused',
    nonce: 41,
    stuck: { why: 'refused', text: 'insufficient funds for gas * price + value' },
  }),
  ...rows.slice(1),
]

export const approvalScenarios: Record<string, Scenario> = {
  'ap-connect': show(connect),
  'ap-listed': show({
    ...base,
    kind: 'connect',
    origin: 'https://claim.un1swap-rewards.example',
    connected: false,
    account: null,
    accounts: [ALICE],
    permits: [],
    summary: [['Connect to claim.un1swap-rewards.example']],
    blocked: 'This site is on a list of sites that steal.',
    mayBlock: true,
    listed: {
      match: 'un1swap-rewards.example',
      list: 'the public list of eth-phishing-detect',
      date: '27 November 2026',
    },
  }),
  'ap-connect-many': show(
    {
      ...connect,
      origin: 'http://xn--80ak6aa92e.com:8080',
      warnings: [
        warn(
          'danger',
          'phishing-idn',
          'Its name is written in letters that look like others',
          'xn--80ak6aa92e.com reads as “аррӏе.com”. Sites that steal are named so. Reject it, unless you know that it is right.',
        ),
      ],
    },
    {},
    {
      accounts: Array.from({ length: 12 }, (_, index) => ({
        ...(home.accounts[1] ?? { keyringId: 'k1', index, hidden: false, name: '' }),
        address: `0x${(index + 1).toString(16).padStart(2, '0').repeat(20)}` as Address,
        name:
          index === 3
            ? 'An account with a name that somebody made as long as it can be'
            : `Account ${index + 1}`,
      })),
    },
  ),
  'ap-connect-inside': show({
    ...connect,
    origin: 'https://swap.example.org',
    inside: 'https://app.safe.example',
    mayBlock: true,
    permits: [10, 8453],
  }),
  'ap-queue-mixed': {
    state: {
      ...home,
      approvals: [
        note(SHORT, { id: 'q1' }),
        note(SHORT, { id: 'q2' }),
        { ...connect, id: 'q3', origin: 'https://other.example' },
      ],
    },
  },
  'ap-swap': show(swap),
  'ap-send': show(sending, { 'approvals.approve': { hash: `0x${'ab'.repeat(32)}` } }),
  'ap-allowance': show(allowance),
  'ap-blocked': show({
    ...swap,
    blocked: 'Not enough ETH. You have 0.02 ETH; this needs 1.0006 ETH with the network fee.',
  }),
  'ap-preparing': show({
    ...swap,
    summary: [['Call ', { address: ROUTER }]],
    changes: [],
    fees: null,
    preparing: true,
  }),
  'ap-huge': show({
    ...swap,
    origin:
      'https://a-very-long-subdomain-that-goes-on-and-on.with-another-one.some-long-name-of-a-site.example.org:8443',
    summary: [
      [
        'Swap ',
        { strong: '115 792 089 237 316 195 423 570 985 008 687 907 853.123456 VERYLONGSYMBOLTHATNEVERENDS' },
        ' for nothing',
      ],
    ],
    changes: [
      { token: USDC, symbol: 'VERYLONGSYMBOLTHATNEVERENDS', decimals: 18, amount: HUGE },
      { token: 'native', symbol: 'ETH', decimals: 18, amount: '-123456789012345678901' },
      { token: BOB, symbol: 'DUST', decimals: 18, amount: '1' },
    ],
    fees: [fee('normal', '98765432109876543210987', '88765432109876543210987')],
    chainId: 31337,
    warnings: [DRAINS, DRAINS, NEW, NOTE].map((one, index) => ({ ...one, rule: `${one.rule}-${index}` })),
  }),
  'ap-message': show(note(SHORT)),
  'ap-message-long': show(note(LONG)),
  'ap-message-hex': show(
    note(null, {
      warnings: [
        warn(
          'danger',
          'blind',
          'Nobody can read what this says.',
          'These bytes are not text. They could stand for anything. Reject it, unless you know exactly what they are.',
        ),
      ],
    }),
  ),
  'ap-typed': show(permit),
  'ap-typed-long': show({
    ...permit,
    tree: Array.from({ length: 60 }, (_, index) =>
      leaf(index % 5, `field${index}`, 'bytes', `0x${'ab'.repeat(index * 4)}`),
    ),
  }),
  'ap-typed-old': show(oldFormat),
  'ap-sign-in': show(signIn),
  'ap-sign-in-bare': show({ ...signIn, statement: null, resources: [], expirationTime: null }),
  'ap-sign-in-blocked': show({
    ...signIn,
    origin: 'https://app.example.org.claim-airdrop.xyz',
    connected: false,
    summary: [[{ strong: 'Refused' }, ': a sign-in for ', { strong: 'app.example.org' }]],
    warnings: [ELSEWHERE],
    blocked:
      'Refused: this is for app.example.org, not for the site that asks. Nothing was signed. Reject it and close the page.',
  }),
  'ap-sign-in-danger': show({
    ...signIn,
    domain: `https://${'a-long-subdomain.'.repeat(6)}example.org:8443`,
    statement: LONG.replaceAll('\n', ' '),
    resources: Array.from(
      { length: 30 },
      (_, index) => `https://app.example.org/resource/${'deep/'.repeat(index)}`,
    ),
    messageChainId: '424242',
    expirationTime: Date.UTC(2026, 10, 20, 9, 5),
    notBefore: Date.UTC(2026, 10, 19, 9, 5),
    warnings: [
      warn(
        'danger',
        'sign-in-expired',
        'The sign-in has expired',
        'An old sign-in may come from somewhere else. Reject it, and start again on the site.',
      ),
      warn(
        'danger',
        'sign-in-chain',
        'The sign-in is for another network',
        'It names the chain id 424242, and this site uses 1 here. Reject it, unless you know why.',
      ),
    ],
  }),
  'ap-watch': show(watchToken),
  'ap-watch-fake': show(watchFake),
  'ap-watch-nft': show(watchNft),
  'ap-add': show(addNetwork),
  'ap-switch': show(switchNetwork),
  'ap-busy': show(busy),
  'ap-tried': show({ ...busy, changes: swap.changes, rights: [], looked: 'tried' }),
  'ap-nothing': show({ ...busy, changes: [], rights: [] }),
  'ap-calls-one': show(calls(1, { summary: STEPS[0]?.summary ?? [], changes: [] })),
  'ap-calls-upgrade': show(
    calls(2, {
      summary: [
        ['Run ', { strong: '2 steps' }, ' at once'],
        ['All of them happen, or none.'],
        ['For that your account becomes a ', { strong: 'smart account' }, '.'],
      ],
      warnings: [UPGRADE],
      upgrade: { name: 'Simple7702Account', address: DELEGATE },
    }),
  ),
  'ap-calls-each': show(
    calls(3, {
      together: false,
      summary: [
        ['Run ', { strong: '3 steps' }, ', one after another'],
        ['If one fails, those before it stay done and those after it are not sent.'],
      ],
      warnings: [
        warn(
          'warning',
          'untried',
          'Step 2 could not be tried',
          'It fails when it is tried now, before the steps in front of it have run. If it still fails then, it is not sent.',
        ),
      ],
    }),
  ),
  'ap-calls-many': show(calls(20)),
  'ap-calls-preparing': show(calls(2, { preparing: true, changes: [], fees: null })),
  smart: { state: home, answers: { 'smart.status': { to: 'ours', address: DELEGATE } } },
  'smart-other': { state: home, answers: { 'smart.status': { to: 'other', address: ROUTER } } },
  'smart-none': { state: home, answers: { 'smart.status': { to: 'none', address: null } } },
  'ap-queue': {
    state: {
      ...home,
      approvals: [note(SHORT, { id: 'q1' }), { ...swap, id: 'q2' }, { ...permit, id: 'q3' }],
    },
    answers: { 'approvals.rejectAll': undefined },
  },
  'ap-changed': show(note(SHORT), { 'approvals.approve': problem('ChangedError', 'It changed.') }),
  'ap-failed': show(swap, {
    'approvals.approve': problem('UnreachableError', 'No endpoint of Ethereum answered.'),
  }),
  'ap-slow': show(swap, { 'approvals.approve': undefined }),
  'send-error': {
    state: home,
    answers: {
      'send.prepare': problem(
        'FieldError',
        'Your balance is 1.8473 ETH; this needs 1.848 ETH with the network fee.',
        { field: 'amount' },
      ),
    },
  },
  'send-offline': {
    state: home,
    answers: {
      'send.prepare': problem(
        'UnreachableError',
        'No endpoint of Ethereum answered. Nothing was signed. Try again.',
      ),
    },
  },
  activity: { state: { ...home, activity: rows } },
  'activity-told': {
    state: { ...home, activity: toldRows },
    answers: { 'activity.list': { rows: toldRows, cursor: null, notes: NOTES, older: false } },
  },
  'activity-one': {
    state: { ...home, activity: toldRows.slice(1, 2) },
    answers: {
      'activity.list': { rows: toldRows.slice(1, 2), cursor: null, notes: NOTES, older: false },
    },
  },
  'activity-spam': {
    state: { ...home, activity: [told(1, { kind: 'receive', spam: true, title: toldRows[2]?.title ?? [] })] },
  },
  'activity-stuck': { state: { ...home, activity: stuckRows } },
  'ap-custom': show({ ...swap, origin: 'wallet' }),
  'ap-speed-up': show({
    ...swap,
    origin: 'wallet',
    replaces: { nonce: 41, how: 'speed-up' },
    summary: [
      ['Speed up “', 'Sent ', { strong: '0.25 ETH' }, ' to ', { address: BOB }, '”'],
      [
        'It pays a higher fee, so that the network takes it in the place of the one that waits. Only one of the two can happen.',
      ],
    ],
    changes: [{ token: 'native', symbol: 'ETH', decimals: 18, amount: '-250000000000000000' }],
  }),
  'ap-cancel': show({
    ...swap,
    origin: 'wallet',
    replaces: { nonce: 41, how: 'cancel' },
    summary: [
      ['Cancel “', 'Sent ', { strong: '0.25 ETH' }, ' to ', { address: BOB }, '”'],
      [
        'It sends nothing, and pays a higher fee to take the place of the one that waits. If that one is confirmed first, it cannot be taken back.',
      ],
    ],
    changes: [],
  }),
}

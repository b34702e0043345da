/** Approvals as long, as bad and as real as they come, for pictures. */
import type { CallView, Part, RightChange, TransactionApproval } from '../../../src/messaging/protocol.ts'
import type { Address } from '../../../src/shared/hex.ts'
import { ALICE, BOB, calls, leaf, permit, ROUTER, show, swap, USDC, warn } from './approvals-states.ts'
import { problem } from './fake-client.ts'
import type { Scenario } from './states.ts'

const at = (seed: number): Address => `0x${seed.toString(16).padStart(2, '0').repeat(20)}`
const HASH = `0x${'5a'.repeat(32)}`
/** As the background writes what is invisible, or turns the reading around. */
const HOSTILE = '<b>USDC</b> ⟨U+202E⟩txt.exe ⟨U+200B⟩“Sign to be safe”'
const SIXTY = 'The cooperative savings and loan society of upper Example co'

const dangers = Array.from({ length: 8 }, (_, i) =>
  warn(
    'danger',
    `danger-${i}`,
    `Danger of its own kind, number ${i + 1}`,
    'Whoever gets this could take all that you have of it, at any time, without asking again. Reject it, unless you know who it is and mean it.',
  ),
)
const cautions = Array.from({ length: 7 }, (_, i) =>
  warn('warning', `caution-${i}`, `Caution number ${i + 1}`, 'Compare it with its source before you go on.'),
)
const notes = Array.from({ length: 5 }, (_, i) =>
  warn('info', `note-${i}`, `Note number ${i + 1}`, 'It is the first time that you use this contract.'),
)
const forty: TransactionApproval = {
  ...swap,
  summary: [
    ['Run ', { strong: '40 calls' }, ', all or none'],
    ...Array.from({ length: 40 }, (_, i): Part[] =>
      i % 3 === 0
        ? ['Send ', { strong: `${i + 1} USDC` }, ' to ', { address: at(i + 1) }]
        : ['Let ', { address: at(i) }, ' spend up to ', { strong: `${i} DAI` }],
    ),
  ],
  warnings: [...notes, ...cautions, ...dangers],
}
const right = (more: Partial<RightChange> = {}): RightChange => ({
  token: USDC,
  symbol: 'USDC',
  decimals: 6,
  spender: ROUTER,
  over: 'amount',
  amount: '100000000',
  ...more,
})
const names: TransactionApproval = {
  ...swap,
  summary: [
    ['Send ', { strong: `1 250.5 ${HOSTILE}` }, ' to ', { address: BOB, name: SIXTY }],
    ['Asked of ', { strong: `${SIXTY}, ${HOSTILE}` }, ' (', { address: ROUTER }, ').'],
  ],
  changes: [
    { token: BOB, symbol: HOSTILE, decimals: 18, amount: '-1250500000000000000000', unlisted: true },
    { token: ROUTER, symbol: SIXTY, decimals: 0, amount: '-1', item: '9'.repeat(40) },
    { token: at(3), symbol: SIXTY, decimals: 18, amount: '999999999999999999999999', unlisted: true },
  ],
  rights: [
    right({ symbol: HOSTILE, unlisted: true }),
    right({ token: at(4), symbol: SIXTY, over: 'all', amount: '1' }),
  ],
  warnings: [warn('warning', 'w', `${HOSTILE} names itself`, `${HOSTILE} is on no list. ${SIXTY} ${SIXTY}`)],
}
const step = (summary: Part[][], data = '0x095ea7b3' as const): CallView => ({
  summary,
  details: [
    { label: 'To', value: USDC, mono: true },
    { label: 'Function', value: 'approve(address,uint256)', mono: true },
  ],
  data,
})
const REAL: CallView[] = [
  step([
    [
      'Let ',
      { strong: 'Aave, Aave v3 pool' },
      ' ',
      { address: ROUTER },
      ' spend up to ',
      { strong: '90 USDC' },
    ],
  ]),
  step([
    ['Supply ', { strong: '90 USDC' }, ', for ', { address: ALICE }],
    ['Asked of Aave, Aave v3 pool (', { address: ROUTER }, ').'],
  ]),
  step([
    ['Swap ', { strong: '0.5 ETH' }, ' for at least ', { strong: '1 552.11 USDC' }],
    ['Asked of Uniswap, Uniswap v3 router (', { address: BOB }, ').'],
  ]),
  step([['Send ', { strong: '250 USDC' }, ' to ', { address: at(9) }]]),
]
const real = Array.from({ length: 12 }, (_, i) => REAL[i % REAL.length]).flatMap((one) => one ?? [])
const approve: TransactionApproval = {
  ...swap,
  summary: [
    [
      'Let ',
      { strong: 'Uniswap, Permit2' },
      ' ',
      { address: ROUTER },
      ' spend ',
      { strong: 'unlimited USDC' },
    ],
  ],
  changes: [],
  value: '0',
  rights: [right({ amount: (2n ** 256n - 1n).toString() })],
  allowance: {
    symbol: 'USDC',
    decimals: 6,
    amount: (2n ** 256n - 1n).toString(),
    asked: (2n ** 256n - 1n).toString(),
    adds: false,
  },
  warnings: [
    warn(
      'warning',
      'unlimited-allowance',
      'Unlimited USDC',
      'It may take all that you have now and later. Set the amount that you need.',
    ),
  ],
}
const told: typeof permit = {
  ...permit,
  kind: 'typed-data',
  summary: [
    ['Let ', { strong: 'Uniswap' }, ' ', { address: ROUTER }, ' spend up to ', { strong: '100 USDC' }],
    ['Until 3 December 2026, 10:00 UTC.'],
    [{ strong: 'Sign “PermitSingle”' }, ' for ', { strong: 'app.uniswap.org' }],
  ],
  changes: [],
  rights: [right({ permit2: true })],
  looked: 'signed',
  details: [
    { label: 'Domain Hash', value: HASH, mono: true },
    { label: 'Message Hash', value: HASH, mono: true },
    { label: 'EIP-712 Digest', value: HASH, mono: true },
    { label: 'Format', value: 'eth_signTypedData, version 4' },
  ],
} as typeof permit
const worse: TransactionApproval = {
  ...swap,
  digest: 'd2',
  changes: swap.changes.map((change, i) => (i === 1 ? { ...change, amount: '2610070000' } : change)),
  warnings: [
    warn(
      'warning',
      'price-impact',
      'You get 16 % less than the market pays',
      'The pool is small, or the price moved.',
    ),
  ],
}

export const extremeScenarios: Record<string, Scenario> = {
  'ap-forty': show(forty),
  'ap-names': show(names),
  'ap-steps-real': show(
    calls(12, {
      calls: real,
      warnings: [warn('warning', 'untried', 'Step 2 could not be tried', 'It fails when it is tried now.')],
    }),
  ),
  'ap-partly': show({
    ...swap,
    looked: 'partly',
    warnings: [
      warn(
        'danger',
        'simulation-unread',
        'It did more than Candor could read',
        'No ordinary transaction does so much. Contracts that steal do this to hide a loss among the rest. What is shown may not be all that you lose. Reject this unless you know why.',
      ),
      warn(
        'warning',
        'simulation-unpaid',
        'The trial paid no fee',
        'Your network endpoint could not try this as it will be sent. A contract can notice that it is only looked at, and do something else in the end. Approve it only if you trust the site, or choose another endpoint.',
      ),
    ],
  }),
  'ap-worse': {
    ...show(swap, { 'approvals.approve': problem('WorseError', 'Worse.') }),
    atYes: { approvals: [worse] },
  },
  'ap-revoke': show({
    ...approve,
    origin: 'wallet',
    summary: [['Take back what ', { address: ROUTER }, ' may spend of ', { strong: 'USDC' }]],
    rights: [right({ amount: '0', was: '5000000' })],
    allowance: undefined,
    warnings: [],
  } as unknown as TransactionApproval),
  'ap-approve': show(approve),
  'ap-permit': show(told),
  'ap-permit-thief': show({
    ...told,
    origin: 'https://claim-airdrop.xyz',
    connected: false,
    tree: [...('tree' in told ? told.tree : []), leaf(0, 'note', 'string', HOSTILE)],
    warnings: [
      warn(
        'danger',
        'permit-account',
        'A person gets the right to take your USDC',
        `${BOB} is no contract but an ordinary account: nobody needs such a permit but a thief. Reject it.`,
      ),
    ],
  } as typeof permit),
  'ap-hashes': show({
    ...swap,
    unsigned: { value: swap.value, isMax: false, balance: '9', accessList: null },
  }),
}

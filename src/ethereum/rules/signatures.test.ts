import { Transaction } from 'ethers'
import { describe, expect, test } from 'vitest'
import { hexToBytes, sameAddress } from '../../shared/hex.ts'
import { parseTypedData } from '../typed-data.ts'
import type { Place, SignatureFacts, SiteFacts } from './facts.ts'
import { MESSAGE_RULES, SIGNATURE_RULES, SITE_RULES } from './index.ts'
import { judge } from './rule.ts'

const ME = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const EVE = '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB'
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const POOL = '0x87870Bca3F3fD6335C3F4ce8392D69350B4fA4E2'
const CONTRACT = '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'
const YOUNG = '0x27b1fdb04752bbc536007a920d24acb045561c26'
const NOW = Date.UTC(2026, 10, 28)
const SOON = Math.floor(NOW / 1000) + 1800
const YEAR = Math.floor(NOW / 1000) + 31_536_000
const MAX = (2n ** 256n - 1n).toString()

const DOMAIN = { name: 'x', version: '1', chainId: 1, verifyingContract: USDC }
const F = { name: 'string', version: 'string', chainId: 'uint256', verifyingContract: 'address' } as const

type Fields = Record<string, string>
const list = (fields: Fields) => Object.entries(fields).map(([name, type]) => ({ name, type }))
/** Typed data of one struct and those that it has in it. */
function typed(
  primaryType: string,
  fields: Fields,
  message: object,
  { domain = DOMAIN, more = {} }: { domain?: object; more?: Record<string, Fields> } = {},
) {
  const types = Object.fromEntries(Object.entries(more).map(([name, one]) => [name, list(one)]))
  const own = list(Object.fromEntries(Object.entries(F).filter(([name]) => name in domain)))
  const json = {
    types: { EIP712Domain: own, [primaryType]: list(fields), ...types },
    primaryType,
    domain,
    message,
  }
  return parseTypedData(JSON.stringify(json), 1, 4)
}

const PERMIT = {
  owner: 'address',
  spender: 'address',
  value: 'uint256',
  nonce: 'uint256',
  deadline: 'uint256',
}
const permit = (spender: string, value = '5', deadline = SOON, domain: object = DOMAIN) =>
  typed('Permit', PERMIT, { owner: ME, spender, value, nonce: 0, deadline }, { domain })
const DAI = { holder: 'address', spender: 'address', nonce: 'uint256', expiry: 'uint256', allowed: 'bool' }
const dai = (allowed: boolean) =>
  typed('Permit', DAI, { holder: ME, spender: CONTRACT, nonce: 0, expiry: 0, allowed })
const DETAILS = { token: 'address', amount: 'uint160', expiration: 'uint48', nonce: 'uint48' }
const batch = (spender: string) =>
  typed(
    'PermitBatch',
    { details: 'PermitDetails[]', spender: 'address', sigDeadline: 'uint256' },
    {
      details: [USDC, POOL].map((token) => ({ token, amount: '5', expiration: SOON, nonce: 0 })),
      spender,
      sigDeadline: SOON,
    },
    { more: { PermitDetails: DETAILS } },
  )
const pay = () =>
  typed(
    'TransferWithAuthorization',
    {
      from: 'address',
      to: 'address',
      value: 'uint256',
      validAfter: 'uint256',
      validBefore: 'uint256',
      nonce: 'bytes32',
    },
    { from: ME, to: EVE, value: '5', validAfter: 0, validBefore: SOON, nonce: `0x${'01'.repeat(32)}` },
  )
const ITEM = {
  itemType: 'uint8',
  token: 'address',
  identifierOrCriteria: 'uint256',
  startAmount: 'uint256',
  endAmount: 'uint256',
  recipient: 'address',
}
const order = (asked: [string, string][]) =>
  typed(
    'OrderComponents',
    { offerer: 'address', offer: 'Item[]', consideration: 'Item[]' },
    {
      offerer: ME,
      offer: [
        {
          itemType: 2,
          token: POOL,
          identifierOrCriteria: 1,
          startAmount: '1',
          endAmount: '1',
          recipient: ME,
        },
      ],
      consideration: asked.map(([recipient, amount]) => ({
        itemType: 0,
        token: `0x${'00'.repeat(20)}`,
        identifierOrCriteria: 0,
        startAmount: amount,
        endAmount: amount,
        recipient,
      })),
    },
    { more: { Item: ITEM } },
  )
const limit = (receiver: string, takingAmount: string) =>
  typed(
    'Order',
    {
      maker: 'address',
      receiver: 'address',
      makerAsset: 'address',
      takerAsset: 'address',
      makingAmount: 'uint256',
      takingAmount: 'uint256',
    },
    { maker: ME, receiver, makerAsset: USDC, takerAsset: POOL, makingAmount: '5000000000', takingAmount },
  )
/** Prices of a unit, in the place of those of the network. */
const prices =
  (usdc: bigint, pool: bigint): SignatureFacts['worth'] =>
  (token, amount) =>
    token === 'native' ? null : amount * (sameAddress(token, USDC) ? usdc : pool)
const REACTOR = '0x00000011F84B9aa48e5f8aA8B9897600006289Be'
/** An order of UniswapX (V2DutchOrder), of 5 000 USDC for outputs of POOL. */
const dutch = (outputs: [to: string, amount: string][], spender = REACTOR, deadline = SOON) =>
  typed(
    'PermitWitnessTransferFrom',
    {
      permitted: 'TokenPermissions',
      spender: 'address',
      nonce: 'uint256',
      deadline: 'uint256',
      witness: 'V2DutchOrder',
    },
    {
      permitted: { token: USDC, amount: '5000000000' },
      spender,
      nonce: 1,
      deadline,
      witness: {
        info: { reactor: REACTOR, swapper: ME, nonce: 1, deadline },
        baseInputToken: USDC,
        baseInputStartAmount: '5000000000',
        baseInputEndAmount: '5000000000',
        baseOutputs: outputs.map(([recipient, amount]) => ({
          token: POOL,
          startAmount: amount,
          endAmount: amount,
          recipient,
        })),
      },
    },
    {
      domain: {
        name: 'Permit2',
        chainId: 1,
        verifyingContract: '0x000000000022D473030F116dDEE9F6B43aC78BA3',
      },
      more: {
        TokenPermissions: { token: 'address', amount: 'uint256' },
        V2DutchOrder: {
          info: 'OrderInfo',
          baseInputToken: 'address',
          baseInputStartAmount: 'uint256',
          baseInputEndAmount: 'uint256',
          baseOutputs: 'DutchOutput[]',
        },
        OrderInfo: { reactor: 'address', swapper: 'address', nonce: 'uint256', deadline: 'uint256' },
        DutchOutput: { token: 'address', startAmount: 'uint256', endAmount: 'uint256', recipient: 'address' },
      },
    },
  )
const blur = (price: string) =>
  typed('Order', { trader: 'address', side: 'uint8', price: 'uint256' }, { trader: ME, side: 1, price })
const listings = () =>
  typed(
    'Order',
    { trader: 'address', collection: 'address', listingsRoot: 'bytes32' },
    { trader: ME, collection: POOL, listingsRoot: `0x${'ab'.repeat(32)}` },
  )
const root = () => typed('Root', { root: 'bytes32' }, { root: `0x${'ab'.repeat(32)}` })
const vote = (domain: object = { name: 'snapshot', version: '0.1.4' }) =>
  typed(
    'Vote',
    { from: 'address', space: 'string', choice: 'uint32' },
    { from: ME, space: 'a.eth', choice: 1 },
    { domain },
  )
const safe = (to: string, operation: number) =>
  typed(
    'SafeTx',
    { to: 'address', value: 'uint256', data: 'bytes', operation: 'uint8' },
    { to, value: 0, data: '0x', operation },
  )
const refunded = (price: number, refundReceiver: string) =>
  typed(
    'SafeTx',
    {
      to: 'address',
      value: 'uint256',
      data: 'bytes',
      operation: 'uint8',
      safeTxGas: 'uint256',
      baseGas: 'uint256',
      gasPrice: 'uint256',
      gasToken: 'address',
      refundReceiver: 'address',
    },
    {
      to: POOL,
      value: 1,
      data: '0x',
      operation: 0,
      safeTxGas: 5,
      baseGas: 5,
      gasPrice: price,
      gasToken: USDC,
      refundReceiver,
    },
  )
const MULTICALL = '0xcA11bde05977b3631167028862bE2a173976CA11'
const authorization = (authorized: string) =>
  typed('Authorization', { authorizer: 'address', authorized: 'address' }, { authorizer: ME, authorized })
const delegation = (delegate: string) =>
  typed('Delegation', { delegate: 'address', delegator: 'address' }, { delegate, delegator: ME })
const agent = (name: string) =>
  typed(name, { hyperliquidChain: 'string', nonce: 'uint64' }, { hyperliquidChain: 'Mainnet', nonce: 1 })
const forward = (name: string, data = '0x12') =>
  typed(name, { from: 'address', to: 'address', data: 'bytes' }, { from: ME, to: POOL, data })
/** approve(EVE, 5) */
const TAKE = `0x095ea7b3${EVE.slice(2).toLowerCase().padStart(64, '0')}${'5'.padStart(64, '0')}`
const zkSync = () =>
  typed(
    'Transaction',
    { txType: 'uint256', from: 'uint256', to: 'uint256', nonce: 'uint256', value: 'uint256', data: 'bytes' },
    { txType: 113, from: 1, to: 2, nonce: 1, value: 1, data: '0x' },
  )
const withdrawal = (destination: string, name = 'Exchange:Withdraw') =>
  typed(name, { destination: 'string', amount: 'string' }, { destination, amount: '5' })
const safeMessage = (message: string) => typed('SafeMessage', { message: 'bytes' }, { message })

const LISTED = '0x000000000532b45f47779fce440748893b257865'
const PLACES: Record<string, Partial<Place>> = {
  [EVE]: { isContract: false },
  [POOL]: { isKnown: true },
  [MULTICALL]: { isKnown: true },
  [YOUNG]: { isYoung: true },
  [LISTED]: { listed: { match: LISTED, near: false, list: 'a public list', date: null } },
}
const ABSENT = '0x00000000000000000000000000000000DEADbEE1'.toLowerCase()
type Case = {
  data: SignatureFacts['data']
  isExplained?: boolean
  holding?: bigint
  worth?: SignatureFacts['worth']
}
const said = ({ data, isExplained = true, holding = 1000n, worth = () => null }: Case): string[] =>
  judge(SIGNATURE_RULES, {
    data,
    account: ME,
    context: { symbol: 'ETH', token: () => null, name: () => null, isContract: null },
    chainId: 1,
    now: NOW,
    isExplained,
    worth,
    holding: () => holding,
    at(address) {
      const place = Object.entries(PLACES).find(([one]) => sameAddress(one, address))?.[1]
      return {
        isContract: !sameAddress(address, ABSENT),
        isYoung: null,
        isUpgraded: null,
        isKnown: false,
        listed: null,
        ...place,
      }
    },
  }).map(({ rule, severity }) => `${severity} ${rule}`)
const of = (...all: SignatureFacts['data'][]): Case[] => all.map((data) => ({ data }))

const CASES: Record<string, { fires: [string, Case][]; silent: Case[] }> = {
  'spending-signature': {
    fires: [
      ['danger', { data: permit(POOL, MAX) }],
      ['danger', { data: permit(POOL, '5', YEAR) }],
      ['danger', { data: dai(true) }],
      ['warning', { data: permit(POOL) }],
      ['info', { data: dai(false) }],
    ],
    silent: of(vote(), order([[ME, '5000']]), dutch([[ME, '5000000']], REACTOR, YEAR)),
  },
  'permit-to-account': {
    fires: [
      ['danger', { data: permit(EVE) }],
      ['danger', { data: batch(EVE) }],
      ['warning', { data: pay() }],
    ],
    silent: of(permit(POOL), permit(CONTRACT), vote()),
  },
  'address-blocked': {
    fires: [
      ['danger', { data: permit(LISTED) }],
      ['danger', { data: batch(LISTED) }],
      ['danger', { data: limit(LISTED, '5000000') }],
    ],
    silent: of(permit(CONTRACT), vote(), limit(ME, '5000000')),
  },
  'permit-unknown': {
    fires: [
      ['warning', { data: permit(CONTRACT) }],
      ['danger', { data: permit(CONTRACT), holding: 5n }],
      ['danger', { data: permit(YOUNG) }],
      ['danger', { data: dutch([[ME, '5000000']], YOUNG) }],
    ],
    silent: of(permit(POOL), permit(EVE), pay(), dutch([[ME, '5000000']])),
  },
  'permit-many': {
    fires: [['danger', { data: batch(CONTRACT) }]],
    silent: of(batch(POOL), permit(CONTRACT)),
  },
  'permit-no-network': {
    fires: [['warning', { data: permit(POOL, '5', SOON, { name: 'x', verifyingContract: USDC }) }]],
    silent: of(permit(POOL), vote()),
  },
  'contract-missing': {
    fires: [['warning', { data: permit(POOL, '5', SOON, { ...DOMAIN, verifyingContract: ABSENT }) }]],
    silent: of(permit(POOL), vote()),
  },
  'order-signature': {
    fires: [
      ['danger', { data: order([]) }],
      ['danger', { data: order([[EVE, '5000000']]) }],
      ['danger', { data: order([[ME, '1']]) }],
      ['danger', { data: blur('0') }],
      [
        'warning',
        {
          data: order([
            [ME, '5000000000000000'],
            [EVE, '5000'],
          ]),
        },
      ],
      ['warning', { data: blur('5000000000000000') }],
      ['danger', { data: order([[ME, '1001']]) }],
      ['danger', { data: limit(ME, '1') }],
      ['danger', { data: limit(EVE, '5000000') }],
      ['warning', { data: limit(ME, '5000000') }],
      ['danger', { data: dutch([]) }],
      ['danger', { data: dutch([[EVE, '5000000']]) }],
      [
        'danger',
        {
          data: dutch([
            [ME, '5000000'],
            [EVE, '500000'],
          ]),
        },
      ],
      [
        'warning',
        {
          data: dutch([
            [ME, '5000000'],
            [EVE, '50000'],
          ]),
        },
      ],
      // 5 000 USDC for what costs 79 % of it, and 81 %.
      ['danger', { data: limit(ME, '5000000'), worth: prices(10n ** 12n, 790n * 10n ** 12n) }],
      ['warning', { data: limit(ME, '5000000'), worth: prices(10n ** 12n, 810n * 10n ** 12n) }],
    ],
    silent: of(permit(POOL), dutch([[ME, '5000000']], CONTRACT)),
  },
  'order-unreadable': {
    fires: [
      ['danger', { data: root() }],
      ['danger', { data: listings() }],
    ],
    silent: of(order([[ME, '5000000']]), vote()),
  },
  'delegation-signature': {
    fires: [['danger', { data: delegation(EVE) }]],
    silent: of(delegation(ME), vote()),
  },
  'agent-signature': {
    fires: [
      ['warning', { data: agent('ApproveAgent') }],
      ['danger', { data: agent('HyperliquidTransaction:ConvertToMultiSigUser') }],
      ['danger', { data: typed('ApproveAgent', { agentAddress: 'address' }, { agentAddress: EVE }) }],
    ],
    silent: of(agent('UsdSend')),
  },
  'signed-call': {
    fires: [
      ['warning', { data: forward('ForwardRequest') }],
      ['danger', { data: forward('Mail', TAKE), isExplained: false }],
    ],
    silent: of(forward('Mail')),
  },
  'signed-transaction': { fires: [['danger', { data: zkSync() }]], silent: of(forward('ForwardRequest')) },
  'withdraw-signature': {
    fires: [
      ['danger', { data: withdrawal(EVE) }],
      ['warning', { data: withdrawal(POOL) }],
    ],
    silent: of(withdrawal(ME), withdrawal(EVE, 'Mail')),
  },
  'safe-message-hash': {
    fires: [['danger', { data: safeMessage(`0x${'ab'.repeat(32)}`) }]],
    silent: of(safeMessage('0x68656c6c6f')),
  },
  'safe-delegatecall': {
    fires: [
      ['danger', { data: safe(CONTRACT, 1) }],
      ['danger', { data: safe(POOL, 1) }],
    ],
    silent: of(safe(CONTRACT, 0), safe('0x40A2aCCbd92BCA938b02010E17A5b8929b49130D', 1)),
  },
  'safe-refund': {
    fires: [
      ['danger', { data: refunded(100, EVE) }],
      ['warning', { data: refunded(100, ME) }],
    ],
    silent: of(refunded(0, EVE), safe(CONTRACT, 0)),
  },
  'open-spender': {
    fires: [
      ['danger', { data: permit(MULTICALL) }],
      ['danger', { data: batch(MULTICALL) }],
      ['danger', { data: authorization(MULTICALL) }],
    ],
    silent: of(permit(POOL), authorization(POOL), vote()),
  },
  'unbound-signature': { fires: [['warning', { data: vote({}) }]], silent: of(vote()) },
  'unknown-format': { fires: [['info', { data: vote(), isExplained: false }]], silent: of(vote()) },
}

describe('rules of typed data', () => {
  test('behavior: each of them has cases', () => {
    expect(Object.keys(CASES).sort()).toEqual(SIGNATURE_RULES.map(({ id }) => id).sort())
  })
  for (const [id, { fires, silent }] of Object.entries(CASES)) {
    test(`security: ${id} speaks`, () => {
      for (const [severity, facts] of fires) expect(said(facts)).toContain(`${severity} ${id}`)
    })
    test(`behavior: ${id} is silent`, () => {
      for (const facts of silent) expect(said(facts).map((one) => one.split(' ')[1])).not.toContain(id)
      expect(silent.length).toBeGreaterThan(0)
    })
  }
  test('behavior: an exact permit that ends soon, for a contract that is known, is no danger', () => {
    expect(said({ data: permit(POOL) })).toEqual(['warning spending-signature'])
    expect(said({ data: batch(POOL) })).toEqual(['warning spending-signature'])
  })
})

const text = (words: string) => new TextEncoder().encode(words)
const signed = Transaction.from({
  to: EVE,
  chainId: 1n,
  nonce: 1,
  gasLimit: 21000n,
  maxFeePerGas: 1n,
  maxPriorityFeePerGas: 1n,
  type: 2,
})
const hash = hexToBytes(`0x${'ab'.repeat(32)}`)
const digest = hexToBytes(`0x1901${'ab'.repeat(64)}`)

const MESSAGES: Record<string, { fires: [string, Uint8Array][]; silent: Uint8Array[] }> = {
  'message-transaction': {
    fires: [
      ['danger', hexToBytes(signed.unsignedSerialized as `0x${string}`)],
      // An authorization of code (EIP-7702).
      ['danger', hexToBytes(`0x05d70194${EVE.slice(2)}80`.toLowerCase() as `0x${string}`)],
    ],
    silent: [text('hello'), hash],
  },
  'message-hash': {
    fires: [
      ['danger', hash],
      ['warning', text(`0x${'ab'.repeat(32)}`)],
      ['warning', text(`${'ab'.repeat(32)}\n`)],
    ],
    silent: [text('hello'), hexToBytes(`0x${'ab'.repeat(31)}`)],
  },
  'message-digest': {
    fires: [
      ['danger', digest],
      ['danger', text(`1901${'ab'.repeat(64)}`)],
      ['danger', text('{"types": {}, "primaryType": "Permit"}')],
    ],
    silent: [hash, text('hello'), text('{"nonce": 5}')],
  },
  'message-buried': {
    fires: [
      ['danger', text(`Welcome${'\n'.repeat(60)}I give it all away`)],
      ['danger', text(`Welcome${' '.repeat(900)}I give it all away`)],
    ],
    silent: [text('hello'), text(`Welcome\n\n\nNonce: 5${'\n'.repeat(60)}`)],
  },
  'message-bytes': { fires: [['warning', hexToBytes('0xff00ff')]], silent: [text('hello'), hash] },
  'message-hidden': { fires: [['warning', text('pay \u202Ex')]], silent: [text('hello'), text('👩‍🚀 é')] },
  'message-key': {
    fires: [
      ['danger', text('Access zkSync account.\n\nOnly sign this message for a trusted client!')],
      ['danger', text('Sign this message to generate your private spending keys.')],
    ],
    silent: [text('hello'), text('Sign this message to log in. It costs no gas.')],
  },
  'message-empty': { fires: [['info', new Uint8Array()]], silent: [text('hello')] },
}
test('behavior: a refund of a Safe is told with its token, its most and its receiver', () => {
  const rule = SIGNATURE_RULES.find(({ id }) => id === 'safe-refund')
  const facts = { data: refunded(100, EVE), account: ME, context: { token: () => null } }
  expect(rule?.check(facts as unknown as SignatureFacts)).toContain(
    `up to 1000 base units of ${USDC} to ${EVE}`,
  )
})

describe('rules of messages', () => {
  test('behavior: each of them has cases', () => {
    expect(Object.keys(MESSAGES).sort()).toEqual(MESSAGE_RULES.map(({ id }) => id).sort())
  })
  const heard = (bytes: Uint8Array) => judge(MESSAGE_RULES, bytes)
  for (const [id, { fires, silent }] of Object.entries(MESSAGES))
    test(`security: ${id}`, () => {
      for (const [severity, bytes] of fires)
        expect(heard(bytes)).toContainEqual(expect.objectContaining({ rule: id, severity }))
      for (const bytes of silent) expect(heard(bytes).map(({ rule }) => rule)).not.toContain(id)
    })
})

const site = (
  origin: string,
  phishing: Partial<SiteFacts['phishing']> = {},
  { listed = null, allowed = false }: Partial<SiteFacts> = {},
): SiteFacts => ({
  origin,
  listed,
  allowed,
  phishing: { like: null, oddLetters: false, ...phishing },
})
const GOOD = site('https://app.example')
const LIST = { match: 'bad.example', near: false, list: 'a public list', date: 'May 2022' }
const SITES: Record<string, { fires: [string, SiteFacts][]; silent: SiteFacts[] }> = {
  'origin-not-encrypted': {
    fires: [['warning', site('http://app.example')]],
    silent: [GOOD, site('http://localhost:3000'), site('http://127.0.0.1')],
  },
  'phishing-lookalike': {
    fires: [
      ['danger', site('https://x.example', { like: { name: 'app.uniswap.org', how: 'typo' } })],
      ['warning', site('https://x.example', { like: { name: 'uniswap.org', how: 'brand' } })],
      ['danger', site('https://uniswap-claim.example', { like: { name: 'uniswap.org', how: 'brand' } })],
      ['danger', site('https://uniswap-v5.pages.dev', { like: { name: 'uniswap.org', how: 'brand' } })],
    ],
    silent: [GOOD],
  },
  'site-listed': {
    fires: [
      ['danger', site('https://bad.example', {}, { listed: LIST })],
      ['danger', site('https://near.example', {}, { listed: { ...LIST, near: true } })],
      ['warning', site('https://bad.example', {}, { listed: LIST, allowed: true })],
    ],
    silent: [
      GOOD,
      site('https://near.example', {}, { listed: { ...LIST, near: true }, allowed: true }),
      site('https://app.example', {}, { allowed: true }),
    ],
  },
  'phishing-idn': {
    fires: [['danger', site('https://xn--80ak6aa92e.com', { oddLetters: true })]],
    silent: [GOOD, site('https://x.example', { oddLetters: true, like: { name: 'a', how: 'letters' } })],
  },
  'site-number': {
    fires: [
      ['warning', site('https://203.0.113.7')],
      ['warning', site('https://[2001:db8::1]')],
    ],
    silent: [GOOD, site('http://127.0.0.1:8545')],
  },
}
describe('rules of sites', () => {
  test('behavior: each of them has cases', () => {
    expect(Object.keys(SITES).sort()).toEqual(SITE_RULES.map(({ id }) => id).sort())
  })
  for (const [id, { fires, silent }] of Object.entries(SITES))
    test(`security: ${id}`, () => {
      for (const [severity, facts] of fires)
        expect(judge(SITE_RULES, facts)).toContainEqual(expect.objectContaining({ rule: id, severity }))
      for (const facts of silent) expect(judge(SITE_RULES, facts).map(({ rule }) => rule)).not.toContain(id)
    })
})

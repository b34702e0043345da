import { Interface, Transaction } from 'ethers'
import { describe, expect, it } from 'vitest'
import { type Hex, hexToBytes, sameAddress } from '../shared/hex.ts'
import { ZERO_ADDRESS } from './address.ts'
import type { ExplainContext, ExplainedTransaction } from './explain/explain.ts'
import { parseTypedData } from './typed-data.ts'
import { messageWarnings, originWarnings, transactionWarnings, typedDataWarnings } from './warnings.ts'

const ME = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const EVE = '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB'
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const WETH = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2'
const NEW = '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'
const abi = new Interface([
  'function transfer(address,uint256)',
  'function approve(address,uint256)',
  'function increaseAllowance(address,uint256)',
  'function setApprovalForAll(address,bool)',
])
const encode = (name: string, ...args: unknown[]): Hex => `0x${abi.encodeFunctionData(name, args).slice(2)}`
const tokens = [
  { address: USDC, symbol: 'USDC', name: 'USD Coin', decimals: 6 },
  { address: WETH, symbol: 'WETH', name: 'Wrapped Ether', decimals: 18 },
] as const
const context: ExplainContext = {
  symbol: 'ETH',
  token: (address) => tokens.find((token) => sameAddress(token.address, address)) ?? null,
  name: () => null,
  isContract: true,
}
const rules = (tx: Partial<ExplainedTransaction>, over: Partial<ExplainContext> = {}) =>
  transactionWarnings(
    { chainId: 1, from: ME, to: NEW, value: 0n, data: '0x', ...tx },
    { ...context, ...over },
  ).map(({ rule, severity }) => `${severity} ${rule}`)

describe('transactions', () => {
  it.each<[Partial<ExplainedTransaction>, string[]]>([
    [{ value: 1n }, []],
    [{ to: ZERO_ADDRESS, value: 1n }, ['danger zero-address']],
    [{ to: USDC, data: encode('transfer', ZERO_ADDRESS, 1n) }, ['danger zero-address']],
    [{ to: USDC, data: encode('transfer', EVE, 1n) }, []],
    [{ to: null, data: '0x60' }, []],
    [{ to: null, data: '0x60', value: 1n }, ['danger deploy-value']],
    [{ to: USDC, data: encode('approve', EVE, 100n) }, []],
    [{ to: USDC, data: encode('approve', EVE, 2n ** 256n - 1n) }, ['danger unlimited-allowance']],
    [{ to: USDC, data: encode('approve', EVE, 2n ** 96n - 1n) }, ['danger unlimited-allowance']],
    [{ to: USDC, data: encode('increaseAllowance', EVE, 2n ** 255n) }, ['danger unlimited-allowance']],
    [{ data: encode('setApprovalForAll', EVE, true) }, ['danger approval-for-all']],
    [{ data: encode('setApprovalForAll', EVE, false) }, []],
    [{ to: USDC, data: encode('transfer', USDC, 1n) }, ['danger token-recipient']],
    [{ to: NEW, data: encode('transfer', NEW, 1n) }, ['danger token-recipient']],
    [{ to: USDC, data: encode('transfer', WETH, 1n) }, ['danger token-recipient']],
    [{ to: USDC, value: 1n }, ['danger token-recipient']],
    [{ to: WETH, value: 1n }, []],
    [{ to: WETH, data: '0xd0e30db0', value: 1n }, []],
    [{ to: USDC, data: `${encode('approve', EVE, 1n)}00` }, ['danger malformed-call']],
    [{ data: '0x12345678' }, []],
  ])('security: %#', (tx, expected) => {
    expect(rules(tx)).toEqual(expected)
  })
  it('security: data without code to take it, the worst warning first', () => {
    expect(rules({ data: '0x12345678' }, { isContract: false })).toEqual(['warning no-code'])
    expect(rules({ data: '0x12345678' }, { isContract: null })).toEqual([])
    expect(rules({ data: encode('setApprovalForAll', EVE, true) }, { isContract: false })).toEqual([
      'danger approval-for-all',
      'warning no-code',
    ])
  })
})

describe('messages', () => {
  const rule = (bytes: Uint8Array) => messageWarnings(bytes).map(({ rule }) => rule)
  const utf8 = (text: string) => new TextEncoder().encode(text)
  it('behavior: text is fine', () => {
    for (const text of ['', 'Sign in to app.example', 'é', 'ß'.repeat(40)])
      expect(rule(utf8(text))).toEqual([])
  })
  it('security: 32 bytes, or their digits, may be a hash', () => {
    expect(rule(new Uint8Array(32).fill(0xee))).toEqual(['message-hash'])
    expect(rule(utf8('a'.repeat(32)))).toEqual(['message-hash'])
    expect(rule(utf8(`0x${'ab'.repeat(32)}`))).toEqual(['message-hash'])
  })
  it('security: transactions of every type are seen', () => {
    const list = { to: EVE, value: 1n, gasLimit: 21_000n, chainId: 1, nonce: 1 }
    for (const type of [0, 1, 2]) {
      const data = `0x${'ab'.repeat(300)}`
      const fees = type === 2 ? { maxFeePerGas: 1n, maxPriorityFeePerGas: 1n } : { gasPrice: 1n }
      for (const tx of [
        { ...list, ...fees, type },
        { ...list, ...fees, type, data },
      ]) {
        const bytes = hexToBytes(Transaction.from(tx).unsignedSerialized)
        expect(rule(bytes)).toEqual(['message-transaction'])
        expect(rule(bytes.subarray(0, -1))).not.toContain('message-transaction')
      }
    }
    expect(rule(hexToBytes('0xc3010203'))).toEqual(['message-bytes'])
    expect(rule(hexToBytes('0xc7c8010203040506'))).toEqual(['message-bytes'])
    expect(rule(hexToBytes('0xffffffffffffffffff'))).toEqual(['message-bytes'])
  })
})

describe('typed data', () => {
  const address = (name: string) => ({ name, type: 'address' })
  const uint = (name: string) => ({ name, type: 'uint256' })
  type Fields = { name: string; type: string }[]
  const sign = (
    primaryType: string,
    fields: Fields,
    message: object,
    types: Record<string, Fields> = {},
    now?: number,
  ) =>
    typedDataWarnings(
      parseTypedData(
        {
          types: { EIP712Domain: [address('verifyingContract')], ...types, [primaryType]: fields },
          primaryType,
          domain: { verifyingContract: USDC },
          message,
        },
        1,
      ),
      now,
    )
  const PERMIT = [address('owner'), address('spender'), uint('value'), uint('nonce'), uint('deadline')]
  const permit = (value: string, deadline: string, now?: number) =>
    sign('Permit', PERMIT, { owner: ME, spender: EVE, value, nonce: 0, deadline }, {}, now)
  const DETAILS = [
    address('token'),
    { name: 'amount', type: 'uint160' },
    { name: 'expiration', type: 'uint48' },
  ]

  it('security: EIP-2612 tells spender, amount, token and end', () => {
    expect(permit('100', '1764720000')).toEqual([
      {
        rule: 'spending-signature',
        severity: 'warning',
        title: 'This signature gives spending power',
        text: `${EVE} could take 100 base units of ${USDC} from your account, until 3 December 2025, without a transaction of yours and without asking again. Sign only if this is what you came to do.`,
      },
    ])
    const [unlimited] = permit((2n ** 256n - 1n).toString(), (2n ** 256n - 1n).toString())
    expect(unlimited?.severity).toBe('danger')
    expect(unlimited?.text).toContain(`an unlimited amount of ${USDC} from your account, for ever`)
  })
  it('security: more than thirty days is a danger', () => {
    const end = 1_764_720_000
    expect(permit('100', `${end}`, end * 1000 - 29 * 86_400_000)[0]?.severity).toBe('warning')
    expect(permit('100', `${end}`, end * 1000 - 31 * 86_400_000)[0]?.severity).toBe('danger')
  })
  it('security: the permit of DAI, given and taken back', () => {
    const fields = [
      address('holder'),
      address('spender'),
      uint('nonce'),
      uint('expiry'),
      { name: 'allowed', type: 'bool' },
    ]
    const dai = (allowed: boolean) =>
      sign('Permit', fields, { holder: ME, spender: EVE, nonce: 0, expiry: 0, allowed })[0]
    expect(dai(true)).toMatchObject({ severity: 'danger', rule: 'spending-signature' })
    expect(dai(true)?.text).not.toContain('1970')
    expect(dai(false)).toMatchObject({ severity: 'info' })
  })
  it('security: Permit2, single, batch and transfer', () => {
    const details = { token: USDC, amount: '5', expiration: 1_764_720_000 }
    const rest = { spender: EVE, sigDeadline: '9999999999' }
    const single = sign(
      'PermitSingle',
      [{ name: 'details', type: 'PermitDetails' }, address('spender'), uint('sigDeadline')],
      { details, ...rest },
      { PermitDetails: DETAILS },
    )
    expect(single[0]?.text).toContain(
      `${EVE} could take 5 base units of ${USDC} from your account, until 3 Dec`,
    )
    const late = { ...details, token: WETH, amount: (2n ** 160n - 1n).toString(), expiration: 1_864_720_000 }
    const batch = sign(
      'PermitBatch',
      [{ name: 'details', type: 'PermitDetails[]' }, address('spender'), uint('sigDeadline')],
      { details: [details, late], ...rest },
      { PermitDetails: DETAILS },
    )
    expect(batch[0]?.severity).toBe('danger')
    expect(batch[0]?.text).toContain(`5 base units of ${USDC}, and an unlimited amount of ${WETH}`)
    expect(batch[0]?.text).toContain('2029')
    const transfer = sign(
      'PermitWitnessTransferFrom',
      [{ name: 'permitted', type: 'P' }, address('spender'), uint('nonce'), uint('deadline')],
      { permitted: { token: WETH, amount: 3 }, spender: EVE, nonce: 0, deadline: 1_764_720_000 },
      { P: [address('token'), uint('amount')] },
    )
    expect(transfer[0]?.text).toContain(`3 base units of ${WETH}`)
  })
  it('security: EIP-3009, and names that only sound like it', () => {
    const fields = [address('from'), address('to'), uint('value'), uint('validBefore')]
    const message = { from: ME, to: EVE, value: 5, validBefore: 1_764_720_000 }
    expect(sign('TransferWithAuthorization', fields, message)[0]?.text).toContain(
      `${EVE} could take 5 base units`,
    )
    expect(sign('MyPermit', [uint('x')], { x: 1 })[0]).toMatchObject({ severity: 'danger' })
    expect(sign('Mail', [uint('x')], { x: 1 })).toEqual([])
  })
  it('security: an order that asks for nothing gives things away', () => {
    const fields = [{ name: 'consideration', type: 'C[]' }]
    const types = { C: [uint('amount')] }
    expect(sign('OrderComponents', fields, { consideration: [] }, types)[0]?.severity).toBe('danger')
    expect(sign('OrderComponents', fields, { consideration: [{ amount: 1 }] }, types)[0]?.severity).toBe(
      'warning',
    )
    const bulk = sign(
      'BulkOrder',
      [{ name: 'tree', type: 'OrderComponents[2]' }],
      { tree: [{ consideration: [{ amount: 1 }] }, { consideration: [] }] },
      { ...types, OrderComponents: fields },
    )
    expect(bulk[0]?.severity).toBe('danger')
  })
})

it('security: plain http is told, but not of this computer', () => {
  expect(originWarnings('http://app.example')).toMatchObject([{ rule: 'plain-http' }])
  expect(originWarnings('http://localhost.evil.example')).toHaveLength(1)
  for (const origin of [
    'https://app.example',
    'http://localhost:5173',
    'http://127.0.0.1',
    'http://[::1]:80',
    'wallet',
  ]) {
    expect(originWarnings(origin)).toEqual([])
  }
})

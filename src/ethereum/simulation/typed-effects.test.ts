import { describe, expect, test } from 'vitest'
import { parseTypedData } from '../typed-data.ts'
import { typedEffects } from './typed-effects.ts'

const ME = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const SPENDER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const DAI = '0x6B175474E89094C44Da98b954EedeAC495271d0F'
const PERMIT2 = '0x000000000022D473030F116dDEE9F6B43aC78BA3'
const SEAPORT = '0x0000000000000068F116a894984e2DB1123eB395'
const ITEMS = '0xBC4CA0EdA7647A8aB7C2061c2E118A18a936f13D'
const ZERO = `0x${'00'.repeat(20)}`
const DOMAIN = [
  { name: 'name', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
]
type Types = Record<string, [name: string, type: string][]>
function effectsOf(contract: string, primaryType: string, types: Types, message: unknown) {
  const written = Object.entries(types).map(([name, fields]) => [
    name,
    fields.map(([field, type]) => ({ name: field, type })),
  ])
  const data = {
    types: { EIP712Domain: DOMAIN, ...Object.fromEntries(written) },
    domain: { name: 'x', chainId: 1, verifyingContract: contract },
    primaryType,
    message,
  }
  return typedEffects(parseTypedData(JSON.stringify(data), 1, 4), ME)
}
const right = (token: string, amount: bigint, through: 'permit2' | null = null) => ({
  kind: 'token',
  token,
  spender: SPENDER,
  before: 0n,
  after: amount,
  through,
})

describe('rights that a signature gives', () => {
  test('behavior: a permit of a token (EIP-2612)', () => {
    const types: Types = {
      Permit: [
        ['owner', 'address'],
        ['spender', 'address'],
        ['value', 'uint256'],
        ['nonce', 'uint256'],
        ['deadline', 'uint256'],
      ],
    }
    const message = { owner: ME, spender: SPENDER, value: '7', nonce: 0, deadline: 2_000_000_000 }
    expect(effectsOf(USDC, 'Permit', types, message)?.allowances).toEqual([right(USDC, 7n)])
  })

  test('behavior: DAI’s permit says yes to all, or takes it back', () => {
    const types: Types = {
      Permit: [
        ['holder', 'address'],
        ['spender', 'address'],
        ['nonce', 'uint256'],
        ['expiry', 'uint256'],
        ['allowed', 'bool'],
      ],
    }
    const message = { holder: ME, spender: SPENDER, nonce: 0, expiry: 0 }
    const of = (allowed: boolean) => effectsOf(DAI, 'Permit', types, { ...message, allowed })?.allowances
    expect(of(true)).toEqual([right(DAI, 2n ** 256n - 1n)])
    expect(of(false)).toEqual([right(DAI, 0n)])
  })

  test('behavior: Permit2, one token or many, and transfers by signature; never at another contract', () => {
    const types: Types = {
      PermitBatch: [
        ['details', 'PermitDetails[]'],
        ['spender', 'address'],
        ['sigDeadline', 'uint256'],
      ],
      PermitDetails: [
        ['token', 'address'],
        ['amount', 'uint160'],
        ['expiration', 'uint48'],
        ['nonce', 'uint48'],
      ],
    }
    const detail = (token: string, amount: string) => ({ token, amount, expiration: 1, nonce: 0 })
    const message = { details: [detail(USDC, '5'), detail(DAI, '6')], spender: SPENDER, sigDeadline: 1 }
    expect(effectsOf(PERMIT2, 'PermitBatch', types, message)?.allowances).toEqual([
      right(USDC, 5n, 'permit2'),
      right(DAI, 6n, 'permit2'),
    ])
    expect(effectsOf(SEAPORT, 'PermitBatch', types, message)).toBeNull()
    const once: Types = {
      PermitTransferFrom: [
        ['permitted', 'TokenPermissions'],
        ['spender', 'address'],
        ['nonce', 'uint256'],
        ['deadline', 'uint256'],
      ],
      TokenPermissions: [
        ['token', 'address'],
        ['amount', 'uint256'],
      ],
    }
    const transfer = { permitted: { token: USDC, amount: '9' }, spender: SPENDER, nonce: 0, deadline: 1 }
    expect(effectsOf(PERMIT2, 'PermitTransferFrom', once, transfer)?.allowances).toEqual([
      right(USDC, 9n, 'permit2'),
    ])
  })
})

describe('orders', () => {
  const item = [
    ['itemType', 'uint8'],
    ['token', 'address'],
    ['identifierOrCriteria', 'uint256'],
    ['startAmount', 'uint256'],
    ['endAmount', 'uint256'],
  ] satisfies [string, string][]
  const types: Types = {
    OrderComponents: [
      ['offerer', 'address'],
      ['zone', 'address'],
      ['offer', 'OfferItem[]'],
      ['consideration', 'ConsiderationItem[]'],
      ['orderType', 'uint8'],
      ['startTime', 'uint256'],
      ['endTime', 'uint256'],
      ['zoneHash', 'bytes32'],
      ['salt', 'uint256'],
      ['conduitKey', 'bytes32'],
      ['counter', 'uint256'],
    ],
    OfferItem: item,
    ConsiderationItem: [...item, ['recipient', 'address']],
  }
  const word = `0x${'0'.repeat(64)}`
  const rest = { zone: ZERO, orderType: 0, startTime: '0', endTime: '1', salt: '1', counter: '0' }
  const hashes = { zoneHash: word, conduitKey: word }
  const of = (itemType: number, token: string, id: string, start: string, end: string) => ({
    itemType,
    token,
    identifierOrCriteria: id,
    startAmount: start,
    endAmount: end,
  })

  test('behavior: Seaport: the most that goes, the least that comes to the account itself', () => {
    const message = {
      ...rest,
      ...hashes,
      offerer: ME,
      offer: [of(2, ITEMS, '42', '1', '1')],
      consideration: [
        { ...of(0, ZERO, '0', '100', '80'), recipient: ME },
        { ...of(0, ZERO, '0', '5', '5'), recipient: SPENDER },
      ],
    }
    expect(effectsOf(SEAPORT, 'OrderComponents', types, message)?.changes).toEqual([
      { kind: 'item', collection: ITEMS, id: 42n, amount: -1n },
      { kind: 'native', amount: 80n },
    ])
  })

  test('security: an order that asks for nothing shows only what goes', () => {
    const offer = [of(1, USDC, '0', '5', '9')]
    const message = { ...rest, ...hashes, offerer: ME, offer, consideration: [] }
    expect(effectsOf(SEAPORT, 'OrderComponents', types, message)?.changes).toEqual([
      { kind: 'token', token: USDC, amount: -9n },
    ])
  })

  test('security: CoW: what is bought for somebody else does not come in', () => {
    const cow: Types = {
      Order: [
        ['sellToken', 'address'],
        ['buyToken', 'address'],
        ['receiver', 'address'],
        ['sellAmount', 'uint256'],
        ['buyAmount', 'uint256'],
        ['feeAmount', 'uint256'],
      ],
    }
    const message = { sellToken: USDC, buyToken: DAI, sellAmount: '10', buyAmount: '9', feeAmount: '1' }
    const changes = (receiver: string) =>
      effectsOf(SEAPORT, 'Order', cow, { ...message, receiver })?.changes.map((one) => one.amount)
    expect(changes(ZERO)).toEqual([-11n, 9n])
    expect(changes(SPENDER)).toEqual([-11n])
  })
})

test('behavior: what moves nothing has no effect', () => {
  const types: Types = { Vote: [['proposal', 'uint256']] }
  expect(effectsOf(USDC, 'Vote', types, { proposal: 1 })).toBeNull()
})

describe('orders whose terms are not all shown', () => {
  const BLUR: Types = {
    Order: [
      ['trader', 'address'],
      ['side', 'uint8'],
      ['matchingPolicy', 'address'],
      ['collection', 'address'],
      ['tokenId', 'uint256'],
      ['amount', 'uint256'],
      ['paymentToken', 'address'],
      ['price', 'uint256'],
      ['expirationTime', 'uint256'],
      ['fees', 'Fee[]'],
    ],
    Fee: [
      ['rate', 'uint16'],
      ['recipient', 'address'],
    ],
  }
  const sale = (rate: number) => ({
    trader: ME,
    side: 1,
    matchingPolicy: SPENDER,
    collection: ITEMS,
    tokenId: '7',
    amount: '1',
    paymentToken: ZERO,
    price: '10000',
    expirationTime: 2_000_000_000,
    fees: [{ rate, recipient: SPENDER }],
  })
  test('behavior: of a price on Blur comes what its fees leave', () => {
    const item = { kind: 'item', collection: ITEMS, id: 7n, amount: -1n }
    const changes = (rate: number) => effectsOf(SPENDER, 'Order', BLUR, sale(rate))?.changes
    expect(changes(50)).toEqual([item, { kind: 'native', amount: 9950n }])
    expect(changes(10_000)).toEqual([item])
    expect(changes(20_000)).toEqual([item])
  })

  test('security: a root, any item of a set, and an extension leave it open what is lost', () => {
    const root = { Root: [['root', 'bytes32']] } satisfies Types
    expect(effectsOf(SPENDER, 'Root', root, { root: `0x${'11'.repeat(32)}` })).toEqual({
      changes: [],
      allowances: [],
      unread: [SPENDER],
    })
    const types: Types = {
      Order: [
        ['maker', 'address'],
        ['receiver', 'address'],
        ['makerAsset', 'address'],
        ['takerAsset', 'address'],
        ['makingAmount', 'uint256'],
        ['takingAmount', 'uint256'],
        ['makerTraits', 'uint256'],
      ],
    }
    const limit = (makerTraits: bigint) =>
      effectsOf(SPENDER, 'Order', types, {
        maker: ME,
        receiver: ZERO,
        makerAsset: USDC,
        takerAsset: DAI,
        makingAmount: '5',
        takingAmount: '6',
        makerTraits: makerTraits.toString(),
      })
    expect(limit(0n)?.unread).toEqual([])
    expect(limit(1n << 249n)?.unread).toEqual([SPENDER])
  })

  test('behavior: an order in the name of somebody else changes nothing of the account', () => {
    expect(effectsOf(SPENDER, 'Order', BLUR, { ...sale(0), trader: SPENDER })).toBeNull()
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WalletError } from '../shared/errors.ts'
import { parseTransactionRequest } from './transaction-request.ts'

const ME = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const OTHER = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'
const HIDDEN = '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB'
const site = { chainId: 1, accounts: [ME], own: [ME, HIDDEN] } as const
const parse = (tx: unknown) => parseTransactionRequest([tx], site)
const key = `0x${'0'.repeat(63)}1`

describe('accepted', () => {
  it('behavior: the least there can be', () => {
    expect(parse({ from: ME.toLowerCase(), to: OTHER.toLowerCase() })).toEqual({
      from: ME,
      to: OTHER,
      value: 0n,
      data: '0x',
    })
  })
  it('behavior: everything there can be', () => {
    const tx = {
      from: ME,
      to: OTHER,
      value: '0x0de0b6b3a7640000',
      data: '0xABcd',
      input: '0xabcd',
      gas: '0x5208',
      gasLimit: '0x5208',
      nonce: '0x0',
      chainId: '0x1',
      type: '0x2',
      maxFeePerGas: '0x2',
      maxPriorityFeePerGas: '0x1',
      accessList: [{ address: OTHER.toLowerCase(), storageKeys: [key] }],
    }
    expect(parse(tx)).toEqual({
      from: ME,
      to: OTHER,
      value: 10n ** 18n,
      data: '0xABcd',
      gas: 21_000n,
      nonce: 0,
      type: 2,
      fees: { type: 'eip1559', maxFeePerGas: 2n, maxPriorityFeePerGas: 1n },
      accessList: [{ address: OTHER, storageKeys: [key] }],
    })
  })
  it('behavior: the object without its array, undefined fields, and a contract', () => {
    expect(parseTransactionRequest({ from: ME, to: null, data: '0x60', value: undefined }, site)).toEqual({
      from: ME,
      to: null,
      value: 0n,
      data: '0x60',
    })
    expect(parse({ from: ME, input: '0x60' }).data).toBe('0x60')
    expect(parse({ from: ME, to: OTHER, gasLimit: '0x1' }).gas).toBe(1n)
  })
  it('behavior: types 0 and 1 with a price; half of a pair of fees is no suggestion', () => {
    expect(parse({ from: ME, to: OTHER, type: '0x0', gasPrice: '0x3' })).toMatchObject({
      type: 0,
      fees: { type: 'legacy', gasPrice: 3n },
    })
    expect(parse({ from: ME, to: OTHER, type: '0x1', accessList: [] })).toMatchObject({
      type: 1,
      accessList: [],
    })
    expect(parse({ from: ME, to: OTHER, maxFeePerGas: '0x3' })).not.toHaveProperty('fees')
  })
})

describe('refused', () => {
  const market = { maxFeePerGas: '0x2', maxPriorityFeePerGas: '0x1' }
  it.each<[string, Record<string, unknown>]>([
    ['an unknown field', { gasprice: '0x1' }],
    ['an own field named __proto__', JSON.parse('{"__proto__":{}}')],
    ['no from', { from: undefined }],
    ['from that is no string', { from: 5 }],
    ['from that is no address', { from: '0x5a' }],
    ['a mistyped to', { to: OTHER.replace('fB', 'FB') }],
    ['to that is no string', { to: {} }],
    ['an empty to', { to: '0x' }],
    ['no to and no code', { to: undefined }],
    ['no to and empty code', { to: null, data: '0x' }],
    ['a decimal value', { value: '1000' }],
    ['a negative value', { value: '-0x1' }],
    ['a value with a dot', { value: '0x1.5' }],
    ['a number for a value', { value: 1 }],
    ['a bare 0x', { value: '0x' }],
    ['null for a value', { value: null }],
    ['a value past 2^256', { value: `0x1${'0'.repeat(64)}` }],
    ['gas past 2^64', { gas: '0x10000000000000000' }],
    ['a nonce past 2^53', { nonce: '0x20000000000000' }],
    ['two gas limits', { gas: '0x1', gasLimit: '0x2' }],
    ['half a byte of data', { data: '0x1' }],
    ['data that is no string', { data: [1] }],
    ['data that is text', { data: 'hello' }],
    ['data over 128 kB', { data: `0x${'00'.repeat(131_073)}` }],
    ['data and input that differ', { data: '0x01', input: '0x02' }],
    ['another network', { chainId: '0x89' }],
    ['a chain id that is a number', { chainId: 1 }],
    ['type 3', { type: '0x3' }],
    ['type 5', { type: '0x5' }],
    ['a price with type 2', { type: '0x2', gasPrice: '0x1' }],
    ['a price with EIP-1559 fees', { ...market, gasPrice: '0x1' }],
    ['EIP-1559 fees with type 0', { ...market, type: '0x0' }],
    ['EIP-1559 fees with type 1', { ...market, type: '0x1' }],
    ['a tip above the highest fee', { maxFeePerGas: '0x1', maxPriorityFeePerGas: '0x2' }],
    ['an access list with type 0', { type: '0x0', accessList: [] }],
    ['an access list that is no list', { accessList: {} }],
    ['an access list of strings', { accessList: [OTHER] }],
    ['an access list with more fields', { accessList: [{ address: OTHER, storageKeys: [], x: 1 }] }],
    ['an access list without keys', { accessList: [{ address: OTHER, other: 1 }] }],
    ['a short storage key', { accessList: [{ address: OTHER, storageKeys: ['0x01'] }] }],
    ['a storage key that is no string', { accessList: [{ address: OTHER, storageKeys: [1] }] }],
  ])('param: %s', (_, change) => {
    expect(() => parse({ from: ME, to: OTHER, ...change })).toThrow(expect.objectContaining({ code: -32602 }))
  })
  it.each([[{ type: '0x4' }], [{ authorizationList: [] }], [{ type: '0x2', authorizationList: [{}] }]])(
    'security: a site gets no EIP-7702 authorisation (%j)',
    (change) => {
      expect(() => parse({ from: ME, to: OTHER, ...change })).toThrow(
        'External EIP-7702 transactions are not supported',
      )
    },
  )
  it('security: an account that the site may not use is 4100, its own data target -32602', () => {
    expect(() => parse({ from: OTHER, to: ME })).toThrow(expect.objectContaining({ code: 4100 }))
    expect(() => parse({ from: HIDDEN, to: OTHER })).toThrow(expect.objectContaining({ code: 4100 }))
    expect(() => parse({ from: ME, to: HIDDEN, data: '0x01' })).toThrow(
      expect.objectContaining({ code: -32602 }),
    )
    expect(parse({ from: ME, to: HIDDEN, value: '0x1' }).to).toBe(HIDDEN)
  })
  it.each([[undefined], [null], [[]], ['0x'], [[null]], [[[]]], [['0x']]])(
    'error: params %j are -32000',
    (params) => {
      expect(() => parseTransactionRequest(params, site)).toThrow(expect.objectContaining({ code: -32000 }))
    },
  )
  it('security: whatever comes, it is parsed or refused with a code', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        try {
          parse(value)
        } catch (error) {
          expect(error).toBeInstanceOf(WalletError)
        }
      }),
    )
  })
})

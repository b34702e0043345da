import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WalletError } from '../shared/errors.ts'
import { parseCallsRequest } from './calls-request.ts'

const ME = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const OTHER = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'
const site = { chainId: 1, own: [ME], isKnownChain: (id: number) => id === 1 || id === 10 } as const
const least = { version: '2.0.0', chainId: '0x1', atomicRequired: false, calls: [{ to: OTHER }] }
const parse = (change: Record<string, unknown>) => parseCallsRequest([{ ...least, ...change }], site)

describe('parseCallsRequest', () => {
  it('behavior: the least, and everything', () => {
    const call = { to: OTHER, value: 0n, data: '0x' }
    expect(parse({})).toEqual({ id: null, from: null, calls: [call], atomicRequired: false })
    const capabilities = { flow: { optional: true, url: 'https://x.example' } }
    expect(
      parse({
        id: 'mine',
        from: ME.toLowerCase(),
        atomicRequired: true,
        capabilities,
        calls: [
          { to: OTHER.toLowerCase(), value: '0x2', data: '0xAB', capabilities },
          { data: '0x60', to: undefined },
        ],
      }),
    ).toEqual({
      id: 'mine',
      from: ME,
      atomicRequired: true,
      calls: [
        { to: OTHER, value: 2n, data: '0xAB' },
        { to: null, value: 0n, data: '0x60' },
      ],
    })
  })
  it('behavior: an id of 4096 bytes, as text or hexadecimal; coins to an own account', () => {
    expect(parse({ id: 'é'.repeat(2048) }).id).toHaveLength(2048)
    expect(parse({ id: `0x${'ab'.repeat(4096)}` }).id).toHaveLength(8194)
    expect(parse({ calls: [{ to: ME, value: '0x1' }] }).calls[0]?.to).toBe(ME)
  })
  it.each<[string, number, Record<string, unknown>]>([
    ['no version', -32602, { version: undefined }],
    ['an older version', -32000, { version: '1.0' }],
    ['atomicRequired that is left out', -32602, { atomicRequired: undefined }],
    ['atomicRequired that is a word', -32602, { atomicRequired: 'true' }],
    ['an empty id', -32602, { id: '' }],
    ['an id that is a number', -32602, { id: 1 }],
    ['an id that is too long', -32602, { id: 'é'.repeat(2049) }],
    ['no chain id', -32602, { chainId: undefined }],
    ['a chain id that is a number', -32602, { chainId: 1 }],
    ['chain id 0', 5710, { chainId: '0x0' }],
    ['a network that the wallet does not have', 5710, { chainId: '0x2' }],
    ['another network than the site uses', -32602, { chainId: '0xa' }],
    ['a mistyped from', -32602, { from: '0x12' }],
    ['calls that are no list', -32602, { calls: {} }],
    ['no call', -32602, { calls: [] }],
    ['51 calls', 5740, { calls: Array.from({ length: 51 }, () => ({ to: OTHER })) }],
    [
      'more data than a transaction carries',
      5740,
      { calls: Array(2).fill({ to: OTHER, data: `0x${'00'.repeat(70_000)}` }) },
    ],
    ['a call that is nothing', -32602, { calls: [null] }],
    ['a call to nobody, with nothing', -32602, { calls: [{ value: '0x1' }] }],
    ['a call with gas', -32602, { calls: [{ to: OTHER, gas: '0x1' }] }],
    ['a decimal value', -32602, { calls: [{ to: OTHER, value: '1' }] }],
    ['half a byte of data', -32602, { calls: [{ to: OTHER, data: '0x1' }] }],
    ['data to an own account', -32602, { calls: [{ to: ME.toLowerCase(), data: '0x01' }] }],
    ['a capability that is asked for', 5700, { capabilities: { paymasterService: { url: '' } } }],
    ['a capability that one call asks for', 5700, { calls: [{ to: OTHER, capabilities: { x: {} } }] }],
    ['an optional that is not true', 5700, { capabilities: { x: { optional: 'yes' } } }],
    ['capabilities that are no object', -32602, { capabilities: [] }],
    ['a capability that is no object', -32602, { capabilities: { x: true } }],
    ['an authorization list', -32602, { authorizationList: [] }],
    ['an own field named __proto__', -32602, JSON.parse('{"__proto__":{"x":1}}')],
  ])('error: %s is %i', (_, code, change) => {
    expect(() => parse(change)).toThrow(expect.objectContaining({ code }))
  })
  it('security: whatever comes, it is parsed or refused with a code', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const params of [
          value,
          [value],
          [{ ...least, calls: value }],
          [{ ...least, capabilities: value }],
        ])
          try {
            parseCallsRequest(params, site)
          } catch (error) {
            expect(error).toBeInstanceOf(WalletError)
          }
      }),
    )
  })
})

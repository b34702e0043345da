import { hashMessage } from 'ethers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToHex } from '../shared/hex.ts'
import { messageDigest, messageText, parsePersonalMessage } from './message.ts'

const ME = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const utf8 = (text: string) => new TextEncoder().encode(text)

describe('parsePersonalMessage', () => {
  it('behavior: hexadecimal is bytes, anything else text', () => {
    expect(parsePersonalMessage(['0x68690A', ME])).toEqual({ bytes: utf8('hi\n'), address: ME })
    expect(parsePersonalMessage(['0x', ME]).bytes).toEqual(new Uint8Array())
    expect(parsePersonalMessage(['hi ✓', ME, 'password']).bytes).toEqual(utf8('hi ✓'))
    expect(parsePersonalMessage(['6869', ME]).bytes).toEqual(utf8('6869'))
    expect(parsePersonalMessage(['0xhello', ME]).bytes).toEqual(utf8('0xhello'))
  })
  it('behavior: an odd number of digits has a zero in front', () => {
    expect(parsePersonalMessage(['0x123', ME]).bytes).toEqual(Uint8Array.of(1, 0x23))
    expect(parsePersonalMessage(['0xf', ME]).bytes).toEqual(Uint8Array.of(0xf))
  })
  it('behavior: the swapped order is understood when it can be told', () => {
    expect(parsePersonalMessage([ME, '0x6869'])).toEqual({ bytes: utf8('hi'), address: ME })
    expect(parsePersonalMessage([ME, ME]).bytes).toHaveLength(20)
    expect(parsePersonalMessage(['a', 'b']).address).toBe('b')
  })
  it.each([
    [undefined],
    [{}],
    [[]],
    [['0x00']],
    [[1, ME]],
    [['0x00', null]],
    [[`0x${'00'.repeat(65_537)}`, ME]],
    [['ü'.repeat(40_000), ME]],
    [['a'.repeat(200_000), ME]],
  ])('param: refused %#', (params) => {
    expect(() => parsePersonalMessage(params)).toThrow(expect.objectContaining({ code: -32602 }))
  })
})

describe('what is signed and shown', () => {
  it('behavior: the digest is that of ethers', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        expect(bytesToHex(messageDigest(bytes))).toBe(hashMessage(bytes))
      }),
    )
  })
  it('behavior: text comes back whole, a byte order mark included', () => {
    for (const text of ['', 'hi', '\uFEFFhi', 'a\u0000b']) expect(messageText(utf8(text))).toBe(text)
  })
  it.each([[[0xff]], [[0xc0, 0xaf]], [[0xed, 0xa0, 0x80]], [[0xe2, 0x82]], [[0xf5, 0x80, 0x80, 0x80]]])(
    'behavior: bytes that are no UTF-8 are no text (%j)',
    (bytes) => {
      expect(messageText(Uint8Array.from(bytes))).toBeNull()
    },
  )
})

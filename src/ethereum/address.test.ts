import { getAddress } from 'ethers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAddress, shortAddress, ZERO_ADDRESS } from './address.ts'

/** The vectors of EIP-55. */
const VECTORS = [
  '0x52908400098527886E0F7030069857D2E4169EE7',
  '0xde709f2102306220921060314715629080e2fb77',
  '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
  '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
  '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
]

describe('parseAddress', () => {
  it('behavior: takes the vectors of EIP-55, with white space around them', () => {
    for (const address of VECTORS) expect(parseAddress(` ${address}\n`)).toBe(address)
  })
  it('behavior: gives what ethers gives for all-lower and all-upper digits', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), (bytes) => {
        const digits = Buffer.from(bytes).toString('hex')
        expect(parseAddress(`0x${digits}`)).toBe(getAddress(`0x${digits}`))
        expect(parseAddress(`0x${digits.toUpperCase()}`)).toBe(getAddress(`0x${digits}`))
      }),
    )
  })
  it('security: one changed capital is a mistyped address', () => {
    for (const address of VECTORS.slice(2)) {
      const at = address.search(/(?<=0x.*)[a-f]/)
      const wrong = address.slice(0, at) + address.charAt(at).toUpperCase() + address.slice(at + 1)
      expect(() => parseAddress(wrong)).toThrow(
        expect.objectContaining({ problem: 'checksum', code: -32602 }),
      )
    }
  })
  it('error: anything else is malformed', () => {
    for (const text of [
      '',
      '0x',
      'vitalik.eth',
      ZERO_ADDRESS.slice(2),
      `${ZERO_ADDRESS}0`,
      `0X${'0'.repeat(40)}`,
    ]) {
      expect(() => parseAddress(text)).toThrow(
        expect.objectContaining({ problem: 'malformed', name: 'AddressError' }),
      )
    }
  })
})

it('behavior: shortAddress keeps head and tail', () => {
  expect(shortAddress('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed')).toBe('0x5aAe…eAed')
})

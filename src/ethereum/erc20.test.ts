import { AbiCoder, encodeBytes32String, Interface, id } from 'ethers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeString, decodeUint, encodeBalanceOf, encodeTransfer, SELECTORS } from './erc20.ts'

const ALICE = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const abi = new Interface([
  'function transfer(address,uint256)',
  'function balanceOf(address) view returns (uint256)',
])
const encodeText = (text: string) => AbiCoder.defaultAbiCoder().encode(['string'], [text])

describe('calls', () => {
  it('behavior: selectors are those of the signatures', () => {
    const parameters = { balanceOf: 'address', transfer: 'address,uint256' }
    for (const [name, selector] of Object.entries(SELECTORS)) {
      const inputs = Object.entries(parameters).find(([key]) => key === name)?.[1] ?? ''
      expect(id(`${name}(${inputs})`).slice(0, 10)).toBe(selector)
    }
  })
  it('behavior: calldata equals that of ethers', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), (amount) => {
        expect(encodeTransfer(ALICE, amount)).toBe(abi.encodeFunctionData('transfer', [ALICE, amount]))
      }),
    )
    expect(encodeBalanceOf(ALICE)).toBe(abi.encodeFunctionData('balanceOf', [ALICE]))
  })
  it('error: an amount out of range is not encoded', () => {
    expect(() => encodeTransfer(ALICE, 2n ** 256n)).toThrow()
    expect(() => encodeTransfer(ALICE, -1n)).toThrow()
  })
})

describe('answers', () => {
  it('behavior: a number is exactly one word', () => {
    expect(decodeUint(`0x${'f'.repeat(64)}`)).toBe(2n ** 256n - 1n)
    for (const bad of ['0x', '0x1', `0x${'0'.repeat(62)}`, `0x${'0'.repeat(128)}`, 'nonsense']) {
      expect(decodeUint(bad)).toBeNull()
    }
  })
  it('behavior: text as string and as bytes32', () => {
    expect(decodeString(encodeText('Tether USD'))).toBe('Tether USD')
    expect(decodeString(encodeText('USD₮0'))).toBe('USD₮0')
    expect(decodeString(encodeBytes32String('MKR'))).toBe('MKR')
  })
  it('behavior: long text is cut at 64 characters', () => {
    expect(decodeString(encodeText('𝕏'.repeat(100)))).toBe('𝕏'.repeat(64))
  })
  it('behavior: a wrong length takes what is there', () => {
    const text = encodeText('DAI').slice(0, -64)
    expect(decodeString(`${text}${Buffer.from('DAI').toString('hex')}`)).toBe('DAI')
    const long = encodeText('DAI')
    expect(decodeString(`0x${long.slice(2, 66)}${'f'.repeat(64)}${long.slice(130)}`)).toBe('DAI')
  })
  it('security: control and bidirectional characters are removed', () => {
    expect(decodeString(encodeText('US\u202EDC\u200B\n\u0000x'))).toBe('USDC')
    expect(decodeString(encodeText('\u2066USDC\u{E0041}'))).toBe('USDC')
  })
  it('error: nothing usable is null, and no bytes throw', () => {
    for (const bad of ['0x', '0x12', encodeText(''), encodeText(' \u200B '), 'nonsense']) {
      expect(decodeString(bad)).toBeNull()
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        decodeString(`0x${Buffer.from(bytes).toString('hex')}`)
      }),
    )
  })
})

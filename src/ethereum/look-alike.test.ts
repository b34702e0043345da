import { describe, expect, test } from 'vitest'
import { imitated, looksLike } from './look-alike.ts'
import { bundledTokens } from './tokens.ts'

const known = bundledTokens(1)
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const other = '0x00000000000000000000000000000000000000f1'
const token = (symbol: string, name = 'Something else', address: `0x${string}` = other) => ({
  address,
  symbol,
  name,
  decimals: 6,
})

describe('look-alikes', () => {
  test.each(['USDC', 'usdc', 'USDС', 'U5DC', 'USD.C', 'ＵＳＤＣ', 'ÚSDC'])(
    'security: "%s" at another contract is taken for USDC',
    (symbol) => expect(imitated(token(symbol), known, 'ETH')).toBe('USDC'),
  )
  test('security: so is a name alone, and the coin of the network', () => {
    expect(imitated(token('XYZ', 'USD Соin'), known, 'ETH')).toBe('USDC')
    expect(imitated(token('EТH'), known, 'ETH')).toBe('ETH')
    expect(imitated(token('W8TC'), known, 'ETH')).toBeNull()
    expect(imitated(token('WВTC'), known, 'ETH')).toBe('WBTC')
  })
  test('behavior: the token itself, whatever its case, and one like no other are not', () => {
    expect(imitated(token('USDC', 'USD Coin', USDC), known, 'ETH')).toBeNull()
    expect(imitated(token('USDC', 'USD Coin', `0x${USDC.slice(2).toLowerCase()}`), known, 'ETH')).toBeNull()
    expect(imitated(token('CANDOR'), known, 'ETH')).toBeNull()
  })
  test('behavior: every bundled token is itself', () => {
    for (const one of known) expect(imitated(one, known, 'ETH')).toBeNull()
    expect(looksLike('')).toBe('')
  })
})

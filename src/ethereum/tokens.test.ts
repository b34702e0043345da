import { getAddress } from 'ethers'
import { cbbtc, eurc, usdc, usde } from 'viem/tokens'
import { describe, expect, it } from 'vitest'
import { sameAddress } from '../shared/hex.ts'
import { PRESETS } from './networks.ts'
import { visibleLine } from './text.ts'
import { bundledTokens } from './tokens.ts'

const everything = PRESETS.flatMap(({ chainId }) =>
  bundledTokens(chainId).map((token) => ({ chainId, ...token })),
)

describe('bundledTokens', () => {
  it('behavior: every network has some, an unknown one none, and all stay few', () => {
    for (const { chainId } of PRESETS) expect(bundledTokens(chainId).length).toBeGreaterThan(2)
    expect(bundledTokens(31337)).toEqual([])
    expect(everything.length).toBeLessThanOrEqual(300)
  })
  it('security: addresses satisfy EIP-55 and stand once', () => {
    for (const { address } of everything) expect(getAddress(address)).toBe(address)
    const keys = everything.map(({ chainId, address }) => `${chainId} ${address}`)
    expect(new Set(keys).size).toBe(keys.length)
  })
  it('security: no two tokens of a network share a symbol, and no text hides anything', () => {
    const symbols = everything.map(({ chainId, symbol }) => `${chainId} ${symbol.toLowerCase()}`)
    expect(symbols.filter((symbol, i) => symbols.indexOf(symbol) !== i)).toEqual([])
    for (const { symbol, name, decimals } of everything) {
      expect(visibleLine(symbol, 24)).toBe(symbol)
      expect(visibleLine(name, 64)).toBe(name)
      expect(Number.isInteger(decimals) && decimals >= 2 && decimals <= 18).toBe(true)
    }
  })
  it.each([
    ['USDC', usdc],
    ['EURC', eurc],
    ['cbBTC', cbbtc],
    ['USDe', usde],
  ])('behavior: %s is the one of its issuer', (symbol, { addresses, decimals }) => {
    const published = new Map<number, string>(Object.entries(addresses).map(([id, a]) => [Number(id), a]))
    const ours = everything.filter((token) => token.symbol === symbol)
    expect(ours.length).toBeGreaterThan(0)
    for (const { chainId, address, ...token } of ours) {
      const official = published.get(chainId)
      // Where the issuer has none, the bridge's goes by the same name (BNB Smart Chain, Gnosis, Scroll).
      if (official === undefined) continue
      expect(sameAddress(address, official), `${symbol} on ${chainId}`).toBe(true)
      expect(token.decimals).toBe(decimals)
    }
  })
  it('behavior: dollars and the wrapped coin are there on every main network', () => {
    for (const { chainId, symbol } of PRESETS) {
      const symbols = bundledTokens(chainId).map((token) => token.symbol)
      expect(symbols, String(chainId)).toContain('USDC')
      expect(symbols, String(chainId)).toContain(`W${symbol}`)
    }
  })
})

import * as chains from 'viem/chains'
import { describe, expect, it } from 'vitest'
import { parseAddress } from './address.ts'
import { multicall3, PRESETS } from './networks.ts'

const { mainnet, base, arbitrum, optimism, polygon, bsc, avalanche, gnosis, linea, scroll, zksync, sepolia } =
  chains
const EXPECTED = [
  mainnet,
  base,
  arbitrum,
  optimism,
  polygon,
  bsc,
  avalanche,
  gnosis,
  linea,
  scroll,
  zksync,
  sepolia,
]

/** Lower case, and without the word that tells a network from its own test networks. */
const plain = (name: string) => name.toLowerCase().replace(/^linea mainnet$/, 'linea')

describe('PRESETS', () => {
  it('behavior: twelve networks, in the order of the picker', () => {
    expect(PRESETS.map(({ chainId }) => chainId)).toEqual(EXPECTED.map(({ id }) => id))
  })
  it.each(PRESETS.map((preset, i) => [preset.name, preset, EXPECTED[i]] as const))(
    'behavior: %s is as published',
    (_, preset, chain) => {
      expect(plain(preset.name)).toBe(plain(chain?.name ?? ''))
      expect(preset.symbol).toBe(chain?.nativeCurrency.symbol)
      expect(chain?.nativeCurrency.decimals).toBe(18)
      expect(preset.explorer).toBe(chain?.blockExplorers.default.url)
      expect(preset.testnet).toBe(chain?.testnet ?? false)
      expect(multicall3(preset.chainId)).toBe(parseAddress(chain?.contracts.multicall3.address ?? ''))
      expect(preset.opStack).toBe(chain !== undefined && 'l2OutputOracle' in chain.contracts)
      expect(preset.color).toMatch(/^#[0-9A-F]{6}$/)
    },
  )
  it('behavior: smart accounts where EIP-7702 is known to be live, and nowhere else', () => {
    const live = PRESETS.filter(({ eip7702 }) => eip7702).map(({ chainId }) => chainId)
    expect(live).toEqual([1, 8453, 42161, 10, 137, 56, 100, 534352, 11155111])
  })
  it('security: endpoints are https, without credentials or keys, and no two networks share one', () => {
    const all = PRESETS.flatMap(({ endpoints }) => endpoints)
    expect(new Set(all).size).toBe(all.length)
    for (const { endpoints } of PRESETS) {
      expect(endpoints.length).toBeGreaterThanOrEqual(2)
      // Not two doors of one operator.
      expect(new Set(endpoints.map((url) => new URL(url).hostname.split('.').slice(-2).join('.'))).size).toBe(
        endpoints.length,
      )
      for (const url of endpoints) {
        const { protocol, username, search, pathname } = new URL(url)
        expect([protocol, username, search]).toEqual(['https:', '', ''])
        expect(pathname).not.toMatch(/[0-9a-f]{20}/i)
      }
    }
  })
})

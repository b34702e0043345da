/**
 * Writes src/ui/data/known-networks.ts from viem/chains (MIT): what the "Add a network" screen can search. Only
 * networks with a coin of 18 decimals and a public https endpoint. Run: node tests/tools/known-networks.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import * as chains from 'viem/chains'

const require = createRequire(import.meta.url)
const { version } = JSON.parse(readFileSync(require.resolve('viem/package.json'), 'utf8'))
const isHttps = (url) => URL.canParse(url ?? '') && new URL(url).protocol === 'https:' && !/\$\{|\{/.test(url)

const rows = new Map()
for (const chain of Object.values(chains)) {
  if (typeof chain?.id !== 'number' || chain.nativeCurrency?.decimals !== 18) continue
  const endpoint = chain.rpcUrls.default.http.find(isHttps)
  if (endpoint === undefined || rows.has(chain.id)) continue
  const explorer = chain.blockExplorers?.default?.url
  rows.set(chain.id, [
    chain.id,
    chain.name.trim(),
    chain.nativeCurrency.symbol.trim().slice(0, 12),
    endpoint.replace(/\/$/, ''),
    isHttps(explorer) ? explorer.replace(/\/$/, '') : null,
    chain.testnet === true || /testnet|sepolia|goerli|devnet/i.test(chain.name),
  ])
}
const lines = [...rows.values()].sort((a, b) => a[0] - b[0]).map((row) => `  ${JSON.stringify(row)},\n`)
writeFileSync(
  resolve(import.meta.dirname, '../../src/ui/data/known-networks.ts'),
  `// Written by tests/tools/known-networks.mjs from viem ${version}. Do not edit.
/** [chain id, name, symbol of the coin, endpoint, explorer, test network] */
export type KnownNetwork = readonly [number, string, string, string, string | null, boolean]

// biome-ignore format: one network a line
export const KNOWN_NETWORKS: readonly KnownNetwork[] = [
${lines.join('')}]
`,
)
console.log(`${rows.size} networks`)

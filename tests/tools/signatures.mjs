/**
 * Writes public/signatures.txt: the functions that change something, from the ABIs of the packages that are installed
 * in a folder, so that calls which no descriptor knows are at least read by their form.
 *
 *   mkdir /tmp/abis && cd /tmp/abis && npm install --ignore-scripts --legacy-peer-deps \
 *     @openzeppelin/contracts@5.4.0 @uniswap/v2-core@1.0.1 @uniswap/v2-periphery@1.1.0-beta.0 @uniswap/v3-core@1.0.1 \
 *     @uniswap/v3-periphery@1.4.4 @uniswap/swap-router-contracts@1.3.1 @uniswap/universal-router@2.0.0 \
 *     @aave/core-v3@1.19.3 @aave/periphery-v3@3.0.1 @safe-global/safe-contracts@1.4.1-2 \
 *     @account-abstraction/contracts@0.8.0 @ensdomains/ens@0.6.2
 *   node tests/tools/signatures.mjs /tmp/abis
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toFunctionSelector } from 'viem'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Which folder?')

const MOST_LETTERS = 700
const found = new Map()

for (const entry of readdirSync(join(folder, 'node_modules'), { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith('.json') || entry.name === 'package.json') continue
  const abi = abiOf(join(entry.parentPath, entry.name))
  for (const item of abi) {
    if (item?.type !== 'function' || item.constant === true) continue
    if (item.stateMutability === 'view' || item.stateMutability === 'pure') continue
    const types = `${item.name}(${item.inputs.map(typeText).join(',')})`
    const text = `${item.name}(${item.inputs.map(named).join(',')})`
    if (text.length > MOST_LETTERS || /test|mock|harness/i.test(entry.parentPath)) continue
    const names = found.get(types) ?? new Map()
    names.set(text, (names.get(text) ?? 0) + 1)
    found.set(types, names)
  }
}

function abiOf(path) {
  try {
    const json = JSON.parse(readFileSync(path, 'utf8'))
    const abi = Array.isArray(json) ? json : json.abi
    return Array.isArray(abi) ? abi : []
  } catch {
    return []
  }
}

function typeText({ type, components }) {
  return type.startsWith('tuple') ? `(${components.map(typeText).join(',')})${type.slice(5)}` : type
}

function named(input) {
  const type = input.type.startsWith('tuple')
    ? `(${input.components.map(named).join(',')})${input.type.slice(5)}`
    : input.type
  return input.name ? `${type} ${input.name}` : type
}

/** The names that most of the packages use. */
const lines = [...found].map(([types, names]) => {
  const [[text]] = [...names].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return `${toFunctionSelector(`function ${types}`).slice(2)} ${text}`
})
writeFileSync(new URL('../../public/signatures.txt', import.meta.url), `\n${lines.sort().join('\n')}\n`)

/**
 * Writes src/ethereum/tokens-data.ts from the token list of the Aave address book (MIT), trimmed to our networks and
 * to plain assets, plus the few well-known ones that it lacks. Run: node tests/tools/tokens.mjs
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const PACKAGE = '@aave-dao/aave-address-book'
const VERSION = '4.68.1'
const NETWORKS = [1, 8453, 42161, 10, 137, 56, 43114, 100, 59144, 534352, 324, 11155111]

/** Shares of pools, dated and gated tokens, and coins that have collapsed. */
const LEFT_OUT = new Set(
  'UNI-V2 BPT G-UNI FEI UST REN renFIL BUSD xSUSHI eUSDe USTB USCC USYC JTRSY JAAA VBILL ACRED mGLOBAL'.split(
    ' ',
  ),
)

/** The list calls both "USDC"; the issuer's own keeps the name, the bridged one is told apart. */
const RENAMED = {
  '0xFF970A61A04b1cA14834A43f5dE4533eBDDB5CC8': ['USDC.e', 'Bridged USDC'],
  '0x7F5c764cBc14f9669B88837ca1490cCa17c31607': ['USDC.e', 'Bridged USDC'],
  '0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174': ['USDC.e', 'Bridged USDC'],
  '0xdd974D5C2e2928deA5F71b9825b8b646686BD200': ['KNCL', 'Kyber Network Crystal (old)'],
}

/** From the networks' and issuers' published addresses. */
const ADDED = {
  1: [
    ['0xc00e94Cb662C3520282E6f5717214004A7f26888', 'COMP', 'Compound', 18],
    ['0xa3931d71877C0E7a3148CB7Eb4463524FEc27fbD', 'sUSDS', 'Savings USDS', 18],
    ['0x56072C95FAA701256059aa122697B133aDEd9279', 'SKY', 'SKY Governance Token', 18],
    ['0x808507121B80c02388fAd14726482e061B8da827', 'PENDLE', 'Pendle', 18],
    ['0x57e114B691Db790C35207b2e685D4A43181e6061', 'ENA', 'ENA', 18],
    ['0xec53bF9167f50cDEB3Ae105f56099aaaB9061F83', 'EIGEN', 'Eigen', 18],
    ['0x35fA164735182de50811E8e2E824cFb9B6118ac2', 'eETH', 'ether.fi ETH', 18],
  ],
  8453: [
    ['0x940181a94A35A4569E4529A3CDfB74e38FD98631', 'AERO', 'Aerodrome', 18],
    ['0xfde4C96c8593536E31F229EA8f37b2ADa2699bb2', 'USDT', 'Bridged Tether USD', 6],
    ['0x50c5725949A6F0c72E6C4a641F24049A917DB0Cb', 'DAI', 'Dai Stablecoin', 18],
  ],
  42161: [['0xfc5A1A6EB076a2C7aD06eD22C90d7E710E35ad0a', 'GMX', 'GMX', 18]],
  56: [['0x1AF3F329e8BE154074D8769D1FFa4eE058B1DBc3', 'DAI', 'Dai Token', 18]],
  100: [['0x4ECaBa5870353805a9F068101A40E0f32ed605C6', 'USDT', 'Tether USD', 6]],
  59144: [['0x4AF15ec2A0BD43Db75dd04E62FAA3B8EF36b00d5', 'DAI', 'Dai Stablecoin', 18]],
  534352: [
    ['0xf55BEC9cafDbE8730f096Aa55dad6D22d44099Df', 'USDT', 'Tether USD', 6],
    ['0xcA77eB3fEFe3725Dc33bccB54eDEFc3D9f764f97', 'DAI', 'Dai Stablecoin', 18],
  ],
  324: [
    ['0x4B9eb6c0b6ea15176BBF62841C6B2A8a398cb656', 'DAI', 'Dai Stablecoin', 18],
    ['0x3355df6D4c9C3035724Fd0e3914dE96A5a83aaf4', 'USDC.e', 'Bridged USDC', 6],
  ],
  11155111: [
    ['0xfFf9976782d46CC05630D1f6eBAb18b2324d6B14', 'WETH', 'Wrapped Ether', 18],
    ['0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238', 'USDC', 'USD Coin', 6],
    ['0x779877A7B0D9E8603169DdbD7836e478b4624789', 'LINK', 'ChainLink Token', 18],
  ],
}

const quoted = (text) => (text.includes("'") ? JSON.stringify(text) : `'${text}'`)
const literal = ([address, symbol, name, decimals]) =>
  `[${quoted(address)}, ${quoted(symbol)}, ${quoted(name)}, ${decimals}]`

const directory = mkdtempSync(join(tmpdir(), 'candor-tokens-'))
try {
  const npm = ['install', '--ignore-scripts', '--no-save', '--prefix', directory, `${PACKAGE}@${VERSION}`]
  execFileSync('npm', npm, { stdio: 'inherit' })
  const list = JSON.parse(readFileSync(join(directory, 'node_modules', PACKAGE, 'tokenlist.json'), 'utf8'))
  writeFileSync(resolve(import.meta.dirname, '../../src/ethereum/tokens-data.ts'), source(list.tokens))
} finally {
  rmSync(directory, { recursive: true, force: true })
}

function source(tokens) {
  const networks = NETWORKS.map((chainId) => {
    const listed = tokens
      .filter((token) => token.chainId === chainId && token.tags?.join() === 'underlying')
      .filter(({ symbol }) => !LEFT_OUT.has(symbol) && !symbol.startsWith('PT-'))
      .map(({ address, symbol, name, decimals }) => [
        address,
        ...(RENAMED[address] ?? [symbol, name]),
        decimals,
      ])
    const rows = [...listed, ...(ADDED[chainId] ?? [])].map((row) => `    ${literal(row)},\n`)
    return `  ${chainId}: [\n${rows.join('')}  ],\n`
  })
  return [
    `// Written by tests/tools/tokens.mjs from ${PACKAGE} ${VERSION}. Do not edit.`,
    '// The list is under the MIT licence, copyright 2026 BGD Labs.',
    "import type { Address } from '../shared/hex.ts'",
    '',
    '/** Chain id to [address, symbol, name, decimals]. */',
    'export const TOKENS: Readonly<Record<number, readonly (readonly [Address, string, string, number])[]>> = {',
    `${networks.join('')}}`,
    '',
  ].join('\n')
}

// Makes tests/devnet/artifacts again: `node tests/devnet/build.mjs [--packages DIR]`.
//
// Installs the published contract packages in a temporary folder (they weigh hundreds of megabytes, and some
// are under a licence that the wallet could not ship), puts them on a local chain at the addresses that they
// have on Ethereum mainnet, and keeps only the resulting state. --packages keeps that folder for the next time.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { startChain } from './build/chain.mjs'
import { compileOwn, compilePermit2 } from './build/compile.mjs'
import { deployAave } from './recipes/aave.mjs'
import { deployBasics } from './recipes/basics.mjs'
import { deployEns } from './recipes/ens.mjs'
import { deployThings } from './recipes/things.mjs'
import { deployUniswap } from './recipes/uniswap.mjs'

const here = import.meta.dirname
const dependencies = {
  '@account-abstraction/contracts': '0.8.0',
  '@aave/core-v3': '1.19.3',
  '@aave/periphery-v3': '3.0.1',
  '@ensdomains/ens': '0.6.2',
  '@ensdomains/resolver': '0.3.1',
  '@openzeppelin/contracts': '5.7.0',
  '@uniswap/swap-router-contracts': '1.3.1',
  '@uniswap/v2-core': '1.0.1',
  '@uniswap/v2-periphery': '1.1.0-beta.0',
  '@uniswap/v3-core': '1.0.1',
  '@uniswap/v3-periphery': '1.4.4',
  '@uniswap/v4-periphery': '1.0.3',
  solc: '0.8.37',
  solc17: 'npm:solc@0.8.17',
}

const started = Date.now()
function log(text) {
  console.log(`[${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s] ${text}`)
}

function install(folder) {
  mkdirSync(folder, { recursive: true })
  const manifest = join(folder, 'package.json')
  const wanted = JSON.stringify({ private: true, dependencies })
  if (existsSync(manifest) && readFileSync(manifest, 'utf8') === wanted) return
  writeFileSync(manifest, wanted)
  log('installing the contract packages')
  const flags = ['--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock']
  const { status } = spawnSync('npm', ['install', ...flags], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    rmSync(manifest)
    throw new Error('npm install failed')
  }
}

/** Permit2 takes a minute to compile: kept in the packages folder. */
function permit2Artifact(requirePackage, folder) {
  const cached = join(folder, 'permit2.json')
  if (!existsSync(cached)) {
    log('compiling Permit2')
    writeFileSync(cached, JSON.stringify(compilePermit2(requirePackage, join(folder, 'node_modules'))))
  }
  return JSON.parse(readFileSync(cached, 'utf8'))
}

/** Leaves out how the chain came to be: nobody asks for the deployments, and they are most of the bytes. */
function trimmed(dump) {
  const state = JSON.parse(dump)
  const accounts = Object.fromEntries(Object.entries(state.accounts).sort(([a], [b]) => (a < b ? -1 : 1)))
  const best = state.best_block_number
  const blocks = state.blocks.filter(({ header }) => Number(header.number) === best)
  return JSON.stringify({ ...state, accounts, blocks, transactions: [] })
}

/** viem carries Multicall3's creation code, but does not export it. */
function multicall3Artifact() {
  const home = dirname(createRequire(import.meta.url).resolve('viem/package.json'))
  const source = readFileSync(join(home, 'constants/contracts.ts'), 'utf8')
  const [, bytecode] = /multicall3Bytecode\s*=\s*'(0x[0-9a-f]+)'/.exec(source) ?? []
  if (!bytecode) throw new Error('viem no longer carries the creation code of Multicall3')
  return { abi: [], bytecode }
}

/**
 * The delegate of smart accounts. What stands on mainnet was compiled from the same source with other metadata: only
 * that hash, which no instruction reads, differs (src/ethereum/delegate.ts says where it is published).
 */
function delegateCode() {
  const packed = '3510a380b939736f9c72aa0e20651e01f3c432a0c3b3345510f551189d5d889f'
  const deployed = 'fe34a5691b8e36f81dd408d2f00c415ef4c0e37911899a8a46286019e63e38df'
  const { deployedBytecode } = requirePackage(
    '@account-abstraction/contracts/artifacts/Simple7702Account.json',
  )
  if (!deployedBytecode.includes(packed)) throw new Error('this is another Simple7702Account')
  return deployedBytecode.replace(packed, deployed)
}

/** Runtime code for chains that do not load the state: see `etch*` in devnet.ts. */
async function etchedCode(own) {
  const runtime = async ({ bytecode }) => (await chain.reader.call({ data: bytecode })).data
  return {
    multicall3: await chain.reader.getCode({ address: chain.addresses.multicall3 }),
    gasPriceOracle: await runtime(own.GasPriceOracle),
    simple7702Account: delegateCode(),
    broken: {
      old: await runtime(own.OldToken),
      fee: await runtime(own.FeeToken),
      refusing: await runtime(own.FalseToken),
      mute: await runtime(own.MuteToken),
      greedy: await runtime(own.GreedyToken),
      huge: await runtime(own.HugeToken),
      spam: await runtime(own.SpamToken),
    },
    outside: {
      router: await runtime(own.OutsideRouter),
      cowRelayer: await runtime(own.CowRelayer),
      cowSettlement: await runtime(own.CowSettlement),
    },
  }
}

const keptIndex = process.argv.indexOf('--packages')
const folder =
  keptIndex > 0 ? resolve(process.argv[keptIndex + 1]) : mkdtempSync(join(tmpdir(), 'candor-devnet-'))
install(folder)
const requirePackage = createRequire(join(folder, 'package.json'))
const sources = {
  artifact: (path) => requirePackage(path),
  own: compileOwn(requirePackage, join(here, 'contracts'), join(folder, 'node_modules')),
  permit2: permit2Artifact(requirePackage, folder),
  multicall3: multicall3Artifact(),
}
log('compiled')

const chain = await startChain()
try {
  const tokens = await deployBasics(chain, sources)
  log('tokens, Multicall3 and Permit2')
  await deployThings(chain, tokens, sources)
  log('feeds, stETH, vault and collectibles')
  await deployUniswap(chain, tokens, sources)
  log('Uniswap')
  await deployEns(chain, sources)
  log('ENS')
  await deployAave(chain, tokens, sources)
  log('Aave')
  const dump = await chain.test.request({ method: 'anvil_dumpState', params: [] })
  const packed = gzipSync(trimmed(gunzipSync(Buffer.from(dump.slice(2), 'hex'))), { level: 9 })
  mkdirSync(join(here, 'artifacts'), { recursive: true })
  writeFileSync(join(here, 'artifacts/state.json.gz'), packed)
  writeFileSync(join(here, 'artifacts/addresses.json'), `${JSON.stringify(chain.addresses, null, 2)}\n`)
  writeFileSync(
    join(here, 'artifacts/code.json'),
    `${JSON.stringify(await etchedCode(sources.own), null, 2)}\n`,
  )
  log(`wrote ${(packed.length / 1024).toFixed(0)} kB`)
} finally {
  await chain.stop()
  if (keptIndex < 0) rmSync(folder, { recursive: true, force: true })
}

// Compiles contracts/Offchain.sol into artifacts/offchain.json: `node tests/devnet/offchain.mjs FOLDER`, where
// FOLDER holds node_modules with solc. The devnet's own state does not have it: tests put it there.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { compile } from './build/compile.mjs'

const here = import.meta.dirname
const solc = createRequire(join(resolve(process.argv[2] ?? here), 'package.json'))('solc')
const content = readFileSync(join(here, 'contracts/Offchain.sol'), 'utf8')
const contracts = compile(
  solc,
  { 'Offchain.sol': { content } },
  { settings: { evmVersion: 'cancun' }, resolveImport: () => '' },
)
const kept = ['OffchainResolver', 'UniversalOffchain'].map((name) => [name, contracts[name].bytecode])
writeFileSync(join(here, 'artifacts/offchain.json'), `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`)

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Compiles Solidity with a solc-js instance; answers `{ContractName: {abi, bytecode}}`. */
export function compile(solc, sources, { settings = {}, resolveImport }) {
  const input = {
    language: 'Solidity',
    sources,
    settings: {
      optimizer: { enabled: true, runs: 200 },
      metadata: { bytecodeHash: 'none' },
      outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
      ...settings,
    },
  }
  const readImport = (path) => {
    const file = resolveImport(path)
    return existsSync(file) ? { contents: readFileSync(file, 'utf8') } : { error: `not found: ${path}` }
  }
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport }))
  const errors = (output.errors ?? []).filter((error) => error.severity === 'error')
  if (errors.length > 0) throw new Error(errors.map((error) => error.formattedMessage).join('\n'))
  const contracts = {}
  for (const file of Object.values(output.contracts)) {
    for (const [name, contract] of Object.entries(file)) {
      const bytecode = contract.evm.bytecode.object
      if (bytecode) contracts[name] = { abi: contract.abi, bytecode: `0x${bytecode}` }
    }
  }
  return contracts
}

/** Our own contracts, from `folder`. */
export function compileOwn(requirePackage, folder, modules) {
  const sources = {}
  for (const name of readdirSync(folder).sort()) {
    sources[name] = { content: readFileSync(join(folder, name), 'utf8') }
  }
  return compile(requirePackage('solc'), sources, {
    settings: { evmVersion: 'cancun' },
    resolveImport: (path) => join(modules, path),
  })
}

/** Permit2 publishes no artifact: its source comes inside v4-periphery, with the settings it was deployed with. */
export function compilePermit2(requirePackage, modules) {
  const root = join(modules, '@uniswap/v4-periphery/lib/permit2')
  const entry = 'src/Permit2.sol'
  const contracts = compile(
    requirePackage('solc17'),
    { [entry]: { content: readFileSync(join(root, entry), 'utf8') } },
    {
      settings: { viaIR: true, optimizer: { enabled: true, runs: 1_000_000 } },
      resolveImport: (path) => join(root, path.startsWith('solmate/') ? `lib/${path}` : path),
    },
  )
  return contracts.Permit2
}

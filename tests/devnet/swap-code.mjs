// Makes artifacts/swap.json and artifacts/uniswap4.json again: `node tests/devnet/swap-code.mjs DIR`, where DIR holds
// solc 0.8.37, @uniswap/v4-core 1.0.2, @uniswap/v4-periphery 1.0.3 and @uniswap/universal-router 2.0.0. Creation code of
// what is put on the chain for tests of swaps alone: see swap-pools.ts and swap-v4.ts.
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { compileOwn } from './build/compile.mjs'

const folder = resolve(process.argv[2])
const load = createRequire(join(folder, 'package.json'))
const own = compileOwn(load, join(import.meta.dirname, 'contracts'), join(folder, 'node_modules'))
const write = (name, code) =>
  writeFileSync(join(import.meta.dirname, 'artifacts', name), `${JSON.stringify(code, null, 2)}\n`)
const published = (path) => {
  const { bytecode } = load(`@uniswap/${path}`)
  return bytecode.object ?? bytecode
}

write('swap.json', { plain: own.PlainToken.bytecode, taxed: own.TaxedToken.bytecode })
write('uniswap4.json', {
  poolManager: published('v4-core/out/PoolManager.sol/PoolManager.json'),
  liquidity: published('v4-core/out/PoolModifyLiquidityTest.sol/PoolModifyLiquidityTest.json'),
  quoter: published('v4-periphery/foundry-out/V4Quoter.sol/V4Quoter.json'),
  universalRouter: published('universal-router/artifacts/contracts/UniversalRouter.sol/UniversalRouter.json'),
})

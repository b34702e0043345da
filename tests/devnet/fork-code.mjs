// Makes artifacts/forks.json.gz again: `node tests/devnet/fork-code.mjs DIR`, where DIR holds solc 0.8.37, solc66 and
// solc612 (solc 0.6.6 and 0.6.12 under those names), @uniswap/v3-periphery 1.4.4, @uniswap/swap-router-contracts 1.3.1,
// @uniswap/lib 4.0.1-alpha, and as folders in DIR/forks the unpacked @pancakeswap/v3-core 1.0.2,
// @pancakeswap-libs/pancake-swap-core 0.1.0, pancakeswap-peripheral 1.1.0-beta.0, @sushiswap/core 1.4.2 and
// @traderjoe-xyz/core 2.4.6 (`npm pack`: some of them cannot be installed). Creation code of what swap-forks.ts puts on
// the chain.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { compile, compileOwn } from './build/compile.mjs'

const folder = resolve(process.argv[2])
const load = createRequire(join(folder, 'package.json'))
const forks = (path) => join(folder, 'forks', path)
const published = (path) => {
  const { bytecode } = JSON.parse(readFileSync(path, 'utf8'))
  return bytecode.startsWith('0x') ? bytecode : `0x${bytecode}`
}
const uniswap = (path) => published(load.resolve(`@uniswap/${path}`))

/** A contract whose package brings only its source. */
function compiled(solc, file, name, elsewhere = {}) {
  const root = dirname(file)
  return compile(
    load(solc),
    { [name]: { content: readFileSync(file, 'utf8') } },
    {
      settings: { metadata: {} },
      resolveImport: (path) => {
        const found = Object.entries(elsewhere).find(([start]) => path.startsWith(start))
        if (found !== undefined) return path.replace(...found)
        const here = join(root, path)
        return existsSync(here) ? here : join(folder, 'node_modules', path)
      },
    },
  )
}

const own = compileOwn(load, join(import.meta.dirname, 'contracts'), join(folder, 'node_modules'))
const pancake2 = forks('pancake-swap-core/contracts/')
const pancakeRouter = compiled(
  'solc66',
  forks('pancakeswap-peripheral/contracts/PancakeRouter.sol'),
  'Router.sol',
  {
    '@uniswap/v2-core/contracts/': pancake2,
  },
)
const sushi = (name) =>
  compiled('solc612', forks(`sushi-core/contracts/uniswapv2/${name}.sol`), `${name}.sol`)[name]
const joe = (name) => published(forks(`joe-core/artifacts/contracts/traderjoe/${name}.sol/${name}.json`))
const pancake3 = (name) => published(forks(`pancake-v3-core/artifacts/contracts/${name}.sol/${name}.json`))

const code = {
  router02: uniswap('swap-router-contracts/artifacts/contracts/SwapRouter02.sol/SwapRouter02.json'),
  quoter: uniswap('v3-periphery/artifacts/contracts/lens/QuoterV2.sol/QuoterV2.json'),
  pancakeFactory: published(forks('pancake-swap-core/build/PancakeFactory.json')),
  pancakeRouter: pancakeRouter.PancakeRouter.bytecode,
  pancakeFactory3: pancake3('PancakeV3Factory'),
  pancakePool: pancake3('PancakeV3Pool'),
  poolDeployer: own.PoolDeployer.bytecode,
  sushiFactory: sushi('UniswapV2Factory').bytecode,
  sushiRouter: sushi('UniswapV2Router02').bytecode,
  joeFactory: joe('JoeFactory'),
  joeRouter: joe('JoeRouter02'),
  twoCurves: own.TwoCurves.bytecode,
}
const packed = gzipSync(JSON.stringify(code), { level: 9 })
writeFileSync(join(import.meta.dirname, 'artifacts/forks.json.gz'), packed)
console.log(`${packed.length} bytes`, Object.keys(code).join(' '))

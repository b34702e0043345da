import { maxUint256, parseEther, parseUnits, stringToHex, zeroAddress } from 'viem'
import { canonical } from './canonical.mjs'

const ray = 10n ** 27n

/** Aave v3 with WETH, USDC and DAI as collateral and for borrowing, and deposits to borrow from. */
export async function deployAave(chain, tokens, { artifact }) {
  const core = (folder, name) =>
    artifact(`@aave/core-v3/artifacts/contracts/${folder}/${name}.sol/${name}.json`)
  const { address: deployer } = chain.deployer
  const { weth, usdc, dai } = tokens
  const { aaveProvider, aaveAclManager, aaveOracle, aaveDataProvider, aaveEthGateway } = canonical

  const providerArtifact = core('protocol/configuration', 'PoolAddressesProvider')
  const provider = await chain.place('aaveProvider', aaveProvider, providerArtifact, [
    'Aave Ethereum Market',
    deployer,
  ])
  await chain.send(provider, 'setACLAdmin', [deployer])
  const aclArtifact = core('protocol/configuration', 'ACLManager')
  const acl = await chain.place('aaveAclManager', aaveAclManager, aclArtifact, [provider.address])
  await chain.send(provider, 'setACLManager', [acl.address])
  await chain.send(acl, 'addPoolAdmin', [deployer])
  await chain.send(acl, 'addAssetListingAdmin', [deployer])
  const oracle = await chain.place('aaveOracle', aaveOracle, core('misc', 'AaveOracle'), [
    provider.address,
    [weth.address, usdc.address, dai.address],
    [canonical.feedEthUsd, canonical.feedUsdcUsd, canonical.feedDaiUsd],
    zeroAddress,
    zeroAddress,
    10n ** 8n,
  ])
  await chain.send(provider, 'setPriceOracle', [oracle.address])

  const { pool, configurator } = await deployPool(chain, provider, core)
  const data = await chain.place(
    'aaveDataProvider',
    aaveDataProvider,
    core('misc', 'AaveProtocolDataProvider'),
    [provider.address],
  )
  await chain.send(provider, 'setPoolDataProvider', [data.address])

  await listReserves(chain, {
    provider,
    pool,
    configurator,
    core,
    tokens: { WETH: weth, USDC: usdc, DAI: dai },
  })
  const gateway = artifact(
    '@aave/periphery-v3/artifacts/contracts/misc/WrappedTokenGatewayV3.sol/WrappedTokenGatewayV3.json',
  )
  await chain.place('aaveEthGateway', aaveEthGateway, gateway, [weth.address, deployer, pool.address])

  const deposits = [
    [weth, parseEther('1000')],
    [usdc, parseUnits('5000000', 6)],
    [dai, parseEther('5000000')],
  ]
  for (const [token, amount] of deposits) {
    await chain.send(token, 'approve', [pool.address, maxUint256])
    await chain.send(pool, 'supply', [token.address, amount, deployer, 0])
  }
}

/** Pool and configurator are proxies that the provider would create: it is told of ones that stand already. */
async function deployPool(chain, provider, core) {
  const libraries = {}
  const names = [
    'SupplyLogic',
    'BorrowLogic',
    'LiquidationLogic',
    'EModeLogic',
    'BridgeLogic',
    'FlashLoanLogic',
  ]
  async function deployLibrary(name) {
    if (libraries[name]) return
    const library = core('protocol/libraries/logic', name)
    for (const references of Object.values(library.linkReferences)) {
      for (const needed of Object.keys(references)) await deployLibrary(needed)
    }
    libraries[name] = (await chain.deploy(`aave${name}`, library, [], libraries)).address
  }
  for (const name of [...names, 'PoolLogic', 'ConfiguratorLogic']) await deployLibrary(name)

  const proxyArtifact = core(
    'protocol/libraries/aave-upgradeability',
    'InitializableImmutableAdminUpgradeabilityProxy',
  )
  async function placeProxy(name, id, setter, implementation) {
    const proxy = await chain.place(name, canonical[name], proxyArtifact, [provider.address])
    await chain.send(provider, 'setAddress', [stringToHex(id, { size: 32 }), proxy.address])
    await chain.send(provider, setter, [implementation.address])
    return chain.contract(proxy.address, implementation.abi)
  }
  const poolCode = await chain.deploy(
    'aavePoolCode',
    core('protocol/pool', 'Pool'),
    [provider.address],
    libraries,
  )
  const pool = await placeProxy('aavePool', 'POOL', 'setPoolImpl', poolCode)
  const configuratorArtifact = core('protocol/pool', 'PoolConfigurator')
  const configuratorCode = await chain.deploy('aaveConfiguratorCode', configuratorArtifact, [], libraries)
  const configurator = await placeProxy(
    'aavePoolConfigurator',
    'POOL_CONFIGURATOR',
    'setPoolConfiguratorImpl',
    configuratorCode,
  )
  return { pool, configurator }
}

async function listReserves(chain, { provider, pool, configurator, core, tokens }) {
  const token = (name) => core('protocol/tokenization', name)
  const aToken = await chain.deploy('aaveATokenCode', token('AToken'), [pool.address])
  const stableDebt = await chain.deploy('aaveStableDebtCode', token('StableDebtToken'), [pool.address])
  const variableDebt = await chain.deploy('aaveVariableDebtCode', token('VariableDebtToken'), [pool.address])
  // Borrowing costs 0 to 4 % up to 80 % utilisation, then up to 64 %; nothing at a stable rate.
  const rates = [(ray * 8n) / 10n, 0n, (ray * 4n) / 100n, (ray * 6n) / 10n, 0n, 0n, 0n, 0n, 0n]
  const rateArtifact = core('protocol/pool', 'DefaultReserveInterestRateStrategy')
  const rateModel = await chain.deploy('aaveRateModel', rateArtifact, [provider.address, ...rates])

  for (const [symbol, underlying] of Object.entries(tokens)) {
    const reserve = {
      aTokenImpl: aToken.address,
      stableDebtTokenImpl: stableDebt.address,
      variableDebtTokenImpl: variableDebt.address,
      underlyingAssetDecimals: symbol === 'USDC' ? 6 : 18,
      interestRateStrategyAddress: rateModel.address,
      underlyingAsset: underlying.address,
      treasury: chain.deployer.address,
      incentivesController: zeroAddress,
      aTokenName: `Aave Ethereum ${symbol}`,
      aTokenSymbol: `aEth${symbol}`,
      variableDebtTokenName: `Aave Ethereum Variable Debt ${symbol}`,
      variableDebtTokenSymbol: `variableDebtEth${symbol}`,
      stableDebtTokenName: `Aave Ethereum Stable Debt ${symbol}`,
      stableDebtTokenSymbol: `stableDebtEth${symbol}`,
      params: '0x10',
    }
    await chain.send(configurator, 'initReserves', [[reserve]])
    await chain.send(configurator, 'configureReserveAsCollateral', [
      underlying.address,
      7500n,
      8000n,
      10_500n,
    ])
    await chain.send(configurator, 'setReserveBorrowing', [underlying.address, true])
  }
}

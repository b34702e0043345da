import { parseEther, parseUnits } from 'viem'
import { holders } from './basics.mjs'
import { canonical } from './canonical.mjs'

const prices = [
  ['feedEthUsd', 'ETH / USD', '3000'],
  ['feedBtcUsd', 'BTC / USD', '90000'],
  ['feedUsdcUsd', 'USDC / USD', '1'],
  ['feedUsdtUsd', 'USDT / USD', '1'],
  ['feedDaiUsd', 'DAI / USD', '1'],
  ['feedStethUsd', 'STETH / USD', '2995'],
]

/** Chainlink's price feeds, stETH, a vault, and collectibles in the hands of the first account. */
export async function deployThings(chain, { usdc }, { own }) {
  for (const [name, description, price] of prices) {
    await chain.place(name, canonical[name], own.Feed, [description, parseUnits(price, 8)])
  }
  const [holder] = holders
  const steth = await chain.place('steth', canonical.steth, own.StakedEther)
  await chain.send(steth, 'submit', [holder], { value: parseEther('1000') })
  await chain.send(steth, 'transfer', [holder, parseEther('5')])

  const vault = await chain.deploy('vault', own.Vault, [usdc.address, 'USDC test vault', 'tvUSDC'])
  await chain.send(usdc, 'approve', [vault.address, parseUnits('1000', 6)])
  await chain.send(vault, 'deposit', [parseUnits('1000', 6), chain.deployer.address])
  await chain.send(usdc, 'mint', [vault.address, parseUnits('100', 6)])

  const collectible = await chain.deploy('collectible', own.Collectible)
  for (let count = 0; count < 3; count++) await chain.send(collectible, 'mint', [holder])
  const items = await chain.deploy('items', own.Items)
  await chain.send(items, 'mint', [holder, 7n, 3n])
}

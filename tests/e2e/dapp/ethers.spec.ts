import { shareReadyWallet, test } from '../fixtures'
import { useNetworks, walk, withPage } from './walk'

const shared = shareReadyWallet()
const networks = useNetworks(shared)

test('behavior: a page on ethers v5', async ({ workerDevnet }) => {
  const own = await networks.own()
  await withPage(shared(), 'ethers5', own, async (page) => {
    await walk(shared(), page, workerDevnet, own)
  })
})

test('behavior: a page on ethers v6', async ({ workerDevnet }) => {
  const own = await networks.own()
  await withPage(shared(), 'ethers6', own, async (page) => {
    await walk(shared(), page, workerDevnet, own, ['ACTION_REJECTED', 4001])
  })
})

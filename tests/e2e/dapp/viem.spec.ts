import { shareReadyWallet, test } from '../fixtures'
import { useNetworks, walk, withPage } from './walk'

const shared = shareReadyWallet()
const networks = useNetworks(shared)

test('behavior: a page on viem', async ({ workerDevnet }) => {
  const own = await networks.own()
  await withPage(shared(), 'viem', own, async (page) => {
    await walk(shared(), page, workerDevnet, own, ['UserRejectedRequestError', 4001])
  })
})

test('behavior: a page on web3.js 4', async ({ workerDevnet }) => {
  const own = await networks.own()
  await withPage(shared(), 'web3', own, async (page) => {
    await walk(shared(), page, workerDevnet, own)
  })
})

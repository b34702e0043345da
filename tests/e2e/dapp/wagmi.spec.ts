import { shareReadyWallet, test } from '../fixtures'
import { useNetworks, walk, withPage } from './walk'

const shared = shareReadyWallet()
const networks = useNetworks(shared)

test('behavior: a page on wagmi', async ({ workerDevnet }) => {
  const own = await networks.own()
  await withPage(shared(), 'wagmi', own, async (page) => {
    await walk(shared(), page, workerDevnet, own, ['UserRejectedRequestError', 4001])
  })
})

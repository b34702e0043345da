import { erc20Abi } from 'viem'
import { devnetAddresses } from '../../devnet/devnet'
import { expect, shareReadyWallet, test } from '../fixtures'
import { act, approving, extra, first, second, useNetworks, walk, withPage } from './walk'

const shared = shareReadyWallet()
const networks = useNetworks(shared)

for (const [name, title, refusal] of [
  ['ethers5', 'ethers v5', [4001]],
  ['ethers6', 'ethers v6', ['ACTION_REJECTED']],
] as const) {
  test(`behavior: a page on ${title}`, async ({ workerDevnet }) => {
    const own = await networks.own()
    await withPage(shared(), name, own, async (page) => {
      await walk(shared(), page, workerDevnet, own, refusal)
    })
  })

  test(`behavior: ${title} is told that eth_sign is gone, and hears the events of a contract`, async ({
    workerDevnet,
  }) => {
    const own = await networks.own()
    await withPage(shared(), name, own, async (page) => {
      await approving(shared(), () => act(page, 'connect'), 'connect')
      // Made with eth_sign, which does not exist here: the library says so, and nothing hangs.
      await expect(extra(page, 'legacySign', 'The old way')).rejects.toThrow(/eth_sign.* does not exist/)

      const { usdc } = devnetAddresses
      const heard = extra(page, 'hearTransfer', usdc, '7')
      const { client } = workerDevnet
      // Sent by nobody in the browser: the page learns of it through the wallet's endpoint.
      await client.impersonateAccount({ address: second })
      const before = await client.getTransactionCount({ address: second })
      await expect
        .poll(
          async () => {
            await client.writeContract({
              account: second,
              address: usdc as `0x${string}`,
              abi: erc20Abi,
              functionName: 'transfer',
              args: [first, 7n],
            })
            return Promise.race([heard, new Promise((done) => setTimeout(done, 700, 'not yet'))])
          },
          { timeout: 10_000 },
        )
        .toEqual([second, first])
      expect(await client.getTransactionCount({ address: second })).toBeGreaterThan(before)
      await act(page, 'disconnect')
    })
  })
}

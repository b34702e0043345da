import { verifyMessage } from 'ethers'
import { expect, shareReadyWallet, test } from '../fixtures'
import { act, approving, extra, first, second, useNetworks, walk, withPage } from './walk'

const shared = shareReadyWallet()
const networks = useNetworks(shared)

test('behavior: a page on viem', async ({ workerDevnet }) => {
  const own = await networks.own()
  await withPage(shared(), 'viem', own, async (page) => {
    await walk(shared(), page, workerDevnet, own, ['UserRejectedRequestError', 4001])
  })
})

test('behavior: viem reads permissions, prepares a transaction itself, and guards the network', async ({
  workerDevnet,
}) => {
  const own = await networks.own()
  await withPage(shared(), 'viem', own, async (page) => {
    const wallet = shared()
    const given = await approving(wallet, () => extra(page, 'requestPermissions'), 'connect')
    expect(given).toMatchObject([
      {
        parentCapability: 'eth_accounts',
        invoker: new URL(page.url()).origin,
        caveats: [{ type: 'restrictReturnedAccounts', value: [first.toLowerCase()] }],
      },
      { parentCapability: 'endowment:permitted-chains' },
    ])
    expect(await extra(page, 'permissions')).toEqual(given)
    const before = await workerDevnet.client.getBalance({ address: second })
    const hash = await approving(wallet, () => extra(page, 'sendPrepared', second), 'transaction')
    expect(await workerDevnet.client.getBalance({ address: second })).toBe(before + 3n)
    expect((await workerDevnet.client.getTransaction({ hash: hash as `0x${string}` })).type).toBe('eip1559')
    await expect(extra(page, 'sendOnOptimism', second)).rejects.toThrow('does not match the target chain')
    await act(page, 'disconnect')
    expect(await extra(page, 'permissions')).toEqual([])
  })
})

test('behavior: a page on web3.js 4', async ({ workerDevnet }) => {
  const own = await networks.own()
  await withPage(shared(), 'web3', own, async (page) => {
    await walk(shared(), page, workerDevnet, own)
  })
})

test('behavior: web3.js checks a signature, and asks who the node and the first account are', async () => {
  const own = await networks.own()
  await withPage(shared(), 'web3', own, async (page) => {
    await approving(shared(), () => act(page, 'connect'), 'connect')
    const signature = await approving(shared(), () => act(page, 'signMessage', 'Checked twice'), 'message')
    expect(verifyMessage('Checked twice', signature)).toBe(first)
    expect(await extra(page, 'recover', 'Checked twice', signature)).toBe(first)
    expect(await extra(page, 'version')).toMatch(/^Candor/)
    expect(String(await extra(page, 'coinbase')).toLowerCase()).toBe(first.toLowerCase())
    await act(page, 'disconnect')
  })
})

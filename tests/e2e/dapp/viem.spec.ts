import { verifyMessage } from 'ethers'
import { devnetAddresses } from '../../devnet/devnet'
import type { ApproveOptions } from '../../kit'
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

test('behavior: viem reads permissions, proposes a token, prepares a transaction itself, and guards the network', async ({
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
    const { usdc } = devnetAddresses
    expect(await approving(wallet, () => extra(page, 'watch', usdc), 'watch-asset')).toBe(true)
    const before = await workerDevnet.client.getBalance({ address: second })
    const hash = await approving(wallet, () => extra(page, 'sendPrepared', second), 'transaction')
    expect(await workerDevnet.client.getBalance({ address: second })).toBe(before + 3n)
    expect((await workerDevnet.client.getTransaction({ hash: hash as `0x${string}` })).type).toBe('eip1559')
    await expect(extra(page, 'sendOnOptimism', second)).rejects.toThrow('does not match the target chain')
    await act(page, 'disconnect')
    expect(await extra(page, 'permissions')).toEqual([])
  })
})

test('behavior: viem sends several calls in one question', async ({ workerDevnet }) => {
  const own = await networks.own()
  await withPage(shared(), 'viem', own, async (page) => {
    await approving(shared(), () => act(page, 'connect'), 'connect')
    const others = [
      '0x00000000000000000000000000000000000c0a11',
      '0x00000000000000000000000000000000000c0a12',
    ] as const
    const accepted: ApproveOptions = { acknowledge: true }
    const sent = await approving(shared(), () => extra(page, 'sendCalls', ...others), ['calls', accepted])
    expect(sent).toEqual(['ready', 'success', true, 1])
    const balances = others.map((address) => workerDevnet.client.getBalance({ address }))
    expect(await Promise.all(balances)).toEqual([11n, 12n])
    await act(page, 'disconnect')
  })
})

test('behavior: a page on web3.js 4', async ({ workerDevnet }) => {
  const own = await networks.own()
  await withPage(shared(), 'web3', own, async (page) => {
    await walk(shared(), page, workerDevnet, own)
  })
})

test('behavior: web3.js checks a signature, hears of blocks, and asks who the node and the first account are', async ({
  workerDevnet,
}) => {
  const own = await networks.own()
  await withPage(shared(), 'web3', own, async (page) => {
    await approving(shared(), () => act(page, 'connect'), 'connect')
    const signature = await approving(shared(), () => act(page, 'signMessage', 'Checked twice'), 'message')
    expect(verifyMessage('Checked twice', signature)).toBe(first)
    expect(await extra(page, 'recover', 'Checked twice', signature)).toBe(first)
    const head = await workerDevnet.client.getBlockNumber()
    const heard = extra(page, 'nextBlock')
    const mining = setInterval(() => void workerDevnet.client.mine({ blocks: 1 }), 500)
    expect(Number(await heard.finally(() => clearInterval(mining)))).toBeGreaterThan(Number(head))
    expect(await extra(page, 'version')).toMatch(/^Candor/)
    expect(String(await extra(page, 'coinbase')).toLowerCase()).toBe(first.toLowerCase())
    await act(page, 'disconnect')
  })
})

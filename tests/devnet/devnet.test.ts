import { parseAbi, parseEther, parseUnits } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Devnet,
  devnetAddresses,
  devnetMnemonic,
  etchGasPriceOracle,
  etchMulticall3,
  startDevnet,
} from './devnet'

const account = mnemonicToAccount(devnetMnemonic)
const recipient = '0x000000000000000000000000000000000000bEEF'
const erc20 = parseAbi([
  'function symbol() view returns (string)',
  'function decimals() view returns (uint8)',
  'function balanceOf(address) view returns (uint256)',
  'function transfer(address, uint256) returns (bool)',
])

describe('the mainnet-shaped chain', () => {
  let devnet: Devnet

  beforeAll(async () => {
    devnet = await startDevnet()
  })

  afterAll(() => devnet.stop())

  test('behavior: the test accounts are fresh and hold ether and tokens', async () => {
    const { client } = devnet
    expect(await client.getChainId()).toBe(1)
    expect(await client.getTransactionCount({ address: account.address })).toBe(0)
    expect(await client.getBalance({ address: account.address })).toBe(parseEther('10000'))
    const tokens = [devnetAddresses.usdc, devnetAddresses.usdt, devnetAddresses.dai, devnetAddresses.weth]
    const contracts = tokens.flatMap((token) => [
      { address: token as `0x${string}`, abi: erc20, functionName: 'symbol' } as const,
      { address: token as `0x${string}`, abi: erc20, functionName: 'decimals' } as const,
      {
        address: token as `0x${string}`,
        abi: erc20,
        functionName: 'balanceOf',
        args: [account.address],
      } as const,
    ])
    const results = await client.multicall({ contracts, allowFailure: false })
    expect(results).toEqual([
      ...['USDC', 6, parseUnits('50000', 6)],
      ...['USDT', 6, parseUnits('25000', 6)],
      ...['DAI', 18, parseEther('10000')],
      ...['WETH', 18, parseEther('10')],
    ])
  })

  test('behavior: a transaction is mined at once, and a snapshot takes it back', async () => {
    const { client } = devnet
    const snapshot = await devnet.snapshot()
    const hash = await client.sendTransaction({ account, to: recipient, value: 1n })
    expect((await client.waitForTransactionReceipt({ hash })).status).toBe('success')
    expect(await client.getBalance({ address: recipient })).toBe(1n)
    await devnet.revert(snapshot)
    expect(await client.getBalance({ address: recipient })).toBe(0n)
  })

  test('behavior: USDT moves although its transfer answers nothing', async () => {
    const { client } = devnet
    const address = devnetAddresses.usdt as `0x${string}`
    const abi = parseAbi([
      'function transfer(address, uint256)',
      'function balanceOf(address) view returns (uint256)',
    ])
    const hash = await client.writeContract({
      account,
      address,
      abi,
      functionName: 'transfer',
      args: [recipient, 5n],
    })
    await client.waitForTransactionReceipt({ hash })
    expect(await client.readContract({ address, abi, functionName: 'balanceOf', args: [recipient] })).toBe(5n)
  })

  test('behavior: blocks carry the present time', async () => {
    const { client } = devnet
    const { timestamp } = await client.getBlock()
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(30)
  })
})

describe('a further chain', () => {
  test('behavior: it starts empty and takes Multicall3 and a fee oracle', async () => {
    const devnet = await startDevnet({ chainId: 10 })
    try {
      const { client } = devnet
      expect(await client.getChainId()).toBe(10)
      await etchMulticall3(devnet)
      const oracle = await etchGasPriceOracle(devnet)
      const abi = parseAbi(['function getL1Fee(bytes) view returns (uint256)'])
      const call = { address: oracle, abi, functionName: 'getL1Fee', args: ['0x010203'] } as const
      expect(await client.multicall({ contracts: [call], allowFailure: false })).toEqual([3_000_000_000_000n])
    } finally {
      await devnet.stop()
    }
  })
})

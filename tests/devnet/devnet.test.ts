import { createPublicClient, formatUnits, http, parseAbi, parseEther, parseUnits } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { mainnet } from 'viem/chains'
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

  test('behavior: Uniswap quotes and swaps at about the price of the feed', async () => {
    const { client } = devnet
    const quoter = parseAbi([
      'struct Params { address tokenIn; address tokenOut; uint256 amountIn; uint24 fee; uint160 limit; }',
      'function quoteExactInputSingle(Params) returns (uint256, uint160, uint32, uint256)',
    ])
    const { result } = await client.simulateContract({
      address: devnetAddresses.uniswapV3Quoter as `0x${string}`,
      abi: quoter,
      functionName: 'quoteExactInputSingle',
      args: [
        {
          tokenIn: devnetAddresses.weth as `0x${string}`,
          tokenOut: devnetAddresses.usdc as `0x${string}`,
          amountIn: parseEther('1'),
          fee: 500,
          limit: 0n,
        },
      ],
    })
    expect(Number(formatUnits(result[0], 6))).toBeCloseTo(2998, -1)

    const feed = parseAbi([
      'function latestRoundData() view returns (uint80, int256, uint256, uint256, uint80)',
    ])
    const [, price, , updatedAt] = await client.readContract({
      address: devnetAddresses.feedEthUsd as `0x${string}`,
      abi: feed,
      functionName: 'latestRoundData',
    })
    expect(price).toBe(3000n * 10n ** 8n)
    expect(Date.now() / 1000 - Number(updatedAt)).toBeLessThan(120)

    const router = parseAbi(['function swapExactETHForTokens(uint256, address[], address, uint256) payable'])
    const snapshot = await devnet.snapshot()
    const hash = await client.writeContract({
      account,
      address: devnetAddresses.uniswapV2Router as `0x${string}`,
      abi: router,
      functionName: 'swapExactETHForTokens',
      args: [
        0n,
        [devnetAddresses.weth as `0x${string}`, devnetAddresses.usdc as `0x${string}`],
        recipient,
        99_999_999_999n,
      ],
      value: parseEther('1'),
    })
    expect((await client.waitForTransactionReceipt({ hash })).status).toBe('success')
    await devnet.revert(snapshot)
  })

  test('behavior: ENS names the first account, in both directions', async () => {
    const client = createPublicClient({ chain: mainnet, transport: http(devnet.url) })
    expect(await client.getEnsAddress({ name: 'candor.eth' })).toBe(account.address)
    expect(await client.getEnsName({ address: account.address })).toBe('candor.eth')
    expect(await client.getEnsAddress({ name: 'nobody.eth' })).toBe(null)
  })

  test('behavior: Aave lends against a deposit', async () => {
    const { client } = devnet
    const snapshot = await devnet.snapshot()
    const address = devnetAddresses.aavePool as `0x${string}`
    const usdc = devnetAddresses.usdc as `0x${string}`
    const pool = parseAbi([
      'function supply(address, uint256, address, uint16)',
      'function borrow(address, uint256, uint256, uint16, address)',
      'function getUserAccountData(address) view returns (uint256, uint256, uint256, uint256, uint256, uint256)',
    ])
    const approve = parseAbi(['function approve(address, uint256) returns (bool)'])
    const amount = parseUnits('1000', 6)
    const { address: self } = account
    const sent = [
      await client.writeContract({
        account,
        address: usdc,
        abi: approve,
        functionName: 'approve',
        args: [address, amount],
      }),
      await client.writeContract({
        account,
        address,
        abi: pool,
        functionName: 'supply',
        args: [usdc, amount, self, 0],
      }),
      await client.writeContract({
        account,
        address,
        abi: pool,
        functionName: 'borrow',
        args: [devnetAddresses.dai as `0x${string}`, parseEther('100'), 2n, 0, self],
      }),
    ]
    for (const hash of sent) expect((await client.waitForTransactionReceipt({ hash })).status).toBe('success')
    const [collateral, debt] = await client.readContract({
      address,
      abi: pool,
      functionName: 'getUserAccountData',
      args: [self],
    })
    expect([collateral, debt]).toEqual([1000n * 10n ** 8n, 100n * 10n ** 8n])
    await devnet.revert(snapshot)
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

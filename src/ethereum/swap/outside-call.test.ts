import { readFileSync } from 'node:fs'
import { type Address, encodeFunctionData, type Hex, parseAbi, toFunctionSelector } from 'viem'
import { describe, expect, test } from 'vitest'
import { CALLS, COIN, honest, type Id } from '../../../tests/integration/outside-answers'
import { BRIDGE_SELECTORS } from './lifi-bridges.ts'
import { readBridgeCall, readOutsideCall } from './outside-call.ts'

const ME: Address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const SELL: Address = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const BUY: Address = '0x6B175474E89094C44Da98b954EedeAC495271d0F'
const IDS: Id[] = ['kyberswap', 'velora', 'lifi', 'zerox', 'oneinch']
const told = (id: Id) => honest(id, ME, SELL, BUY, 1000n, 2000n)
/** Velora's router keeps a unit. */
const leastOf = (id: Id): bigint => (id === 'velora' ? 1989n : 1990n)
const read = (id: Id, data: Hex) => readOutsideCall(id, told(id).to, data, COIN)

describe('what a router is told to do', () => {
  test.each(IDS)('behavior: %s: who is paid, what is taken, the least that arrives', (id) => {
    expect(read(id, CALLS[id](told(id)))).toEqual({
      recipient: ME.toLowerCase(),
      sell: SELL.toLowerCase(),
      buy: BUY.toLowerCase(),
      sold: 1000n,
      least: leastOf(id),
      target: id === 'zerox' ? told(id).settler.toLowerCase() : null,
    })
  })

  test.each(IDS)(
    'security: %s: cut anywhere, or of a word changed, nothing is read that is not there',
    (id) => {
      const data = CALLS[id](told(id))
      for (let length = 10; length < data.length; length += 22) {
        const cut = read(id, data.slice(0, length) as Hex)
        // What is behind the words that count may be missing: the router decides about that.
        if (cut !== null) expect(cut).toMatchObject({ recipient: ME.toLowerCase(), least: leastOf(id) })
      }
      for (let at = 10; at + 64 <= data.length; at += 64)
        for (const word of ['f'.repeat(64), '0'.repeat(64), `${'0'.repeat(63)}1`])
          expect(() => read(id, `${data.slice(0, at)}${word}${data.slice(at + 64)}` as Hex)).not.toThrow()
    },
  )

  test('security: partial fills, Permit2 and functions of other routers are not read', () => {
    expect(read('kyberswap', CALLS.kyberswap(told('kyberswap'), 1n))).toBeNull()
    expect(read('oneinch', CALLS.oneinch(told('oneinch'), 1n))).toBeNull()
    expect(read('oneinch', CALLS.oneinch(told('oneinch'), 4n))).toBeNull()
    expect(read('velora', CALLS.oneinch(told('oneinch')))).toBeNull()
    expect(read('lifi', '0x095ea7b3')).toBeNull()
  })

  const steps = (deposits: [boolean, boolean]) =>
    encodeFunctionData({
      abi: parseAbi([
        'struct Step { address callTo; address approveTo; address sendingAssetId; address receivingAssetId; uint256 fromAmount; bytes callData; bool requiresDeposit; }',
        'function swapTokensMultipleV3ERC20ToERC20(bytes32 id, string integrator, string referrer, address receiver, uint256 least, Step[] steps)',
      ]),
      args: [
        `0x${'00'.repeat(32)}`,
        '',
        '',
        ME,
        5n,
        deposits.map((requiresDeposit, i) => ({
          callTo: ME,
          approveTo: ME,
          sendingAssetId: i === 0 ? SELL : COIN,
          receivingAssetId: i === 0 ? COIN : BUY,
          fromAmount: 1000n,
          callData: '0x12' as const,
          requiresDeposit,
        })),
      ],
    })
  test('security: of several steps only the first may take something', () => {
    expect(read('lifi', steps([true, false]))).toMatchObject({
      sell: SELL.toLowerCase(),
      buy: BUY.toLowerCase(),
      sold: 1000n,
      least: 5n,
    })
    expect(read('lifi', steps([true, true]))).toBeNull()
  })

  test('behavior: what a bridge is told, in whichever function', () => {
    const data = encodeFunctionData({
      abi: parseAbi([
        'struct Bridge { bytes32 transactionId; string bridge; string integrator; address referrer; address sendingAssetId; address receiver; uint256 minAmount; uint256 destinationChainId; bool hasSourceSwaps; bool hasDestinationCall; }',
        'function startBridgeTokensViaPolygonBridge(Bridge bridgeData)',
      ]),
      args: [
        {
          transactionId: `0x${'00'.repeat(32)}`,
          bridge: 'across',
          integrator: 'lifi-api',
          referrer: COIN,
          sendingAssetId: SELL,
          receiver: ME,
          minAmount: 7n,
          destinationChainId: 8453n,
          hasSourceSwaps: false,
          hasDestinationCall: false,
        },
      ],
    })
    expect(readBridgeCall(data)).toEqual({
      recipient: ME.toLowerCase(),
      toChainId: 8453n,
      sell: SELL.toLowerCase(),
      sold: 7n,
    })
    expect(readBridgeCall(data.slice(0, 200) as Hex)).toBeNull()
    // One that is no bridge, with the same words.
    expect(readBridgeCall(`0x4666fc80${data.slice(10)}`)).toBeNull()
  })

  test('behavior: the bridges of the descriptors that come with the wallet are all known', () => {
    const text = readFileSync(new URL('../../../public/descriptors.json', import.meta.url), 'utf8')
    const found = text.match(/(?:swapAndS|s)tartBridgeTokensVia\w+\(\(bytes32 transactionId[^"]*\)/g) ?? []
    expect(found.length).toBeGreaterThan(40)
    for (const one of new Set(found))
      expect(BRIDGE_SELECTORS, one.slice(0, 60)).toContain(
        toFunctionSelector(`function ${one.replaceAll(',', ', ')}`),
      )
  })

  test('security: velora: a fee that is taken after its minimum, or a quote below it, is not overlooked', () => {
    const honest = CALLS.velora(told('velora'))
    const word = (i: number, value: bigint): Hex =>
      `${honest.slice(0, 10 + i * 64)}${value.toString(16).padStart(64, '0')}${honest.slice(10 + (i + 1) * 64)}` as Hex
    const partner = BigInt(BUY) << 96n
    expect(read('velora', word(8, partner | 1n))?.least).toBe(1988n)
    expect(read('velora', word(8, partner | 200n))).toBeNull()
    expect(read('velora', word(5, 5n))).toBeNull()
  })
})

/** What LI.FI answers of a swap from Ethereum to Base by Across, in the shape of its public documentation. */
import { type Address, encodeFunctionData, type Hex, pad, parseAbi, parseUnits, zeroHash } from 'viem'
import { OUTSIDE } from '../devnet/outside'

export const BASE_USDC: Address = '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913'
/** Of 100 USDC. */
export const BRIDGE_OUT = parseUnits('99', 6)
export const BRIDGE_LEAST = (BRIDGE_OUT * 9_950n) / 10_000n
const abi = parseAbi([
  'struct Bridge { bytes32 transactionId; string bridge; string integrator; address referrer; address sendingAssetId; address receiver; uint256 minAmount; uint256 destinationChainId; bool hasSourceSwaps; bool hasDestinationCall; }',
  'struct Across { bytes32 receiverAddress; bytes32 refundAddress; bytes32 sendingAssetId; bytes32 receivingAssetId; uint256 outputAmount; uint128 outputAmountMultiplier; bytes32 exclusiveRelayer; uint32 quoteTimestamp; uint32 fillDeadline; uint32 exclusivityParameter; bytes message; }',
  'function startBridgeTokensViaAcrossV4(Bridge bridgeData, Across acrossData) payable',
])

export type BridgeLie = Partial<{
  receiver: Address
  to: Address
  spender: Address
  takes: bigint
  token: Address
  toChain: bigint
  value: bigint
  least: bigint
  fromAmount: bigint
  /** Something is called on the other side. */
  calls: boolean
  /** Another function, of the same arguments. */
  selector: Hex
}>

export function bridgeQuote(asked: URLSearchParams, lie: BridgeLie = {}): string {
  const from = asked.get('fromAddress') as Address
  const native = /^0x0{40}$/.test(asked.get('fromToken') ?? '')
  const amount = BigInt(asked.get('fromAmount') ?? 0)
  const { receiver = from, to = OUTSIDE.lifi, spender = OUTSIDE.lifi, takes = amount, toChain = 8453n } = lie
  const value = lie.value ?? (native ? amount : 0n)
  const honest = encodeFunctionData({
    abi,
    functionName: 'startBridgeTokensViaAcrossV4',
    args: [
      {
        transactionId: `0x${'11'.repeat(32)}`,
        bridge: 'across',
        integrator: 'lifi-api',
        referrer: `0x${'00'.repeat(20)}`,
        sendingAssetId: lie.token ?? (asked.get('fromToken') as Address),
        receiver,
        minAmount: takes,
        destinationChainId: toChain,
        hasSourceSwaps: false,
        hasDestinationCall: lie.calls ?? false,
      },
      {
        receiverAddress: pad(receiver),
        refundAddress: pad(from),
        sendingAssetId: pad(lie.token ?? (asked.get('fromToken') as Address)),
        receivingAssetId: pad(BASE_USDC),
        outputAmount: BRIDGE_LEAST,
        outputAmountMultiplier: 10n ** 18n,
        exclusiveRelayer: zeroHash,
        quoteTimestamp: 0,
        fillDeadline: 0xffffffff,
        exclusivityParameter: 0,
        message: '0x',
      },
    ],
  })
  const data = lie.selector === undefined ? honest : `${lie.selector}${honest.slice(10)}`
  return JSON.stringify({
    type: 'lifi',
    tool: 'across',
    action: { fromChainId: 1, toChainId: 8453, fromAmount: `${amount}`, slippage: 0.005 },
    estimate: {
      tool: 'across',
      approvalAddress: spender,
      fromAmount: `${lie.fromAmount ?? amount}`,
      toAmount: `${native ? amount : BRIDGE_OUT}`,
      toAmountMin: `${lie.least ?? (native ? (amount * 99n) / 100n : BRIDGE_LEAST)}`,
      executionDuration: 4.2,
      feeCosts: [],
    },
    transactionRequest: {
      from,
      to,
      chainId: 1,
      data,
      value: `0x${value.toString(16)}`,
      gasLimit: '0x3d090',
    },
  })
}

export const bridgeDone = (txHash: Hex, more: object = {}) => ({
  status: 'DONE',
  substatus: 'COMPLETED',
  receiving: { chainId: 8453, txHash, amount: `${BRIDGE_OUT}`, token: { address: BASE_USDC } },
  ...more,
})

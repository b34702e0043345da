/** What outside services of swaps answer, in the shape of their public documentation, as honest as a test wants it. */
import { type Address, encodeFunctionData, type Hex, parseAbi } from 'viem'
import { OUTSIDE } from '../devnet/outside'

export const COIN: Address = '0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE'
const ZERO: Address = '0x0000000000000000000000000000000000000000'
export type Id = 'kyberswap' | 'velora' | 'lifi' | 'zerox' | 'oneinch'
export const HOSTS: Record<Id, string> = {
  kyberswap: 'aggregator-api.kyberswap.com',
  velora: 'api.paraswap.io',
  lifi: 'li.quest',
  zerox: 'api.0x.org',
  oneinch: 'api.1inch.com',
}

export type Told = {
  /** In the calldata. */
  recipient: Address
  sell: Address
  buy: Address
  takes: bigint
  least: bigint
  /** Beside it. */
  amount: bigint
  out: bigint
  to: Address
  spender: Address
  value: bigint
  chain: string
  settler: Address
}

const abi = parseAbi([
  'struct Kyber { address srcToken; address dstToken; address[] srcReceivers; uint256[] srcAmounts; address[] feeReceivers; uint256[] feeAmounts; address dstReceiver; uint256 amount; uint256 minReturnAmount; uint256 flags; bytes permit; }',
  'struct Execution { address callTarget; address approveTarget; bytes targetData; Kyber desc; bytes clientData; }',
  'struct Velora { address srcToken; address destToken; uint256 fromAmount; uint256 toAmount; uint256 quotedAmount; bytes32 metadata; address beneficiary; }',
  'struct Step { address callTo; address approveTo; address sendingAssetId; address receivingAssetId; uint256 fromAmount; bytes callData; bool requiresDeposit; }',
  'struct Slippage { address recipient; address buyToken; uint256 minAmountOut; }',
  'function swap(Execution execution) payable',
  'function swapExactAmountIn(address executor, Velora swapData, uint256 partnerAndFee, bytes permit, bytes executorData) payable',
  'function swapTokensSingleV3ERC20ToERC20(bytes32 transactionId, string integrator, string referrer, address receiver, uint256 minAmountOut, Step swapData)',
  'function exec(address operator, address token, uint256 amount, address target, bytes data) payable',
  'function execute(Slippage slippage, bytes[] actions, bytes32 zid) payable',
])
const oneInchAbi = parseAbi([
  'struct OneInch { address srcToken; address dstToken; address srcReceiver; address dstReceiver; uint256 amount; uint256 minReturnAmount; uint256 flags; }',
  'function swap(address executor, OneInch desc, bytes data) payable',
])
const WORD: Hex = `0x${'00'.repeat(32)}`
const EXECUTOR: Address = '0x00000000000000000000000000000000000e8ec0'

export const CALLS: Record<Id, (told: Told, flags?: bigint) => Hex> = {
  kyberswap: ({ sell, buy, recipient, takes, least }, flags = 0n) =>
    encodeFunctionData({
      abi,
      functionName: 'swap',
      args: [
        {
          callTarget: EXECUTOR,
          approveTarget: ZERO,
          targetData: '0x1234',
          desc: {
            srcToken: sell,
            dstToken: buy,
            srcReceivers: [EXECUTOR],
            srcAmounts: [takes],
            feeReceivers: [],
            feeAmounts: [],
            dstReceiver: recipient,
            amount: takes,
            minReturnAmount: least,
            flags,
            permit: '0x',
          },
          clientData: '0x7b7d',
        },
      ],
    }),
  velora: ({ sell, buy, recipient, takes, least, out }) =>
    encodeFunctionData({
      abi,
      functionName: 'swapExactAmountIn',
      args: [
        EXECUTOR,
        {
          srcToken: sell,
          destToken: buy,
          fromAmount: takes,
          toAmount: least,
          quotedAmount: out,
          metadata: WORD,
          beneficiary: recipient,
        },
        0n,
        '0x',
        '0x1234',
      ],
    }),
  lifi: ({ sell, buy, recipient, takes, least }) =>
    encodeFunctionData({
      abi,
      functionName: 'swapTokensSingleV3ERC20ToERC20',
      args: [
        WORD,
        'lifi-api',
        '',
        recipient,
        least,
        {
          callTo: EXECUTOR,
          approveTo: EXECUTOR,
          sendingAssetId: sell,
          receivingAssetId: buy,
          fromAmount: takes,
          callData: '0x1234',
          requiresDeposit: true,
        },
      ],
    }),
  zerox: ({ sell, buy, recipient, takes, least, settler }) =>
    encodeFunctionData({
      abi,
      functionName: 'exec',
      args: [
        settler,
        sell,
        takes,
        settler,
        encodeFunctionData({
          abi,
          functionName: 'execute',
          args: [{ recipient, buyToken: buy, minAmountOut: least }, ['0x12345678'], WORD],
        }),
      ],
    }),
  oneinch: ({ sell, buy, recipient, takes, least }, flags = 0n) =>
    encodeFunctionData({
      abi: oneInchAbi,
      functionName: 'swap',
      args: [
        EXECUTOR,
        {
          srcToken: sell,
          dstToken: buy,
          srcReceiver: EXECUTOR,
          dstReceiver: recipient,
          amount: takes,
          minReturnAmount: least,
          flags,
        },
        '0x1234',
      ],
    }),
}

/** Of a number too large for a float: it must go back to the last digit. */
export const EXACT = '1461446703485210103287273052203988822378723970341'

/** The answers, by path where there are several. */
export function answer(id: Id, told: Told, path: string): string {
  const { amount, out, to, spender, value, chain, least } = told
  const data = CALLS[id](told)
  const text = String
  switch (id) {
    case 'kyberswap':
      return path.endsWith('/build')
        ? JSON.stringify({
            code: 0,
            message: 'successfully',
            data: {
              amountIn: text(amount),
              amountInUsd: '3000.1',
              amountOut: text(out),
              amountOutUsd: '2999.2',
              gas: '253000',
              gasUsd: '0.4',
              outputChange: { amount: '0', percent: 0, level: 0 },
              data,
              routerAddress: to,
              transactionValue: text(value),
            },
            requestId: 'f8e1',
          })
        : `{"code":0,"message":"successfully","data":{"routeSummary":{"tokenIn":"${told.sell}","amountIn":"${amount}","amountInUsd":"3000.1","tokenOut":"${told.buy}","amountOut":"${out}","gas":"253000","route":[[{"pool":"0xabc","exchange":"uniswapv3","poolExtra":{"priceLimit":${EXACT}},"extra":null}]],"routeID":"r1","checksum":"11908253","timestamp":1790000000},"routerAddress":"${to}"},"requestId":"f8e1"}`
    case 'velora':
      return JSON.stringify({
        priceRoute: {
          blockNumber: 21_000_000,
          network: Number(chain),
          srcToken: told.sell,
          srcDecimals: 18,
          srcAmount: text(amount),
          destToken: told.buy,
          destDecimals: 6,
          destAmount: text(out),
          bestRoute: [{ percent: 100, swaps: [] }],
          gasCostUSD: '0.5',
          gasCost: '210000',
          side: 'SELL',
          version: '6.2',
          contractAddress: to,
          tokenTransferProxy: spender,
          contractMethod: 'swapExactAmountIn',
          partnerFee: 0,
          hmac: 'aa',
        },
        txParams: {
          from: told.recipient,
          to,
          value: text(value),
          data,
          gasPrice: '1000',
          chainId: Number(chain),
        },
      })
    case 'lifi':
      return JSON.stringify({
        type: 'lifi',
        id: 'a1',
        tool: 'sushiswap',
        action: {
          fromChainId: Number(chain),
          toChainId: Number(chain),
          fromAmount: text(amount),
          slippage: 0.005,
        },
        estimate: {
          tool: 'sushiswap',
          approvalAddress: spender,
          fromAmount: text(amount),
          toAmount: text(out),
          toAmountMin: text(least),
          executionDuration: 30,
          feeCosts: [
            {
              name: 'LIFI Fixed Fee',
              amount: '2500',
              included: true,
              percentage: '0.0025',
              token: { address: told.sell, symbol: 'USDC', decimals: 6, chainId: 1 },
            },
          ],
        },
        transactionRequest: {
          from: told.recipient,
          to,
          chainId: Number(chain),
          data,
          value: `0x${value.toString(16)}`,
          gasLimit: '0x3d090',
          gasPrice: '0x1',
        },
      })
    case 'zerox':
      return JSON.stringify({
        liquidityAvailable: true,
        blockNumber: '21000000',
        buyAmount: text(out),
        buyToken: told.buy,
        sellAmount: text(amount),
        sellToken: told.sell,
        minBuyAmount: text(least),
        issues: { allowance: { actual: '0', spender }, balance: null, simulationIncomplete: false },
        transaction: { to, data, gas: '287000', gasPrice: '1000', value: text(value) },
      })
    case 'oneinch':
      return JSON.stringify({
        dstAmount: text(out),
        tx: { from: told.recipient, to, data, value: text(value), gas: 241_000, gasPrice: '1000' },
      })
  }
}

/** An honest one: `amount` of `sell` for `out` of `buy`, half a per cent less at worst. */
export const honest = (
  id: Id,
  me: Address,
  sell: Address,
  buy: Address,
  amount: bigint,
  out: bigint,
): Told => ({
  recipient: me,
  sell,
  buy,
  takes: amount,
  least: (out * 9_950n) / 10_000n,
  amount,
  out,
  to: OUTSIDE[id],
  spender: OUTSIDE[id],
  value: sell === COIN ? amount : 0n,
  chain: '1',
  settler: OUTSIDE.zeroxSettler,
})

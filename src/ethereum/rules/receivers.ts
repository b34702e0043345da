/** Functions that give what they are paid for to somebody whom an argument names `to`. */
import { type Address, isAddressLike } from '../../shared/hex.ts'
import { parseAddress } from '../address.ts'
import type { Struct } from '../typed-data-values.ts'
import { addressIn, integerIn } from './read.ts'

/** Of Morpho. */
const MARKET = '(address a,address b,address c,address d,uint256 e) m'
const VELORA = 'address src,address dst,uint256 amount,uint256 least,uint256 quoted,bytes32 meta,address to'
const KYBER =
  '(address src,address dst,address[] receivers,uint256[] amounts,address[] takers,uint256[] fees,address to,uint256 amount,uint256 least,uint256 flags,bytes permit) d'
/** Of EIP-2612, behind the arguments of a function. */
const SIGNED = 'uint256 deadline,uint8 v,bytes32 r,bytes32 s'

export const GIVES: readonly string[] = [
  'swapExactETHForTokens(uint256 min,address[] path,address to,uint256 deadline)',
  'swapExactTokensForETH(uint256 amount,uint256 min,address[] path,address to,uint256 deadline)',
  'swapExactTokensForTokens(uint256 amount,uint256 min,address[] path,address to,uint256 deadline)',
  'swapTokensForExactETH(uint256 amount,uint256 max,address[] path,address to,uint256 deadline)',
  'swapTokensForExactTokens(uint256 amount,uint256 max,address[] path,address to,uint256 deadline)',
  'swapETHForExactTokens(uint256 amount,address[] path,address to,uint256 deadline)',
  'swapExactTokensForTokens(uint256 amount,uint256 min,address[] path,address to)',
  'swapTokensForExactTokens(uint256 amount,uint256 max,address[] path,address to)',
  'exactInputSingle((address tokenIn,address tokenOut,uint24 fee,address to,uint256 deadline,uint256 amountIn,uint256 min,uint160 limit) p)',
  'exactInput((bytes path,address to,uint256 deadline,uint256 amountIn,uint256 min) p)',
  'exactOutputSingle((address tokenIn,address tokenOut,uint24 fee,address to,uint256 deadline,uint256 amountOut,uint256 max,uint160 limit) p)',
  'exactOutput((bytes path,address to,uint256 deadline,uint256 amountOut,uint256 max) p)',
  'exactInputSingle((address tokenIn,address tokenOut,uint24 fee,address to,uint256 amountIn,uint256 min,uint160 limit) p)',
  'exactInput((bytes path,address to,uint256 amountIn,uint256 min) p)',
  'exactOutputSingle((address tokenIn,address tokenOut,uint24 fee,address to,uint256 amountOut,uint256 max,uint160 limit) p)',
  'exactOutput((bytes path,address to,uint256 amountOut,uint256 max) p)',
  'unwrapWETH9(uint256 min,address to)',
  'sweepToken(address token,uint256 min,address to)',
  'supply(address asset,uint256 amount,address to,uint16 code)',
  `supplyWithPermit(address asset,uint256 amount,address to,uint16 code,${SIGNED})`,
  'deposit(address asset,uint256 amount,address to,uint16 code)',
  'withdraw(address asset,uint256 amount,address to)',
  'depositETH(address pool,address to,uint16 code)',
  'withdrawETH(address pool,uint256 amount,address to)',
  'deposit(uint256 amount,address to)',
  'mint(uint256 shares,address to)',
  'withdraw(uint256 amount,address to,address owner)',
  'redeem(uint256 shares,address to,address owner)',
  // 1inch
  'swap(address executor,(address src,address dst,address via,address to,uint256 amount,uint256 least,uint256 flags) d,bytes data)',
  'swap(address executor,(address src,address dst,address via,address to,uint256 amount,uint256 least,uint256 flags) d,bytes permit,bytes data)',
  'unoswapTo(address to,address src,uint256 amount,uint256 least,uint256[] pools)',
  'unoswapTo(uint256 to,uint256 src,uint256 amount,uint256 least,uint256 dex)',
  'unoswapTo2(uint256 to,uint256 src,uint256 amount,uint256 least,uint256 dex,uint256 dex2)',
  'ethUnoswapTo(uint256 to,uint256 least,uint256 dex)',
  'ethUnoswapTo2(uint256 to,uint256 least,uint256 dex,uint256 dex2)',
  'uniswapV3SwapTo(address to,uint256 amount,uint256 least,uint256[] pools)',
  'clipperSwapTo(address exchange,address to,uint256 src,address dst,uint256 amount,uint256 out,uint256 until,bytes32 r,bytes32 vs)',
  // 0x
  'sellTokenForTokenToUniswapV3(bytes path,uint256 amount,uint256 least,address to)',
  'sellTokenForEthToUniswapV3(bytes path,uint256 amount,uint256 least,address to)',
  'sellEthForTokenToUniswapV3(bytes path,uint256 least,address to)',
  'execute((address to,address token,uint256 least) slippage,bytes[] actions,bytes32 zid)',
  // KyberSwap
  `swap((address target,address approve,bytes data,${KYBER},bytes client) e)`,
  `swapSimpleMode(address caller,${KYBER},bytes data,bytes client)`,
  // Velora, LI.FI
  ...['In', 'Out', 'InPro', 'OutPro'].map(
    (name) => `swapExactAmount${name}(address executor,(${VELORA}) d,uint256 fee,bytes permit,bytes data)`,
  ),
  ...['InOnUniswapV2', 'InOnUniswapV3', 'OutOnUniswapV2', 'OutOnUniswapV3'].map(
    (name) => `swapExactAmount${name}((${VELORA},bytes pools) d,uint256 fee,bytes permit)`,
  ),
  `swapExactAmountInOnCurveV1((uint256 a,uint256 b,${VELORA}) d,uint256 fee,bytes permit)`,
  `swapExactAmountInOnCurveV2((uint256 a,uint256 i,uint256 j,address pool,${VELORA}) d,uint256 fee,bytes permit)`,
  ...['ERC20ToERC20', 'ERC20ToNative', 'NativeToERC20'].map(
    (name) =>
      `swapTokensMultipleV3${name}(bytes32 id,string integrator,string referrer,address to,uint256 least,(address callTo,address approveTo,address src,address dst,uint256 amount,bytes data,bool deposit)[] swaps)`,
  ),
  ...['ERC20ToERC20', 'ERC20ToNative', 'NativeToERC20'].map(
    (name) =>
      `swapTokensSingleV3${name}(bytes32 id,string integrator,string referrer,address to,uint256 least,(address callTo,address approveTo,address src,address dst,uint256 amount,bytes data,bool deposit) swaps)`,
  ),
  // Compound v3, Morpho, Lido
  'supplyTo(address to,address asset,uint256 amount)',
  'withdrawTo(address to,address asset,uint256 amount)',
  'withdrawFrom(address src,address to,address asset,uint256 amount)',
  'claimTo(address comet,address src,address to,bool accrue)',
  `supply(${MARKET},uint256 assets,uint256 shares,address to,bytes data)`,
  `supplyCollateral(${MARKET},uint256 assets,address to,bytes data)`,
  `borrow(${MARKET},uint256 assets,uint256 shares,address owner,address to)`,
  `withdraw(${MARKET},uint256 assets,uint256 shares,address owner,address to)`,
  `withdrawCollateral(${MARKET},uint256 assets,address owner,address to)`,
  'requestWithdrawals(uint256[] amounts,address to)',
  'requestWithdrawalsWstETH(uint256[] amounts,address to)',
  'requestWithdrawalsWithPermit(uint256[] amounts,address to,(uint256 value,uint256 deadline,uint8 v,bytes32 r,bytes32 s) p)',
  'requestWithdrawalsWstETHWithPermit(uint256[] amounts,address to,(uint256 value,uint256 deadline,uint8 v,bytes32 r,bytes32 s) p)',
  'claimWithdrawalsTo(uint256[] ids,uint256[] hints,address to)',
  // Bridges
  'depositV3(address sender,address to,address src,address dst,uint256 amount,uint256 out,uint256 chain,address relayer,uint32 quoted,uint32 fill,uint32 exclusive,bytes message)',
  'depositETHTo(address to,uint32 gas,bytes data)',
  'bridgeETHTo(address to,uint32 gas,bytes data)',
  'depositERC20To(address src,address dst,address to,uint256 amount,uint32 gas,bytes data)',
  'bridgeERC20To(address src,address dst,address to,uint256 amount,uint32 gas,bytes data)',
  'withdrawTo(address token,address to,uint256 amount,uint32 gas,bytes data)',
]

/** Whom the arguments name `to`, wherever it stands: among them or in their tuples, or as a number with flags above it. */
export function receiverIn(values: Struct): Address | null {
  const number = integerIn(values, 'to')
  const own = addressIn(values, 'to') ?? (number === null ? null : fromNumber(number))
  if (own !== null) return own
  for (const { value } of values.fields) {
    const found = value.kind === 'struct' ? receiverIn(value) : null
    if (found !== null) return found
  }
  return null
}

function fromNumber(number: bigint): Address | null {
  const text = `0x${(number & (2n ** 160n - 1n)).toString(16).padStart(40, '0')}`
  return isAddressLike(text) ? parseAddress(text) : null
}

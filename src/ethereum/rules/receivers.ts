/** Functions that give what they are paid for to somebody whom an argument names `to`. */
import { type Address, isAddressLike } from '../../shared/hex.ts'
import { parseAddress } from '../address.ts'
import type { Value } from '../typed-data-values.ts'

/** Of Morpho. */
const MARKET = '(address a,address b,address c,address d,uint256 e) m'
const VELORA = 'address src,address dst,uint256 amount,uint256 least,uint256 quoted,bytes32 meta,address to'
const KYBER =
  '(address src,address dst,address[] receivers,uint256[] amounts,address[] takers,uint256[] fees,address to,uint256 amount,uint256 least,uint256 flags,bytes permit) d'
const SOLIDLY = '(address src,address dst,bool stable,address factory)'
const JOE = '(uint256[] steps,uint8[] versions,address[] tokens)'
const FUNDS = '(address sender,bool fromInternal,address to,bool toInternal)'
/** Of Pendle. */
const ROUTED = '(uint8 kind,address router,bytes data,bool scale)'
const INPUT = `(address src,uint256 amount,address minted,address swap,${ROUTED} routed)`
const OUTPUT = `(address dst,uint256 least,address redeemed,address swap,${ROUTED} routed)`
const GUESS = '(uint256 min,uint256 max,uint256 off,uint256 most,uint256 eps)'
const FILL =
  '((uint256 salt,uint256 expiry,uint256 nonce,uint8 kind,address token,address yt,address maker,address receiver,uint256 amount,uint256 rate,uint256 least,bytes permit) order,bytes signature,uint256 amount)'
const LIMIT = `(address router,uint256 eps,${FILL}[] a,${FILL}[] b,bytes data)`
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
  'swapTokensGeneric(bytes32 id,string integrator,string referrer,address to,uint256 least,(address callTo,address approveTo,address src,address dst,uint256 amount,bytes data,bool deposit)[] swaps)',
  // Older and other ones of Velora, Odos, SushiSwap, Velodrome and Aerodrome, Trader Joe, Algebra
  'simpleSwap((address src,address dst,uint256 amount,uint256 least,uint256 expected,address[] callees,bytes data,uint256[] starts,uint256[] values,address to,address partner,uint256 fee,bytes permit,uint256 deadline,bytes16 uuid) d)',
  'swap((address src,uint256 amount,address holder,address dst,uint256 quoted,uint256 least,address to) d,bytes path,address executor,uint32 referral)',
  'swap((address src,uint256 amount,address holder,address dst,uint256 quoted,uint256 least,address to) d,bytes path,address executor,(uint64 code,uint64 fee,address recipient) referral)',
  'processRoute(address src,uint256 amount,address dst,uint256 least,address to,bytes route)',
  'snwap(address src,uint256 amount,address to,address dst,uint256 least,address executor,bytes data)',
  `swapExactTokensForTokens(uint256 amount,uint256 least,${SOLIDLY}[] routes,address to,uint256 deadline)`,
  `swapExactETHForTokens(uint256 least,${SOLIDLY}[] routes,address to,uint256 deadline)`,
  `swapExactTokensForETH(uint256 amount,uint256 least,${SOLIDLY}[] routes,address to,uint256 deadline)`,
  'swapExactTokensForTokens(uint256 amount,uint256 least,(address src,address dst,bool stable)[] routes,address to,uint256 deadline)',
  ...['TokensForTokens', 'TokensForNATIVE'].map(
    (name) => `swapExact${name}(uint256 amount,uint256 least,${JOE} path,address to,uint256 deadline)`,
  ),
  `swapExactNATIVEForTokens(uint256 least,${JOE} path,address to,uint256 deadline)`,
  'exactInputSingle((address src,address dst,address to,uint256 deadline,uint256 amount,uint256 least,uint160 limit) p)',
  'exactInputSingle((address src,address dst,address deployer,address to,uint256 deadline,uint256 amount,uint256 least,uint160 limit) p)',
  'exactInputSingle((address src,address dst,int24 spacing,address to,uint256 deadline,uint256 amount,uint256 least,uint160 limit) p)',
  'unwrapWETH9WithFee(uint256 min,address to,uint256 bips,address fee)',
  'sweepTokenWithFee(address token,uint256 min,address to,uint256 bips,address fee)',
  // Curve
  ...['int128', 'uint256'].map((n) => `exchange(${n} i,${n} j,uint256 amount,uint256 least,address to)`),
  'exchange(uint256 i,uint256 j,uint256 amount,uint256 least,bool coin,address to)',
  ...['int128', 'uint256'].map(
    (n) => `remove_liquidity_one_coin(uint256 amount,${n} i,uint256 least,address to)`,
  ),
  'remove_liquidity_one_coin(uint256 amount,uint256 i,uint256 least,bool coin,address to)',
  ...['2', '3'].flatMap((n) => [
    `remove_liquidity(uint256 amount,uint256[${n}] least,address to)`,
    `add_liquidity(uint256[${n}] amounts,uint256 least,address to)`,
  ]),
  'exchange(address[11] route,uint256[5][5] how,uint256 amount,uint256 least,address[5] pools,address to)',
  'deposit(uint256 amount,address to,bool claim)',
  'claim_rewards(address of,address to)',
  'set_rewards_receiver(address to)',
  // Balancer
  `swap((bytes32 pool,uint8 kind,address src,address dst,uint256 amount,bytes data) d,${FUNDS} funds,uint256 limit,uint256 deadline)`,
  `batchSwap(uint8 kind,(bytes32 pool,uint256 i,uint256 j,uint256 amount,bytes data)[] swaps,address[] assets,${FUNDS} funds,int256[] limits,uint256 deadline)`,
  'joinPool(bytes32 pool,address sender,address to,(address[] assets,uint256[] most,bytes data,bool internal) d)',
  'exitPool(bytes32 pool,address sender,address to,(address[] assets,uint256[] least,bytes data,bool internal) d)',
  'manageUserBalance((uint8 kind,address asset,uint256 amount,address sender,address to)[] ops)',
  // Pendle
  `swapExactTokenForPt(address to,address market,uint256 least,${GUESS} guess,${INPUT} input,${LIMIT} limit)`,
  `swapExactPtForToken(address to,address market,uint256 amount,${OUTPUT} output,${LIMIT} limit)`,
  `swapExactTokenForYt(address to,address market,uint256 least,${GUESS} guess,${INPUT} input,${LIMIT} limit)`,
  `swapExactYtForToken(address to,address market,uint256 amount,${OUTPUT} output,${LIMIT} limit)`,
  `redeemPyToToken(address to,address yt,uint256 amount,${OUTPUT} output)`,
  `redeemSyToToken(address to,address sy,uint256 amount,${OUTPUT} output)`,
  `mintSyFromToken(address to,address sy,uint256 least,${INPUT} input)`,
  `mintPyFromToken(address to,address yt,uint256 least,${INPUT} input)`,
  `removeLiquiditySingleToken(address to,address market,uint256 amount,${OUTPUT} output,${LIMIT} limit)`,
  `addLiquiditySingleToken(address to,address market,uint256 least,${GUESS} guess,${INPUT} input,${LIMIT} limit)`,
  // GMX, from its second version
  `createOrder(((address to,address refunded,address callback,address fees,address market,address collateral,address[] path) a,(uint256 a,uint256 b,uint256 c,uint256 d,uint256 e,uint256 f,uint256 g,uint256 h) n,uint8 kind,uint8 swap,bool long,bool unwrap,bool freeze,bytes32 code) p)`,
  'unstakeAndRedeemGlp(address token,uint256 amount,uint256 least,address to)',
  'unstakeAndRedeemGlpETH(uint256 amount,uint256 least,address to)',
  // ERC-7540
  'requestDeposit(uint256 amount,address to,address owner)',
  'requestRedeem(uint256 amount,address to,address owner)',
  // What is paid for somebody else, what an account has at a lender or in Permit2, and what lies at an entry point.
  'repay(address asset,uint256 amount,uint256 mode,address to)',
  'transferAsset(address to,address asset,uint256 amount)',
  'transferAssetFrom(address src,address to,address asset,uint256 amount)',
  'transferFrom((address src,address to,uint160 amount,address token)[] transfers)',
  'withdrawTo(address to,uint256 amount)',
  'withdrawStake(address to)',
  'setWithdrawalAddress(address node,address to,bool confirm)',
  'queueWithdrawals((address[] strategies,uint256[] shares,address to)[] p)',
  'stakeFor(address to,uint256 amount)',
  'depositFor(address to,uint256 amount)',
  'deposit_for(address to,uint256 amount)',
  'withdraw(uint256 amount,address to)',
  'send(address to,uint256 amount,bytes data)',
  'transferFromAndCall(address src,address to,uint256 amount)',
  'transferFromAndCall(address src,address to,uint256 amount,bytes data)',
  'transfer(address to,uint256 id,uint256 amount)',
  'transferFrom(address src,address to,uint256 id,uint256 amount)',
  'operatorSend(address src,address to,uint256 amount,bytes data,bytes more)',
  'register(string name,address to,uint256 duration,bytes32 secret,address resolver,bytes[] data,bool reverse,uint16 fuses)',
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
  'createRetryableTicket(address to,uint256 value,uint256 fee,address refunded,address owner,uint256 gas,uint256 price,bytes data)',
  'unsafeCreateRetryableTicket(address to,uint256 value,uint256 fee,address refunded,address owner,uint256 gas,uint256 price,bytes data)',
  'requestL2TransactionDirect((uint256 chain,uint256 mint,address to,uint256 value,bytes data,uint256 gas,uint256 pubdata,bytes[] code,address refunded) d)',
  'requestL2Transaction(address to,uint256 value,bytes data,uint256 gas,uint256 pubdata,bytes[] code,address refunded)',
  'swap(uint16 chain,uint256 src,uint256 dst,address refunded,uint256 amount,uint256 least,(uint256 gas,uint256 coins,bytes receiver) d,bytes to,bytes data)',
  'swapETH(uint16 chain,address refunded,bytes to,uint256 amount,uint256 least)',
  'depositV3(address sender,address to,address src,address dst,uint256 amount,uint256 out,uint256 chain,address relayer,uint32 quoted,uint32 fill,uint32 exclusive,bytes message)',
  'depositETHTo(address to,uint32 gas,bytes data)',
  'bridgeETHTo(address to,uint32 gas,bytes data)',
  'depositERC20To(address src,address dst,address to,uint256 amount,uint32 gas,bytes data)',
  'bridgeERC20To(address src,address dst,address to,uint256 amount,uint32 gas,bytes data)',
  'withdrawTo(address token,address to,uint256 amount,uint32 gas,bytes data)',
]

/** All whom the arguments name `to`, wherever it stands: among them, in their tuples and lists. */
export function receiversIn(value: Value): Address[] {
  if (value.kind === 'array') return value.items.flatMap(receiversIn)
  if (value.kind !== 'struct') return []
  return value.fields.flatMap((field) =>
    field.name === 'to' ? (receiverOf(field.value) ?? []) : receiversIn(field.value),
  )
}

/** Some write it as a number with flags above it, and bridges as bytes. */
function receiverOf(value: Value): Address | null {
  if (value.kind === 'address') return value.value
  if (value.kind === 'integer') return fromDigits(value.value.toString(16))
  if (value.kind === 'fixed' || (value.kind === 'bytes' && value.value.length === 42))
    return fromDigits(value.value.slice(2))
  return null
}

function fromDigits(digits: string): Address | null {
  const text = `0x${digits.padStart(40, '0').slice(-40)}`
  return isAddressLike(text) ? parseAddress(text) : null
}

/** The least that a swap is to give. */
import type { CallFacts } from './facts.ts'
import { integerIn, readerOf } from './read.ts'

const read = readerOf([
  'swapExactETHForTokens(uint256 min,address[] path,address to,uint256 deadline)',
  'swapExactTokensForETH(uint256 amount,uint256 min,address[] path,address to,uint256 deadline)',
  'swapExactTokensForTokens(uint256 amount,uint256 min,address[] path,address to,uint256 deadline)',
  'swapExactTokensForTokens(uint256 amount,uint256 min,address[] path,address to)',
  'exactInputSingle((address tokenIn,address tokenOut,uint24 fee,address to,uint256 deadline,uint256 amountIn,uint256 min,uint160 limit) p)',
  'exactInputSingle((address tokenIn,address tokenOut,uint24 fee,address to,uint256 amountIn,uint256 min,uint160 limit) p)',
  'exactInput((bytes path,address to,uint256 deadline,uint256 amountIn,uint256 min) p)',
  'exactInput((bytes path,address to,uint256 amountIn,uint256 min) p)',
])

/** In base units of what it gives; null for any other call. */
export function leastOf({ call }: CallFacts): bigint | null {
  const values = read(call.data)?.values
  return integerIn(values, 'min') ?? integerIn(values?.fields[0]?.value, 'min')
}

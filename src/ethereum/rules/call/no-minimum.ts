import type { CallFacts } from '../facts.ts'
import { integerIn, readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'

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

/** A swap takes whatever it gets, however little. */
export const noMinimum: Rule<CallFacts> = {
  id: 'no-minimum',
  severity: 'warning',
  title: 'The swap accepts any price',
  check({ call }) {
    const values = read(call.data)?.values
    const first = values?.fields[0]?.value
    const min = integerIn(values, 'min') ?? integerIn(first, 'min')
    return min === 0n
      ? 'It names no least amount that you get, so others can push the price against you while it waits. Set a slippage limit on the site.'
      : null
  },
}

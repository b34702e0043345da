import type { Address } from '../../../shared/hex.ts'
import { sameAddress } from '../../../shared/hex.ts'
import type { CallFacts } from '../facts.ts'
import { addressIn, readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'

const read = readerOf([
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
  'deposit(address asset,uint256 amount,address to,uint16 code)',
  'withdraw(address asset,uint256 amount,address to)',
  'depositETH(address pool,address to,uint16 code)',
  'withdrawETH(address pool,uint256 amount,address to)',
  'deposit(uint256 amount,address to)',
  'mint(uint256 shares,address to)',
  'withdraw(uint256 amount,address to,address owner)',
  'redeem(uint256 shares,address to,address owner)',
])

/** What a swap, a deposit or a withdrawal gives goes to somebody else. */
export const resultToOther: Rule<CallFacts> = {
  id: 'result-to-other',
  severity: 'danger',
  title: 'Somebody else gets what you pay for',
  check({ call, by, isMine, at }) {
    const reading = read(call.data)
    if (reading === null) return null
    const to = addressIn(reading.values, 'to') ?? addressIn(firstOf(reading.values), 'to')
    // Routers know these as themselves and the sender; the router itself hands it on in a further call.
    if (to === null || /^0x0{39}[012]$/.test(to) || isMine(to)) return null
    // What a Safe does for itself.
    if (by !== null && sameAddress(to, by)) return null
    if (call.to !== null && (sameAddress(to, call.to) || isRouter(to, call.to, at))) return null
    return `It comes from your account and goes to ${to}, which is not yours. Reject this unless you mean to pay for somebody else.`
  },
}

const firstOf = (values: Parameters<typeof addressIn>[0]) =>
  values?.kind === 'struct' ? values.fields[0]?.value : undefined

/** Wrapped coins are unwrapped by the helper contracts of the same protocol. */
const isRouter = (to: Address, called: Address, at: CallFacts['at']): boolean =>
  at(to).isKnown && at(called).isKnown

/** What a page of ours asks for, checked: the tokens are known, the account is ours, the numbers make sense. */
import type { SwapAsked, SwapToken, TokenId } from '../../messaging/protocol.ts'
import { FieldError } from '../../shared/errors.ts'
import type { Services } from '../services.ts'
import type { SwapOrder } from './source.ts'

/** @throws FieldError, InvalidParamsError */
export function orderOf(services: Services, asked: SwapAsked): SwapOrder {
  services.accounts.need(asked.account)
  const sell = tokenOf(services, 'sell', asked.chainId, asked.sell)
  const buy = tokenOf(services, 'buy', asked.buyChainId, asked.buy)
  if (sell.chainId === buy.chainId && sell.token.toLowerCase() === buy.token.toLowerCase())
    throw new FieldError('buy', 'Choose two different tokens.')
  const amount = BigInt(asked.amount)
  if (amount === 0n) throw new FieldError('amount', 'Type an amount above zero.')
  const now = Math.floor(services.ports.clock.now() / 1000)
  return {
    account: asked.account,
    sell,
    buy,
    exact: asked.exact,
    amount,
    slippageBps: asked.slippageBps === 'auto' ? null : asked.slippageBps,
    deadline: BigInt(now + asked.deadlineMinutes * 60),
  }
}

function tokenOf(services: Services, field: string, chainId: number, token: TokenId): SwapToken {
  const network = services.networks.need(chainId)
  if (token === 'native') return { chainId, token, symbol: network.symbol, decimals: 18 }
  const known = services.assets.tokens.find(chainId, token)
  if (known === null) throw new FieldError(field, 'This token is not in your list. Add it first.')
  return { chainId, token: known.address, symbol: known.symbol, decimals: known.decimals }
}

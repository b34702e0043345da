/**
 * Tokens that no list vouches for may keep a part of whatever is moved, which no pool tells of. Swaps of them are tried
 * on the chain before they are offered, and what arrives then is the offer.
 */
import { encodeApprove } from '../../ethereum/allowances.ts'
import { PERMIT2 } from '../../ethereum/known-contracts.ts'
import { encodePermit2Approve } from '../../ethereum/swap/permit2.ts'
import { visibleLine } from '../../ethereum/text.ts'
import type { Warning } from '../../messaging/protocol.ts'
import { FieldError } from '../../shared/errors.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { simulate } from '../simulation/simulate.ts'
import type { Answered } from './pool-quotes.ts'
import type { Quote, SwapOrder, SwapToken } from './source.ts'

/** Room for two hops of strange tokens. */
const GAS = 2_000_000n

export const UNTRIED: Warning = {
  rule: 'swap-untried',
  severity: 'warning',
  title: 'This token is on no list',
  text: 'It may keep a part of what is moved. What arrives is tried before you sign: less than the minimum is refused.',
}

/** What a strange token keeps, by what arrived of what the pools told. */
export function keeps(services: Services, { sell, buy }: SwapOrder, told: bigint, got: bigint): Warning {
  const [one, other] = [sell, buy].filter((token) => isStrange(services, token))
  const name = other === undefined && one !== undefined ? visibleLine(one.symbol, 24) : null
  // In tenths of a per cent, the pools' own curve left out.
  const tenths = Number(((told - got) * 1_000n + told / 2n) / told)
  const part = tenths === 0 ? 'less than 0.1 %' : `about ${(tenths / 10).toString()} %`
  return {
    rule: 'swap-keeps',
    severity: 'warning',
    title: `${name ?? 'One of these tokens'} keeps ${part} of every transfer`,
    text: `Tried on the network just now: that is already taken off what you get here. It is taken again whenever you send or sell it.`,
  }
}

export const isStrange = (services: Services, { chainId, token }: SwapToken): boolean =>
  token !== 'native' && services.assets.tokens.find(chainId, token)?.origin !== 'listed'

/** The best of all routes, and the best that passes pairs of reserves alone, which take what truly arrives. */
export function candidates(ranked: readonly Answered[]): Answered[] {
  const [best] = ranked
  const pairs = ranked.find(({ route }) => route.venue.kind !== 'v3' && route.venue.kind !== 'v4')
  if (best === undefined) return []
  return pairs === undefined || pairs === best ? [best] : [best, pairs]
}

/**
 * What arrives of an offer when it is carried out now; null where it cannot be tried, as without the balance for it.
 * @param quote its calldata must ask for no minimum
 */
export async function arrives(services: Services, order: SwapOrder, quote: Quote): Promise<bigint | null> {
  const { plan, spender } = quote
  const { sell, buy, account } = order
  if (plan.type !== 'transaction') return null
  const approve = spender === null ? [] : rights(order, quote, spender).map((call) => ({ ...call, gas: GAS }))
  const tried = await simulate(services, {
    chainId: sell.chainId,
    from: account,
    calls: [...approve, { ...plan.transaction, gas: GAS }],
  })
  if (tried.failure !== null || tried.effects === null) return null
  const got = tried.effects.changes.find((change) =>
    change.kind === 'native'
      ? buy.token === 'native'
      : change.kind === 'token' && sameAddress(change.token, buy.token),
  )
  return got === undefined ? 0n : got.amount
}

/** What lets the router take the token, all by transactions: nothing is signed to try. */
function rights({ sell, deadline }: SwapOrder, { maxSold, takesPermit2, ...quote }: Quote, spender: Address) {
  const { token } = sell
  if (token === 'native') return []
  const approve = (to: Address) => ({ to: token, value: 0n, data: encodeApprove(to, maxSold) })
  if (!takesPermit2) return [approve(spender)]
  const until = `${quote.deadline ?? deadline}`
  const data = encodePermit2Approve({ token, spender, amount: `${maxSold}`, until })
  return [approve(PERMIT2), { to: PERMIT2, value: 0n, data }]
}

/** @throws FieldError */
export function requireExactIn({ exact }: SwapOrder): void {
  if (exact === 'out')
    throw new FieldError(
      'amount',
      'This token keeps a part of whatever is moved, so no exact amount of it can be bought. Type what you sell.',
    )
}

/**
 * Services that find a route and write the transaction for it. Nothing that they say is taken: the transaction goes
 * to the router that is bundled for the service, the account is the one who is paid, what is taken is what was asked,
 * and the least that arrives is read out of the calldata, not out of their words.
 */
import { type OutsideCall, type Router, readOutsideCall } from '../../../ethereum/swap/outside-call.ts'
import { autoSlippage } from '../../../ethereum/swap/slippage.ts'
import { WalletError } from '../../../shared/errors.ts'
import { type Address, sameAddress } from '../../../shared/hex.ts'
import { ServiceError } from '../../providers/errors.ts'
import type { Services } from '../../services.ts'
import { lastsFor, type Quote, type QuoteSource, type SwapOrder, type SwapTransaction } from '../source.ts'

/** How services write the coin. */
export const COIN = '0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE'
const ZERO = '0x0000000000000000000000000000000000000000'
const LIFE_S = 30
/** Of a route that only the service knows. */
export const AUTO = autoSlippage({ fees: [], movedBps: null, impactBps: null })
/** A swap through a router is never cheaper: whoever says so wants to look best. */
const LEAST_GAS = 90_000n
const MOST_GAS = 15_000_000n

export type Offer = {
  sellAmount: bigint
  buyAmount: bigint
  transaction: SwapTransaction
  /** Whom the service says that the token has to be allowed to. */
  spender: Address | null
  gas: bigint | null
  fees?: Quote['fees']
}

export type Asked = {
  services: Services
  order: SwapOrder
  chain: string
  sell: Address
  buy: Address
  slippageBps: number
  signal: AbortSignal
}

export type Aggregator = {
  id: Router
  label: string
  /** Its networks, as it writes them. */
  chains: Readonly<Record<number, string>>
  /** Where its transactions go, and whom tokens are allowed to: the same address on all of `chains`. */
  router: Address
  exactOut?: boolean
  offer(asked: Asked): Promise<Offer>
  /** Whether a contract that the calldata puts in the router's place is its own. */
  vouches?(services: Services, chainId: number, target: Address): Promise<boolean>
}

export class NoOfferError extends WalletError {
  constructor(label: string) {
    super(-32003, `${label} has no offer for this swap.`)
    this.name = 'NoOfferError'
  }
}
/** What came would do something else than what was asked. */
export class LyingOfferError extends WalletError {
  constructor(label: string, what: string) {
    super(-32003, `${label} sent an offer that ${what}. It is not used.`)
    this.name = 'LyingOfferError'
  }
}

export function aggregatorSource(one: Aggregator): QuoteSource {
  const { id, label, chains } = one
  const source: QuoteSource = {
    id,
    label,
    service: id,
    serves: (_services, { sell, buy, exact }) =>
      sell.chainId === buy.chainId &&
      chains[sell.chainId] !== undefined &&
      (exact === 'in' || one.exactOut === true),
    async quote(services, order, tell, signal) {
      const { chainId } = order.sell
      const slippageBps = order.slippageBps ?? AUTO
      const asked: Asked = {
        services,
        order,
        chain: chains[chainId] ?? '',
        sell: nameOf(order.sell.token),
        buy: nameOf(order.buy.token),
        slippageBps,
        signal,
      }
      const offer = await one.offer(asked).catch((error) => {
        throw saysNo(error) ? new NoOfferError(label) : error
      })
      tell([await checked(services, source, one, order, slippageBps, offer)])
    },
  }
  return source
}

export const nameOf = (token: Address | 'native'): Address => (token === 'native' ? COIN : token)

/** A question that makes no sense to it, or a pair that it does not know. */
export const saysNo = (error: unknown): boolean =>
  error instanceof ServiceError && /^HTTP (?:400|404|422)\b/.test(String(error.details ?? ''))

export const isToken = (token: Address | 'native', named: Address): boolean =>
  token === 'native' ? sameAddress(named, COIN) || sameAddress(named, ZERO) : sameAddress(named, token)

async function checked(
  services: Services,
  source: QuoteSource,
  one: Aggregator,
  order: SwapOrder,
  slippageBps: number,
  offer: Offer,
): Promise<Quote> {
  const { account, sell, buy, exact, amount } = order
  const { transaction, sellAmount, buyAmount, spender } = offer
  const refuse = (what: string): never => {
    throw new LyingOfferError(one.label, what)
  }
  const native = sell.token === 'native'
  const call: OutsideCall =
    readOutsideCall(one.id, transaction.to, transaction.data, COIN) ??
    refuse('does what this wallet cannot read')
  // Where coins are sold, 0x has them sent to a contract that its registry names.
  const stands = call.target !== null && native && sameAddress(transaction.to, call.target)
  if (!sameAddress(transaction.to, one.router) && !stands)
    refuse('goes to a contract that is not known as its router')
  if (call.target !== null && (await one.vouches?.(services, sell.chainId, call.target)) !== true)
    refuse('runs a contract that is not its own')
  if (!native && spender !== null && !sameAddress(spender, one.router))
    refuse('wants your tokens allowed to an address that is not known as its router')
  if (call.recipient !== null && !sameAddress(call.recipient, account)) refuse('pays somebody else')
  if (!isToken(buy.token, call.buy)) refuse('buys another token')
  if (!isToken(sell.token, call.sell)) refuse('sells another token')

  const slip = BigInt(slippageBps)
  const whole = exact === 'in' ? sellAmount : buyAmount
  if (whole !== amount) refuse('is for another amount')
  // A hundredth of a per cent for how each rounds.
  const most = exact === 'in' ? amount : (sellAmount * (10_001n + slip)) / 10_000n
  const least = exact === 'in' ? (buyAmount * (9_999n - slip)) / 10_000n : amount
  if (!native && transaction.value !== 0n) refuse('takes coins that you do not sell')
  const taken = native ? transaction.value : call.sold
  if (taken > most || call.sold > most) refuse('takes more than you sell')
  if (call.least < least || call.least === 0n) refuse('promises more than its transaction holds to')
  return {
    source,
    kind: 'transaction',
    sellAmount,
    buyAmount,
    minReceived: call.least,
    maxSold: taken,
    slippageBps,
    gas: gasOf(offer.gas),
    fees: offer.fees ?? [],
    route: [
      { shareBps: 10_000, hops: [{ venue: one.label, fee: null, sell: sell.symbol, buy: buy.symbol }] },
    ],
    poolImpactBps: null,
    spender: native ? null : one.router,
    plan: { type: 'transaction', transaction },
    expiresAt: lastsFor(services, LIFE_S),
    seconds: null,
    warnings: [],
  }
}

export function gasOf(told: bigint | null): bigint {
  if (told === null || told > MOST_GAS) return 400_000n
  return told < LEAST_GAS ? LEAST_GAS : told
}

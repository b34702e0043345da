/**
 * CoW Protocol's order book (https://api.cow.fi/docs). An order is signed here, handed in, and carried out by others
 * or by nobody. Whether it was is what the network says; the order book is asked for the rest.
 */
import * as v from 'valibot'
import {
  APP_DATA,
  COW_COIN,
  COW_RELAYER,
  COW_SETTLEMENT,
  type CowOrder,
  cowTakeBackData,
  cowTypedData,
  cowUid,
  encodeInvalidate,
  wholeOrder,
} from '../../../ethereum/swap/cow-order.ts'
import { type Hex, isHex, sameAddress } from '../../../shared/hex.ts'
import { ServiceError } from '../../providers/errors.ts'
import type { Services } from '../../services.ts'
import { address as storedAddress } from '../../state/schema.ts'
import { NotTakenBackError, NotTakenError } from '../errors.ts'
import { lastsFor, type Quote, type QuoteSource, type SwapOrder } from '../source.ts'
import { AUTO, LyingOfferError, NoOfferError, saysNo } from './aggregator.ts'
import { address, amount, MOST_BYTES } from './answer.ts'
import { COW_CHAINS, cowUrl, orderState } from './cow-book.ts'
import { followCow } from './cow-follow.ts'

const LABEL = 'CoW Protocol'
const LIFE_S = 60
/** From the yes until it is carried out, as a rule. */
const USUAL_S = 60
const told = v.object({
  id: v.nullish(v.string()),
  quote: v.object({
    sellToken: address,
    buyToken: address,
    sellAmount: amount,
    buyAmount: amount,
    feeAmount: amount,
    kind: v.picklist(['sell', 'buy']),
  }),
})
const state = v.object({
  chainId: v.number(),
  account: storedAddress,
  quoteId: v.nullable(v.string()),
  order: v.object({
    sellToken: storedAddress,
    buyToken: storedAddress,
    receiver: storedAddress,
    sellAmount: v.string(),
    buyAmount: v.string(),
    validTo: v.number(),
    kind: v.picklist(['sell', 'buy']),
  }),
})

const post =
  (chainId: number, path: string, body: unknown, method: 'POST' | 'DELETE' = 'POST') =>
  () => ({
    url: cowUrl(chainId, path),
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

export const cow: QuoteSource = {
  id: 'cow',
  label: LABEL,
  service: 'cow',
  // Coins cannot be sold by a signature: they are wrapped first.
  serves: (_services, { sell, buy }) =>
    sell.chainId === buy.chainId && COW_CHAINS[sell.chainId] !== undefined && sell.token !== 'native',
  async quote(services, order, tell, signal) {
    const asked = named(order)
    if (asked === null) return
    const { chainId } = order.sell
    const side = order.exact === 'in' ? 'sellAmountBeforeFee' : 'buyAmountAfterFee'
    const body = {
      ...asked,
      from: order.account,
      [side]: order.amount.toString(),
      appData: APP_DATA,
      appDataHash: wholeOrder(asked).appData,
      partiallyFillable: false,
      sellTokenBalance: 'erc20',
      buyTokenBalance: 'erc20',
      signingScheme: 'eip712',
    }
    const answer = await services.providers.ask
      .json('cow', told, post(chainId, 'quote', { ...body, sellAmount: undefined, buyAmount: undefined }), {
        exact: true,
        most: MOST_BYTES,
        signal,
      })
      .catch((error) => {
        throw saysNo(error) ? new NoOfferError(LABEL) : error
      })
    tell([quoteOf(services, order, asked, answer)])
  },

  refOf(json) {
    const { chainId, account, order } = v.parse(state, JSON.parse(json))
    return cowUid(chainId, order, account)
  },
  async submit(services, json, signature) {
    const { chainId, account, order, quoteId } = v.parse(state, JSON.parse(json))
    const body = {
      ...wholeOrder(order),
      appData: APP_DATA,
      appDataHash: wholeOrder(order).appData,
      signingScheme: 'eip712',
      signature,
      from: account,
      ...(quoteId === null ? {} : { quoteId: Number(quoteId) }),
    }
    try {
      await services.providers.ask.raw('cow', post(chainId, 'orders', body), { most: MOST_BYTES })
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error
      // It says no to one that it has too. Where it does not answer at all, or is switched off meanwhile, it may have it:
      // that is found out later.
      const uid = cowUid(chainId, order, account)
      if (saysNo(error) && (await isUnknown(services, chainId, uid))) throw new NotTakenError(LABEL)
    }
  },
  follow: followCow,
  takeBackData: ({ ref, sell }) => cowTakeBackData(sell.chainId, isHex(ref) ? ref : '0x'),
  async takeBack(services, { ref, sell: { chainId } }, signature) {
    const body = { orderUids: [ref], signature, signingScheme: 'eip712' }
    try {
      await services.providers.ask.raw('cow', post(chainId, 'orders', body, 'DELETE'), { most: MOST_BYTES })
    } catch (error) {
      // It says no to one that is cancelled already.
      const told = await orderState(services, chainId, ref ?? '')
      if (told?.status === 'cancelled') return
      if (!(error instanceof ServiceError)) throw error
      throw new NotTakenBackError(LABEL)
    }
  },
  cancel: ({ ref }) => (isHex(ref) ? { to: COW_SETTLEMENT, data: encodeInvalidate(ref), value: 0n } : null),
}

/** Only its own word that it has no such order: where it cannot be asked, the order may be there and be carried out. */
async function isUnknown(services: Services, chainId: number, uid: Hex): Promise<boolean> {
  const known = v.object({ uid: v.string() })
  return services.providers.ask
    .json('cow', known, () => ({ url: cowUrl(chainId, `orders/${uid}`) }), { most: MOST_BYTES })
    .then(() => false, saysNo)
}

/** The order, but for its amounts. */
function named({ sell, buy, account, deadline, exact }: SwapOrder): CowOrder | null {
  if (sell.token === 'native') return null
  return {
    sellToken: sell.token,
    buyToken: buy.token === 'native' ? COW_COIN : buy.token,
    receiver: account,
    sellAmount: '0',
    buyAmount: '0',
    validTo: Number(deadline),
    kind: exact === 'in' ? 'sell' : 'buy',
  }
}

function quoteOf(
  services: Services,
  order: SwapOrder,
  asked: CowOrder,
  { id, quote }: v.InferOutput<typeof told>,
): Quote {
  const { sell, buy, account, exact, amount: wanted } = order
  // What carrying it out costs is in the price: it is taken from what is sold.
  const sellAmount = quote.sellAmount + quote.feeAmount
  const { buyAmount } = quote
  const refuse = (what: string): never => {
    throw new LyingOfferError(LABEL, what)
  }
  if (!sameAddress(quote.sellToken, asked.sellToken) || !sameAddress(quote.buyToken, asked.buyToken))
    refuse('is for other tokens')
  if (quote.kind !== asked.kind || (exact === 'in' ? sellAmount : buyAmount) !== wanted)
    refuse('is for another amount')
  const slippageBps = order.slippageBps ?? AUTO
  const slip = BigInt(slippageBps)
  const most = exact === 'in' ? wanted : (sellAmount * (10_000n + slip)) / 10_000n
  const least = exact === 'in' ? (buyAmount * (10_000n - slip)) / 10_000n : wanted
  if (least === 0n) refuse('gives nothing')
  const signed: CowOrder = { ...asked, sellAmount: most.toString(), buyAmount: least.toString() }
  const { chainId } = sell
  return {
    source: cow,
    kind: 'intent',
    sellAmount,
    buyAmount,
    minReceived: least,
    maxSold: most,
    slippageBps,
    gas: null,
    fees:
      quote.feeAmount === 0n
        ? []
        : [
            {
              label: 'Carrying it out',
              amount: quote.feeAmount,
              symbol: sell.symbol,
              decimals: sell.decimals,
            },
          ],
    route: [{ shareBps: 10_000, hops: [{ venue: LABEL, fee: null, sell: sell.symbol, buy: buy.symbol }] }],
    poolImpactBps: null,
    spender: COW_RELAYER,
    plan: {
      type: 'intent',
      typedData: cowTypedData(chainId, signed),
      state: JSON.stringify({ chainId, account, quoteId: id ?? null, order: signed }),
    },
    expiresAt: lastsFor(services, LIFE_S),
    seconds: USUAL_S,
    deadline: order.deadline,
    warnings: [],
  }
}

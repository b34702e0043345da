/** Orders of Blur's first exchange and of LooksRare: one side, one price for it all. */
import type { Value } from '../typed-data-values.ts'
import { addressAt, integerAt, itemsAt, valueAt } from '../typed-data-view.ts'
import { coinOr, type Item, need, type Order, type Payment, type Reader, token } from './order.ts'

const BLUR = '0x000000000000ad05ccc4f10045630fb830b95127'
/** `StandardPolicyERC721` for bids on a whole collection: whichever item. */
const ANY_ITEM = '0x0000000000b92d5d043faf7cecf7e2ee6aaed232'
const LOOKS_RARE = '0x59728544b08ab483533076417fbbb2fd0b17ce3a'
const WHOLE = 10_000n

/** What the seller keeps of the price, and what each fee takes of it. */
function shared(price: Item, maker: Payment['to'], fees: readonly Value[]): Payment[] {
  const shares = fees.map((fee) => {
    const amount = (price.start * need(integerAt(fee, 'rate'))) / WHOLE
    return { ...price, start: amount, end: amount, to: need(addressAt(fee, 'recipient')) }
  })
  const rest = shares.reduce((left, { start }) => left - start, price.start)
  return [{ ...price, start: rest < 0n ? 0n : rest, end: rest < 0n ? 0n : rest, to: maker }, ...shares]
}

export const blur: Reader = ({ domain, message, primaryType }) => {
  if (message === null || primaryType !== 'Order' || addressAt(message, 'matchingPolicy') === null)
    return null
  const keeper = addressAt(domain, 'verifyingContract')
  const maker = need(addressAt(message, 'trader'))
  const price = coinOr(need(addressAt(message, 'paymentToken')), need(integerAt(message, 'price')))
  const isBid = addressAt(message, 'matchingPolicy')?.toLowerCase() === ANY_ITEM
  const item: Item = {
    ...token(need(addressAt(message, 'collection')), need(integerAt(message, 'amount'))),
    type: isBid ? 4n : 2n,
    id: isBid ? 0n : need(integerAt(message, 'tokenId')),
  }
  const sells = need(integerAt(message, 'side')) === 1n
  const order: Order = {
    venue: 'Blur',
    kind: 'market',
    maker,
    keeper,
    isKept: keeper?.toLowerCase() === BLUR,
    gives: [sells ? item : price],
    gets: sells ? shared(price, maker, itemsAt(message, 'fees')) : [{ ...item, to: maker }],
    until: integerAt(message, 'expirationTime'),
    hidden: false,
    rows: [],
  }
  return [order]
}

export const looksRare: Reader = ({ domain, message, primaryType }) => {
  const asks = message === null ? undefined : valueAt(message, 'isOrderAsk')
  if (message === null || primaryType !== 'MakerOrder' || asks?.kind !== 'bool') return null
  const keeper = addressAt(domain, 'verifyingContract')
  const maker = need(addressAt(message, 'signer'))
  const price = coinOr(need(addressAt(message, 'currency')), need(integerAt(message, 'price')))
  const item: Item = {
    ...token(need(addressAt(message, 'collection')), need(integerAt(message, 'amount'))),
    type: 2n,
    id: need(integerAt(message, 'tokenId')),
  }
  return [
    {
      venue: 'LooksRare',
      kind: 'market',
      maker,
      keeper,
      isKept: keeper?.toLowerCase() === LOOKS_RARE,
      gives: [asks.value ? item : price],
      gets: [{ ...(asks.value ? price : item), to: maker }],
      until: integerAt(message, 'endTime'),
      hidden: false,
      rows: [],
    },
  ]
}

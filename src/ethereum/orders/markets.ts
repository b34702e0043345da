/** Orders of Blur's first exchange and of LooksRare: one side, one price for it all. */
import { addressAt, integerAt, itemsAt, valueAt } from '../typed-data-view.ts'
import { coinOr, type Item, need, type Order, type Reader, token } from './order.ts'

const BLUR = '0x000000000000ad05ccc4f10045630fb830b95127'
/** Coins that somebody put in to bid with. */
const POOL = '0x0000000000a39bb272e79075ade125fd351887ac'
/** The policy of bids on a whole collection: whichever item. */
const ANY_ITEM = '0x0000000000b92d5d043faf7cecf7e2ee6aaed232'
const LOOKS_RARE = '0x59728544b08ab483533076417fbbb2fd0b17ce3a'

export const blur: Reader = ({ domain, message, primaryType }) => {
  if (message === null || primaryType !== 'Order' || addressAt(message, 'matchingPolicy') === null)
    return null
  const keeper = addressAt(domain, 'verifyingContract')
  const maker = need(addressAt(message, 'trader'))
  const paid = coinOr(need(addressAt(message, 'paymentToken')), need(integerAt(message, 'price')))
  const price = paid.token.toLowerCase() === POOL ? { ...paid, type: 0n } : paid
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
    gets: [{ ...(sells ? price : item), to: maker }],
    shares: sells
      ? itemsAt(message, 'fees').map((fee) => ({
          to: need(addressAt(fee, 'recipient')),
          parts: need(integerAt(fee, 'rate')),
        }))
      : [],
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

/** CoW Protocol (https://docs.cow.fi): sold by who signs, for the receiver, who is the signer where it is left empty. */
import { sameAddress } from '../../shared/hex.ts'
import { addressAt, integerAt } from '../typed-data-view.ts'
import { coinOr, isZero, need, type Reader, token } from './order.ts'

const SETTLEMENT = '0x9008D19f58AAbD9eD0D60971565AA8510560ab41'

export const cow: Reader = ({ domain, message, primaryType }, account) => {
  if (message === null || primaryType !== 'Order' || addressAt(message, 'sellToken') === null) return null
  const keeper = addressAt(domain, 'verifyingContract')
  const receiver = addressAt(message, 'receiver')
  const sold = need(addressAt(message, 'sellToken'))
  const fee = integerAt(message, 'feeAmount') ?? 0n
  return [
    {
      venue: 'CoW Protocol',
      kind: 'swap',
      maker: account,
      keeper,
      isKept: keeper !== null && sameAddress(keeper, SETTLEMENT),
      // The fee is taken beside what is sold.
      gives: [token(sold, need(integerAt(message, 'sellAmount'))), ...(fee > 0n ? [token(sold, fee)] : [])],
      gets: [
        {
          ...coinOr(need(addressAt(message, 'buyToken')), need(integerAt(message, 'buyAmount'))),
          to: receiver === null || isZero(receiver) ? account : receiver,
        },
      ],
      until: integerAt(message, 'validTo'),
      hidden: false,
      rows: [],
    },
  ]
}

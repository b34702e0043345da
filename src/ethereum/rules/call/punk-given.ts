import { valueAt } from '../../typed-data-view.ts'
import type { CallFacts } from '../facts.ts'
import { addressIn, integerIn, readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'

const read = readerOf([
  'transferPunk(address to, uint256 id)',
  'offerPunkForSale(uint256 id, uint256 price)',
  'offerPunkForSaleToAddress(uint256 id, uint256 price, address buyer)',
  'acceptBidForPunk(uint256 id, uint256 price)',
])
/** A thousandth of the coin. */
const DUST = 10n ** 15n

/** An item of before ERC-721, which no trial shows, is given away or offered for next to nothing (CryptoPunks). */
export const punkGiven: Rule<CallFacts> = {
  id: 'punk-given',
  severity: 'danger',
  title: 'Gives an item away',
  check({ call, isMine }) {
    const values = read(call.data)?.values
    const [to, price] = [addressIn(values, 'to'), integerIn(values, 'price')]
    if (to === null ? price === null || price > DUST : isMine(to)) return null
    const item = valueAt(values, 'id')
    const what = item?.kind === 'integer' ? `Item #${item.value}` : 'The item'
    return to === null
      ? `${what} could be taken for next to nothing. Reject this.`
      : `${what} goes to ${to}, for nothing. Reject this unless you mean to give it away.`
  },
}

/** Orders of 0x: limit, RFQ and OTC of version 4 (https://docs.0xprotocol.org), and the one form of version 3. */
import type { Detail } from '../../messaging/protocol.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import { sameAddress } from '../../shared/hex.ts'
import { parseAddress } from '../address.ts'
import type { TypedData } from '../typed-data.ts'
import type { Value } from '../typed-data-values.ts'
import { addressAt, integerAt, valueAt } from '../typed-data-view.ts'
import { type Item, isZero, need, type Order, type Reader, token } from './order.ts'

/** Of @0x/contract-addresses: the exchange of version 4, and of version 3. */
const KNOWN: ReadonlySet<string> = new Set([
  '0xdef1c0ded9bec7f1a1670819833240f027b25eff',
  '0xdef1abe32c034e558cdd535791643c58a13acc10', // Optimism
  '0xdef189deaef76e379df891899eb5a00a94cbc250', // Fantom
  '0x61935cbdd02287b511119ddb11aeb42f1593b7ef', // version 3
])

const row = (label: string, address: Address | null): Detail => ({
  label,
  value: address === null || isZero(address) ? 'Anybody' : address,
})

function frame({ domain }: TypedData, maker: Address): Omit<Order, 'gives' | 'gets' | 'until' | 'rows'> {
  const keeper = addressAt(domain, 'verifyingContract')
  return {
    venue: '0x',
    kind: 'swap',
    maker,
    keeper,
    isKept: keeper !== null && KNOWN.has(keeper.toLowerCase()),
    hidden: false,
  }
}

function fourth(data: TypedData, message: Value, account: Address): Order {
  const [maker, taker] = [need(addressAt(message, 'maker')), addressAt(message, 'taker')]
  const [made, taken] = [
    token(need(addressAt(message, 'makerToken')), need(integerAt(message, 'makerAmount'))),
    token(need(addressAt(message, 'takerToken')), need(integerAt(message, 'takerAmount'))),
  ]
  // An OTC order is signed by both sides: the taker gives what the maker gets.
  const takes = !sameAddress(maker, account) && taker !== null && sameAddress(taker, account)
  const packed = integerAt(message, 'expiryAndNonce')
  const fee = integerAt(message, 'takerTokenFeeAmount')
  return {
    ...frame(data, takes ? account : maker),
    gives: [takes ? taken : made],
    gets: [{ ...(takes ? made : taken), to: takes ? account : maker }],
    until: packed === null ? integerAt(message, 'expiry') : packed >> 192n,
    rows: [
      row('Who may fill it', takes ? maker : taker),
      row('Who may send it', addressAt(message, 'sender') ?? addressAt(message, 'txOrigin')),
      ...(fee === null || fee === 0n
        ? []
        : [{ label: 'Fee that the taker pays besides, in base units', value: String(fee) }]),
    ],
  }
}

/** Asset data of version 3: `ERC20Token(address)` and `ERC721Token(address,uint256)`. */
const TOKEN = /^0xf47261b00{24}([0-9a-f]{40})$/
const ITEM = /^0x025717920{24}([0-9a-f]{40})([0-9a-f]{64})$/

function asset(data: Hex, amount: bigint): Item {
  const text = data.toLowerCase()
  const fungible = TOKEN.exec(text)?.[1]
  if (fungible !== undefined) return token(parseAddress(`0x${fungible}`), amount)
  const [, collection, id] = ITEM.exec(text) ?? []
  const item = token(parseAddress(`0x${need(collection)}`), amount)
  return { ...item, type: 2n, id: BigInt(`0x${need(id)}`) }
}

function third(data: TypedData, message: Value): Order {
  const maker = need(addressAt(message, 'makerAddress'))
  const at = (name: string, amountName: string): Item => {
    const bytes = valueAt(message, name)
    return asset(need(bytes?.kind === 'bytes' ? bytes.value : null), need(integerAt(message, amountName)))
  }
  const fee = need(integerAt(message, 'makerFee'))
  return {
    ...frame(data, maker),
    gives: [
      at('makerAssetData', 'makerAssetAmount'),
      ...(fee === 0n ? [] : [at('makerFeeAssetData', 'makerFee')]),
    ],
    gets: [{ ...at('takerAssetData', 'takerAssetAmount'), to: maker }],
    until: integerAt(message, 'expirationTimeSeconds'),
    rows: [
      row('Who may fill it', addressAt(message, 'takerAddress')),
      row('Who may send it', addressAt(message, 'senderAddress')),
    ],
  }
}

export const zeroEx: Reader = (data, account) => {
  const { message, primaryType } = data
  if (message === null) return null
  if (primaryType === 'Order' && valueAt(message, 'makerAssetData') !== undefined)
    return addressAt(message, 'makerAddress') === null ? null : [third(data, message)]
  const isFourth = /^(?:Limit|Rfq|Otc)Order$/.test(primaryType) && addressAt(message, 'makerToken') !== null
  return isFourth ? [fourth(data, message, account)] : null
}

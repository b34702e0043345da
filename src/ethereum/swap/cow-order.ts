/**
 * Orders of CoW Protocol (https://docs.cow.fi): what is signed, and what they are called. An order is made here and
 * nowhere else; nothing that a service says goes into it but the amount that it offers.
 */
import { type Address, bytesToHex, type Hex, hexToBytes } from '../../shared/hex.ts'
import { parseTypedData, typedDataDigest } from '../typed-data.ts'
import { joinBytes } from '../typed-data-hash.ts'
import { CalldataError, wordsOf } from './calldata-words.ts'

/** The same on all its networks. */
export const COW_SETTLEMENT: Address = '0x9008D19f58AAbD9eD0D60971565AA8510560ab41'
/** Who has to be allowed to take the sold token. */
export const COW_RELAYER: Address = '0xC92E8bdf79f0507f65a392b0ab4667716BFE0110'
/** The bought token, where coins are wanted. */
export const COW_COIN: Address = '0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE'
/** Names no app and no fee. */
export const APP_DATA = '{}'
const APP_DATA_HASH = '0xb48d38f93eaa084033fc5970bf96e559c33c4cdc07d889ab00b4d63f9590739d'
/** The topic of its log. */
export const TRADE = '0xa07a543ab8a018198e99ca0184c93fe9050a79400a0a723441f84de1d972cc17'

/** Base units as decimal text. */
export type CowOrder = {
  sellToken: Address
  buyToken: Address
  receiver: Address
  /** The most that is sold, and the least that is bought. */
  sellAmount: string
  buyAmount: string
  /** Seconds since 1970. */
  validTo: number
  kind: 'sell' | 'buy'
}

/** As it is signed, and as the order book takes it. Whole or not at all; every fee comes out of the price. */
export const wholeOrder = (order: CowOrder) => ({
  ...order,
  appData: APP_DATA_HASH,
  feeAmount: '0',
  partiallyFillable: false,
  sellTokenBalance: 'erc20',
  buyTokenBalance: 'erc20',
})

const fields = (text: string) =>
  text.split(',').map((field) => {
    const [type = '', name = ''] = field.split(' ')
    return { name, type }
  })
const TYPES = {
  EIP712Domain: fields('string name,string version,uint256 chainId,address verifyingContract'),
  Order: fields(
    'address sellToken,address buyToken,address receiver,uint256 sellAmount,uint256 buyAmount,uint32 validTo,bytes32 appData,uint256 feeAmount,string kind,bool partiallyFillable,string sellTokenBalance,string buyTokenBalance',
  ),
}

const domainOf = (chainId: number) => ({
  name: 'Gnosis Protocol',
  version: 'v2',
  chainId,
  verifyingContract: COW_SETTLEMENT,
})

/** EIP-712, as JSON. */
export const cowTypedData = (chainId: number, order: CowOrder): string =>
  JSON.stringify({
    types: TYPES,
    primaryType: 'Order',
    domain: domainOf(chainId),
    message: wholeOrder(order),
  })

/** EIP-712, as JSON: what takes an order back at the order book (its `DELETE /orders`). */
export const cowTakeBackData = (chainId: number, uid: Hex): string =>
  JSON.stringify({
    types: { EIP712Domain: TYPES.EIP712Domain, OrderCancellations: fields('bytes[] orderUids') },
    primaryType: 'OrderCancellations',
    domain: domainOf(chainId),
    message: { orderUids: [uid] },
  })

/** What the order is called everywhere: its digest, its owner, and until when it is valid. */
export function cowUid(chainId: number, order: CowOrder, owner: Address): Hex {
  const digest = typedDataDigest(parseTypedData(cowTypedData(chainId, order), chainId))
  const validTo = hexToBytes(order.validTo.toString(16).padStart(8, '0'))
  return bytesToHex(joinBytes([digest, hexToBytes(owner), validTo]))
}
/** From its uid: seconds since 1970. */
export const validToOf = (uid: Hex): number => Number.parseInt(uid.slice(-8), 16)

const withUid = (selector: string, uid: Hex): Hex =>
  `0x${selector}${'20'.padStart(64, '0')}${'38'.padStart(64, '0')}${uid.slice(2)}${'0'.repeat(16)}`
/** Calldata of `filledAmount(bytes)`: how much of it was carried out, the highest number for one that was ended. */
export const encodeFilled = (uid: Hex): Hex => withUid('2479fb6e', uid)
/** Calldata of `invalidateOrder(bytes)`, which its owner sends. */
export const encodeInvalidate = (uid: Hex): Hex => withUid('15337bc0', uid)

/** What was sold and bought, by the settlement's own log; null where the logs have none of this order. */
export function readTrade(logs: readonly unknown[], uid: Hex): { sold: bigint; bought: bigint } | null {
  for (const log of logs) {
    const found = new Map<string, unknown>(Object.entries(log ?? {}))
    const [address, topics, data] = [found.get('address'), found.get('topics'), found.get('data')]
    if (typeof address !== 'string' || address.toLowerCase() !== COW_SETTLEMENT.toLowerCase()) continue
    if (!Array.isArray(topics) || topics[0] !== TRADE || typeof data !== 'string') continue
    try {
      const all = wordsOf(`0x00000000${data.slice(2)}`)
      if (all.bytes(5).toLowerCase() === uid.toLowerCase())
        return { sold: all.number(2), bought: all.number(3) }
    } catch (error) {
      if (!(error instanceof CalldataError)) throw error
    }
  }
  return null
}

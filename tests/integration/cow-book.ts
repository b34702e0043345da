/** CoW Protocol's order book, as its public documentation has it, and somebody who carries its orders out. */
import { type Address, type Hex, hashTypedData, parseAbi, parseUnits, recoverAddress } from 'viem'
import { cowTakeBackData, cowUid } from '../../src/ethereum/swap/cow-order'
import type { Devnet } from '../devnet/devnet'
import { COW } from '../devnet/outside'
import { type Reply, respond } from './services-server'

export const COW_HOST = 'api.cow.fi'
/** One of the chain's own accounts. */
const SOLVER: Address = '0x90F79bf6EB2c4f870365E785982E1f101E93b906'
export const settlement = parseAbi([
  'struct Order { address sellToken; address buyToken; address receiver; uint256 sellAmount; uint256 buyAmount; uint32 validTo; bytes32 appData; uint256 feeAmount; string kind; bool partiallyFillable; string sellTokenBalance; string buyTokenBalance; }',
  'function settle(Order order, bytes signature, address owner, uint256 sold, uint256 bought)',
  'function filledAmount(bytes) view returns (uint256)',
  'function invalidateOrder(bytes)',
])

export type Posted = {
  sellToken: Address
  buyToken: Address
  receiver: Address
  sellAmount: string
  buyAmount: string
  validTo: number
  appData: string
  appDataHash: Hex
  feeAmount: string
  kind: 'sell' | 'buy'
  partiallyFillable: boolean
  sellTokenBalance: string
  buyTokenBalance: string
  signature: Hex
  from: Address
  quoteId: number
}
type Held = { order: Posted; times: number; status: string }

const json = (status: number, body: unknown) => respond(status, JSON.stringify(body))

export class CowBook {
  static readonly FEE = parseUnits('1', 6)
  static readonly OUT = parseUnits('98', 18)
  /** By uid, and how often each was handed in. */
  readonly orders = new Map<string, Held>()
  /** What its quotes say beside the truth. */
  lie: Record<string, unknown> = {}
  /** How it answers when it takes no order, or takes none back. */
  refuses: Reply | null = null
  keeps: Reply | null = null

  only() {
    const [[uid, held] = ['', undefined]] = this.orders
    if (held === undefined) throw new Error('nothing was handed in')
    return { uid: uid as Hex, ...held }
  }

  readonly reply: Reply = async (asked, response) => {
    const answer = await this.answer(asked)
    answer(asked, response)
  }

  private async answer({ url: { pathname }, method, body }: Parameters<Reply>[0]): Promise<Reply> {
    if (pathname === '/mainnet/api/v1/quote') return json(200, this.quote(JSON.parse(body)))
    if (pathname === '/mainnet/api/v1/orders')
      return method === 'DELETE' ? this.takeBack(JSON.parse(body)) : this.take(JSON.parse(body))
    if (pathname.includes('/trades')) return json(200, [])
    const uid = pathname.split('/').at(-1) ?? ''
    const found = this.orders.get(uid)
    return found === undefined
      ? json(404, { errorType: 'NotFound' })
      : json(200, { uid, status: found.status })
  }

  private quote(body: Record<string, string>) {
    const { sellToken, buyToken, receiver, validTo, kind, partiallyFillable } = body
    const sell = BigInt(body.sellAmountBeforeFee ?? parseUnits('100', 6)) - CowBook.FEE
    return {
      quote: {
        sellToken,
        buyToken,
        receiver,
        sellAmount: sell.toString(),
        buyAmount: body.buyAmountAfterFee ?? CowBook.OUT.toString(),
        validTo,
        appData: body.appData,
        appDataHash: body.appDataHash,
        feeAmount: CowBook.FEE.toString(),
        gasAmount: '150000',
        gasPrice: '15000000000',
        sellTokenPrice: '0.0004',
        kind,
        partiallyFillable,
        sellTokenBalance: 'erc20',
        buyTokenBalance: 'erc20',
        signingScheme: 'eip712',
        ...this.lie,
      },
      from: body.from,
      expiration: '2026-11-28T10:00:00.000Z',
      id: 1234,
      verified: true,
    }
  }

  private take(order: Posted): Reply {
    if (this.refuses !== null) return this.refuses
    const id = cowUid(1, order, order.from)
    const known = this.orders.get(id)
    this.orders.set(id, { order, times: (known?.times ?? 0) + 1, status: 'open' })
    return known === undefined
      ? json(201, id)
      : json(400, { errorType: 'DuplicatedOrder', description: 'order already exists' })
  }

  /** As the owner of each, by the signature. */
  private async takeBack(body: { orderUids: Hex[]; signature: Hex; signingScheme: string }): Promise<Reply> {
    if (this.keeps !== null) return this.keeps
    const [uid = '0x'] = body.orderUids
    const held = this.orders.get(uid)
    if (held === undefined) return json(404, { errorType: 'OrderNotFound', description: '' })
    if (held.status === 'cancelled') return json(400, { errorType: 'AlreadyCancelled', description: '' })
    const data = JSON.parse(cowTakeBackData(1, uid))
    const signer = await recoverAddress({ hash: hashTypedData(data), signature: body.signature })
    if (signer !== held.order.from) return json(401, { errorType: 'WrongOwner', description: '' })
    this.orders.set(uid, { ...held, status: 'cancelled' })
    return json(200, 'Order(s) are cancelled.')
  }

  /** Somebody carries out the one that was handed in. */
  async settle({ client }: Devnet, bought: bigint): Promise<void> {
    const { order } = this.only()
    const signed = {
      ...order,
      sellAmount: BigInt(order.sellAmount),
      buyAmount: BigInt(order.buyAmount),
      appData: order.appDataHash,
      feeAmount: 0n,
    }
    const hash = await client.writeContract({
      account: SOLVER,
      address: COW.settlement,
      abi: settlement,
      functionName: 'settle',
      args: [signed, order.signature, order.from, signed.sellAmount, bought],
      chain: null,
    })
    await client.waitForTransactionReceipt({ hash })
  }
}

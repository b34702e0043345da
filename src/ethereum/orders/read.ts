/** Reads an order of any form that is known; one that only begins like such a form is none. */
import type { Address } from '../../shared/hex.ts'
import { ZERO_ADDRESS } from '../address.ts'
import type { TypedData } from '../typed-data.ts'
import { cow } from './cow.ts'
import { blur, looksRare } from './markets.ts'
import { oneInch } from './one-inch.ts'
import type { Order, Reader } from './order.ts'
import { seaport } from './seaport.ts'
import { uniswapX } from './uniswapx.ts'
import { zeroEx } from './zero-ex.ts'

const READERS: readonly Reader[] = [uniswapX, seaport, cow, oneInch, zeroEx, blur, looksRare]

/** Of these and of other markets: the signer's offer stands until somebody takes it. */
const ORDER = /^(?!Cancel|Permit)\w*Orders?(?:Components|V\d)?$|^Maker$/

export const isOrder = (data: TypedData): boolean =>
  data.message !== null && (ORDER.test(data.primaryType) || ordersOf(data, ZERO_ADDRESS).length > 0)

/** All that one signature makes; none where it is no order, or one that nobody can read. */
export function ordersOf(data: TypedData, account: Address): Order[] {
  for (const read of READERS) {
    const found = attempt(read, data, account)
    if (found !== null) return found
  }
  return []
}

function attempt(read: Reader, data: TypedData, account: Address): Order[] | null {
  try {
    return read(data, account)
  } catch {
    return null
  }
}

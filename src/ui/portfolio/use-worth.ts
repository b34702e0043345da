import { parseAmount } from '../../ethereum/units.ts'
import { formatPlain, worthOf } from '../../ethereum/value.ts'
import type { TokenId } from '../../messaging/protocol.ts'
import { formatMoney } from '../money.ts'
import { usePortfolio } from './view.ts'

type Typed = { chainId: number; token: TokenId; decimals: number; amount: string }

/** "About $776.05": what a typed amount is worth; null while it is no amount, and where nobody knows a price. */
export function useWorth({ chainId, token, decimals, amount }: Typed): string | null {
  const view = usePortfolio()
  const row = view?.rows.find(
    (one) => one.chainId === chainId && one.token.toLowerCase() === token.toLowerCase(),
  )
  if (!view || !row?.price) return null
  const units = unitsOf(amount, decimals)
  const worth = units === null ? null : worthOf(units, decimals, row.price.price)
  return worth === null ? null : `About ${formatMoney(formatPlain(worth), view.display.currency, 'total')}.`
}

function unitsOf(amount: string, decimals: number): bigint | null {
  try {
    const units = parseAmount(amount, decimals)
    return units > 0n ? units : null
  } catch {
    return null
  }
}

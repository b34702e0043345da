import { isUnlimited } from '../../ethereum/calls.ts'
import type { RightChange } from '../../messaging/protocol.ts'
import { Icon } from '../components/Icons.tsx'
import { Sentence } from '../components/Sentence.tsx'
import { reviewAmount } from './amounts.ts'

/** Who may take what afterwards, as the trial found it, whatever the request said. */
export function Rights({ rights }: { rights: readonly RightChange[] }) {
  if (rights.length === 0) return null
  return (
    <section className="ap-rights" aria-label="Allowances afterwards">
      <h2 className="ap-column-title">
        <Icon name="key" size={14} />
        Allowed afterwards
      </h2>
      <ul>
        {rights.map((right) => (
          <li
            key={`${right.token} ${right.spender} ${right.over} ${right.item ?? ''}`}
            data-testid="approval-right"
            data-token={right.token}
            data-spender={right.spender}
            data-amount={right.amount}
          >
            <Sentence parts={[{ address: right.spender }, ' ', wordsOf(right)]} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function wordsOf({ over, amount, symbol, decimals, item, permit2 }: RightChange): string {
  if (amount === '0') return `may take no ${symbol} any more`
  if (over === 'all') return `may take every item of ${symbol}`
  if (over === 'item') return `may take ${symbol} #${item ?? ''}`
  const through = permit2 ? ' through Permit2' : ''
  // Permit2 keeps amounts of 160 bits.
  const unlimited = isUnlimited(BigInt(amount)) || BigInt(amount) === 2n ** 160n - 1n
  if (unlimited) return `may take all your ${symbol}, now and later${through}`
  return `may take up to ${reviewAmount(BigInt(amount), decimals)} ${symbol}${through}`
}

import { useState } from 'react'
import type { SwapQuote } from '../../messaging/protocol.ts'
import { Address } from '../components/Address.tsx'
import { Amount } from '../components/Amount.tsx'
import { Icon } from '../components/Icons.tsx'

const SHORT = {
  approve: 'Exact, by a transaction',
  permit: 'Exact, by a signature',
} as const

const WAY = {
  approve:
    'That is a transaction of its own before the swap; where the account runs several at once, they go together.',
  permit: 'You sign that once: no transaction and no fee of its own. The swap then carries the signature.',
} as const

/** Who may take how much of what is sold, and how the person says so. */
export function AllowanceFact({ quote }: { quote: SwapQuote }) {
  const [open, setOpen] = useState(false)
  const { allowance, sell } = quote
  if (allowance.via === 'none') return null
  return (
    <>
      <button
        type="button"
        className="swap-fact swap-fact-button"
        aria-expanded={open}
        data-testid="swap-allowance"
        data-via={allowance.via}
        data-amount={allowance.amount}
        onClick={() => setOpen(!open)}
      >
        <span className="quiet">Allowance</span>
        <span className="swap-fact-value">
          <span className="swap-fact-text">{SHORT[allowance.via]}</span>
          <span className="swap-fold" data-open={open}>
            <Icon name="down" size={16} />
          </span>
        </span>
      </button>
      {open && (
        <div className="tiny quiet swap-how">
          <p>
            It lets the contract below take exactly{' '}
            <Amount value={allowance.amount} decimals={sell.decimals} symbol={sell.symbol} />, and nothing
            more. {WAY[allowance.via]}
            {allowance.reset &&
              ' This token wants the old allowance set to zero first: one transaction more.'}
          </p>
          <Address address={allowance.spender} whole />
        </div>
      )}
    </>
  )
}

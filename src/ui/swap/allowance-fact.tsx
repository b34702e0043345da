import { useState } from 'react'
import type { SwapAllowance, SwapQuote } from '../../messaging/protocol.ts'
import { Address } from '../components/Address.tsx'
import { Amount } from '../components/Amount.tsx'
import { Icon } from '../components/Icons.tsx'

type Allowed = Exclude<SwapAllowance, { via: 'none' }>

const SHORT = {
  approve: 'Exact, by a transaction',
  permit: 'Exact, by a signature',
} as const

const WAY = {
  approve:
    'That is a transaction of its own before the swap; where the account runs several at once, they go together.',
  permit: 'You sign that once: no transaction and no fee of its own. The swap then carries the signature.',
} as const

/** Of both: the token allows Permit2 by a transaction, and a signature lets the router take through that. */
const BOTH = 'Exact, in two steps'

/** Permit2 stands between the token and the router. */
function throughPermit2({ approve, grant }: NonNullable<Allowed['permit2']>, via: Allowed['via']): string {
  const first = approve ? ' A transaction lets Permit2 take exactly that from the token.' : ''
  if (!grant) return `The right there stands already.${first}`
  const end = 'ends with the deadline of the swap'
  return via === 'permit'
    ? `The right is given through Permit2: you sign it, and it ${end}.${first}`
    : `The right is given through Permit2 by a transaction, and ${end}.${first}`
}

/** Who may take how much of what is sold, and how the person says so. */
export function AllowanceFact({ quote }: { quote: SwapQuote }) {
  const [open, setOpen] = useState(false)
  const { allowance, sell } = quote
  if (allowance.via === 'none') return null
  const { via, permit2 } = allowance
  const short = via === 'permit' && permit2?.approve ? BOTH : SHORT[via]
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
          <span className="swap-fact-text">{short}</span>
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
            more.{' '}
            {allowance.forOpen !== undefined && (
              <>
                <Amount value={allowance.forOpen} decimals={sell.decimals} symbol={sell.symbol} /> of that are
                for your orders that are still open.{' '}
              </>
            )}
            {permit2 === undefined ? WAY[allowance.via] : throughPermit2(permit2, allowance.via)}
            {allowance.reset &&
              ' This token wants the old allowance set to zero first: one transaction more.'}
          </p>
          <Address address={allowance.spender} whole />
        </div>
      )}
    </>
  )
}

import { type ReactNode, useId } from 'react'
import { formatPlain, worthOf } from '../../ethereum/value.ts'
import type { FeeChoice as Fee, FeeTier } from '../../messaging/protocol.ts'
import { Money } from '../components/Money.tsx'
import { Skeleton } from '../components/Skeleton.tsx'
import { usePortfolio } from '../portfolio/view.ts'
import { useNetwork } from '../state.ts'
import { feeText } from './amounts.ts'

const WORDS: Record<FeeTier, string> = { slow: 'Slow', normal: 'Normal', fast: 'Fast' }

type FeeChoiceProps = {
  fees: readonly Fee[] | null
  tier: FeeTier
  chainId: number
  disabled?: boolean
  onChange: (tier: FeeTier) => void
  /** Where it can be set by hand: what that costs, once it is chosen, and the fields. */
  custom?: { fee: Omit<Fee, 'tier'> | null; onChoose: () => void; fields: ReactNode } | undefined
}

/** What it is worth, where a price of the network's coin is known. */
function FeeWorth({ chainId, wei }: { chainId: number; wei: bigint }) {
  const view = usePortfolio()
  const coin = view?.rows.find((row) => row.chainId === chainId && row.token === 'native')
  const worth = coin?.price ? worthOf(wei, 18, coin.price.price) : null
  if (!view || worth === null) return null
  return (
    <span className="small quiet" data-testid="fee-worth">
      <Money value={formatPlain(worth)} currency={view.display.currency} />
    </span>
  )
}

/** The fee in one line, and its choice where the network has one. */
export function FeeChoice({ fees, tier, chainId, disabled, onChange, custom }: FeeChoiceProps) {
  const name = useId()
  const symbol = useNetwork(chainId)?.symbol ?? 'coins'
  const ofTier = fees?.find((fee) => fee.tier === tier) ?? fees?.[0]
  const byHand = custom?.fee ?? null
  const chosen = byHand ?? ofTier
  return (
    <section className="ap-fee" aria-label="Network fee">
      <div className="ap-fee-line">
        <span>Network fee</span>
        {chosen ? (
          <span className="ap-fee-amounts">
            <span className="amount">
              about {feeText(BigInt(chosen.expectedFee))} {symbol}
            </span>
            <FeeWorth chainId={chainId} wei={BigInt(chosen.expectedFee)} />
            <span
              className="amount quiet small ap-fee-most"
              data-testid="fee-max"
              data-amount={chosen.maxFee}
            >
              at most {feeText(BigInt(chosen.maxFee))} {symbol}
            </span>
          </span>
        ) : (
          <span
            className="ap-fee-amounts ap-fee-waiting"
            role="status"
            aria-label="The fee is being worked out"
          >
            <Skeleton kind="w-50" />
            <Skeleton kind="w-30" />
          </span>
        )}
      </div>
      {fees === null && <div className="ap-tiers ap-tiers-waiting" aria-hidden="true" />}
      {fees && fees.length > 1 && (
        <fieldset className="ap-tiers" disabled={disabled}>
          <legend className="visually-hidden">How fast</legend>
          {fees.map((fee) => (
            <label key={fee.tier} className="ap-tier">
              <input
                type="radio"
                name={name}
                checked={byHand === null && fee.tier === ofTier?.tier}
                data-testid={`fee-${fee.tier}`}
                onChange={() => onChange(fee.tier)}
              />
              <span>{WORDS[fee.tier]}</span>
            </label>
          ))}
          {custom && (
            <label className="ap-tier">
              <input
                type="radio"
                name={name}
                checked={byHand !== null}
                data-testid="fee-custom"
                onChange={custom.onChoose}
              />
              <span>Custom</span>
            </label>
          )}
        </fieldset>
      )}
      {byHand !== null && custom?.fields}
    </section>
  )
}

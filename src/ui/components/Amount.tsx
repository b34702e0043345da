import { exactUnits, formatUnits, groupedUnits, shortUnits } from '../format.ts'
import { Blank, useAmountsHidden } from '../portfolio/privacy.tsx'
import { Digits } from './Digits.tsx'

type AmountProps = {
  /** Base units. */
  value: bigint | string
  decimals: number
  symbol?: string | undefined
  /** Digits behind the point; 6 by default. */
  places?: number | undefined
  /** Shows + or −; what comes in is coloured as gain. */
  signed?: boolean | undefined
  /** Fits a row: from a billion on as "1.23B". */
  short?: boolean | undefined
  /** Every digit, as in a review. */
  exact?: boolean | undefined
  testId?: string | undefined
  data?: Record<`data-${string}`, string> | undefined
}

/** A number of something: tabular, on one line, every digit on hover. */
export function Amount({ value, decimals, symbol, places, signed, short, exact, testId, data }: AmountProps) {
  const hidden = useAmountsHidden()
  const amount = BigInt(value)
  const digits = exact
    ? groupedUnits(amount, decimals)
    : (short ? shortUnits : formatUnits)(amount, decimals, places)
  const plus = signed && amount > 0n ? '+' : ''
  const gain = signed && amount > 0n ? ' amount-gain' : ''
  // A plain space: what is on one line does not break there, and what may wrap breaks there first.
  const unit = symbol ? ` ${symbol}` : ''
  if (hidden) {
    return (
      <span className="amount" data-length="short" data-testid={testId} {...data}>
        <Blank />
        {unit && <span className="amount-symbol">{unit}</span>}
      </span>
    )
  }
  return (
    <span
      className={`amount${gain}`}
      title={`${exactUnits(amount, decimals)}${unit}`}
      data-length={digits.length > 16 ? 'huge' : digits.length > 10 ? 'long' : 'short'}
      data-exact={exact === true}
      data-testid={testId}
      {...data}
    >
      {plus}
      <Digits text={digits} />
      {unit && <span className="amount-symbol">{unit}</span>}
    </span>
  )
}

import type { Currency, Value } from '../../messaging/protocol.ts'
import { formatChange, formatMoney } from '../money.ts'
import { Blank, useAmountsHidden } from '../portfolio/privacy.tsx'

type MoneyProps = {
  /** Null when nobody knows: that is said, and never written as zero. */
  value: Value | null
  currency: Currency
  style?: 'total' | 'row' | 'price'
  /** Shows + for what is above zero. */
  signed?: boolean
}

/** What something is worth. A price is no secret and stands whatever the privacy eye says. */
export function Money({ value, currency, style = 'row', signed = false }: MoneyProps) {
  const hidden = useAmountsHidden()
  if (value === null) {
    return (
      <span className="amount quiet" title="Value not known">
        <span aria-hidden="true">–</span>
        <span className="visually-hidden">Value not known</span>
      </span>
    )
  }
  if (hidden && style !== 'price') {
    return (
      <span className="amount">
        <Blank />
      </span>
    )
  }
  const text = formatMoney(value, currency, style)
  const plus = signed && !value.startsWith('-') && value !== '0' ? '+' : ''
  return (
    <span
      className="amount"
      title={`${value} ${currency}`}
      data-length={text.length > 16 ? 'huge' : text.length > 12 ? 'long' : 'short'}
    >
      {plus}
      {text}
    </span>
  )
}

/** A change in per cent: sign and colour together. */
export function Change({ percent }: { percent: string }) {
  const change = formatChange(percent)
  return change && <span className={`amount change-${change.way}`}>{change.text}</span>
}

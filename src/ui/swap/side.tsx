import { type ReactNode, useId } from 'react'
import type { Currency } from '../../messaging/protocol.ts'
import { Amount } from '../components/Amount.tsx'
import { Icon } from '../components/Icons.tsx'
import { TokenMark } from '../components/Identicon.tsx'
import { Money } from '../components/Money.tsx'
import { fold } from '../format.ts'
import { AmountsShown } from '../portfolio/privacy.tsx'
import type { Unit } from './amount.ts'
import type { Side } from './draft.ts'
import type { Choice } from './tokens.ts'

type SideProps = {
  side: Side
  choice: Choice | null
  /** The network, where the two sides are on different ones. */
  on: string | null
  /** In the field: what was typed, or what the offer gives. */
  text: string
  /** Every digit of it, on hover. */
  exact?: string | undefined
  unit: Unit
  /** The other way of saying the amount; null where no price is known. */
  also: { money: string } | { units: bigint } | null
  currency: Currency
  /** The offer is on its way. */
  waiting: boolean
  error: string | null
  /** Only for a choice whose price is known. */
  onUnit: (() => void) | null
  onType: (text: string) => void
  onPick: () => void
  /** After the balance. */
  max?: ReactNode
}

const LABEL = { sell: 'You sell', buy: 'You receive' } as const

/** One side of a swap: how much, of what. */
export function SidePanel(props: SideProps) {
  const { side, choice, text, unit, error, waiting } = props
  const id = useId()
  return (
    <div className="swap-side" data-side={side} data-invalid={error !== null}>
      <div className="swap-side-head small">
        <label htmlFor={id}>
          {LABEL[side]}
          {props.on !== null && ` on ${fold(props.on, 16)}`}
        </label>
        {choice?.balance != null && (
          <span className="quiet swap-balance">
            Balance <Amount value={choice.balance} decimals={choice.decimals} places={5} />
          </span>
        )}
        {props.max}
      </div>
      <div className="swap-side-main">
        <span
          className="swap-amount"
          data-length={text.length > 13 ? 'huge' : text.length > 9 ? 'long' : 'short'}
        >
          {unit === 'money' && <span className="swap-currency">{props.currency}</span>}
          <input
            id={id}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            spellCheck={false}
            placeholder={waiting ? '' : '0'}
            value={text}
            title={props.exact}
            aria-invalid={error !== null}
            aria-describedby={`${id}-also`}
            aria-busy={waiting}
            data-testid={`swap-${side}-amount`}
            data-autofocus={side === 'sell' ? 'true' : undefined}
            onChange={(event) => props.onType(event.target.value)}
          />
          {waiting && <span className="skeleton swap-amount-skeleton" aria-hidden="true" />}
        </span>
        <TokenButton side={side} choice={choice} onPick={props.onPick} />
      </div>
      <div id={`${id}-also`} className="swap-side-foot small">
        <AmountsShown>{error === null ? <Also {...props} /> : <Wrong text={error} />}</AmountsShown>
      </div>
    </div>
  )
}

function TokenButton({ side, choice, onPick }: Pick<SideProps, 'side' | 'choice' | 'onPick'>) {
  return (
    <button
      type="button"
      className="swap-token"
      aria-haspopup="dialog"
      aria-label={`${side === 'sell' ? 'Sell' : 'Receive'}: ${choice?.symbol ?? 'choose a token'}`}
      data-testid={`swap-${side}-asset`}
      data-value={choice?.token ?? ''}
      data-chain-id={choice?.chainId}
      onClick={onPick}
    >
      {choice && <TokenMark symbol={choice.symbol} seed={choice.token} size={24} />}
      <span className="swap-token-symbol">{choice?.symbol ?? 'Choose'}</span>
      <Icon name="down" size={16} />
    </button>
  )
}

/** Said in the other unit; pressed, the field takes that one. */
function Also({ also, choice, currency, onUnit, side, unit }: SideProps) {
  if (also === null || choice === null) return <span className="quiet">&nbsp;</span>
  const text =
    'money' in also ? (
      <Money value={also.money} currency={currency} />
    ) : (
      <Amount value={also.units} decimals={choice.decimals} symbol={choice.symbol} />
    )
  if (onUnit === null) return <span className="quiet">{text}</span>
  return (
    <button
      type="button"
      className="swap-unit quiet"
      data-testid={`swap-${side}-unit`}
      title={unit === 'token' ? `Type ${currency} instead` : `Type ${choice.symbol} instead`}
      onClick={onUnit}
    >
      {text}
      <Icon name="swap" size={16} />
      <span className="visually-hidden">
        {unit === 'token' ? `Type ${currency} instead` : `Type ${choice.symbol} instead`}
      </span>
    </button>
  )
}

const Wrong = ({ text }: { text: string }) => (
  <span className="field-error" role="alert" data-testid="swap-error">
    <Icon name="danger" size={16} />
    <span>{text}</span>
  </span>
)

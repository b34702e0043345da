import type { Currency } from '../../messaging/protocol.ts'
import { Amount } from '../components/Amount.tsx'
import { Icon } from '../components/Icons.tsx'
import { TokenMark } from '../components/Identicon.tsx'
import { Money } from '../components/Money.tsx'
import { fold, shortAddress } from '../format.ts'
import { type Choice, worthOfChoice } from './tokens.ts'

type TokenRowProps = {
  choice: Choice
  /** Carries the symbol of a listed token and is another. */
  copy: boolean
  selected: boolean
  first: boolean
  currency: Currency
  onChoose: (choice: Choice) => void
}

export function TokenRow({ choice, copy, selected, first, currency, onChoose }: TokenRowProps) {
  const { token, symbol, name, balance, decimals, listed } = choice
  const held = balance !== null && balance !== '0'
  return (
    <button
      type="button"
      role="option"
      className="row"
      aria-selected={selected}
      tabIndex={selected || first ? 0 : -1}
      data-testid="option"
      data-value={token}
      data-balance={balance ?? undefined}
      onClick={() => onChoose(choice)}
    >
      <span className="row-icon">
        <TokenMark symbol={symbol} seed={token} size={32} />
      </span>
      <span className="row-main">
        <span className="row-title">
          <bdi>{fold(symbol, 24)}</bdi>
        </span>
        <span className="row-detail">
          {!listed && (
            <span className={copy ? 'tag tag-caution swap-tag' : 'tag swap-tag'}>
              {copy ? 'Not the known one' : 'Unlisted'}
            </span>
          )}
          {token !== 'native' && !listed && <span className="mono tiny">{shortAddress(token)} </span>}
          <bdi>{fold(name, 36)}</bdi>
        </span>
      </span>
      {held && (
        <span className="row-end swap-held">
          <Amount value={balance} decimals={decimals} places={5} />
          <span className="small quiet">
            <Money value={worthOfChoice(choice)} currency={currency} />
          </span>
        </span>
      )}
      <span className="picker-check">{selected && <Icon name="check" />}</span>
    </button>
  )
}

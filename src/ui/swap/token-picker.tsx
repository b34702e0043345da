import { useMemo, useRef, useState } from 'react'
import type { NetworkView, TokenId } from '../../messaging/protocol.ts'
import { isAddressLike } from '../../shared/hex.ts'
import { Field } from '../components/Field.tsx'
import { NetworkDot } from '../components/Identicon.tsx'
import { Empty } from '../components/List.tsx'
import { stepOptions } from '../components/Picker.tsx'
import { Sheet } from '../components/Sheet.tsx'
import { useWallet } from '../state.ts'
import { ByAddress } from './by-address.tsx'
import type { Side } from './draft.ts'
import { TokenRow } from './token-row.tsx'
import { type Choice, copies, sameToken, searchChoices } from './tokens.ts'

type TokenPickerProps = {
  side: Side
  network: NetworkView
  /** More than one: the person may choose another. */
  networks: readonly NetworkView[]
  choices: readonly Choice[]
  value: TokenId | null
  onNetwork: (chainId: number) => void
  onChoose: (choice: Choice) => void
  onClose: () => void
}

const MOST_SHOWN = 100

/** What to sell or receive: found by symbol, name or address. */
export function TokenPicker(props: TokenPickerProps) {
  const { side, network, networks, choices, value, onChoose, onClose } = props
  const [query, setQuery] = useState('')
  const currency = useWallet((state) => state.portfolio?.display.currency ?? 'USD')
  const found = useMemo(() => searchChoices(choices, query), [choices, query])
  const symbols = useMemo(
    () => new Set(choices.filter((one) => one.listed).map((one) => one.symbol.toLowerCase())),
    [choices],
  )
  const list = useRef<HTMLDivElement>(null)
  const typed = query.trim()
  const choose = (choice: Choice) => {
    onChoose(choice)
    onClose()
  }
  const onKey = (event: React.KeyboardEvent<HTMLElement>) => {
    const [first] = found
    if (!(event.target instanceof HTMLInputElement)) return
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
    event.preventDefault()
    if (event.key === 'Enter') return typed !== '' && first ? choose(first) : undefined
    list.current?.querySelector<HTMLElement>('[role="option"]')?.focus()
  }
  return (
    <Sheet title={side === 'sell' ? 'Sell' : 'Receive'} open onClose={onClose} testId="swap-picker">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the search field bubble here. */}
      <div className="swap-picker-top" onKeyDown={onKey}>
        <Field
          label="Search by symbol, name or address"
          hideLabel
          placeholder="Symbol, name or 0x address"
          value={query}
          onChange={setQuery}
          autoFocus
          inputMode="search"
          testId="swap-search"
        />
        {networks.length > 1 && (
          <Networks networks={networks} chosen={network.chainId} onChoose={props.onNetwork} />
        )}
      </div>
      {found.length > 0 ? (
        <div
          ref={list}
          className="rows"
          role="listbox"
          aria-label={`Tokens on ${network.name}`}
          onKeyDown={stepOptions}
        >
          {found.slice(0, MOST_SHOWN).map((choice, index) => (
            <TokenRow
              key={choice.token}
              choice={choice}
              copy={copies(choice, choices) !== undefined}
              selected={value !== null && sameToken(choice.token, value)}
              first={index === 0}
              currency={currency}
              onChoose={choose}
            />
          ))}
        </div>
      ) : isAddressLike(typed) ? (
        <ByAddress key={typed} address={typed} network={network} symbols={symbols} onChoose={choose} />
      ) : (
        <Empty>
          No token on {network.name} that this wallet knows is called that. Paste the address of its contract
          to find it.
        </Empty>
      )}
      {found.length > MOST_SHOWN && (
        <p className="small quiet swap-more">{found.length - MOST_SHOWN} more. Search to find them.</p>
      )}
    </Sheet>
  )
}

type NetworksProps = { networks: readonly NetworkView[]; chosen: number; onChoose: (chainId: number) => void }

function Networks({ networks, chosen, onChoose }: NetworksProps) {
  return (
    <fieldset className="swap-networks">
      <legend className="visually-hidden">Network</legend>
      {networks.map(({ chainId, name, color }) => (
        <button
          key={chainId}
          type="button"
          className="swap-network"
          aria-pressed={chainId === chosen}
          data-testid="swap-network"
          data-chain-id={chainId}
          onClick={() => onChoose(chainId)}
        >
          <NetworkDot color={color} />
          <span>{name}</span>
        </button>
      ))}
    </fieldset>
  )
}

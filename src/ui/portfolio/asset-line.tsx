import { memo } from 'react'
import type { Currency, PortfolioRow, TokenId, Value } from '../../messaging/protocol.ts'
import { Amount } from '../components/Amount.tsx'
import { Icon } from '../components/Icons.tsx'
import { NetworkDot, TokenMark } from '../components/Identicon.tsx'
import { Change, Money } from '../components/Money.tsx'
import { go } from '../router.ts'
import type { AssetGroup } from './groups.ts'
import { Sparkline } from './sparkline.tsx'

type LineProps = {
  chainId: number
  token: TokenId
  symbol: string
  title: string
  decimals: number
  balance: string
  value: Value | null
  change: string | null
  currency: Currency
  color: string
  /** Said and shown where rows of several networks stand together. */
  network: string | null
  pinned: boolean
  /** Below the asset that it is a part of. */
  part: boolean
  chart: boolean
  /** Its contract did not tell the balance. */
  unread: boolean
}

/** One asset on one network. Its props are plain, so that what did not change is not drawn again. */
export const AssetLine = memo(function AssetLine(props: LineProps) {
  const { chainId, token, symbol, balance, decimals, network } = props
  return (
    <li className="asset-item">
      <button
        type="button"
        className={props.part ? 'row asset-part' : 'row'}
        data-testid="asset-row"
        data-symbol={symbol}
        data-token={token}
        data-chain-id={chainId}
        data-balance={balance}
        onClick={() => go('asset', { chainId: String(chainId), token })}
      >
        <span className="row-icon">
          {props.part ? (
            <NetworkDot color={props.color} size={10} />
          ) : (
            <Mark symbol={symbol} token={token} color={props.color} dot={network !== null} />
          )}
        </span>
        <span className="row-main">
          <span className="row-title">
            {props.title}
            {network !== null && !props.part && network !== props.title && (
              <span className="visually-hidden"> on {network}</span>
            )}
            {props.pinned && <Pin />}
          </span>
          <span className="row-detail">
            {(balance !== '0' || !props.unread) && (
              <Amount value={balance} decimals={decimals} symbol={symbol} places={5} short />
            )}
            {props.unread && <Unread known={balance !== '0'} />}
          </span>
        </span>
        {props.chart && <Sparkline chainId={chainId} token={token} />}
        <Worth value={props.value} change={props.part ? null : props.change} currency={props.currency} />
      </button>
    </li>
  )
})

const Pin = () => (
  <span className="asset-pin" title="Pinned">
    <Icon name="pin" size={12} />
    <span className="visually-hidden">Pinned</span>
  </span>
)

/** What is not known is not zero. */
const Unread = ({ known }: { known: boolean }) => (
  <span className="asset-unread">{known ? ' · as last told' : 'Its contract does not tell the balance'}</span>
)

function Worth({
  value,
  change,
  currency,
}: {
  value: Value | null
  change: string | null
  currency: Currency
}) {
  return (
    <span className="row-end asset-worth">
      <Money value={value} currency={currency} />
      {change !== null && (
        <span className="small">
          <Change percent={change} />
        </span>
      )}
    </span>
  )
}

type MarkProps = { symbol: string; token: TokenId; color: string; dot: boolean; size?: number }

/** The token's mark, with the colour of its network where there are several. */
export function Mark({ symbol, token, color, dot, size = 36 }: MarkProps) {
  return (
    <span className="asset-mark">
      <TokenMark symbol={symbol} seed={token} color={token === 'native' ? color : undefined} size={size} />
      {dot && (
        <span className="asset-mark-dot">
          <NetworkDot color={color} size={10} />
        </span>
      )}
    </span>
  )
}

type GroupProps = {
  group: AssetGroup
  /** Of its networks. */
  colors: readonly string[]
  currency: Currency
  open: boolean
  chart: boolean
  onToggle: (key: string) => void
}

/** An asset that is on several networks: unfolds to them. */
export const GroupLine = memo(
  function GroupLine({ group, colors, currency, open, chart, onToggle }: GroupProps) {
    const { key, symbol, rows } = group
    // What is one asset has one price.
    const priced = chart ? rows.find(({ price }) => price !== null) : undefined
    return (
      <li className="asset-item">
        <button
          type="button"
          className="row"
          data-testid="asset-group"
          data-symbol={symbol}
          aria-expanded={open}
          onClick={() => onToggle(key)}
        >
          <span className="row-icon">
            <TokenMark symbol={symbol} seed={symbol} />
          </span>
          <span className="row-main">
            <span className="asset-group-title">
              <span className="row-title">
                {group.name}
                {group.pinned && <Pin />}
              </span>
              <span className="asset-dots" aria-hidden="true">
                {colors.map((color, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: dots in the order of the rows.
                  <NetworkDot key={index} color={color} size={8} />
                ))}
              </span>
              <span className="quiet asset-fold" data-open={open}>
                <Icon name="down" size={14} />
              </span>
            </span>
            <span className="row-detail">
              <Amount value={group.balance} decimals={group.decimals} symbol={symbol} places={5} short />
              <span className="visually-hidden"> on {rows.length} networks</span>
            </span>
          </span>
          {priced && <Sparkline chainId={priced.chainId} token={priced.token} />}
          <Worth value={group.value} change={group.change} currency={currency} />
        </button>
      </li>
    )
  },
  (a, b) =>
    a.open === b.open &&
    a.chart === b.chart &&
    a.currency === b.currency &&
    a.group.key === b.group.key &&
    a.group.balance === b.group.balance &&
    a.group.value === b.group.value &&
    a.group.change === b.group.change &&
    a.group.pinned === b.group.pinned &&
    a.group.rows.length === b.group.rows.length,
)

/** The props of a line, from a row of the view. */
export const lineOf = (
  row: PortfolioRow,
  network: { name: string; color: string } | undefined,
): Omit<LineProps, 'currency' | 'network' | 'part' | 'title' | 'chart'> => ({
  chainId: row.chainId,
  token: row.token,
  symbol: row.symbol,
  decimals: row.decimals,
  balance: row.balance,
  value: row.value,
  change: row.price?.change ?? null,
  color: network?.color ?? 'currentColor',
  pinned: row.choice === 'pinned',
  unread: row.unread === true,
})

import { isUnlimited } from '../../ethereum/calls.ts'
import type { AllowanceView } from '../../messaging/protocol.ts'
import { Address } from '../components/Address.tsx'
import { Amount } from '../components/Amount.tsx'
import { Button } from '../components/Button.tsx'
import { FieldError } from '../components/Field.tsx'
import { Money } from '../components/Money.tsx'
import { fold } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { useName } from '../people/names.ts'
import { go } from '../router.ts'
import { api, useNetwork } from '../state.ts'
import { rightOf } from './revoke-many.tsx'

type RowProps = {
  row: AllowanceView
  /** Null where nothing is being chosen. */
  chosen: boolean | null
  onChoose: (chosen: boolean) => void
  watchOnly: boolean
}

/** Who may take what, how much of it is there now, and the way to end it. */
export function AllowanceRow({ row, chosen, onChoose, watchOnly }: RowProps) {
  const network = useNetwork(row.chainId)
  const revoke = useAction(async () => {
    const { chainId } = row
    const { approvalId } = await api('allowances.revoke', {
      chainId,
      rights: [rightOf(row)],
      together: false,
    })
    go('approval', { id: approvalId })
  })
  const symbol = symbolOf(row)
  return (
    <li
      className="row allowance-row"
      data-testid="allowance-row"
      data-token={row.token}
      data-spender={row.spender}
      data-amount={row.amount}
      data-kind={row.kind}
      data-chain-id={row.chainId}
      data-item={row.tokenId ?? undefined}
    >
      {chosen !== null && (
        <input
          type="checkbox"
          className="allowance-choose"
          aria-label={`Choose ${symbol}`}
          data-testid="allowance-choose"
          checked={chosen}
          onChange={(event) => onChoose(event.target.checked)}
        />
      )}
      <span className="row-main">
        <span className="row-title">
          <What row={row} symbol={symbol} />
        </span>
        <span className="row-detail">
          <Spender row={row} /> · {network?.name ?? `network ${row.chainId}`}
        </span>
        <span className="row-detail">
          <Risk row={row} symbol={symbol} />
        </span>
        {row.expires !== null && <span className="row-detail">Ends by itself on {dateOf(row.expires)}</span>}
        {revoke.error && <FieldError text={revoke.error} />}
      </span>
      {chosen === null && !watchOnly && (
        <Button small testId="allowance-revoke" busy={revoke.busy} onClick={() => void revoke.run()}>
          Revoke
          <span className="visually-hidden"> {symbol}</span>
        </Button>
      )}
    </li>
  )
}

const symbolOf = ({ symbol, token }: AllowanceView) =>
  symbol === '' ? `${token.slice(0, 8)}…` : fold(symbol, 20)

/** Past the year 9999 there is no date worth writing. */
const dateOf = (at: number) =>
  at > 253_402_300_799_000
    ? 'no day that anybody will see'
    : new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

function What({ row, symbol }: { row: AllowanceView; symbol: string }) {
  if (row.kind === 'all')
    return (
      <>
        All items of <bdi>{symbol}</bdi>
      </>
    )
  if (row.kind === 'item')
    return (
      <>
        <bdi>{symbol}</bdi> #{fold(row.tokenId ?? '', 14)}
      </>
    )
  const amount = BigInt(row.amount)
  // Permit2 keeps amounts of 160 bits.
  if (isUnlimited(amount) || (row.kind === 'permit2' && amount === 2n ** 160n - 1n))
    return (
      <>
        Unlimited <bdi>{symbol}</bdi>
      </>
    )
  if (row.decimals === null)
    return (
      <>
        Some <bdi>{symbol}</bdi>
      </>
    )
  return (
    <>
      Up to <Amount value={row.amount} decimals={row.decimals} symbol={symbol} />
    </>
  )
}

function Spender({ row }: { row: AllowanceView }) {
  const name = useName(row.spender)
  return (
    <>
      {name && <strong>{name.text} </strong>}
      <Address address={row.spender} />
      {row.kind === 'permit2' && ' through Permit2'}
      {row.spenderIs === 'account' && (
        <span className="danger-text"> · an ordinary account, not a contract</span>
      )}
      {row.spenderIs === null && ' · what it is is not known'}
    </>
  )
}

function Risk({ row, symbol }: { row: AllowanceView; symbol: string }) {
  if (row.atRisk === '0')
    return <>{row.balance === '0' ? `You have no ${symbol} now` : 'Nothing can be taken now'}</>
  if (row.atRisk === null) return <>How much you have is not known</>
  if (row.kind === 'item') return <>1 item at risk</>
  if (row.kind === 'all') return <>{row.atRisk} at risk</>
  if (row.decimals === null) return <>Some at risk</>
  return (
    <>
      <Amount value={row.atRisk} decimals={row.decimals} symbol={symbol} places={4} /> at risk
      {row.listed && (
        <>
          {', '}
          {row.value === null ? 'value not known' : <Money value={row.value} currency={row.currency} />}
        </>
      )}
    </>
  )
}

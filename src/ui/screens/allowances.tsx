import { useState } from 'react'
import { formatPlain } from '../../ethereum/value.ts'
import { WATCH_KEYRING } from '../../messaging/accounts-api.ts'
import type { AllowanceView } from '../../messaging/protocol.ts'
import { AllowanceRow } from '../allowances/allowance-row.tsx'
import { Delegations } from '../allowances/delegations.tsx'
import { Looked } from '../allowances/looked.tsx'
import { rowKey, sortAllowances, totalAtRisk } from '../allowances/order.ts'
import { RevokeMany } from '../allowances/revoke-many.tsx'
import { useAllowances } from '../allowances/use-allowances.ts'
import { Button } from '../components/Button.tsx'
import { Icon } from '../components/Icons.tsx'
import { Empty, List, Row } from '../components/List.tsx'
import { Money } from '../components/Money.tsx'
import { Notice } from '../components/Notice.tsx'
import { Screen } from '../components/Screen.tsx'
import { SkeletonRows } from '../components/Skeleton.tsx'
import { go } from '../router.ts'
import { useSelectedAccount } from '../state.ts'
import '../allowances/allowances.css'

/** Drawn at first, and with each press. */
const STEP = 60

/** Who may take what of the selected account, on every network that is switched on, and the way to end it. */
export function Allowances() {
  const account = useSelectedAccount()
  const { view, scanning, error, look } = useAllowances(account?.address ?? null)
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null)
  const watchOnly = account?.keyringId === WATCH_KEYRING
  const rows = view?.rows ?? []
  const { known, unlisted } = sortAllowances(rows)
  const picked = chosen === null ? [] : rows.filter((row) => chosen.has(rowKey(row)))
  /** One network at a time: what is sent together is of one. */
  const chainId = picked[0]?.chainId
  const choose = (row: AllowanceView, on: boolean) =>
    setChosen((before) => {
      const next = new Set(before)
      if (on) next.add(rowKey(row))
      else next.delete(rowKey(row))
      return next
    })
  const list = (some: AllowanceView[], label: string) => (
    <Rows
      rows={some.filter((row) => chosen === null || chainId === undefined || row.chainId === chainId)}
      label={label}
      chosen={chosen}
      choose={choose}
      watchOnly={watchOnly}
    />
  )
  return (
    <Screen
      title="Allowances"
      end={
        chosen === null && rows.length > 1 && !watchOnly ? (
          <Button small kind="plain" testId="allowance-select" onClick={() => setChosen(new Set())}>
            Choose
          </Button>
        ) : null
      }
      footer={chosen === null ? null : <RevokeMany rows={picked} onCancel={() => setChosen(null)} />}
    >
      <p className="small quiet">
        What others may take from {account?.name ?? 'this account'} without asking again. Revoking costs a
        network fee.
      </p>
      {error && (
        <Notice
          kind="caution"
          title="The allowances could not be read"
          live
          testId="allowances-error"
          action={
            <Button small onClick={look}>
              Try again
            </Button>
          }
        >
          {error} Nothing was changed.
        </Notice>
      )}
      {view === null && error === null && <SkeletonRows label="Reading the allowances" />}
      {view !== null && <Total rows={known} />}
      {view !== null && rows.length === 0 && (
        <Empty>
          {scanning
            ? 'None found so far. Looking further back…'
            : 'None found. What sites may spend of yours, once you allow it, stands here.'}
        </Empty>
      )}
      {known.length > 0 && list(known, 'Allowances')}
      {unlisted.length > 0 && (
        <details className="allowance-unlisted" open={known.length === 0}>
          <summary>{unlisted.length} over tokens on no list</summary>
          <p className="small quiet">
            These name themselves, and may be bait: revoking calls their contract. They are not valued.
          </p>
          {list(unlisted, 'Allowances over tokens on no list')}
        </details>
      )}
      {chosen === null && (
        <>
          {account && <Delegations address={account.address} />}
          <p className="small quiet allowance-state" role="status" data-testid="allowances-state">
            {scanning ? 'Looking further back…' : ''}
          </p>
          {view !== null && <Looked looked={view.looked} scanning={scanning} />}
          <List label="More">
            <Row
              icon={<Icon name="key" />}
              title="Smart account"
              detail="Whose code your account runs"
              leads
              testId="allowances-smart-account"
              onClick={() => go('settings-smart-account')}
            />
          </List>
        </>
      )}
    </Screen>
  )
}

function Total({ rows }: { rows: readonly AllowanceView[] }) {
  const total = totalAtRisk(rows)
  const [first] = rows.filter(({ value }) => value !== null)
  if (first === undefined || total === 0n) return null
  return (
    <p className="allowance-total">
      <strong>
        <Money value={formatPlain(total)} currency={first.currency} style="total" />
      </strong>
      <span className="quiet small">can be taken now, as far as the value is known</span>
    </p>
  )
}

type RowsProps = {
  rows: readonly AllowanceView[]
  label: string
  chosen: ReadonlySet<string> | null
  choose: (row: AllowanceView, on: boolean) => void
  watchOnly: boolean
}

function Rows({ rows, label, chosen, choose, watchOnly }: RowsProps) {
  const [shown, setShown] = useState(STEP)
  return (
    <>
      <ul className="rows row-lines" aria-label={label}>
        {rows.slice(0, shown).map((row) => (
          <AllowanceRow
            key={rowKey(row)}
            row={row}
            chosen={chosen?.has(rowKey(row)) ?? null}
            onChoose={(on) => choose(row, on)}
            watchOnly={watchOnly}
          />
        ))}
      </ul>
      {rows.length > shown && (
        <Button small onClick={() => setShown((now) => now + STEP)}>
          {`Show ${Math.min(STEP, rows.length - shown)} more of ${rows.length}`}
        </Button>
      )}
    </>
  )
}

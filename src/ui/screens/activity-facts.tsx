import { useState } from 'react'
import type { ActivityRow, Move } from '../../messaging/protocol.ts'
import { Button } from '../components/Button.tsx'
import { FieldError } from '../components/Field.tsx'
import { exactUnits, shortAddress } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { useAmountsHidden } from '../portfolio/privacy.tsx'
import { back } from '../router.ts'
import { api } from '../state.ts'
import { changeQuery } from './activity-rows.ts'

/** Every digit of what came and went. */
export function ActivityMoves({ moves }: { moves: readonly Move[] }) {
  const hidden = useAmountsHidden()
  return (
    <span className="activity-moves">
      {moves.map((move) => {
        const size = exactUnits(move.amount.replace('-', ''), move.decimals ?? 0)
        const name = move.symbol ?? (move.token === 'native' ? '' : shortAddress(move.token))
        const item = move.tokenId === null ? '' : ` #${move.tokenId}`
        return (
          <span key={`${move.token} ${move.tokenId}`} className="amount">
            {move.amount.startsWith('-') ? '−' : '+'}
            {hidden ? '•••' : size} {name}
            {item}
          </span>
        )
      })}
    </span>
  )
}

/** The data behind it, read when it is asked for. */
export function ActivityRaw({ row }: { row: ActivityRow }) {
  const [data, setData] = useState<{ label: string; value: string }[] | null>(null)
  const read = useAction(async () =>
    setData(await api('activity.raw', { id: row.id, account: row.account, at: row.createdAt })),
  )
  const forget = useAction(async () => {
    await api('activity.forgetSigned', { account: row.account, id: row.id.replace(/^signed:/, '') })
    changeQuery({})
    back()
  })
  return (
    <div className="stack">
      {data === null ? (
        <Button small testId="activity-raw-show" busy={read.busy} onClick={() => void read.run()}>
          {row.source === 'signature' ? 'Show what was signed' : 'Show the data'}
        </Button>
      ) : (
        <div data-testid="activity-raw">
          {data.length === 0 && <p className="small quiet">There is nothing more stored of this.</p>}
          {data.map(({ label, value }) => (
            <div key={label}>
              <p className="small quiet">{label}</p>
              <pre className="mono activity-raw">{value}</pre>
            </div>
          ))}
        </div>
      )}
      {row.source === 'signature' && (
        <Button small testId="activity-forget" busy={forget.busy} onClick={() => void forget.run()}>
          Remove from this list
        </Button>
      )}
      {(read.error ?? forget.error) && (
        <FieldError text={read.error ?? forget.error ?? ''} testId="activity-raw-error" />
      )}
    </div>
  )
}
